using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>
/// Messages that are in a chat and that the answer to our send never told us of. Whoever presses or answers one shows it to
/// us: where nothing else is the live message it becomes that, else it says that it is a copy and loses its buttons.
/// </summary>
internal sealed class StrayCopies(Outbox outbox, ChatWording words, TimeProvider time)
{
    /// <summary>A message was pressed or answered. A message that is known changes nothing.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="batch">What the transaction has looked up.</param>
    /// <param name="button">A button of the message: it tells what the message is about.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task SettleAsync(ServiceBotDb db, InboxBatch batch, ButtonRow button, string messageId, CancellationToken cancel)
    {
        var row = await batch.CardAsync(button.Subject, button.ChatKey, cancel);
        if (row is null || row.MessageId == messageId || await IsOfAnotherAsync(db, button, messageId, cancel)) return;
        if (row.MessageId is not null)
        {
            await RetireAsync(db, row, messageId, cancel);
            return;
        }

        row.MessageId = messageId;
        // Below nought while the send that it is of is not yet known to have lost its answer.
        row.Strays--;
        row.SentHash = null;
        row.WantedVersion++;
        if (row.State == OutboxState.Unknown)
        {
            row.State = OutboxState.Due;
            row.DueAt = time.GetUtcNow();
        }

        db.ChatMessages.Add(new ChatMessageRow
        {
            ChatKey = row.ChatKey, MessageId = messageId, Subject = row.Subject, SentAt = time.GetUtcNow(),
        });
    }

    /// <summary>A message is a copy of the live one of this row: it is to say so and to lose its buttons.</summary>
    public async Task RetireAsync(ServiceBotDb db, OutboxRow row, string messageId, CancellationToken cancel)
    {
        var content = MessageContent.Plain(words["StrayCopy"]);
        if (!await outbox.RetireAsync(db, ChatAddress.Parse(row.ChatKey), messageId, content, cancel)) return;
        row.Strays = Math.Max(0, row.Strays - 1);
        await KeepAsync(db, row.ChatKey, row.Subject, messageId, cancel);
    }

    /// <summary>Somebody with the right to says that a message of ours is a copy. The live message of anything stays.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="chat">The chat under its newest id, with the topic.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<StrayJudgement> RetireByHandAsync(
        ServiceBotDb db, ChatAddress chat, string messageId, CancellationToken cancel)
    {
        var whole = (chat with { Topic = null }).Key;
        var live = await db.Outbox.AnyAsync(
            x => (x.ChatKey == whole || x.ChatKey.StartsWith(whole + "/")) && x.MessageId == messageId
                && !x.Subject.StartsWith(Outbox.RetirePrefix),
            cancel);
        if (live) return StrayJudgement.IsLive;
        var content = MessageContent.Plain(words["StrayCopyAny"]);
        return await outbox.RetireAsync(db, chat, messageId, content, cancel) ? StrayJudgement.Retired : StrayJudgement.RetiredBefore;
    }

    // A client can press with the button of one message and the number of another: what we know to be about something else is no
    // copy of this, or whoever sees one card could take away all others.
    private static async Task<bool> IsOfAnotherAsync(ServiceBotDb db, ButtonRow button, string messageId, CancellationToken cancel)
    {
        var whole = (ChatAddress.Parse(button.ChatKey) with { Topic = null }).Key;
        return await db.ChatMessages.AnyAsync(
                x => (x.ChatKey == whole || x.ChatKey.StartsWith(whole + "/")) && x.MessageId == messageId && x.Subject != button.Subject, cancel)
            || await db.Outbox.AnyAsync(
                x => (x.ChatKey == whole || x.ChatKey.StartsWith(whole + "/")) && x.MessageId == messageId && x.Subject != button.Subject
                    && !x.Subject.StartsWith(Outbox.RetirePrefix), cancel);
    }

    // So that what is answered to the copy later still finds its case.
    private async Task KeepAsync(ServiceBotDb db, string chatKey, string subject, string messageId, CancellationToken cancel)
    {
        if (await db.ChatMessages.AnyAsync(x => x.ChatKey == chatKey && x.MessageId == messageId, cancel)) return;
        var now = time.GetUtcNow();
        db.ChatMessages.Add(new ChatMessageRow
        {
            ChatKey = chatKey, MessageId = messageId, Subject = subject, SentAt = now, RetiredAt = now,
        });
    }
}

/// <summary>What came of the wish that a copy be retired.</summary>
internal enum StrayJudgement
{
    /// <summary>It will say that it is a copy.</summary>
    Retired = 1,

    /// <summary>It was retired before.</summary>
    RetiredBefore = 2,

    /// <summary>It is the one real message, and stays.</summary>
    IsLive = 3,
}
