using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>
/// Asks for messages within the transaction of what caused them. Delivery is the dispatcher's; nothing is sent here.
/// </summary>
internal sealed class Outbox(TimeProvider time)
{
    /// <summary>What the subject of a row begins with by which a stray copy is retired; the message's id follows.</summary>
    public const string RetirePrefix = "retire:";

    /// <summary>Asks that the living card of a subject be shown, or shown anew, in a chat. Many asks make one edit.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="subject">What the card is about.</param>
    /// <param name="chat">Where.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="dueAt">When, where it is not to go out as soon as it can: later to gather changes, earlier to go first.</param>
    public async Task AskForCardAsync(
        ServiceBotDb db, string subject, ChatAddress chat, CancellationToken cancel, DateTimeOffset? dueAt = null)
    {
        var row = await FindAsync(db, subject, chat.Key, cancel);
        if (row is null)
        {
            row = New(subject, chat, frozen: null);
            if (dueAt is { } at) row.DueAt = at;
            db.Outbox.Add(row);
            return;
        }

        AskAgain(row, dueAt);
    }

    /// <summary>
    /// Asks that the cards of some subjects be drawn again wherever they are shown: what they tell may have changed. A
    /// card that comes out the same is not sent.
    /// </summary>
    public async Task RefreshCardsAsync(ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel)
    {
        if (subjects.Count == 0) return;
        var wanted = subjects.ToList();
        var rows = await db.Outbox.Where(x => EF.Parameter(wanted).Contains(x.Subject) && x.Frozen == null).ToListAsync(cancel);
        foreach (var row in rows) AskAgain(row);
    }

    /// <summary>Posts a message that is sent once and never changed. The same subject again changes nothing.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="chat">Where.</param>
    /// <param name="content">What it says.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="isPassing">Whether it is of no use when it is hours late.</param>
    /// <param name="dueAt">Earlier than now to go before others that wait.</param>
    /// <returns>False when it was posted before.</returns>
    public async Task<bool> PostAsync(
        ServiceBotDb db, string subject, ChatAddress chat, MessageContent content, CancellationToken cancel,
        bool isPassing = false, DateTimeOffset? dueAt = null)
    {
        if (await FindAsync(db, subject, chat.Key, cancel) is not null) return false;
        var row = New(subject, chat, JsonSerializer.Serialize(content, ContentJson.Default.MessageContent));
        row.IsPassing = isPassing;
        if (dueAt is { } at) row.DueAt = at;
        db.Outbox.Add(row);
        return true;
    }

    /// <summary>What a message that is not a living card says now.</summary>
    public static MessageContent ContentOf(OutboxRow row) =>
        JsonSerializer.Deserialize(row.Frozen!, ContentJson.Default.MessageContent)!;

    /// <summary>Changes a message that is not a living card, wherever it has got to: a question that was answered.</summary>
    public void Replace(OutboxRow row, MessageContent content)
    {
        row.Frozen = JsonSerializer.Serialize(content, ContentJson.Default.MessageContent);
        AskAgain(row);
    }

    /// <summary>Asks that a stray copy of a card say so and lose its buttons.</summary>
    /// <returns>False when it was asked before.</returns>
    public async Task<bool> RetireAsync(
        ServiceBotDb db, ChatAddress chat, string messageId, MessageContent content, CancellationToken cancel)
    {
        var subject = RetirePrefix + messageId;
        if (await FindAsync(db, subject, chat.Key, cancel) is not null) return false;
        var row = New(subject, chat, JsonSerializer.Serialize(content, ContentJson.Default.MessageContent));
        row.MessageId = messageId;
        db.Outbox.Add(row);
        return true;
    }

    private void AskAgain(OutboxRow row, DateTimeOffset? dueAt = null)
    {
        row.WantedVersion++;
        // A claimed row is taken up again when its send ends; a refused one gets a new chance with its new text.
        if (row.State is not (OutboxState.Sent or OutboxState.Refused or OutboxState.Superseded)) return;
        row.State = OutboxState.Due;
        row.DueAt = dueAt ?? time.GetUtcNow();
        row.Attempts = 0;
    }

    /// <summary>The row that asks for the card of a subject which no chat can have seen yet.</summary>
    public OutboxRow NewCard(string subject, ChatAddress chat) => New(subject, chat, frozen: null);

    private static async Task<OutboxRow?> FindAsync(
        ServiceBotDb db, string subject, string chatKey, CancellationToken cancel) =>
        db.Outbox.Local.FirstOrDefault(x => x.Subject == subject && x.ChatKey == chatKey)
        ?? await db.Outbox.SingleOrDefaultAsync(x => x.Subject == subject && x.ChatKey == chatKey, cancel);

    private OutboxRow New(string subject, ChatAddress chat, string? frozen)
    {
        var now = time.GetUtcNow();
        return new OutboxRow
        {
            Channel = chat.Channel,
            ChatId = chat.ChatId,
            Topic = chat.Topic,
            ChatKey = chat.Key,
            Subject = subject,
            Frozen = frozen,
            DueAt = now,
            CreatedAt = now,
        };
    }
}
