using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat.Telegram;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>Updates that Telegram brings, over the real host.</summary>
public sealed class WebhookTests
{
    private const string Secret = "a-secret-of-the-webhook_0123";
    private const string Path = "/from-telegram/9f3c";

    [Fact]
    public async Task A_press_that_is_brought_is_taken_and_answered()
    {
        await using var station = await OpenAsync();
        await BringTheVehicleBackAsync(station);
        var card = await station.CardAsync("🟠 Случай №1");

        Assert.StartsWith("Голос принят: повторный", await station.PressAsync(0, card, "✅"));

        var set = Assert.Single(station.Telegram.Requests, x => x.Method == "setWebhook");
        Assert.Equal(Secret, set["secret_token"]);
        Assert.Equal(["message", "callback_query", "my_chat_member"], JsonSerializer.Deserialize<string[]>(set["allowed_updates"]!)!);
        Assert.DoesNotContain(station.Telegram.Requests, x => x.Method == "getUpdates");
        await station.Telegram.WaitUntil(() => station.Telegram.PendingUpdates == 0);
    }

    [Fact]
    public async Task A_call_without_the_secret_is_answered_as_if_nobody_lived_there_and_changes_nothing()
    {
        await using var station = await OpenAsync();
        await BringTheVehicleBackAsync(station);
        var update = Press(station, await station.CardAsync("🟠 Случай №1"), member: 0, "✅", updateId: 5);

        var nowhere = await BringAsync(station, update, Secret, "/from-telegram/9f3d");
        var nobody = await WordsAsync(nowhere);
        foreach (var guess in (string?[])[null, "", Secret + "x", Secret[..^1]])
        {
            var answer = await BringAsync(station, update, guess);
            Assert.Equal((HttpStatusCode.NotFound, nobody), (answer.StatusCode, await WordsAsync(answer)));
        }

        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal(0, await station.Service.ReadAsync(db => db.Presses.CountAsync()));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"update_id":"five"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"update_id":5,"something_new":{"a":[1]}}""", HttpStatusCode.OK)]
    [InlineData("""{"update_id":5,"message":{"message_id":"not a number"}}""", HttpStatusCode.OK)]
    public async Task What_is_no_update_is_refused_and_an_unknown_kind_of_update_is_confirmed(string body, HttpStatusCode status)
    {
        await using var station = await OpenAsync();
        Assert.Equal(status, (await BringAsync(station, body, Secret)).StatusCode);
    }

    [Fact]
    public async Task A_body_that_no_update_has_is_refused_by_its_size()
    {
        await using var station = await OpenAsync();
        var answer = await BringAsync(station, $$"""{"update_id":5,"text":"{{new string('x', 1024 * 1024)}}"}""", Secret);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Brought_five_times_and_out_of_order_the_newest_press_of_a_member_stands_once()
    {
        await using var station = await OpenAsync();
        await BringTheVehicleBackAsync(station);
        var card = await station.CardAsync("🟠 Случай №1");
        var updates = Enumerable.Range(0, 5).SelectMany(_ => new[]
        {
            Press(station, card, member: 0, "✅", updateId: 12), Press(station, card, member: 0, "❌", updateId: 11),
            Press(station, card, member: 2, "❌", updateId: 14), Press(station, card, member: 2, "✅", updateId: 13),
        });

        var answers = await Task.WhenAll(updates.Select(x => BringAsync(station, x, Secret)));

        Assert.All(answers, x => Assert.Equal(HttpStatusCode.OK, x.StatusCode));
        var votes = (await station.CaseAsync(1)).GetProperty("votes").EnumerateArray()
            .Select(x => (x.GetProperty("member").GetString(), x.GetProperty("choice").GetString())).Order();
        Assert.Equal([("client", "Repeat"), ("foreman", "NotRepeat")], votes);
        Assert.Equal(4, await station.Service.ReadAsync(db => db.Presses.CountAsync()));
    }

    [Fact]
    public async Task An_update_is_confirmed_when_it_is_on_disk_and_not_before()
    {
        await using var station = await OpenAsync();
        await BringTheVehicleBackAsync(station);
        var card = await station.CardAsync("🟠 Случай №1");
        await station.AllSentAsync();
        Task<HttpResponseMessage> brought;
        await using (var other = new SqliteConnection($"Data Source={System.IO.Path.Combine(station.DataFolder, "servicebot.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var held = await other.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
            brought = BringAsync(station, Press(station, card, member: 0, "✅", updateId: 5), Secret);
            await Task.WhenAny(brought, Task.Delay(TimeSpan.FromMilliseconds(700)));
            Assert.False(brought.IsCompleted);
            await held.RollbackAsync();
        }

        Assert.Equal(HttpStatusCode.OK, (await brought).StatusCode);
        Assert.Single((await station.CaseAsync(1)).GetProperty("votes").EnumerateArray());
    }

    [Fact]
    public async Task Going_from_polling_to_the_webhook_and_back_loses_no_press()
    {
        var mode = "Polling";
        await using var station = await OpenAsync(settings => settings.Telegram.Mode = mode);
        await BringTheVehicleBackAsync(station);
        var card = await station.CardAsync("🟠 Случай №1");
        await station.PressAsync(0, card, "✅");

        await station.StopAsync();
        var meanwhile = station.Telegram.Press(station.Members[1].Id, card.ChatId, card.Id, "❌");
        mode = "Webhook";
        await station.StartAsync();
        Assert.StartsWith("Голос принят", (await meanwhile.AnswerAsync(TimeSpan.FromSeconds(60))).Text);

        await station.StopAsync();
        var later = station.Telegram.Press(station.Members[2].Id, card.ChatId, card.Id, "🤚");
        mode = "Polling";
        await station.StartAsync();
        Assert.NotNull((await later.AnswerAsync(TimeSpan.FromSeconds(60))).Text);

        Assert.Equal(3, (await station.CaseAsync(1)).GetProperty("votes").GetArrayLength());
        Assert.Equal("", (await station.Service.Get<OwnWebhook>().LookAsync(CancellationToken.None)).Url);
    }

    [Fact]
    public async Task An_address_that_Telegram_does_not_reach_is_told_where_the_health_of_the_service_is_asked_for()
    {
        // The service listens elsewhere than the settings tell Telegram.
        await using var station = await OpenAsync(settings =>
            settings.Telegram.WebhookUrl = $"http://127.0.0.1:{SendOutcomeTests.ClosedPort().ToString(CultureInfo.InvariantCulture)}{Path}");
        station.Telegram.Write(station.Members[0].Id, station.Group.Id, "/mine");

        await station.Telegram.WaitUntil(
            () => station.Service.Get<TelegramPulse>().Now.Trouble == ListeningTrouble.WebhookFailing, TimeSpan.FromSeconds(60));

        var health = await station.Http.GetStringAsync(new Uri("health/ready", UriKind.Relative));
        Assert.Contains("не может доставить обновления на адрес вебхука", health);
    }

    private static Task<StationInTelegram> OpenAsync(Action<ServiceBot.Hosting.Settings>? change = null)
    {
        var url = $"http://127.0.0.1:{SendOutcomeTests.ClosedPort().ToString(CultureInfo.InvariantCulture)}";
        return StationInTelegram.OpenAsync(urls: url, change: settings =>
        {
            settings.Telegram.Mode = "Webhook";
            settings.Telegram.WebhookUrl = url + Path;
            settings.Telegram.WebhookSecret = Secret;
            change?.Invoke(settings);
        });
    }

    private static Task BringTheVehicleBackAsync(StationInTelegram station) =>
        station.AcceptAsync(Given.Repair("ЗН-000123"), Given.Booking("З-77"));

    /// <summary>The answer without what differs from call to call: its address and its number.</summary>
    private static async Task<string> WordsAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return string.Join("; ", json.RootElement.EnumerateObject()
            .Where(x => x.Name is not ("instance" or "traceId")).Select(x => $"{x.Name}: {x.Value}"));
    }

    private static string Press(StationInTelegram station, FakeMessage card, int member, string button, int updateId) => $$"""
        {"update_id":{{updateId}},"callback_query":{"id":"q{{updateId}}","chat_instance":"1","data":"{{card.Keyboard.Find(button).Data}}",
         "from":{"id":{{station.Members[member].Id}},"is_bot":false,"first_name":"Имя"},
         "message":{"message_id":{{card.Id}},"date":1794700000,"chat":{"id":{{card.ChatId}},"type":"supergroup","title":"СТО"} } } }
        """;

    private static async Task<HttpResponseMessage> BringAsync(
        StationInTelegram station, string body, string? secret, string path = Path)
    {
        using var http = new HttpClient { BaseAddress = station.Service.Address, Timeout = TimeSpan.FromSeconds(60) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (secret is not null) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        return await http.SendAsync(request);
    }
}
