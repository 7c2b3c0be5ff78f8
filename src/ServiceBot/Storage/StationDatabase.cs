using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ServiceBot.Storage;

/// <summary>The databases of stations that can be read.</summary>
internal enum StationDatabaseKind
{
    /// <summary>A file of SQLite.</summary>
    Sqlite = 1,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>Microsoft SQL Server.</summary>
    SqlServer,
}

/// <summary>Why a station's database was not read.</summary>
internal enum StationDatabaseFault
{
    /// <summary>No connection, or no answer in time.</summary>
    Unreachable = 1,

    /// <summary>User, password or rights.</summary>
    NotLetIn,

    /// <summary>There is no such view or column.</summary>
    NotThere,

    /// <summary>Anything else it says.</summary>
    Failing,
}

/// <summary>Opens a database of the station's own for reading. Nothing is ever written there.</summary>
internal static class StationDatabase
{
    /// <summary>Whether the provider can read the connection string.</summary>
    public static bool CanRead(StationDatabaseKind kind, string connectionString)
    {
        try
        {
            _ = Prepared(kind, connectionString);
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Opens a connection that may only read, as far as the provider knows such a thing.</summary>
    /// <exception cref="DbException">The database does not answer or does not let us in.</exception>
    public static async Task<DbConnection> OpenAsync(StationDatabaseKind kind, string connectionString, CancellationToken cancel)
    {
        var prepared = Prepared(kind, connectionString);
        DbConnection connection = kind switch
        {
            StationDatabaseKind.Sqlite => new SqliteConnection(prepared),
            StationDatabaseKind.PostgreSql => new NpgsqlConnection(prepared),
            StationDatabaseKind.SqlServer => new SqlConnection(prepared),
        };
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Breaks off what the connection is asked when it takes longer. PostgreSQL and SQL Server keep the time of a command by
    /// themselves; to SQLite it is only how long to wait for a lock.
    /// </summary>
    /// <param name="connection">Open.</param>
    /// <param name="time">How long one question may take.</param>
    /// <returns>To be disposed of when the answer is there; null where nothing need be done.</returns>
    public static IAsyncDisposable? Limit(DbConnection connection, TimeSpan time) =>
        connection is SqliteConnection { Handle: { } handle }
            ? new Timer(_ => SQLitePCL.raw.sqlite3_interrupt(handle), null, time, Timeout.InfiniteTimeSpan)
            : null;

    /// <summary>What a fault of reading means; null: it is none of the database's.</summary>
    public static StationDatabaseFault? FaultOf(Exception fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            // SQLITE_ERROR: the statement names what is not there. SQLITE_INTERRUPT: no answer in time. SQLITE_CANTOPEN, SQLITE_AUTH and
            // SQLITE_PERM, SQLITE_NOTADB.
            1 => StationDatabaseFault.NotThere,
            9 or 14 => StationDatabaseFault.Unreachable,
            3 or 23 => StationDatabaseFault.NotLetIn,
            26 => StationDatabaseFault.NotThere,
            _ => StationDatabaseFault.Failing,
        },
        SqlException server => server.Number switch
        {
            // Login failed; no permission on the object; the database cannot be opened with this login.
            18456 or 229 or 230 or 916 or 4060 => StationDatabaseFault.NotLetIn,
            207 or 208 => StationDatabaseFault.NotThere,
            -2 or -1 or 2 or 53 or 121 or 233 or 10053 or 10054 or 10060 or 10061 or 11001 => StationDatabaseFault.Unreachable,
            _ => StationDatabaseFault.Failing,
        },
        // Classes of SQLSTATE: 28 authorization; 42501 rights; 42 a name that is not there; 3D the database; 08, 57P connection.
        PostgresException postgres => postgres.SqlState switch
        {
            ['2', '8', ..] or "42501" => StationDatabaseFault.NotLetIn,
            ['4', '2', ..] or ['3', 'D', ..] or ['3', 'F', ..] => StationDatabaseFault.NotThere,
            ['0', '8', ..] or ['5', '7', 'P', ..] => StationDatabaseFault.Unreachable,
            _ => StationDatabaseFault.Failing,
        },
        DbException or TimeoutException or IOException or System.Net.Sockets.SocketException or OperationCanceledException => StationDatabaseFault.Unreachable,
        _ => null,
    };

    private static string Prepared(StationDatabaseKind kind, string connectionString)
    {
        switch (kind)
        {
            case StationDatabaseKind.Sqlite:
                // Not pooled: a file that is kept open cannot be replaced by the next export.
                return new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
            case StationDatabaseKind.PostgreSql:
                var postgres = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "ServiceBot", LogParameters = false };
                // Every transaction of the session is one that reads.
                postgres.Options = $"{postgres.Options} -c default_transaction_read_only=on".Trim();
                return postgres.ToString();
            case StationDatabaseKind.SqlServer:
                return new SqlConnectionStringBuilder(connectionString)
                {
                    ApplicationName = "ServiceBot", ApplicationIntent = ApplicationIntent.ReadOnly,
                }.ToString();
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }
}
