using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Intake;
using ServiceBot.Tests.Intake.Api;

namespace ServiceBot.Tests.Hosting;

public sealed class HealthAndMetricsTests
{
    private const string Booking =
        """{ "id": "1", "station": "sever", "createdAt": "2026-11-20T10:30:00", "vehicle": { "plate": "А123ВС178" }, "possibleRepeat": true }""";

    [Fact]
    public async Task A_running_service_is_alive_and_ready_and_says_so_in_words()
    {
        await using var api = await ApiDriver.StartAsync();
        var (live, _, _) = await api.SendAsync(HttpMethod.Get, "/health/live", key: null);
        var (ready, body, _) = await api.SendAsync(HttpMethod.Get, "/health/ready", key: null);
        for (var i = 0; i < 50 && ready != HttpStatusCode.OK; i++)
        {
            await Task.Delay(100);
            (ready, body, _) = await api.SendAsync(HttpMethod.Get, "/health/ready", key: null);
        }

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live, ready));
        Assert.Equal("Healthy", body.GetProperty("status").GetString());
        Assert.Equal(["database", "disk", "dispatcher", "outbox", "waiting"], body.GetProperty("checks").EnumerateArray().Select(x => x.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.Contains(body.GetProperty("checks").EnumerateArray(), x => x.GetProperty("words").GetString() == "База данных отвечает.");
    }

    [Fact]
    public async Task A_store_without_its_tables_makes_the_service_not_ready_and_leaves_it_alive()
    {
        await using var api = await ApiDriver.StartAsync();
        await using (var db = await api.Services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync())
            await db.Database.ExecuteSqlRawAsync("DROP TABLE ChannelStates");

        var (live, _, _) = await api.SendAsync(HttpMethod.Get, "/health/live", key: null);
        var (ready, body, _) = await api.SendAsync(HttpMethod.Get, "/health/ready", key: null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live, ready));
        Assert.Equal("Unhealthy", body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Records_rejections_and_the_outbox_are_measured_as_Prometheus_reads_them()
    {
        await using var api = await ApiDriver.StartAsync(s =>
            s.Stations[0].Chats = [new ChatSettings { Channel = "nowhere", Id = "1" }]);
        await api.PostAsync("/api/v1/bookings", Booking);
        await api.PostAsync("/api/v1/calls", """{ "id": "1" }""");

        var answer = await api.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');

        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("# TYPE servicebot_records_total counter", lines);
        Assert.Contains(lines, x => x.StartsWith("servicebot_records_total{kind=\"Booking\",outcome=\"Accepted\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.StartsWith("servicebot_records_rejected_total{kind=\"Call\",way=\"api\"} ", StringComparison.Ordinal));
        Assert.Contains("servicebot_cases{station=\"sever\",state=\"Open\"} 1", lines);
        Assert.Contains("servicebot_database_up 1", lines);
        Assert.Contains(lines, x => x.StartsWith("servicebot_outbox_oldest_due_seconds ", StringComparison.Ordinal));
        Assert.All(
            lines.Where(x => x.Length > 0),
            x => Assert.Matches(@"^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+=""[^""]*""(,[a-z]+=""[^""]*"")*\})? [0-9.eE+-]+)$", x));
    }

    [Fact]
    public void A_counter_adds_up_by_its_labels_and_labels_are_escaped()
    {
        using var text = new PrometheusText();
        var name = "q\"uo\\te-" + Guid.NewGuid().ToString("N");
        Telemetry.Vote(name);
        Telemetry.Vote(name);

        var written = text.Write([new Gauge("a_gauge", "About\nit", 1.5)]);

        Assert.Contains("servicebot_votes_total{choice=\"" + name.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"} 2\n", written, StringComparison.Ordinal);
        Assert.Contains("# HELP a_gauge About\\nit\n# TYPE a_gauge gauge\na_gauge 1.5\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_are_the_same_in_both_languages() =>
        ResourceParity.AssertSame(typeof(HealthWording).FullName!, typeof(HealthWording).Assembly);
}
