using Microsoft.EntityFrameworkCore;

namespace ServiceBot.Storage;

/// <summary>
/// How a connection is set while much is written. Every commit is on disk as ever; only the memory for pages is larger, and
/// the write-ahead log is folded into the file less often.
/// </summary>
internal static class BulkPragmas
{
    // 16 MiB: the inner pages of every index of a million lines stay in memory.
    private const string Large = "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 16384;";

    // 8 MiB for each of several readers.
    private const string Reader = "PRAGMA cache_size = -8192;";

    // What SQLite begins with.
    private const string Usual = "PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 1000; PRAGMA wal_checkpoint(PASSIVE);";

    /// <summary>Sets the open connection of a context.</summary>
    public static Task SetAsync(ServiceBotDb db, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(Large, cancel);

    /// <summary>Sets the open connection of a context that only reads.</summary>
    public static Task SetReaderAsync(ServiceBotDb db, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(Reader, cancel);

    /// <summary>Takes it back before others use the connection.</summary>
    public static Task UnsetAsync(ServiceBotDb db) => db.Database.ExecuteSqlRawAsync(Usual);
}
