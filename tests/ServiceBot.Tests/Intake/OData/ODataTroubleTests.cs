using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceBot.Intake.Watching;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Hosting.Commands;
using System.Text.Json.Nodes;

namespace ServiceBot.Tests.Intake.OData;

/// <summary>What a base of 1C that does not answer as it should comes to.</summary>
public sealed class ODataTroubleTests
{
    private static async Task<string> HealthAsync(RunningHost host)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(host.Address, "/health/ready"));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("checks").EnumerateArray().Single(x => x.GetProperty("name").GetString() == "watchers").GetRawText();
    }

    private static async Task<string> HealthOnceAsync(RunningHost host, string words)
    {
        var text = "";
        for (var i = 0; i < 300; i++)
        {
            text = JsonSerializer.Deserialize<JsonElement>(await HealthAsync(host)).GetProperty("words").GetString()!;
            if (text.Contains(words, StringComparison.Ordinal)) return text;
            await Task.Delay(100);
        }

        Assert.Fail($"Never said: {words}. Last: {text}");
        return text;
    }

    [Fact]
    public async Task Errors_slow_answers_and_pages_of_a_web_server_are_told_in_words_and_nothing_is_lost()
    {
        await using var oneC = await FakeOneC.StartAsync();
        var car = Alfa.Car(oneC, 1);
        for (var i = 1; i <= 10; i++) oneC.Put(Alfa.Orders, Alfa.Order(i, car, Alfa.At(i)));
        var calls = 0;
        var isWell = false;
        oneC.Before = async (entity, context) =>
        {
            if (entity != Alfa.Orders || Volatile.Read(ref isWell)) return;
            switch (Interlocked.Increment(ref calls) % 3)
            {
                case 0: await FakeOneC.FaultAsync(context, 500, "-1", "Превышено время блокировки тайное-слово-7"); break;
                case 1: break;
                default:
                    context.Response.StatusCode = 502;
                    await context.Response.WriteAsync("<html>Bad gateway</html>");
                    break;
            }
        };

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        settings.OData[0].PollSeconds = 0.1;
        await using var host = await RunningHost.StartAsync(settings);

        var said = await HealthOnceAsync(host, "Превышено время блокировки");
        Assert.DoesNotContain(FakeOneC.Password, said, StringComparison.Ordinal);
        Volatile.Write(ref isWell, true);
        Assert.Equal(10, (await Alfa.KeysOnce(host, 10)).Count);
        await HealthOnceAsync(host, "odata:alfa: всё хорошо");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_ends_the_round_and_not_the_watcher()
    {
        await using var oneC = await FakeOneC.StartAsync();
        oneC.Put(Alfa.Orders, Alfa.Order(1, Alfa.Car(oneC, 1)));
        var isSlow = true;
        oneC.Before = async (_, context) =>
        {
            if (Volatile.Read(ref isSlow)) await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        settings.OData[0].TimeoutSeconds = 5;
        await using var host = await RunningHost.StartAsync(settings);

        await HealthOnceAsync(host, "нет связи (no answer within 5 s)");
        Volatile.Write(ref isSlow, false);
        await Alfa.KeysOnce(host, 1);
    }

    [Fact]
    public async Task A_wrong_password_is_asked_with_once_and_makes_the_health_degraded()
    {
        await using var oneC = await FakeOneC.StartAsync();
        oneC.AcceptedPassword = "другое";
        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        settings.OData[0].PollSeconds = 0.1;
        await using var host = await RunningHost.StartAsync(settings);

        var said = await HealthOnceAsync(host, "не пускает");
        Assert.DoesNotContain(FakeOneC.Password, said, StringComparison.Ordinal);
        Assert.Contains("\"Degraded\"", await HealthAsync(host), StringComparison.Ordinal);
        await Task.Delay(500);
        Assert.Single(oneC.Asked);
    }

    [Fact]
    public async Task Cars_that_are_not_published_are_told_and_their_documents_come_in_once_they_are()
    {
        await using var oneC = await FakeOneC.StartAsync();
        oneC.Put(Alfa.Orders, Alfa.Order(1, Alfa.Car(oneC, 1)));
        var publish = oneC.Unpublish("Catalog_Автомобили");
        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        await using var host = await RunningHost.StartAsync(settings);

        await HealthOnceAsync(host, "ответ не понят: проверьте имена в настройках (404: Catalog_Автомобили)");
        publish();

        Assert.Equal(["АС00000001/2026"], await Alfa.KeysOnce(host, 1));
    }

    [Theory]
    [InlineData(1, 0.5, 60)]
    [InlineData(2, 0.5, 120)]
    [InlineData(9, 0.5, 300)]
    [InlineData(9, 0, 240)]
    [InlineData(9, 1, 360)]
    public void Each_failure_doubles_the_wait_up_to_five_minutes_give_or_take_a_fifth(int failures, double chance, double seconds) =>
        Assert.Equal(seconds, BackOff.After(TimeSpan.FromMinutes(1), SourceTrouble.Unreachable, failures, chance).TotalSeconds, 6);

    [Fact]
    public void Where_a_person_must_mend_it_a_quarter_of_an_hour_passes_and_a_rarer_round_stays_rare()
    {
        Assert.Equal(TimeSpan.FromMinutes(15), BackOff.After(TimeSpan.FromSeconds(1), SourceTrouble.NotLetIn, 1, 0.5));
        Assert.Equal(TimeSpan.FromHours(1), BackOff.After(TimeSpan.FromHours(1), SourceTrouble.Failing, 3, 0.5));
    }

    [Fact]
    public async Task The_command_check_counts_what_is_reached_and_names_what_is_not_published()
    {
        await using var oneC = await FakeOneC.StartAsync();
        oneC.Put(Alfa.Orders, Alfa.Order(1, Alfa.Car(oneC, 1)));
        void Change(JsonObject x) => x["OData"] = new JsonArray(new JsonObject
        {
            ["Name"] = "alfa", ["Station"] = "sever", ["BaseUrl"] = oneC.BaseUrl, ["User"] = FakeOneC.User, ["Password"] = FakeOneC.Password,
        });
        using var shell = new Shell("ru", Change);

        var (_, output, _) = await shell.RunAsync("check");
        Assert.Contains("✔ odata:alfa: Document_ЗаказНаряд доступно, 1 запись", output, StringComparison.Ordinal);

        oneC.Unpublish(Alfa.Orders);
        var (code, without, _) = await shell.RunAsync("check");
        Assert.Equal(1, code);
        Assert.Contains("✘ odata:alfa: ответ не понят: проверьте имена в настройках (404: Document_ЗаказНаряд)", without, StringComparison.Ordinal);

        oneC.AcceptedPassword = "другое";
        var (_, closed, _) = await shell.RunAsync("check");
        Assert.Contains("✘ odata:alfa: не пускает", closed, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeOneC.Password, closed, StringComparison.Ordinal);
    }
}
