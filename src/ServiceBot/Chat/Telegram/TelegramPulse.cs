using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Hosting;
using Telegram.Bot.Exceptions;

namespace ServiceBot.Chat.Telegram;

/// <summary>Why Telegram is not heard.</summary>
internal enum ListeningTrouble
{
    /// <summary>It is heard, or listening has only just begun.</summary>
    None = 0,

    /// <summary>The token is wrong or was revoked: a person must mend it.</summary>
    TokenRefused,

    /// <summary>A webhook takes the updates: a person must remove it.</summary>
    WebhookActive,

    /// <summary>Telegram cannot bring updates to our address: a person must mend the address, its certificate or the proxy.</summary>
    WebhookFailing,

    /// <summary>Another program listens with the same token.</summary>
    SecondListener,

    /// <summary>Telegram answers with a fault or asks for a pause.</summary>
    TelegramFailing,

    /// <summary>No connection, or no answer.</summary>
    NoConnection,

    /// <summary>What was heard could not be taken: a fault on our side, the database's for one.</summary>
    NotTaken,
}

/// <summary>Whether the bot hears Telegram, for those who ask after its health.</summary>
internal sealed class TelegramPulse(TimeProvider time)
{
    private volatile Reading _now = new(ListeningTrouble.None, null, null, null);

    /// <param name="Trouble">What is wrong.</param>
    /// <param name="Detail">In the words of the fault, without secrets; null when nothing is wrong.</param>
    /// <param name="Since">Since when it is wrong, or null.</param>
    /// <param name="HeardAt">When Telegram was heard last by this process, or null.</param>
    internal sealed record Reading(
        ListeningTrouble Trouble, string? Detail, DateTimeOffset? Since, DateTimeOffset? HeardAt);

    /// <summary>How it stands.</summary>
    public Reading Now => _now;

    /// <summary>Telegram was heard and what it said was taken.</summary>
    /// <returns>Whether this ends a trouble.</returns>
    public bool Heard()
    {
        var before = _now;
        _now = new Reading(ListeningTrouble.None, null, null, time.GetUtcNow());
        return before.Trouble != ListeningTrouble.None;
    }

    /// <summary>Telegram was not heard.</summary>
    public void Failed(ListeningTrouble trouble, string detail)
    {
        var before = _now;
        _now = new Reading(trouble, detail, before.Since ?? time.GetUtcNow(), before.HeardAt);
    }

    /// <summary>What a fault in listening means.</summary>
    public static ListeningTrouble Read(Exception fault) => fault switch
    {
        ApiRequestException { ErrorCode: 401 or 403 or 404 } => ListeningTrouble.TokenRefused,
        ApiRequestException { ErrorCode: 409 } conflict =>
            conflict.Message.Contains("webhook", StringComparison.OrdinalIgnoreCase)
                ? ListeningTrouble.WebhookActive
                : ListeningTrouble.SecondListener,
        ApiRequestException or RequestException { HttpStatusCode: not null } => ListeningTrouble.TelegramFailing,
        RequestException or HttpRequestException or OperationCanceledException => ListeningTrouble.NoConnection,
        _ => ListeningTrouble.NotTaken,
    };
}

/// <summary>
/// Unhealthy at once for what a person must mend, and otherwise when the trouble has lasted so long that presses are lost.
/// </summary>
internal sealed class TelegramHealthCheck(TelegramPulse pulse, TelegramWording words, TimeProvider time) : IHealthCheck
{
    /// <summary>Shorter troubles mend themselves and lose nothing.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = pulse.Now;
        var isBad = now.Trouble switch
        {
            ListeningTrouble.None => false,
            ListeningTrouble.TokenRefused or ListeningTrouble.WebhookActive or ListeningTrouble.WebhookFailing
                or ListeningTrouble.SecondListener => true,
            ListeningTrouble.TelegramFailing or ListeningTrouble.NoConnection or ListeningTrouble.NotTaken =>
                time.GetUtcNow() - (now.Since ?? time.GetUtcNow()) > Patience,
        };
        var text = words["Trouble" + now.Trouble];
        return Task.FromResult(isBad
            ? new HealthCheckResult(
                context.Registration.FailureStatus, $"{text} {now.Detail}".TrimEnd(),
                data: new Dictionary<string, object> { [HealthFeature.MendKey] = words["Mend" + now.Trouble] })
            : HealthCheckResult.Healthy(text));
    }
}
