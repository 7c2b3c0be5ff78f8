using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>
/// The number of the newest change in any room. It is unique and always one above the highest that is committed, so that
/// whoever has seen N has seen all below it, also where several instances write.
/// </summary>
internal static class Revisions
{
    private const int Attempts = 5;

    public static async Task<long> NewestAsync(ServiceBotDb db, CancellationToken cancel) =>
        await db.WebMessages.MaxAsync(x => (long?)x.Revision, cancel) ?? 0;

    /// <summary>The next number, within the transaction that writes it.</summary>
    public static async Task<long> NextAsync(ServiceBotDb db, CancellationToken cancel)
    {
        var written = await NewestAsync(db, cancel);
        var pending = db.WebMessages.Local.Select(x => x.Revision).DefaultIfEmpty(0).Max();
        return Math.Max(written, pending) + 1;
    }

    /// <summary>Runs the writing again when another instance took the number first.</summary>
    public static async Task<T> RaceAsync<T>(Func<Task<T>> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Lost the race, or the disk is full; the last attempt tells which.
            }
        }
    }
}
