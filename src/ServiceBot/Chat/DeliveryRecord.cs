using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>Writes down what became of a send, and what follows from its category.</summary>
internal sealed partial class DeliveryRecord(
    IEnumerable<IOpenSubjects> openSubjects, StrayCopies strays, TimeProvider time, ILogger<DeliveryRecord> log)
{
    private readonly IReadOnlyList<IOpenSubjects> _openSubjects = [.. openSubjects];

    /// <summary>A chat that does not work until a person mends it is asked again this often.</summary>
    public static readonly TimeSpan MisconfiguredPause = TimeSpan.FromMinutes(5);

    // Seconds. A half more comes on top: who waits for a connection is heard within half a minute of its return.
    private const double BackoffMost = 60;
    private const double UnconnectedMost = 15;

    /// <summary>Long enough for a press to tell us which message a lost answer was about.</summary>
    public static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(10);

    public async Task WriteAsync(ServiceBotDb db, Delivery delivery, CancellationToken cancel)
    {
        var row = await db.Outbox.FindAsync([delivery.Claim.OutboxId], cancel);
        // A move of the chat that came meanwhile has readdressed the row, and perhaps it is under way again: this answer is
        // about its old place.
        if (row is not { State: OutboxState.Sending } || row.ChatId != delivery.Claim.Chat.ChatId) return;
        row.LeaseUntil = null;
        switch (delivery.Outcome)
        {
            case SendOutcome.Sent sent:
                if (delivery.Claim.MessageId is null && row.MessageId is { } found && found != sent.MessageId)
                    await FoundMeanwhileAsync(db, row, sent.MessageId, cancel);
                else Sent(db, row, delivery, sent.MessageId);
                break;
            case SendOutcome.RateLimited limited:
                row.Attempts--;
                Again(row, OutboxState.Due, limited.RetryAfter, "rate limited");
                break;
            case SendOutcome.Transient fault:
                Again(row, OutboxState.Due, Backoff(row.Attempts, fault.Unconnected ? UnconnectedMost : BackoffMost), fault.Reason);
                break;
            case SendOutcome.Unknown fault when delivery.Claim.MessageId is null && row.MessageId is not null:
                row.Strays++;
                Again(row, OutboxState.Due, Backoff(row.Attempts), fault.Reason);
                break;
            case SendOutcome.Unknown fault when row.MessageId is null:
                row.Strays++;
                Again(row, OutboxState.Unknown, UnknownWait + Backoff(row.Attempts), fault.Reason);
                break;
            case SendOutcome.Unknown fault:
                Again(row, OutboxState.Due, Backoff(row.Attempts), fault.Reason);
                break;
            case SendOutcome.Migrated moved:
                row.State = OutboxState.Due;
                row.DueAt = time.GetUtcNow();
                await ChatMoves.FollowAsync(
                    db, _openSubjects, row.Channel, row.ChatId, moved.NewChatId, time.GetUtcNow(), cancel);
                Log.Moved(log, row.Channel);
                break;
            case SendOutcome.Gone gone:
                await GoneAsync(db, row, gone.Reason, cancel);
                break;
            case SendOutcome.Refused refused:
                row.State = OutboxState.Refused;
                row.LastError = refused.Reason;
                Log.Refused(log, row.Id, refused.Reason);
                break;
            case SendOutcome.Misconfigured fault:
                Again(row, OutboxState.Due, MisconfiguredPause, Unusable + fault.Reason);
                Log.Misconfigured(log, row.Channel, fault.Reason);
                break;
            default:
                throw new InvalidOperationException($"Unknown outcome {delivery.Outcome.GetType().Name}.");
        }
    }

    // While it was sent once more somebody pressed the one whose answer had been lost. That stays; the new one is the copy.
    private async Task FoundMeanwhileAsync(ServiceBotDb db, OutboxRow row, string messageId, CancellationToken cancel)
    {
        row.Strays++;
        await strays.RetireAsync(db, row, messageId, cancel);
        row.Attempts = 0;
        row.LastError = null;
        row.State = OutboxState.Due;
        row.DueAt = time.GetUtcNow();
    }

    private static void Sent(ServiceBotDb db, OutboxRow row, Delivery delivery, string messageId)
    {
        // Pressed before the answer came.
        if (delivery.Claim.MessageId is null && row.MessageId == messageId) row.Strays++;
        if (row.MessageId != messageId)
        {
            row.MessageId = messageId;
            db.ChatMessages.Add(new ChatMessageRow
            {
                ChatKey = row.ChatKey, MessageId = messageId, Subject = row.Subject, SentAt = delivery.At,
            });
        }

        row.SentVersion = delivery.Claim.Version;
        row.SentHash = delivery.Claim.Hash;
        row.SentAt = delivery.At;
        row.Attempts = 0;
        row.LastError = delivery.Outcome is SendOutcome.Sent { PlainBecause: { } reason } ? Unformatted + reason : null;
        row.State = row.WantedVersion > row.SentVersion ? OutboxState.Due : OutboxState.Sent;
        if (row.State == OutboxState.Due) row.DueAt = delivery.At;
    }

    // The card was deleted: a living one is sent anew, a copy that was to be retired is what it should be.
    private async Task GoneAsync(ServiceBotDb db, OutboxRow row, string reason, CancellationToken cancel)
    {
        var message = await db.ChatMessages.SingleOrDefaultAsync(
            x => x.ChatKey == row.ChatKey && x.MessageId == row.MessageId, cancel);
        if (message is not null) message.RetiredAt = time.GetUtcNow();
        row.LastError = reason;
        if (row.Subject.StartsWith(Outbox.RetirePrefix, StringComparison.Ordinal))
        {
            row.State = OutboxState.Sent;
            return;
        }

        row.MessageId = null;
        row.SentHash = null;
        row.State = OutboxState.Due;
        row.DueAt = time.GetUtcNow();
    }

    private void Again(OutboxRow row, OutboxState state, TimeSpan wait, string reason)
    {
        row.State = state;
        row.DueAt = time.GetUtcNow() + wait;
        row.LastError = reason;
    }

    /// <summary>What begins the error of a card that could not be made; the health check looks for it.</summary>
    public const string BrokenCard = "card: ";

    /// <summary>What begins the error of a message whose chat, or whose token, does not work until a person mends it.</summary>
    public const string Unusable = "chat: ";

    /// <summary>What begins the remark on a message that went without formatting, because its text was refused with it.</summary>
    public const string Unformatted = "plain: ";

    /// <summary>The card could not be made: it waits for the next try, or for the next change, and holds up nothing.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="fault">The kind of fault.</param>
    public void Broken(OutboxRow row, string fault)
    {
        row.Attempts++;
        Again(row, OutboxState.Due, MisconfiguredPause, BrokenCard + fault);
    }

    // 1, 2, 4 … s, each with up to a half more, so that many do not come back together.
    private static TimeSpan Backoff(int attempts, double most = BackoffMost) => TimeSpan.FromSeconds(
        Math.Min(most, Math.Pow(2, Math.Clamp(attempts - 1, 0, 6))) * (1 + (Random.Shared.NextDouble() / 2)));

    private static partial class Log
    {
        [LoggerMessage(1411, LogLevel.Warning, "A chat of {Channel} has a new id; what waits for it goes there")]
        public static partial void Moved(ILogger log, string channel);

        [LoggerMessage(1412, LogLevel.Error, "Outbox {Id} was refused for good: {Reason}")]
        public static partial void Refused(ILogger log, long id, string reason);

        [LoggerMessage(1413, LogLevel.Error, "A chat of {Channel} does not work until someone mends it: {Reason}")]
        public static partial void Misconfigured(ILogger log, string channel, string reason);
    }
}
