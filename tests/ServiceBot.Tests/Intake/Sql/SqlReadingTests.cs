using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Intake.OData;

namespace ServiceBot.Tests.Intake.Sql;

/// <summary>Views of a station's own database, read by the real host.</summary>
public sealed class SqlReadingTests
{
    private static async Task AllAsync(StationViews views, string folder)
    {
        await views.CreateAsync();
        // Pages of four rows; more rows of one minute than a page holds; orders of several rows at the border.
        for (var i = 0; i < 6; i++) await views.PutAsync($"Т{i}", minute: 10, jobs: 2);
        for (var i = 0; i < 9; i++) await views.PutAsync($"О{i}", minute: 20 + (i / 3), jobs: (i % 3) + 1, closed: "'2026-11-04 18:00:00'");
        await views.PutAsync("Б0", minute: 60, plate: "");
        var settings = StationUnderTest.Settings(Path.Combine(folder, "bot"));
        settings.Sql = [views.Source()];
        await using (var host = await RunningHost.StartAsync(settings))
        {
            await Alfa.KeysOnce(host, 15);
            var orders = (await Alfa.OrdersOf(host)).ToDictionary(x => x.Id);
            Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(2, orders[$"Т{i}"].Lines.Count));
            Assert.All(Enumerable.Range(0, 9), i => Assert.Equal((i % 3) + 1, orders[$"О{i}"].Lines.Count));
            var one = orders["О0"];
            Assert.Equal((new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.FromHours(3)), new DateTimeOffset(2026, 11, 4, 18, 0, 0, TimeSpan.FromHours(3))), (one.OpenedAt, one.ClosedAt!.Value));
            Assert.Equal((1.25m, "Работа 1", (bool?)false, PlateNumber.Read("А001ВС178")), (one.Lines[0].NormHours!.Value, one.Lines[0].Text, one.PossibleRepeat, one.Vehicle!.Plate));

            // A row of a transaction that took three minutes, and one of the very minute that was read last.
            await views.PutAsync("П1", minute: 57);
            await views.PutAsync("П2", minute: 60);
            await Alfa.KeysOnce(host, 17);
            // A change of what is known.
            await views.PutAsync("О0", minute: 61, closed: "NULL");
            await Eventually.Zero(async () => (await Alfa.OrdersOf(host)).Count(x => x.Id == "О0" && x.ClosedAt is not null));
        }

        // Another start goes on where the first stood: what lies far behind is not read again.
        await views.RunAsync("UPDATE jobs SET plate = 'А002ВС178' WHERE number = 'Т0'");
        await views.PutAsync("П3", minute: 70);
        await using var again = await RunningHost.StartAsync(settings);
        Assert.Contains("П3", await Alfa.KeysOnce(again, 18));
        Assert.Equal(PlateNumber.Read("А001ВС178"), (await Alfa.OrdersOf(again)).Single(x => x.Id == "Т0").Vehicle!.Plate);
    }

    [Fact]
    public async Task Rows_of_SQLite_come_in_whole_once_and_in_pages()
    {
        using var folder = new TemporaryFolder();
        await using var views = new SqliteViews(folder.Path);
        await AllAsync(views, folder.Path);
    }

    [Fact]
    public async Task Rows_of_PostgreSQL_come_in_whole_once_and_in_pages_and_nothing_can_be_written_there()
    {
        using var folder = new TemporaryFolder();
        await using var views = new PostgresViews();
        await views.BeginAsync();
        await AllAsync(views, folder.Path);

        await using var connection = await StationDatabase.OpenAsync(StationDatabaseKind.PostgreSql, views.ConnectionString, CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM jobs";
        var fault = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal("25006", fault.SqlState);

        // Zone and no zone are two types there, each asked with its own.
        await views.RunAsync("DROP VIEW orders");
        await views.RunAsync("ALTER TABLE jobs ALTER COLUMN changed TYPE timestamptz");
        await views.RunAsync("CREATE VIEW orders AS SELECT * FROM jobs");
        var settings = StationUnderTest.Settings(Path.Combine(folder.Path, "zoned"));
        settings.Sql = [views.Source()];
        await using var host = await RunningHost.StartAsync(settings);
        await Alfa.KeysOnce(host, 18);
        await views.PutAsync("П4", minute: 71);
        await Alfa.KeysOnce(host, 19);
        // A name that is gone is told in the database's words.
        await views.RunAsync("DROP VIEW orders");
        await Eventually.Zero(async () =>
            host.Get<ServiceBot.Intake.Watching.WatcherPulse>().Now.Single().Value.Trouble == ServiceBot.Intake.Watching.SourceTrouble.NotUnderstood ? 0 : await Task.FromResult(1));

        await views.RunAsync("CREATE VIEW orders AS SELECT jobs.* FROM jobs, pg_sleep(3600)");
        await GivesUpAsync(views, folder.Path);
    }

    [Fact]
    public async Task A_view_of_SQLite_that_never_ends_is_broken_off()
    {
        using var folder = new TemporaryFolder();
        await using var views = new SqliteViews(folder.Path);
        await views.CreateAsync();
        await views.PutAsync("О0", minute: 1);
        await views.RunAsync("DROP VIEW orders");
        await views.RunAsync(
            "CREATE VIEW orders AS SELECT * FROM jobs WHERE (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n) > 0");
        await GivesUpAsync(views, folder.Path);
    }

    private static async Task GivesUpAsync(StationViews views, string folder)
    {
        var settings = StationUnderTest.Settings(Path.Combine(folder, "slow"));
        settings.Sql = [views.Source()];
        settings.Sql[0].Queries[0].TimeoutSeconds = 1;
        await using var host = await RunningHost.StartAsync(settings);
        await Eventually.Zero(() => Task.FromResult(
            host.Get<ServiceBot.Intake.Watching.WatcherPulse>().Now.Any(x => x.Value.Trouble == ServiceBot.Intake.Watching.SourceTrouble.Unreachable) ? 0 : 1));
    }

    [Fact]
    public async Task A_file_of_SQLite_that_is_opened_for_reading_cannot_be_written()
    {
        using var folder = new TemporaryFolder();
        await using var views = new SqliteViews(folder.Path);
        await views.CreateAsync();

        await using var connection = await StationDatabase.OpenAsync(StationDatabaseKind.Sqlite, views.ConnectionString, CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM jobs";

        Assert.Equal(8, (await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQueryAsync())).SqliteErrorCode);
    }

    [Fact]
    public async Task A_counter_may_be_the_column_that_rises_and_a_bad_row_is_left_out_alone()
    {
        using var folder = new TemporaryFolder();
        await using var views = new SqliteViews(folder.Path);
        await views.RunAsync("CREATE TABLE answers (rev integer, id integer, at text, plate text, mark text, words text)");
        for (var i = 1; i <= 10; i++)
        {
            var at = i == 4 ? "вчера" : $"0{i % 9 + 1}.11.2026 9:05:00";
            await views.RunAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO answers VALUES ({(i + 1) / 2}, {i}, '{at}', 'А001ВС178', '4,5', 'хорошо')"));
        }

        var source = views.Source(rowLimit: 1);
        source.Queries[0] = new()
        {
            Kind = "SurveyResponse", View = "answers", HighWater = "rev", PollSeconds = 0.2, RowLimit = 1,
            Columns = new() { ["id"] = "id", ["at"] = "answeredAt", ["plate"] = "vehicle.plate", ["mark"] = "score", ["words"] = "comment" },
        };
        var settings = StationUnderTest.Settings(Path.Combine(folder.Path, "bot"));
        settings.Sql = [source];
        await using var host = await RunningHost.StartAsync(settings);

        var keys = await Alfa.KeysOnce(host, 9);
        Assert.Equal(["1", "10", "2", "3", "5", "6", "7", "8", "9"], keys);
        var first = await host.ReadAsync(async db => (SurveyResponse)BodyJson.Read(await db.Records.SingleAsync(x => x.RecordId == "1")));
        Assert.Equal((4.5m, new DateTimeOffset(2026, 11, 2, 9, 5, 0, TimeSpan.FromHours(3))), (first.Score!.Value, first.AnsweredAt));
    }
}
