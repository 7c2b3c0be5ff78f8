using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>How far each person has read each room. It only moves forward.</summary>
internal sealed class ReadMarks(Writer writer)
{
    public Task SetAsync(WebPerson person, WebRoom room, long upTo, CancellationToken cancel) =>
        Revisions.RaceAsync(() => writer.InTransactionAsync(
            async (db, token) =>
            {
                await SetAsync(db, person, room, upTo, token);
                return true;
            },
            cancel));

    /// <summary>Within the transaction of what the person wrote.</summary>
    public static async Task SetAsync(
        ServiceBotDb db, WebPerson person, WebRoom room, long upTo, CancellationToken cancel)
    {
        var newest = await db.WebMessages.Where(x => x.ChatKey == room.Key).MaxAsync(x => (long?)x.Id, cancel) ?? 0;
        upTo = Math.Min(upTo, newest);
        var row = await db.WebReads.FindAsync([room.Key, person.Key], cancel);
        if (row is null)
            db.WebReads.Add(new WebReadRow { ChatKey = room.Key, Person = person.Key, MessageId = Math.Max(0, upTo) });
        else if (row.MessageId < upTo)
            row.MessageId = upTo;
    }
}
