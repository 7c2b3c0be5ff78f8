namespace Telegram.Bot;

/// <summary>Whose bot speaks, and with which server.</summary>
public class TelegramBotClientOptions
{
    private const string PublicServer = "https://api.telegram.org";

    /// <summary>Settles the addresses.</summary>
    /// <param name="token">The token: digits, a colon, the secret.</param>
    /// <param name="baseUrl">Scheme and authority of another server; a path is dropped. Null: the public one.</param>
    /// <param name="useTestEnvironment">Speak with the test environment.</param>
    /// <exception cref="ArgumentException">The token or the address cannot be one.</exception>
    public TelegramBotClientOptions(string token, string? baseUrl = default, bool useTestEnvironment = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var colon = token.IndexOf(':');
        if (colon is < 1 or > 16 || !long.TryParse(token.AsSpan(0, colon), out var botId))
            throw new ArgumentException("Bot token invalid", nameof(token));

        (Token, BaseUrl, UseTestEnvironment, BotId) = (token, baseUrl, useTestEnvironment, botId);
        LocalBotServer = baseUrl is not null;
        var server = baseUrl is null ? PublicServer : Authority(baseUrl);
        var environment = useTestEnvironment ? "/test" : "";
        BaseRequestUrl = $"{server}/bot{token}{environment}";
        BaseFileUrl = $"{server}/file/bot{token}{environment}";
    }

    /// <summary>The token.</summary>
    public string Token { get; }

    /// <summary>The other server, as it was given.</summary>
    public string? BaseUrl { get; }

    /// <summary>True for the test environment.</summary>
    public bool UseTestEnvironment { get; }

    /// <summary>The bot's own id: the digits of the token.</summary>
    public long BotId { get; }

    /// <summary>True when another server was given.</summary>
    public bool LocalBotServer { get; }

    /// <summary>The address before the path of a file. Holds the token.</summary>
    public string BaseFileUrl { get; }

    /// <summary>The address before the name of a method. Holds the token.</summary>
    public string BaseRequestUrl { get; }

    /// <summary>The longest <c>retry_after</c>, in seconds, that the client waits out by itself; 0: none.</summary>
    public int RetryThreshold { get; set; } = 60;

    /// <summary>How often one request is sent at most when it is answered 429.</summary>
    public int RetryCount { get; set; } = 3;

    private static string Authority(string baseUrl) =>
        Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri) && uri.Authority.Length > 0
            ? $"{uri.Scheme}://{uri.Authority}"
            : throw new ArgumentException("""Invalid format. A valid base URL should be like "http://localhost:8081".""",
                nameof(baseUrl));
}
