using System.Net;
using ServiceBot.Hosting;
using Telegram.Bot;

namespace ServiceBot.Chat.Telegram;

/// <summary>
/// The one client of the Bot API, over a handler of its own: nothing that logs or traces addresses stands in its way.
/// </summary>
internal sealed class TelegramConnection : IDisposable
{
    private const string PublicApi = "https://api.telegram.org";
    private readonly HttpClient _http;

    /// <param name="settings">Where to, and by which proxy.</param>
    /// <param name="secrets">The token.</param>
    /// <param name="adjust">Changes the way to the network, such as whose certificates are trusted; null for the system's.</param>
    /// <exception cref="ArgumentException">The token, the address or the proxy cannot be read.</exception>
    public TelegramConnection(TelegramSettings settings, TelegramSecrets secrets, Action<SocketsHttpHandler>? adjust = null)
    {
        var address = string.IsNullOrWhiteSpace(settings.ApiUrl) ? PublicApi : settings.ApiUrl.Trim();
        if (!Uri.TryCreate(address, UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https"))
            throw new ArgumentException("ServiceBot:Telegram:ApiUrl must be an http or https address.");

        var handler = NewHandler(api, settings.Proxy);
        adjust?.Invoke(handler);
        _http = new HttpClient(new TelegramWire(secrets, api, handler))
        {
            // Each call has its own, shorter limit; this one only guards against a call without.
            Timeout = TimeSpan.FromMinutes(3),
        };
        var isPublic = address.TrimEnd('/') == PublicApi;
        Client = new TelegramBotClient(
            new TelegramBotClientOptions(secrets.Shown, isPublic ? null : api.GetLeftPart(UriPartial.Authority))
            {
                // Whether and when to try again is the dispatcher's to decide.
                RetryThreshold = 0,
                RetryCount = 1,
            },
            _http);
    }

    public ITelegramBotClient Client { get; }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler NewHandler(Uri api, string? proxy)
    {
        var handler = new SocketsHttpHandler
        {
            // Shorter than any call's limit, so that a call which found no connection is known to be unsent.
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50),
            AllowAutoRedirect = false,
            UseCookies = false,
            // Without a propagator no activity is started, so none carries the address with the token.
            ActivityHeadersPropagator = null,
        };
        if (!string.IsNullOrWhiteSpace(proxy)) handler.Proxy = ReadProxy(proxy.Trim());
        // A server on this machine is not behind the proxy that the environment names.
        else if (api.IsLoopback) handler.UseProxy = false;
        return handler;
    }

    private static WebProxy ReadProxy(string proxy)
    {
        if (!Uri.TryCreate(proxy, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5"))
            throw new ArgumentException("ServiceBot:Telegram:Proxy must be an http, https or socks address.");

        var web = new WebProxy(new UriBuilder(address) { UserName = "", Password = "" }.Uri);
        if (address.UserInfo.Length == 0) return web;
        var parts = address.UserInfo.Split(':', 2);
        web.Credentials = new NetworkCredential(
            Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        return web;
    }
}
