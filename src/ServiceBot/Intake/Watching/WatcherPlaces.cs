using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Intake.Watching;

/// <summary>Where watchers stand, so that a restart goes on there.</summary>
internal sealed class WatcherPlaces(Writer writer, TimeProvider time)
{
    /// <summary>The place of a source, or null before its first round or where the place is of another version.</summary>
    public Task<T?> FindAsync<T>(string source, CancellationToken cancel)
        where T : class =>
        writer.InTransactionAsync(
            async (db, token) =>
            {
                var row = await db.WatcherStates.FindAsync([source], token);
                try
                {
                    return row is null ? null : JsonSerializer.Deserialize<T>(row.Place);
                }
                catch (JsonException)
                {
                    // Written by another version: what is read again changes nothing.
                    return null;
                }
            },
            cancel);

    /// <summary>Notes how far a source has been read; to be called once what was read is stored.</summary>
    public Task NoteAsync<T>(string source, T place, CancellationToken cancel)
        where T : class =>
        writer.InTransactionAsync(
            async (db, token) =>
            {
                var row = await db.WatcherStates.FindAsync([source], token);
                var text = JsonSerializer.Serialize(place);
                if (row is null) db.WatcherStates.Add(row = new WatcherStateRow { Source = source, Place = text });
                row.Place = text;
                row.NotedAt = time.GetUtcNow();
            },
            cancel);
}
