using Microsoft.Data.Sqlite;
using ServiceBot.Hosting;

namespace ServiceBot.Storage;

/// <summary>Sees to it that what was taken out of the tables is not left in the file of the database either.</summary>
internal sealed class DatabaseScrub(Settings settings, TimeProvider time)
{
    private const int Tries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Folds the write-ahead log into the file and empties it; whoever reads an old state is waited for.</summary>
    /// <returns>False where somebody read too long: the log is emptied when he ends.</returns>
    public async Task<bool> FoldLogAsync(CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        return await FoldAsync(connection, cancel);
    }

    /// <summary>
    /// Writes the file anew without what was free in it: rows that were changed or removed earlier leave their old content there.
    /// Writers wait meanwhile.
    /// </summary>
    /// <inheritdoc cref="FoldLogAsync"/>
    public async Task<bool> RewriteAsync(CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        await FoldAsync(connection, cancel);
        await using (var vacuum = connection.CreateCommand())
        {
            vacuum.CommandTimeout = 0;
            vacuum.CommandText = "PRAGMA secure_delete = ON; VACUUM";
            await vacuum.ExecuteNonQueryAsync(cancel);
        }

        return await FoldAsync(connection, cancel);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancel)
    {
        var source = new SqliteConnectionStringBuilder(StorageFeature.ConnectionString(settings)) { Pooling = false };
        var connection = new SqliteConnection(source.ToString());
        await connection.OpenAsync(cancel);
        return connection;
    }

    private async Task<bool> FoldAsync(SqliteConnection connection, CancellationToken cancel)
    {
        for (var i = 0; i < Tries; i++)
        {
            await using var fold = connection.CreateCommand();
            fold.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await using var reader = await fold.ExecuteReaderAsync(cancel);
            // The first column says whether somebody was in the way.
            if (await reader.ReadAsync(cancel) && reader.GetInt64(0) == 0) return true;
            await Task.Delay(Pause, time, cancel);
        }

        return false;
    }
}
