using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Chat.Telegram;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hosting;

/// <summary>What is wrong is said in words, with what to do about it, to programs and to people; and no secret with it.</summary>
public sealed class HealthInWordsTests
{
    [Theory]
    [InlineData("ru", "Возьмите действующий токен у @BotFather")]
    [InlineData("en", "Take a valid token from @BotFather")]
    public async Task A_refused_token_is_told_with_its_mend_and_without_the_token(string language, string mend)
    {
        await using var station = await StationInTelegram.OpenAsync(change: x => x.Language = language);
        station.Telegram.Faults = _ => FaultAction.Refuse(401, "Unauthorized");
        await Eventually.Zero(() => Task.FromResult(
            station.Service.Get<TelegramPulse>().Now.Trouble == ListeningTrouble.TokenRefused ? 0 : 1));

        var (status, line) = await LineAsync(station, "telegram");
        // Records still come in: the service is ready, and says what is not well.
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Degraded", line.GetProperty("status").GetString());
        Assert.Contains(mend, line.GetProperty("mend").GetString());

        var text = await TextAsync(station);
        Assert.StartsWith("Degraded\n", text, StringComparison.Ordinal);
        Assert.Contains("✔ database: ", text);
        Assert.Matches($"✘ telegram: [^\n]+\n  → {mend}", text);
        Assert.DoesNotContain(station.Telegram.Token, text);
        Assert.DoesNotContain(StationUnderTest.ApiKey, text);
        Assert.DoesNotContain(station.DataFolder, text);
    }

    [Fact]
    public async Task Messages_that_wait_for_long_and_a_disk_that_fills_are_told_and_the_service_stays_ready()
    {
        var clock = new FastClock(speed: 10, Given.Monday.AddDays(9).AddHours(3));
        await using var station = await StationInTelegram.OpenAsync(clock, adjust: services =>
            services.AddSingleton(new DiskSpace(_ => 20 * 1024 * 1024)));
        station.Telegram.Faults = request => request.Method == "sendMessage" ? FaultAction.InternalError() : null;
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        await station.Telegram.WaitUntil(
            () => station.Telegram.Requests.Any(x => x is { Method: "sendMessage", Status: 500 }), TimeSpan.FromSeconds(30));
        clock.Leap(TimeSpan.FromMinutes(40));

        await Eventually.Zero(async () =>
            (await LineAsync(station, "waiting")).Line.GetProperty("status").GetString() == "Degraded" ? 0 : 1);
        var (status, waiting) = await LineAsync(station, "waiting");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("Самое старое неотправленное сообщение ждёт с 18.11 13:0", waiting.GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Contains("20 сообщений в минуту", waiting.GetProperty("mend").GetString());
        var disk = (await LineAsync(station, "disk")).Line;
        Assert.Equal("На диске с данными свободно 20 МБ.", disk.GetProperty("words").GetString());
        Assert.Contains("Освободите место", disk.GetProperty("mend").GetString());
        Assert.False((await LineAsync(station, "database")).Line.TryGetProperty("mend", out _));

        // What is wrong is a figure too.
        var metrics = (await station.Http.GetStringAsync(new Uri("metrics", UriKind.Relative))).Split('\n');
        Assert.Contains("servicebot_healthy{check=\"disk\"} 0", metrics);
        Assert.Contains("servicebot_disk_free_bytes 20971520", metrics);
    }

    [Fact]
    public async Task A_database_that_is_not_there_makes_it_not_ready_and_says_what_to_do()
    {
        await using var station = await StationInTelegram.OpenAsync();
        await station.Service.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DROP TABLE ChannelStates"));

        var (status, line) = await LineAsync(station, "database");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("servicebot restore", line.GetProperty("mend").GetString());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Line)> LineAsync(StationInTelegram station, string name)
    {
        using var answer = await station.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.GetProperty("checks").EnumerateArray().Single(x => x.GetProperty("name").GetString() == name).Clone());
    }

    private static async Task<string> TextAsync(StationInTelegram station)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("health/ready", UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        using var answer = await station.Http.SendAsync(request);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }
}
