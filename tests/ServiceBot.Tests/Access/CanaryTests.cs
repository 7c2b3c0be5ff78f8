using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Chat;
using ServiceBot.Chat.Web;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Chat.Telegram;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Hosting.Commands;

namespace ServiceBot.Tests.Access;

/// <summary>
/// A bot token, a key, the secrets of webhook and hook, a link's code, a session and a customer's telephone go through a bad day of the
/// service; then everything that it wrote is searched for them. A telephone may stand in the database: the record itself. (Whoever puts one
/// into the address of a request has written it down already.)
/// </summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private const string Token = "424299:AA-canary-token_of-the-bad-day-01";
    private const string ApiKey = "canary-key-of-the-bad-day-0123456789";
    private const string HookSecret = "canary-hook-secret-0123456789";
    private const string WebhookSecret = "canary-webhook-secret-0123456789";
    private const string Phone = "+79053141592";
    private const string WebhookPath = "/canary-webhook-path-58979";

    private static readonly string[] PhoneForms = ["9053141592", "905 314-15-92", "905) 314-15-92", "905-314-15-92", "3141592", "314-15-92"];

    private readonly TemporaryFolder _folder = new();
    private readonly KeptLog _log = new();
    private readonly ConcurrentQueue<(string Where, string Text)> _written = new();
    private readonly List<string> _secrets =
        [Token, Token[(Token.IndexOf(':') + 1)..], ApiKey, ApiKeyHash.Write(ApiKey), HookSecret, WebhookSecret, .. PhoneForms];

    private FakeTelegramServer _telegram = null!;
    private IReadOnlyList<FakeUser> _members = [];
    private FakeChat _group = null!;
    private RunningHost _service = null!;
    private HttpClient _http = null!;
    private string _url = "";
    private ActivityListener _traces = null!;

    public async Task InitializeAsync()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_traces);
        var clock = new FastClock(speed: 20, Given.Monday.AddDays(9));
        _telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions
        {
            Token = Token, Clock = clock, AnswerWindow = TimeSpan.FromMinutes(10), PressLife = TimeSpan.FromMinutes(20),
        });
        (_members, _) = StationUnderTest.AddPeople(_telegram);
        _group = _telegram.AddSupergroup("СТО Северный", [.. _members]);
        var url = _url = $"http://127.0.0.1:{SendOutcomeTests.ClosedPort().ToString(CultureInfo.InvariantCulture)}";
        _service = await RunningHost.StartAsync(
            Settings(url),
            services =>
            {
                _log.AddTo(services);
                services.AddSingleton<TimeProvider>(clock);
                services.Insert(0, ServiceDescriptor.Singleton<IMessageHandler, FallingHandler>());
            },
            urls: url);
        _http = new HttpClient { BaseAddress = _service.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
        await _telegram.DisposeAsync();
        _traces.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task On_a_bad_day_nothing_that_is_written_tells_a_secret_or_a_telephone()
    {
        await RecordsAndHostileRequestsAsync();
        await TalkAndFaultsAsync();
        await FilesAsync();
        await DoorsAsync();
        await BrokenDatabaseAsync();
        await ReadEverythingAsync();
        await CommandsAsync();

        foreach (var line in _log.Lines) _written.Enqueue(("log", line));
        // The day was bad indeed, and was heard.
        Assert.Contains(_written, x => x.Where == "log" && x.Text.Contains("FallingHandler"));
        Assert.Contains(_written, x => x.Where == "log" && x.Text.Contains("no such table"));
        Assert.Contains(_written, x => x.Where == "log" && x.Text.StartsWith("Trace"));
        Assert.Contains(_written, x => x.Where == "trace" && x.Text.Contains("HttpRequestIn"));
        Assert.Contains(_written, x => x.Where.EndsWith(".errors.csv"));
        Assert.True(await _service.ReadAsync(db => db.Records.CountAsync(x => x.Body.Contains(Phone))) >= 2);
        var told = (_written.SelectMany(x => _secrets.Where(s => x.Text.Contains(s, StringComparison.OrdinalIgnoreCase)).Select(s => $"{s} in {x.Where}: {Around(x.Text, s)}")).Distinct().ToList());
        Assert.True(told.Count == 0, string.Join("\n\n", told));
    }

    private async Task RecordsAndHostileRequestsAsync()
    {
        var client = new { name = "Канарейкин К. К.", phone = "8 (905) 314-15-92" };
        await PostAsync("/api/v1/work-orders", new
        {
            id = "ЗН-1", station = "sever", openedAt = "2026-11-09T10:00", closedAt = "2026-11-10T10:00", vehicle = new { plate = "А314ВС178" }, client,
            complaint = "стук справа, звонить +7 905 314-15-92", lines = new[] { new { text = "Замена шаровой опоры" } },
        });
        await PostAsync("/api/v1/bookings", new
        {
            id = "З-1", station = "sever", createdAt = "2026-11-17T10:00", vehicle = new { plate = "А314ВС178" }, client, possibleRepeat = true,
            complaint = "снова стук справа, тел. 89053141592",
        });
        // Telephones where none belong, each in words that are said back.
        await PostAsync("/api/v1/bookings", new { id = "З-2", station = "sever", createdAt = Phone, vehicle = new { plate = "А314ВС178" }, possibleRepeat = Phone });
        await PostAsync("/api/v1/work-orders", new { id = "ЗН-2", station = Phone, openedAt = "вчера 8 905 314-15-92", kind = "9053141592", vehicle = new { vin = 1 } });
        await PostAsync("/api/v1/calls", new { id = "Т-2", station = "sever", startedAt = "2026-11-17T10:00", direction = "8(905)314-15-92", phone = "звонить 89053141592 нельзя 1" });
        await PostAsync("/api/v1/cases", new { station = Phone, vehicle = new { plate = "!" }, complaint = "" });
        await SayAsync("malformed", _http.PostAsync("/api/v1/bookings", Json($"{{\"id\": \"З-3\", \"phone\": \"{Phone}\" ")));
        foreach (var key in (string[])[ApiKey + "x", ApiKey[..^1]])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            await SayAsync("wrong key", _http.SendAsync(request));
        }

        await SayAsync("hook", _http.PostAsync($"/hooks/yandex/{HookSecret}", Json($$"""{"order":"ЗН-1","comment":"стук остался, {{Phone}}"}""")));
        await SayAsync("hook", _http.PostAsync($"/hooks/yandex/{HookSecret}", Json($$"""{"order":"ЗН-1","at":"{{Phone}}"}""")));
        await SayAsync("hook by another method", _http.GetAsync($"/hooks/yandex/{HookSecret}"));
        await SayAsync("no such hook", _http.PostAsync($"/hooks/nobody/{HookSecret}", Json("{}")));
    }

    private async Task TalkAndFaultsAsync()
    {
        var card = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("🟠 Случай №1 "), TimeSpan.FromSeconds(60));
        var faults = new ConcurrentQueue<FaultAction>(
            [FaultAction.InternalError(), FaultAction.BadGateway(), FaultAction.ResetBefore(), FaultAction.BrokenJson(), FaultAction.Refuse(400, $"Bad Request: /bot{Token}/sendMessage {Phone}")]);
        _telegram.Faults = request => request.Method is "sendMessage" or "editMessageText" && faults.TryDequeue(out var fault) ? fault : null;
        _telegram.Write(_members[1].Id, _group.Id, "перезвоните на 8 905 314 15 92", replyTo: card.Id);
        _telegram.Write(_members[1].Id, _group.Id, "упади: 89053141592", replyTo: card.Id);
        foreach (var command in (string[])["/find А314ВС178", "/find 89053141592", "/report А314ВС178 клиент 8-905-314-15-92", "/case 1", "/case 89053141592", "/digest 89053141592", "/cases", "/mine"])
            _telegram.Write(_members[1].Id, _group.Id, command);
        await Eventually.Zero(async () => faults.IsEmpty && _telegram.PendingUpdates == 0
            && await _service.ReadAsync(db => db.Outbox.AllAsync(x => x.State == OutboxState.Sent || x.State == OutboxState.Refused)) ? 0 : 1);
        foreach (var message in _telegram.BotMessages(_group.Id)) _written.Enqueue(("chat", message.Words));
    }

    private async Task FilesAsync()
    {
        var inbox = Path.Combine(_folder.Path, "inbox");
        await File.WriteAllTextAsync(
            Path.Combine(inbox, "orders.csv"),
            "Номер;Дата открытия;Госномер;Телефон;Пробег\nЗН-7;8 905 314-15-92;А777ВС178;89053141592;много 89053141592\nЗН-8;20.11.2026;А778ВС178;8(905)314-15-92;12\n");
        await Eventually.Zero(() => Task.FromResult(Directory.EnumerateFiles(Path.Combine(inbox, "rejected"), "*.errors.csv").Any() ? 0 : 1));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(inbox, "rejected"), "*.errors.csv"))
            _written.Enqueue((Path.GetFileName(file), await File.ReadAllTextAsync(file)));
    }

    private async Task DoorsAsync()
    {
        var link = await _service.Get<LoginLinks>().CreateAsync("sever", "foreman", CancellationToken.None);
        _secrets.Add(link!.Path["/enter/".Length..]);
        using var visit = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _service.Address };
        await SayAsync("look", visit.GetAsync(link.Path));
        using var entered = await visit.PostAsync(link.Path, null);
        _secrets.Add(entered.Headers.GetValues("Set-Cookie").Single().Split('=', ';')[1]);
        await SayAsync("again", visit.PostAsync(link.Path, null));
        await SayAsync("deeper", visit.GetAsync(link.Path + "/x"));
        await SayAsync("me", visit.GetAsync("/chat/api/me"));
        await SayAsync("page", visit.GetAsync("/chat/api/rooms/sever/messages"));
        await SayAsync("bad", visit.PostAsync("/chat/api/press", Json("{")));
        using var forged = new HttpRequestMessage(HttpMethod.Post, WebhookPath) { Content = Json("""{"update_id":1}""") };
        forged.Headers.Add("X-Telegram-Bot-Api-Secret-Token", WebhookSecret[..^1]);
        await SayAsync("forged", visit.SendAsync(forged));
    }

    private async Task BrokenDatabaseAsync()
    {
        var writer = _service.Get<Writer>();
        await writer.InTransactionAsync((db, stop) => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Records\" RENAME TO \"Gone\"", stop), CancellationToken.None);
        await PostAsync("/api/v1/bookings", new { id = "З-5", station = "sever", createdAt = "2026-11-17T10:00", vehicle = new { plate = "А314ВС178" }, client = new { phone = Phone } });
        _telegram.Write(_members[1].Id, _group.Id, "/report А314ВС178 клиент 8-905-314-15-92");
        await Eventually.Zero(() => Task.FromResult(_log.Lines.Any(x => x.Contains("no such table")) && _log.Lines.Count(x => x.Contains("could not be taken")) > 0 ? 0 : 1));
        await writer.InTransactionAsync((db, stop) => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Gone\" RENAME TO \"Records\"", stop), CancellationToken.None);
    }

    private async Task ReadEverythingAsync()
    {
        foreach (var path in (string[])["/metrics", "/health/ready", "/health/live", "/openapi/v1.json", "/api/v1/cases", "/api/v1/cases/sever/1", "/api/v1/signals", "/api/v1/statistics", "/chat/api/texts"])
            await SayAsync(path, _http.GetAsync(path));
    }

    private async Task CommandsAsync()
    {
        var config = Path.Combine(_folder.Path, "settings.json");
        await File.WriteAllTextAsync(config, new JsonObject
        {
            ["ServiceBot"] = System.Text.Json.JsonSerializer.SerializeToNode(Settings(_service.Address.GetLeftPart(UriPartial.Authority))),
        }.ToJsonString());
        var rows = Path.Combine(_folder.Path, "more.csv");
        await File.WriteAllTextAsync(rows, "Номер;Дата открытия;Госномер;Телефон\nЗН-9;8 905 314-15-92;А779ВС178;89053141592\n");
        foreach (var command in (string[][])
            [
                ["check"], ["cases"], ["cases", "--json"], ["digest", "--station", "sever"], ["backtest", "--station", "sever"],
                ["import", rows, "--dry-run", "--station", "sever"], ["import", rows, "--station", "sever"], ["link", "--station", "nowhere", "--member", "x"],
                ["forget", "--phone", "89053141592 и 89053141593"],
            ])
        {
            var (code, text, error) = await Shell.RunBareAsync([.. command, "--config", config]);
            _written.Enqueue(($"{string.Join(' ', command.Take(1))} ({code})", text + error));
        }

        // A wrong setting is told without what it holds.
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config)).Replace("\"Mode\":\"Webhook\"", "\"Mode\":\"Both\"", StringComparison.Ordinal)
            .Replace(Token, Token + " ", StringComparison.Ordinal).Replace(ApiKey, ApiKey + " ", StringComparison.Ordinal)
            .Replace(HookSecret, HookSecret + " ", StringComparison.Ordinal).Replace(WebhookSecret, WebhookSecret + " ", StringComparison.Ordinal));
        var wrong = await Shell.RunBareAsync("check", "--config", config);
        Assert.Equal(1, wrong.Code);
        _written.Enqueue(("settings", wrong.Out + wrong.Error));
    }

    private Task PostAsync(string path, object body) => SayAsync(path, _http.PostAsync(path, Json(System.Text.Json.JsonSerializer.Serialize(body))));

    private async Task SayAsync(string where, Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        var text = await answer.Content.ReadAsStringAsync();
        // Letters that JSON escapes are letters.
        _written.Enqueue((where, $"{(int)answer.StatusCode} {answer.Headers} {System.Text.RegularExpressions.Regex.Unescape(text.Replace("\\", "\\\\", StringComparison.Ordinal))} {text}"));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Around(string text, string found)
    {
        var at = text.IndexOf(found, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 150)..Math.Min(text.Length, at + found.Length + 60)];
    }

    private void Keep(Activity activity)
    {
        var text = $"{activity.OperationName} {activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(x => x.Tags))}";
        // What the test itself asks for is no trace of the service, though it stands in the same process.
        var isOurs = activity.OperationName == "System.Net.Http.HttpRequestOut" && text.Contains(_url, StringComparison.Ordinal);
        if (!isOurs) _written.Enqueue(("trace", text));
    }

    private Settings Settings(string url)
    {
        var settings = StationUnderTest.Settings(_folder.Path, _telegram.Url, _telegram.Token, _group.Id);
        settings.Telegram.Mode = "Webhook";
        settings.Telegram.WebhookUrl = url + WebhookPath;
        settings.Telegram.WebhookSecret = WebhookSecret;
        settings.Api.Keys = [new ApiKeySettings { Name = "canary-name", Key = ApiKey }];
        settings.Hooks =
        [
            new HookSettings
            {
                Name = "yandex", Station = "sever", Secret = HookSecret,
                Fields = new() { ["workOrderId"] = "$.order", ["comment"] = "$.comment", ["answeredAt"] = "$.at" },
            },
        ];
        return settings;
    }

    /// <summary>A feature with a bug, which breaks on a certain word.</summary>
    private sealed class FallingHandler : IMessageHandler
    {
        public Task<bool> HandleAsync(ServiceBotDb db, MessageReceived message, string? repliedSubject, CancellationToken cancel) =>
            message.Text.StartsWith("упади", StringComparison.Ordinal) ? throw new InvalidOperationException("A slip of the FallingHandler") : Task.FromResult(false);
    }
}
