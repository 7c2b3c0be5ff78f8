using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Intake.Bulk;

/// <summary>How the file of a new database is laid out.</summary>
public sealed class NewDatabaseTests
{
    [Fact]
    public async Task A_new_database_has_pages_of_8192_bytes_and_a_log_that_is_written_ahead()
    {
        await using var store = await TrialStore.OpenAsync();

        var size = await store.ReadAsync(db => db.Database.SqlQueryRaw<long>("SELECT page_size AS Value FROM pragma_page_size").SingleAsync());
        var journal = await store.ReadAsync(db => db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());

        Assert.Equal((8_192, "wal"), (size, journal));
    }

    [Fact]
    public async Task A_database_of_smaller_pages_is_taken_as_it_is()
    {
        await using var store = await TrialStore.OpenAsync(settings =>
        {
            using var db = new Microsoft.Data.Sqlite.SqliteConnection(StorageFeature.ConnectionString(settings));
            db.Open();
            using var make = db.CreateCommand();
            make.CommandText = "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; CREATE TABLE \"Former\" (\"Id\" INTEGER PRIMARY KEY)";
            make.ExecuteNonQuery();
        });

        Assert.Equal(4_096, await store.ReadAsync(db => db.Database.SqlQueryRaw<long>("SELECT page_size AS Value FROM pragma_page_size").SingleAsync()));
        Assert.Equal(0, await store.ReadAsync(db => db.Records.CountAsync()));
    }
}
