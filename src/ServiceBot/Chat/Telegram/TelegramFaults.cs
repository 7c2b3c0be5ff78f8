using System.Net;
using ServiceBot.Hosting;
using Telegram.Bot.Exceptions;

namespace ServiceBot.Chat.Telegram;

/// <summary>
/// Says what a failed call means. What certainly was not delivered may be sent again; what may have been delivered is
/// <see cref="SendOutcome.Unknown"/>.
/// </summary>
internal static class TelegramFaults
{
    /// <summary>Where Telegram limits the pace without saying for how long.</summary>
    private static readonly TimeSpan PauseUntold = TimeSpan.FromSeconds(30);

    // Who breaks or waits in vain (500, 502, 504) may have passed the message on before; who takes nothing has not.
    private const int Unavailable = 503;

    private static readonly string[] MessageGone =
        ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"];

    private static readonly string[] ChatUnusable =
    [
        "chat not found", "message thread not found", "PEER_ID_INVALID", "TOPIC_CLOSED", "TOPIC_DELETED",
        "CHAT_WRITE_FORBIDDEN", "CHAT_RESTRICTED", "CHAT_ADMIN_REQUIRED", "not enough rights", "have no rights",
        "need administrator rights", "group chat was deactivated", "bot was kicked", "bot is not a member",
    ];

    /// <summary>Whether the fault is one of calling: the network's, Telegram's or the time limit's.</summary>
    public static bool IsOfCalling(Exception fault) =>
        fault is RequestException or OperationCanceledException or HttpRequestException or IOException;

    /// <summary>The category of a failed send or edit.</summary>
    /// <param name="fault">What the client threw.</param>
    /// <param name="trace">How far the call came.</param>
    /// <param name="editedId">The message that was to be edited, or null for a send.</param>
    /// <param name="secrets">What must not stand in a reason.</param>
    public static SendOutcome Judge(Exception fault, SendTrace trace, string? editedId, TelegramSecrets secrets)
    {
        // An answer that began and broke off has told its status all the same.
        var status = (fault as RequestException)?.HttpStatusCode ?? trace.Status;
        var outcome = fault is ApiRequestException refusal ? JudgeRefusal(refusal, trace, editedId, secrets)
            : status is { } answered ? JudgeUnreadable(answered, fault, trace, secrets)
            : trace.Written ? new SendOutcome.Unknown(secrets.Describe(fault))
            : new SendOutcome.Transient(secrets.Describe(fault)) { Unconnected = true };
        if (outcome is SendOutcome.RateLimited) Telemetry.RateLimited(TelegramChannel.ChannelName);
        return outcome;
    }

    /// <summary>Whether the text itself was refused, so that it may pass without formatting.</summary>
    public static bool IsAboutText(Exception fault) => IsTooLong(fault) || Says(fault, "can't parse entities");

    /// <summary>Whether the text was refused for its length.</summary>
    public static bool IsTooLong(Exception fault) => Says(fault, "message is too long") || Says(fault, "text is too long");

    /// <summary>Whether a press can no longer be answered, or has been.</summary>
    public static bool IsPressTooOld(Exception fault) =>
        Says(fault, "query is too old") || Says(fault, "query ID is invalid") || Says(fault, "QUERY_ID_INVALID");

    private static SendOutcome JudgeRefusal(
        ApiRequestException fault, SendTrace trace, string? editedId, TelegramSecrets secrets)
    {
        var reason = secrets.Mask($"{fault.ErrorCode} {fault.Message}");
        switch (fault.ErrorCode)
        {
            case 429:
                return new SendOutcome.RateLimited(
                    fault.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(Math.Max(1, seconds))
                    : trace.RetryAfter ?? PauseUntold);
            case 401 or 403 or 404:
                return new SendOutcome.Misconfigured(reason) { WholeChannel = fault.ErrorCode != 403 };
            case Unavailable:
                return new SendOutcome.Transient(reason);
            case >= 500:
                return new SendOutcome.Unknown(reason);
        }

        if (fault.Parameters?.MigrateToChatId is { } moved)
            return new SendOutcome.Migrated(moved.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (editedId is not null && Says(fault, "message is not modified")) return new SendOutcome.Sent(editedId);
        if (editedId is not null && SaysAny(fault, MessageGone)) return new SendOutcome.Gone(reason);
        return SaysAny(fault, ChatUnusable)
            ? new SendOutcome.Misconfigured(reason)
            : new SendOutcome.Refused(reason);
    }

    /// <summary>The status is known and the words are not: a page of a proxy or gateway, or an answer cut short.</summary>
    private static SendOutcome JudgeUnreadable(
        HttpStatusCode status, Exception fault, SendTrace trace, TelegramSecrets secrets)
    {
        var reason = $"HTTP {(int)status}: {secrets.Describe(fault)}";
        return (int)status switch
        {
            >= 200 and < 300 or 408 => new SendOutcome.Unknown(reason),
            429 => new SendOutcome.RateLimited(trace.RetryAfter ?? PauseUntold),
            401 or 403 or 404 or 407 or 451 => new SendOutcome.Misconfigured(reason),
            413 => new SendOutcome.Refused(reason),
            >= 500 and not Unavailable => new SendOutcome.Unknown(reason),
            _ => new SendOutcome.Transient(reason),
        };
    }

    private static bool Says(Exception fault, string words) =>
        fault is ApiRequestException && fault.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static bool SaysAny(Exception fault, string[] words) => words.Any(x => Says(fault, x));
}
