using Microsoft.Data.Sqlite;

namespace ServiceBot.Faults.Canary;

/// <summary>
/// The database: no secret stands in its file or its write-ahead log, byte for byte; a customer's telephone stands in the record
/// as it came and in no other column, and one that somebody wrote into his words where those words are kept as evidence.
/// </summary>
internal static class SearchedStore
{
    private const string Records = "Records.Body";
    private const string Evidence = "Signals.Body";
    private const int Block = 1024 * 1024;

    /// <summary>Searches it; the service may be at work.</summary>
    /// <returns>How many records hold the telephone.</returns>
    public static async Task<int> LookAsync(CanarySearch search, string database)
    {
        foreach (var file in (string[])[database, database + "-wal"])
        {
            if (File.Exists(file)) await LookAtBytesAsync(search, file);
        }

        var stored = 0;
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        foreach (var table in await TablesAsync(connection))
        {
            await using var ask = connection.CreateCommand();
            ask.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await ask.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                for (var i = 0; i < rows.FieldCount; i++)
                {
                    if (rows.GetValue(i) is not (string or byte[])) continue;
                    var (where, text) = ($"{table}.{rows.GetName(i)}", rows.GetValue(i) is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : rows.GetString(i));
                    search.Looked(text.Length);
                    if (search.Canaries.Find(text) is not { } found) continue;
                    if (where == Records && found.What is Canaries.Telephone) stored++;
                    else if (where is not (Records or Evidence) || found.What is not Canaries.TelephoneInWords) search.Told(found.What, "the column " + where, text[..Math.Min(text.Length, 200)]);
                }
            }
        }

        return stored;
    }

    private static async Task<List<string>> TablesAsync(SqliteConnection connection)
    {
        await using var ask = connection.CreateCommand();
        ask.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        await using var rows = await ask.ExecuteReaderAsync();
        var names = new List<string>();
        while (await rows.ReadAsync()) names.Add(rows.GetString(0));
        return names;
    }

    private static async Task LookAtBytesAsync(CanarySearch search, string path)
    {
        var secrets = search.Canaries.SecretBytes.ToList();
        var kept = secrets.Max(x => x.Bytes.Length) - 1;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[kept + Block];
        var filled = 0;
        while (await file.ReadAsync(buffer.AsMemory(filled)) is var read and > 0)
        {
            filled += read;
            search.Looked(read);
            foreach (var (what, bytes) in secrets.Where(x => buffer.AsSpan(0, filled).IndexOf(x.Bytes) >= 0))
                search.Told(what, "the bytes of " + Path.GetFileName(path), "");
            // What is cut in two by the end of a block is found with the next.
            var tail = Math.Min(kept, filled);
            buffer.AsSpan(filled - tail, tail).CopyTo(buffer);
            filled = tail;
        }
    }
}
