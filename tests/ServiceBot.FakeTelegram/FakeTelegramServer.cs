using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.FakeTelegram.Http;
using ServiceBot.FakeTelegram.Updates;
using ServiceBot.FakeTelegram.Watching;

namespace ServiceBot.FakeTelegram;

/// <summary>
/// A Telegram of one's own on 127.0.0.1: the Bot API towards the bot, and for tests the people, their chats, and
/// everything that was said. It refuses what Telegram refuses, in the same words. Every member may be called from any thread.
/// </summary>
public sealed partial class FakeTelegramServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TelegramWorld _world;
    private readonly RequestLog _log;
    private readonly WebhookDelivery _webhook;
    private readonly BotEndpoint _endpoint;
    private readonly WebApplication _app;

    private FakeTelegramServer(FakeTelegramOptions options)
    {
        _world = new(options);
        _log = new(options.RequestsKept);
        var polls = new UpdatePolls(_world, _stop.Token);
        _webhook = new(_world, polls, _stop.Token);
        _endpoint = new(_world, _log, polls, _webhook, _stop.Token);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        _app = builder.Build();
        _app.Run(_endpoint.Handle);
    }

    /// <summary>The address for <c>Telegram:ApiUrl</c>, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The token that is accepted.</summary>
    public string Token => _world.Options.Token;

    /// <summary>The bot.</summary>
    public FakeUser Bot => _world.Bot;

    /// <summary>Starts a server; it listens when this returns.</summary>
    public static async Task<FakeTelegramServer> StartAsync(FakeTelegramOptions? options = null)
    {
        var server = new FakeTelegramServer(options ?? new());
        await server._app.StartAsync();
        server.Url = server._app.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    /// <summary>Ends all polls and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _webhook.Dispose();
        using (var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
            await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    // Every act of a test: inside the gate, and announced to those who wait.
    private T Act<T>(Func<T> act)
    {
        T result;
        lock (_world.Gate)
            result = act();
        _log.Changed();
        return result;
    }

    private void Act(Action act) => Act(() =>
    {
        act();
        return true;
    });

    private T See<T>(Func<T> look)
    {
        lock (_world.Gate)
            return look();
    }
}
