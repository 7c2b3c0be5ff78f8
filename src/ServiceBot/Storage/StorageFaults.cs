using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ServiceBot.Storage;

/// <summary>Why the store could not be written.</summary>
internal enum StorageFault
{
    /// <summary>It is no fault of the store, or one of ours.</summary>
    None = 0,

    /// <summary>Somebody else has held it for too long; the same may succeed in a moment.</summary>
    Busy = 1,

    /// <summary>The disk, or the database, is full.</summary>
    Full = 2,
}

/// <summary>Reads what a store's exception means, so that nobody else need know the provider.</summary>
internal static class StorageFaults
{
    // https://www.sqlite.org/rescode.html
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    // errno 28 (Linux, macOS), ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL (Windows).
    private static readonly int[] NoSpace = [28, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>What the fault, or what caused it, says of the store.</summary>
    public static StorageFault Of(Exception? fault) => fault switch
    {
        null => StorageFault.None,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => StorageFault.Busy,
        // A journal that cannot grow or cannot be made is told as a fault of input and output.
        SqliteException { SqliteErrorCode: SqliteFull or SqliteIoError or SqliteCannotOpen } => StorageFault.Full,
        IOException io when NoSpace.Contains(io.HResult) => StorageFault.Full,
        DbUpdateException update => Of(update.InnerException),
        _ => StorageFault.None,
    };
}
