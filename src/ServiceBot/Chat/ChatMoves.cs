using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>Follows a group that was upgraded to a supergroup: its id changes, and its messages are counted anew.</summary>
internal static class ChatMoves
{
    /// <summary>The chat under its newest id.</summary>
    public static async Task<ChatAddress> CurrentAsync(ServiceBotDb db, ChatAddress chat, CancellationToken cancel)
    {
        // A chat moves at most a few times in its life; the bound only guards against a ring of bad rows.
        for (var i = 0; i < 8; i++)
        {
            var move = await db.ChatMoves.FindAsync([chat.Channel, chat.ChatId], cancel);
            if (move is null) return chat;
            chat = chat with { ChatId = move.NewChatId };
        }

        return chat;
    }

    /// <summary>Readdresses all that was meant for the old id. The same move again changes nothing.</summary>
    public static async Task FollowAsync(
        ServiceBotDb db, string channel, string oldChatId, string newChatId, DateTimeOffset now, CancellationToken cancel)
    {
        if (oldChatId == newChatId || await db.ChatMoves.FindAsync([channel, oldChatId], cancel) is not null) return;
        db.ChatMoves.Add(new ChatMoveRow { Channel = channel, OldChatId = oldChatId, NewChatId = newChatId, At = now });

        foreach (var row in await db.Outbox.Where(x => x.Channel == channel && x.ChatId == oldChatId).ToListAsync(cancel))
        {
            row.ChatId = newChatId;
            row.ChatKey = new ChatAddress(channel, newChatId, row.Topic).Key;
            // The old message cannot be edited under the new id: the next change is a new message.
            row.MessageId = null;
            row.SentHash = null;
            if (row.State == OutboxState.Sending)
            {
                row.State = OutboxState.Due;
                row.LeaseUntil = null;
            }
        }

        var oldKey = new ChatAddress(channel, oldChatId).Key;
        var buttons = await db.Buttons
            .Where(x => x.ChatKey == oldKey || x.ChatKey.StartsWith(oldKey + "/")).ToListAsync(cancel);
        foreach (var row in buttons)
            row.ChatKey = (ChatAddress.Parse(row.ChatKey) with { ChatId = newChatId }).Key;
    }
}
