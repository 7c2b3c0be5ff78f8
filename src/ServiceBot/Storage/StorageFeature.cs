using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
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
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count > 0) await db.Database.MigrateAsync(cancel);
        return pending;
    }

    /// <summary>The names of the migrations that are missing.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return [.. await db.Database.GetPendingMigrationsAsync(cancel)];
    }
}
