using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Hosting;

/// <summary>Whether the schema is up to date is told by the names alone, and must be told as the migrations themselves tell it.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-schema-");
    private readonly ServiceProvider _services;

    public SchemaTests() =>
        _services = new ServiceCollection().AddLogging().AddServiceBotCore(new Settings { DataFolder = _folder.FullName }).BuildServiceProvider();

    private Schema Schema => _services.GetRequiredService<Schema>();

    [Fact]
    public async Task A_database_that_is_not_there_lacks_everything_and_looking_does_not_make_it()
    {
        Assert.Equal(await KnownAsync(), await Schema.PendingAsync(default));

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task What_was_brought_up_to_date_lacks_nothing_and_a_second_time_applies_nothing()
    {
        Assert.Equal(await KnownAsync(), await Schema.BringUpToDateAsync(default));

        Assert.Empty(await Schema.PendingAsync(default));
        Assert.Empty(await Schema.BringUpToDateAsync(default));
    }

    [Fact]
    public async Task A_migration_that_was_not_applied_is_named()
    {
        await Schema.BringUpToDateAsync(default);
        var last = (await KnownAsync())[^1];

        await using (var db = await ContextAsync())
            await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = {last}""");

        Assert.Equal([last], await Schema.PendingAsync(default));
    }

    public void Dispose()
    {
        _services.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task<List<string>> KnownAsync()
    {
        await using var db = await ContextAsync();
        return [.. db.Database.GetMigrations()];
    }

    private Task<ServiceBotDb> ContextAsync() =>
        _services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
}
