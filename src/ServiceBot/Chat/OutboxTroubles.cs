using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>What is wrong with messages that a person should know of.</summary>
/// <param name="Chats">Chats that take nothing until someone mends them, each with the reason and how many messages wait.</param>
/// <param name="Refused">What messages are about that will never be taken, with the reason.</param>
/// <param name="Unformatted">What messages are about that went without formatting.</param>
internal sealed record OutboxTroubles(
    IReadOnlyList<UnusableChat> Chats, IReadOnlyList<(string Subject, string Reason)> Refused, IReadOnlyList<string> Unformatted)
{
    // So many are named; whoever mends one sees the next.
    private const int Named = 5;

    // What was refused stays so until it changes; what is old has been seen.
    private static readonly TimeSpan RefusedFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan UnformattedFor = TimeSpan.FromDays(1);

    /// <summary>Reads them from the store.</summary>
    public static async Task<OutboxTroubles> ReadAsync(ServiceBotDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = db.Outbox.AsNoTracking();
        var stuck = await rows.Where(x => x.State == OutboxState.Due && x.LastError!.StartsWith(DeliveryRecord.Unusable))
            .OrderBy(x => x.Id).Select(x => new { x.Channel, x.ChatId, x.ChatKey, x.LastError }).ToListAsync(cancel);
        var chats = new List<UnusableChat>();
        foreach (var chat in stuck.GroupBy(x => (x.Channel, x.ChatId)).Take(Named))
        {
            var waiting = await rows.CountAsync(
                x => x.State == OutboxState.Due && x.Channel == chat.Key.Channel && x.ChatId == chat.Key.ChatId, cancel);
            chats.Add(new UnusableChat(chat.First().ChatKey, chat.Last().LastError![DeliveryRecord.Unusable.Length..], waiting));
        }

        var (since, lately) = (now - RefusedFor, now - UnformattedFor);
        var refused = await rows.Where(x => x.State == OutboxState.Refused && x.DueAt > since)
            .OrderByDescending(x => x.Id).Take(Named).Select(x => new { x.Subject, x.LastError }).ToListAsync(cancel);
        var plain = await rows
            .Where(x => x.State == OutboxState.Sent && x.SentAt > lately && x.LastError!.StartsWith(DeliveryRecord.Unformatted))
            .OrderByDescending(x => x.Id).Take(Named).Select(x => x.Subject).ToListAsync(cancel);
        return new OutboxTroubles(chats, [.. refused.Select(x => (x.Subject, x.LastError ?? ""))], plain);
    }
}

/// <param name="Chat">Its stored form.</param>
/// <param name="Reason">In the words of the channel.</param>
/// <param name="Waiting">How many messages wait for it.</param>
internal sealed record UnusableChat(string Chat, string Reason, int Waiting);
