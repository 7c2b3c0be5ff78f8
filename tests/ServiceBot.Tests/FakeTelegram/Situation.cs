using System.Text.Json.Nodes;
using ServiceBot.FakeTelegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>A fake Telegram with one supergroup of two people, a client that repeats nothing by itself, and a clock to be moved.</summary>
internal sealed class Situation : IAsyncDisposable
{
    private Situation(FakeTelegramServer server, MovableClock clock)
    {
        (Server, Clock) = (server, clock);
        Anna = server.AddUser("Анна", "Примерова");
        Boris = server.AddUser("Борис");
        Chat = server.AddSupergroup("СТО Восток", Anna, Boris);
        Client = NewClient();
        Http = new() { BaseAddress = new($"{server.Url}/bot{server.Token}/") };
    }

    public FakeTelegramServer Server { get; }

    public MovableClock Clock { get; }

    public FakeUser Anna { get; }

    public FakeUser Boris { get; }

    public FakeChat Chat { get; }

    public TelegramBotClient Client { get; }

    public HttpClient Http { get; }

    public static async Task<Situation> New(Func<FakeTelegramOptions, FakeTelegramOptions>? change = null)
    {
        var clock = new MovableClock();
        var options = new FakeTelegramOptions { Clock = clock };
        return new(await FakeTelegramServer.StartAsync(change?.Invoke(options) ?? options), clock);
    }

    public TelegramBotClient NewClient() =>
        new(new TelegramBotClientOptions(Server.Token, Server.Url) { RetryThreshold = 0 });

    /// <summary>Asserts that an act is refused, and how.</summary>
    public static async Task<ApiRequestException> Refused(int code, string description, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<ApiRequestException>(act);
        Assert.Equal((code, description), (refusal.ErrorCode, refusal.Message));
        return refusal;
    }

    /// <summary>A raw call by a query; the whole answer.</summary>
    public async Task<JsonNode> Get(string methodAndQuery) =>
        JsonNode.Parse(await (await Http.GetAsync(methodAndQuery)).Content.ReadAsStringAsync())!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>The system's clock, set forward as tests need it; waiting takes real time.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Move(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
