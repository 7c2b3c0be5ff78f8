using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>Follows a group that was upgraded to a supergroup: its id changes, and its messages are counted anew.</summary>
internal static class ChatMoves
{
    /// <summary>The chat under its newest id.</summary>
    public static async Task<ChatAddress> CurrentAsync(ServiceBotDb db, ChatAddress chat, CancellationToken cancel)
    {
        // The table holds a row for each group that ever moved: a handful, asked for with every card.
        if (!db.HasChatMoves)
        {
            await db.ChatMoves.LoadAsync(cancel);
            db.HasChatMoves = true;
        }

        // A chat moves at most a few times in its life; the bound only guards against a ring of bad rows.
        for (var i = 0; i < 8; i++)
        {
            var move = db.ChatMoves.Local.FirstOrDefault(x => x.Channel == chat.Channel && x.OldChatId == chat.ChatId);
            if (move is null) return chat;
            chat = chat with { ChatId = move.NewChatId };
        }

        return chat;
    }

    /// <summary>
    /// Readdresses all that was meant for the old id. A message of the old chat can never be edited again, so the cards
    /// that wait for somebody are shown anew; the others when something happens to them. The same move again changes nothing.
    /// </summary>
    public static async Task FollowAsync(
        ServiceBotDb db, IEnumerable<IOpenSubjects> openSubjects, string channel, string oldChatId, string newChatId,
        DateTimeOffset now, CancellationToken cancel)
    {
        if (oldChatId == newChatId) return;
        if (await db.ChatMoves.FindAsync([channel, oldChatId], cancel) is { } known) newChatId = known.NewChatId;
        else db.ChatMoves.Add(new ChatMoveRow { Channel = channel, OldChatId = oldChatId, NewChatId = newChatId, At = now });
        // What this transaction has asked for is readdressed too.
        await db.SaveChangesAsync(cancel);
        await MoveMessagesAsync(db, openSubjects, channel, oldChatId, newChatId, now, cancel);
        await MoveButtonsAsync(db, channel, oldChatId, newChatId, cancel);
        var (key, topics) = Keys(channel, oldChatId);
        foreach (var message in await db.ChatMessages
            .Where(x => (x.ChatKey == key || x.ChatKey.StartsWith(topics)) && x.RetiredAt == null).ToListAsync(cancel))
            message.RetiredAt = now;
    }

    private static async Task MoveMessagesAsync(
        ServiceBotDb db, IEnumerable<IOpenSubjects> openSubjects, string channel, string oldChatId, string newChatId,
        DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await db.Outbox.Where(x => x.Channel == channel && x.ChatId == oldChatId).ToListAsync(cancel);
        var shown = rows.Where(x => x.Frozen is null && x.MessageId is not null).Select(x => x.Subject).Distinct().ToList();
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in openSubjects) waiting.UnionWith(await one.WaitingAsync(db, shown, cancel));
        // Where the settings were given the new id before the move was heard of, the new chat has its own already.
        var there = (await db.Outbox.Where(x => x.Channel == channel && x.ChatId == newChatId)
            .Select(x => new { x.ChatKey, x.Subject }).ToListAsync(cancel)).Select(x => (x.ChatKey, x.Subject)).ToHashSet();

        foreach (var row in rows)
        {
            var key = new ChatAddress(channel, newChatId, row.Topic).Key;
            // What was to become of a copy in the old chat can no longer happen to it.
            if (row.Subject.StartsWith(Outbox.RetirePrefix, StringComparison.Ordinal) || there.Contains((key, row.Subject)))
            {
                db.Outbox.Remove(row);
                continue;
            }

            var isUnderWay = row.State is OutboxState.Sending or OutboxState.Unknown;
            var isShownAnew = row.State == OutboxState.Sent && row.MessageId is not null && waiting.Contains(row.Subject);
            row.ChatId = newChatId;
            row.ChatKey = key;
            row.MessageId = null;
            row.SentHash = null;
            row.Strays = 0;
            if (!isUnderWay && !isShownAnew) continue;
            row.State = OutboxState.Due;
            row.DueAt = now;
            row.LeaseUntil = null;
        }
    }

    private static async Task MoveButtonsAsync(
        ServiceBotDb db, string channel, string oldChatId, string newChatId, CancellationToken cancel)
    {
        var (oldKey, oldTopics) = Keys(channel, oldChatId);
        var (newKey, newTopics) = Keys(channel, newChatId);
        var buttons = await db.Buttons.Where(x => x.ChatKey == oldKey || x.ChatKey.StartsWith(oldTopics)).ToListAsync(cancel);
        var there = (await db.Buttons.Where(x => x.ChatKey == newKey || x.ChatKey.StartsWith(newTopics))
            .Select(x => new { x.ChatKey, x.Subject, x.Action }).ToListAsync(cancel))
            .Select(x => (x.ChatKey, x.Subject, x.Action)).ToHashSet();
        foreach (var row in buttons)
        {
            var key = (ChatAddress.Parse(row.ChatKey) with { ChatId = newChatId }).Key;
            if (there.Contains((key, row.Subject, row.Action))) db.Buttons.Remove(row);
            else row.ChatKey = key;
        }
    }

    // The stored form of a chat, and what those of its topics begin with.
    private static (string Chat, string Topics) Keys(string channel, string chatId)
    {
        var key = new ChatAddress(channel, chatId).Key;
        return (key, key + "/");
    }
}
