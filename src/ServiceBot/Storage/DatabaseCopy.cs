using Microsoft.Data.Sqlite;
using ServiceBot.Hosting;

namespace ServiceBot.Storage;

/// <summary>What became of a copy.</summary>
internal abstract record CopyOutcome
{
    private CopyOutcome() { }

    /// <param name="Bytes">Its size.</param>
    public sealed record Written(long Bytes) : CopyOutcome;

    /// <summary>There is no database yet.</summary>
    public sealed record NoDatabase : CopyOutcome;

    /// <summary>A file of that name is there; nothing is written over.</summary>
    public sealed record AlreadyThere : CopyOutcome;

    /// <summary>The folder is not there.</summary>
    public sealed record NoFolder : CopyOutcome;

    /// <param name="Reason">In the words of the system.</param>
    public sealed record Failed(string Reason) : CopyOutcome;
}

/// <summary>Copies the embedded database while it is in use.</summary>
internal sealed class DatabaseCopy(Settings settings)
{
    /// <summary>The name of the database's file in the data folder.</summary>
    public const string FileName = "servicebot.db";

    /// <summary>Closes what is kept open of databases, so that their files can be removed.</summary>
    public static void LetGo() => SqliteConnection.ClearAllPools();

    /// <summary>The file of the database; null where it is kept in memory.</summary>
    public string? File
    {
        get
        {
            var source = new SqliteConnectionStringBuilder(StorageFeature.ConnectionString(settings));
            return source.Mode == SqliteOpenMode.Memory || source.DataSource is "" or ":memory:"
                ? null
                : Path.GetFullPath(source.DataSource);
        }
    }

    /// <summary>Writes the copy under another name, checks it, and only then gives it its own.</summary>
    /// <param name="path">The whole path; must not be there yet.</param>
    /// <param name="cancel">Ends it; nothing is then left behind.</param>
    public async Task<CopyOutcome> WriteAsync(string path, CancellationToken cancel)
    {
        if (System.IO.File.Exists(path) || Directory.Exists(path)) return new CopyOutcome.AlreadyThere();
        if (!Directory.Exists(Path.GetDirectoryName(path))) return new CopyOutcome.NoFolder();
        if (File is not { } file || !System.IO.File.Exists(file)) return new CopyOutcome.NoDatabase();
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var source = new SqliteConnection(StorageFeature.ConnectionString(settings)))
            {
                await source.OpenAsync(cancel);
                // One read transaction: writers go on, and the copy is of one moment.
                await ExecuteAsync(source, "VACUUM INTO $file", ("$file", part), cancel);
            }

            if (await FaultOfAsync(part, cancel) is { } fault) return new CopyOutcome.Failed(fault);
            System.IO.File.Move(part, path, overwrite: false);
            return new CopyOutcome.Written(new FileInfo(path).Length);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            return new CopyOutcome.Failed(fault.Message);
        }
        finally
        {
            System.IO.File.Delete(part);
        }
    }

    private static async Task<string?> FaultOfAsync(string copy, CancellationToken cancel)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var db = new SqliteConnection(connection.ToString());
        await db.OpenAsync(cancel);
        await using var check = db.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        var answer = (string?)await check.ExecuteScalarAsync(cancel);
        return answer == "ok" ? null : answer ?? "quick_check";
    }

    private static async Task ExecuteAsync(
        SqliteConnection connection, string sql, (string Name, string Value) parameter, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue(parameter.Name, parameter.Value);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
