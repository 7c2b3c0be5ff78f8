using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ServiceBot.Storage;

/// <summary>Where words are kept.</summary>
/// <param name="Table">The table; its key is <c>Id</c>.</param>
/// <param name="Column">The column of the words, plain or JSON.</param>
/// <param name="Time">The column that tells how old they are.</param>
internal sealed record WordPlace(string Table, string Column, string Time);

/// <summary>Finds rows by what their words say, judged here row by row: no index knows it.</summary>
internal static class WordSearch
{
    /// <summary>The keys of the rows, rising.</summary>
    /// <param name="db">A context that only reads.</param>
    /// <param name="place">Where to look.</param>
    /// <param name="holds">Whether the words are meant.</param>
    /// <param name="before">Only what is older; null: everything.</param>
    /// <param name="also">A condition in SQL, of our own, that is enough too; or null.</param>
    /// <param name="cancel">Ends the search.</param>
    public static async Task<IReadOnlyList<long>> FindAsync(
        ServiceBotDb db, WordPlace place, Func<string, bool> holds, DateTimeOffset? before, string? also, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        connection.CreateFunction("holds_words", (string? text) => text is not null && holds(text), isDeterministic: true);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT \"Id\" FROM \"{place.Table}\" WHERE (holds_words(\"{place.Column}\"){(also is null ? "" : $" OR {also}")})"
            + (before is null ? "" : $" AND \"{place.Time}\" < $before") + " ORDER BY \"Id\"";
        if (before is { } end) command.Parameters.AddWithValue("$before", end.UtcTicks);
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) ids.Add(reader.GetInt64(0));
        return ids;
    }
}
