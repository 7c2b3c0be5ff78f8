using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ServiceBot.Storage;

/// <summary>What became of the return of a copy.</summary>
internal abstract record ReturnOutcome
{
    private ReturnOutcome() { }

    /// <param name="Database">Where the copy is now.</param>
    /// <param name="Aside">Where the former database is kept, or null: there was none.</param>
    /// <param name="Missing">Migrations that the copy lacks; the next start applies them.</param>
    public sealed record Returned(string Database, string? Aside, int Missing) : ReturnOutcome;

    /// <summary>There is no such file.</summary>
    public sealed record NoFile : ReturnOutcome;

    /// <summary>A service or another command has the database open.</summary>
    public sealed record InUse : ReturnOutcome;

    /// <param name="Fault">What the check of the copy says.</param>
    public sealed record Damaged(string Fault) : ReturnOutcome;

    /// <summary>It is a database, and none of ours.</summary>
    public sealed record NotOurs : ReturnOutcome;

    /// <param name="Unknown">The migrations that this program does not know.</param>
    public sealed record TooNew(IReadOnlyList<string> Unknown) : ReturnOutcome;

    /// <summary>The database is not kept in a file.</summary>
    public sealed record NotAFile : ReturnOutcome;
}

/// <summary>
/// Puts a copy of the database in the place of the database. Nothing is written over: the copy is checked first, in the
/// data folder, and the former database is kept beside it.
/// </summary>
internal sealed class DatabaseReturn(DatabaseCopy database, TimeProvider time)
{
    /// <summary>Returns the copy.</summary>
    /// <param name="copy">The whole path of the copy; it stays as it is.</param>
    /// <param name="cancel">Ends it before anything was moved.</param>
    public async Task<ReturnOutcome> ReturnAsync(string copy, CancellationToken cancel)
    {
        if (!File.Exists(copy)) return new ReturnOutcome.NoFile();
        if (database.File is not { } file) return new ReturnOutcome.NotAFile();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var part = $"{file}.{Guid.NewGuid():N}.part";
        try
        {
            await CopyAsync(copy, part, cancel);
            var (fault, missing) = await JudgeAsync(part, cancel);
            if (fault is not null) return fault;
            if (!File.Exists(file))
            {
                File.Move(part, file, overwrite: false);
                return new ReturnOutcome.Returned(file, null, missing);
            }

            await using var held = await HoldAsync(file, cancel);
            if (held is { IsInUse: true }) return new ReturnOutcome.InUse();
            var aside = string.Create(CultureInfo.InvariantCulture, $"{file}.before-{time.GetUtcNow():yyyyMMdd-HHmmss}");
            // Its log belongs to it: only where it could not be folded in is it still there.
            foreach (var end in new[] { "-wal", "-shm" })
            {
                if (File.Exists(file + end)) File.Move(file + end, aside + end, overwrite: false);
            }

            File.Move(file, aside, overwrite: false);
            File.Move(part, file, overwrite: false);
            return new ReturnOutcome.Returned(file, aside, missing);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancel)
    {
        await using var source = File.OpenRead(from);
        await using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await source.CopyToAsync(target, cancel);
        await target.FlushAsync(cancel);
        target.Flush(flushToDisk: true);
    }

    private static async Task<(ReturnOutcome? Fault, int Missing)> JudgeAsync(string part, CancellationToken cancel)
    {
        try
        {
            await using var db = await OpenAsync(part, SqliteOpenMode.ReadOnly, cancel);
            if (await AskAsync(db, "PRAGMA integrity_check(1)", cancel) is not "ok" and var fault)
                return (new ReturnOutcome.Damaged(fault ?? "integrity_check"), 0);
            if (await AskAsync(db, "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('__EFMigrationsHistory', 'CaseFacts', 'Outbox')", cancel) != "3")
                return (new ReturnOutcome.NotOurs(), 0);
            await using var names = db.CreateCommand();
            names.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1";
            await using var rows = await names.ExecuteReaderAsync(cancel);
            var applied = new HashSet<string>(StringComparer.Ordinal);
            while (await rows.ReadAsync(cancel)) applied.Add(rows.GetString(0));
            var known = Schema.Migrations().ToHashSet(StringComparer.Ordinal);
            List<string> unknown = [.. applied.Except(known)];
            return unknown.Count > 0 ? (new ReturnOutcome.TooNew(unknown), 0) : (null, known.Except(applied).Count());
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return (new ReturnOutcome.Damaged(fault.Message), 0);
        }
    }

    private const int Busy = 5, Locked = 6, Corrupt = 11, NotADatabase = 26;

    /// <summary>
    /// Folds the log into the database, which only works while nobody else has it open, and keeps everybody out until
    /// disposed. A database that is too damaged for that is held by nobody.
    /// </summary>
    private static async Task<Held> HoldAsync(string file, CancellationToken cancel)
    {
        var db = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancel);
        try
        {
            await AskAsync(db, "PRAGMA busy_timeout = 500", cancel);
            if (await AskAsync(db, "PRAGMA journal_mode = DELETE", cancel) != "delete") return new Held(db, IsInUse: true);
            await AskAsync(db, "BEGIN EXCLUSIVE", cancel);
            return new Held(db, IsInUse: false);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Busy or Locked)
        {
            return new Held(db, IsInUse: true);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return new Held(db, IsInUse: false);
        }
    }

    private sealed record Held(SqliteConnection Connection, bool IsInUse) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancel)
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 1,
        }.ToString());
        await db.OpenAsync(cancel);
        return db;
    }

    private static async Task<string?> AskAsync(SqliteConnection db, string sql, CancellationToken cancel)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }
}
