using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Alerts;
using ServiceBot.Cases;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Cases;

/// <summary>From a record to its card no question passes all records of a station: that would cost more with every year.</summary>
public sealed class CardsByIndex : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-index-");
    private readonly Questions _questions = new();
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        var settings = new Settings
        {
            DataFolder = _folder.FullName,
            Stations = [new StationSettings { Code = "sever", Name = "СТО Северная", TimeZone = "Europe/Moscow" }],
        };
        _services = new ServiceCollection().AddLogging().AddServiceBotCore(settings)
            .ConfigureDbContext<SqliteServiceBotDb>(options => options.AddInterceptors(_questions)).BuildServiceProvider();
        await Get<Schema>().BringUpToDateAsync(default);
    }

    [Fact]
    public async Task Records_are_found_by_their_key_or_by_their_vehicle()
    {
        var now = TimeProvider.System.GetUtcNow();
        var car = new VehicleRef(Vin.Read("X96ISB000K0123456"), null, null, null);
        await Get<RecordIntake>().AcceptAsync(
            [
                new WorkOrder { Station = "sever", Id = "1", OpenedAt = now.AddDays(-3), ClosedAt = now.AddDays(-2), OrderKind = WorkOrderKind.Repair, Vehicle = car },
                new Booking { Station = "sever", Id = "2", CreatedAt = now, PossibleRepeat = true, Vehicle = car },
            ],
            default);
        await using var db = await Get<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        var cards = await Get<CaseCard>().RenderAsync(db, [CaseFile.Subject("sever", 1)], default);

        Assert.Single(cards);
        var plans = (await _questions.PlansAsync(db)).Where(x => x.Question.Contains("\"Records\"", StringComparison.Ordinal)).ToList();
        Assert.True(plans.Count >= 3, $"Only {plans.Count} questions about records were seen.");
        Assert.All(plans, x => Assert.DoesNotMatch(@"SCAN (?!json_each|\w+ VIRTUAL)|\(Station=\?\)", x.Plan));
    }

    [Fact]
    public async Task Whether_cases_come_thick_is_asked_of_the_new_ones_only()
    {
        await using var db = await Get<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        await db.Cases.AsNoTracking().Where(x => x.Station == "sever" && !x.FromHistory)
            .OrderByDescending(x => x.Number).Take(11).Select(x => x.OpenedAt).ToListAsync();

        var (_, plan) = Assert.Single(await _questions.PlansAsync(db), x => x.Question.Contains("\"FromHistory\"", StringComparison.Ordinal));
        Assert.Contains("IX_Cases_Station_Number_News", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Notes what the database is asked, and asks it how it goes about that.</summary>
    private sealed class Questions : DbCommandInterceptor
    {
        private readonly List<(string Text, List<(string Name, object? Value)> Parameters)> _asked = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.StartsWith("SELECT", StringComparison.Ordinal))
                _asked.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(x => (x.ParameterName, x.Value))]));
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public async Task<List<(string Question, string Plan)>> PlansAsync(ServiceBotDb db)
        {
            await db.Database.OpenConnectionAsync();
            var plans = new List<(string, string)>();
            foreach (var (text, parameters) in _asked.ToList())
            {
                await using var explain = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
                explain.CommandText = "EXPLAIN QUERY PLAN " + text;
                foreach (var (name, value) in parameters) explain.Parameters.AddWithValue(name, value ?? DBNull.Value);
                var lines = new List<string>();
                await using var rows = await explain.ExecuteReaderAsync();
                while (await rows.ReadAsync()) lines.Add(rows.GetString(3));
                plans.Add((text, string.Join('\n', lines)));
            }

            return plans;
        }
    }
}
