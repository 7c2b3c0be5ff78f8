namespace Telegram.Bot;

/// <summary>One method for each request.</summary>
public static partial class TelegramBotClientExtensions
{
    /// <summary>Who the bot is.</summary>
    public static Task<User> GetMe(this ITelegramBotClient botClient, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new GetMeRequest(), cancellationToken);

    /// <summary>
    /// What has happened; confirms everything below <paramref name="offset"/> and waits up to
    /// <paramref name="timeout"/> seconds.
    /// </summary>
    public static Task<Update[]> GetUpdates(
        this ITelegramBotClient botClient, int? offset = default, int? limit = default, int? timeout = default,
        IEnumerable<UpdateType>? allowedUpdates = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new GetUpdatesRequest
            {
                Offset = offset, Limit = limit, Timeout = timeout, AllowedUpdates = allowedUpdates,
            },
            cancellationToken);

    /// <summary>Has updates sent to <paramref name="url"/>.</summary>
    public static Task SetWebhook(
        this ITelegramBotClient botClient, string url, InputFileStream? certificate = default,
        string? ipAddress = default, int? maxConnections = default,
        IEnumerable<UpdateType>? allowedUpdates = default, bool dropPendingUpdates = default,
        string? secretToken = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new SetWebhookRequest
            {
                Url = url, Certificate = certificate, IpAddress = ipAddress, MaxConnections = maxConnections,
                AllowedUpdates = allowedUpdates, DropPendingUpdates = dropPendingUpdates, SecretToken = secretToken,
            },
            cancellationToken);

    /// <summary>Has updates kept for <see cref="GetUpdates"/>.</summary>
    public static Task DeleteWebhook(
        this ITelegramBotClient botClient, bool dropPendingUpdates = default,
        CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new DeleteWebhookRequest { DropPendingUpdates = dropPendingUpdates }, cancellationToken);

    /// <summary>How the webhook fares.</summary>
    public static Task<WebhookInfo> GetWebhookInfo(
        this ITelegramBotClient botClient, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new GetWebhookInfoRequest(), cancellationToken);

    /// <summary>Sets the menu of commands.</summary>
    public static Task SetMyCommands(
        this ITelegramBotClient botClient, IEnumerable<BotCommand> commands, BotCommandScope? scope = default,
        string? languageCode = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new SetMyCommandsRequest
            {
                Commands = commands, Scope = scope, LanguageCode = languageCode,
            },
            cancellationToken);
}
