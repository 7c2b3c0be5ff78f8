using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ServiceBot.Hosting;

namespace ServiceBot.Storage;

/// <summary>Registers the database of the settings.</summary>
internal static class StorageFeature
{
    public static IServiceCollection AddStorage(this IServiceCollection services, Settings settings)
    {
        var connection = ConnectionString(settings);
        services.AddPooledDbContextFactory<SqliteServiceBotDb>(options => options.UseSqlite(connection));
        services.AddSingleton<IDbContextFactory<ServiceBotDb>, AnyDatabase>();
        services.AddSingleton<Bells>();
        services.AddSingleton<Writer>();
        services.AddSingleton<Schema>();
        services.AddSingleton<DatabaseScrub>();
        return services;
    }

    /// <summary>The file of the embedded database; the folder is made where it is missing.</summary>
    public static string ConnectionString(Settings settings)
    {
        if (!string.IsNullOrWhiteSpace(settings.Database.ConnectionString)) return settings.Database.ConnectionString;
        Directory.CreateDirectory(settings.DataFolder);
        return new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(settings.DataFolder, "servicebot.db"),
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
    }

    private sealed class AnyDatabase(IDbContextFactory<SqliteServiceBotDb> sqlite) : IDbContextFactory<ServiceBotDb>
    {
        public ServiceBotDb CreateDbContext()
        {
            // It comes from a pool: what it knew when it was lent before no longer counts.
            var db = sqlite.CreateDbContext();
            db.HasChatMoves = false;
            return db;
        }
    }
}

/// <summary>Brings the schema up to date.</summary>
internal sealed class Schema(IDbContextFactory<ServiceBotDb> contexts)
{
    /// <summary>Applies what is missing; the same again changes nothing.</summary>
    /// <returns>The names of the migrations that were applied.</returns>
    public async Task<IReadOnlyList<string>> BringUpToDateAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var pending = await PendingAsync(db, cancel);
        if (pending.Count == 0) return pending;
        await BeginFileAsync(db, cancel);
        await db.Database.MigrateAsync(cancel);
        return pending;
    }

    // A new file gets larger pages than SQLite's own 4,096 bytes, of which a record takes a third and more: a million work
    // orders are a sixth smaller so. The size of the pages is settled by the first that is written.
    private static async Task BeginFileAsync(ServiceBotDb db, CancellationToken cancel)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (connection.DataSource.Length == 0 || File.Exists(connection.DataSource)) return;
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;", cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The names of the migrations that are missing.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await PendingAsync(db, cancel);
    }

    // Almost always nothing is missing. That is told by the names alone; EF would build the whole machinery of migrating.
    private static async Task<IReadOnlyList<string>> PendingAsync(ServiceBotDb db, CancellationToken cancel)
    {
        var applied = await AppliedAsync(db, cancel);
        return Migrations().All(applied.Contains) ? [] : [.. await db.Database.GetPendingMigrationsAsync(cancel)];
    }

    /// <summary>The names of all migrations of the embedded database.</summary>
    internal static IEnumerable<string> Migrations() =>
        from type in typeof(Schema).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(SqliteServiceBotDb)
        select type.GetCustomAttribute<MigrationAttribute>()!.Id;

    private static async Task<HashSet<string>> AppliedAsync(ServiceBotDb db, CancellationToken cancel)
    {
        var applied = new HashSet<string>(StringComparer.Ordinal);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        // A database that is not there is made by the migrations, not by looking.
        if (connection.DataSource.Length > 0 && !File.Exists(connection.DataSource)) return applied;
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var names = connection.CreateCommand();
            names.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'";
            if (await names.ExecuteScalarAsync(cancel) is null) return applied;
            names.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
            await using var rows = await names.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) applied.Add(rows.GetString(0));
            return applied;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
