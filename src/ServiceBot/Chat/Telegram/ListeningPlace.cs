using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Telegram;

/// <summary>Where the listener stands: kept with the effects of what it heard, in one transaction.</summary>
internal sealed class ListeningPlace(Writer writer)
{
    /// <summary>The next update to ask for, 0 at the very first start, and when Telegram was last heard.</summary>
    public Task<(int Next, DateTimeOffset? HeardAt)> ReadAsync(CancellationToken cancel) =>
        writer.InTransactionAsync(
            async (db, token) =>
            {
                var row = await db.ChannelStates.FindAsync([TelegramChannel.ChannelName], token);
                return (row is null ? 0 : (int)Math.Clamp(row.Offset, 0, int.MaxValue), row?.ListenedAt);
            },
            cancel);

    /// <summary>The order of the latest press that was taken; 0 where there was none.</summary>
    public Task<long> LatestOrderAsync(CancellationToken cancel) => writer.InTransactionAsync(
        async (db, token) => await db.Presses.Where(x => x.Channel == TelegramChannel.ChannelName).MaxAsync(x => (long?)x.Order, token) ?? 0,
        cancel);

    /// <summary>Writes in an open transaction.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="next">The next update to ask for, or null to leave it.</param>
    /// <param name="heardAt">When Telegram was heard.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static async Task NoteAsync(ServiceBotDb db, int? next, DateTimeOffset heardAt, CancellationToken cancel)
    {
        var row = await db.ChannelStates.FindAsync([TelegramChannel.ChannelName], cancel);
        if (row is null)
        {
            row = new ChannelStateRow { Channel = TelegramChannel.ChannelName };
            db.ChannelStates.Add(row);
        }

        if (next is not null) row.Offset = next.Value;
        row.ListenedAt = heardAt;
    }

    /// <summary>Writes in a transaction of its own.</summary>
    public Task NoteAsync(DateTimeOffset heardAt, CancellationToken cancel) =>
        writer.InTransactionAsync((db, token) => NoteAsync(db, next: null, heardAt, token), cancel);
}
