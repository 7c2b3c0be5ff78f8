using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Detection;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Hosting.Commands;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Bulk;

/// <summary>A store of its own with the parts that fill it.</summary>
internal sealed class TrialStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private TrialStore(Action<Settings>? change)
    {
        var settings = StationUnderTest.Settings(_folder.Path);
        change?.Invoke(settings);
        _services = CommandServices.Build(settings, new ConfigurationBuilder().Build());
    }

    public static async Task<TrialStore> OpenAsync(Action<Settings>? change = null)
    {
        var store = new TrialStore(change);
        await store.Get<Schema>().BringUpToDateAsync(CancellationToken.None);
        return store;
    }

    public string Folder => _folder.Path;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> All<T>() => _services.GetServices<T>();

    /// <summary>The way of the API: stored and judged portion by portion.</summary>
    public async Task TakeOneByOneAsync(IEnumerable<SourceRecord> records, int portion = 1)
    {
        foreach (var some in records.Chunk(portion)) await Get<RecordIntake>().AcceptAsync(some, CancellationToken.None);
    }

    /// <summary>The way of a big file: all stored, then judged.</summary>
    public async Task<DetectionCount> TakeInBulkAsync(IEnumerable<SourceRecord> records)
    {
        await StoreAsync(records);
        return await Get<Backlog>().JudgeAsync(progress: null, CancellationToken.None);
    }

    public async Task StoreAsync(IEnumerable<SourceRecord> records)
    {
        await using var store = await Get<BulkIntake>().OpenAsync(CancellationToken.None);
        foreach (var some in records.Chunk(BulkStore.Portion)) await store.StoreAsync(some, CancellationToken.None);
    }

    public async Task<T> ReadAsync<T>(Func<ServiceBotDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>What is on file, but for what depends on the moment and on the order in which cases were numbered.</summary>
    public Task<StoreState> StateAsync() => ReadAsync(async db =>
    {
        var signals = await db.Signals.AsNoTracking().Where(x => x.WithdrawnAt == null).OrderBy(x => x.Key).ToListAsync();
        var cases = await db.Cases.AsNoTracking().Where(x => x.MergedInto == null).ToListAsync();
        string Content(CaseRow x) =>
            $"{x.State} {x.Vin} {x.Plate} {x.Model} earlier {x.EarlierWorkOrderId} return {x.ReturnId}: "
            + string.Join(", ", signals.Where(s => s.CaseId == x.Id).Select(s => s.Key));
        return new StoreState(
            [
                .. (await db.Records.AsNoTracking().OrderBy(x => x.Kind).ThenBy(x => x.RecordId).ToListAsync()).Select(x =>
                    $"{x.Station} {x.Kind} {x.RecordId} {x.Vin} {x.SecondVin} {x.Plate} {x.RefersTo} {x.At.UtcTicks} "
                    + $"{x.ClosedAt?.UtcTicks} {x.OrderKind} {x.Cancelled} {x.EverFlagged} {Convert.ToHexString(x.Hash)} {x.Body}"),
            ],
            [
                .. signals.Select(x =>
                    $"{x.Station} {x.Key} {x.Rule} {x.Mode} {x.At.UtcTicks} {x.Vin} {x.Plate} {x.Model} {x.EarlierWorkOrderId} "
                    + $"{x.WorkOrderId} {x.BookingId} {x.SurveyResponseId} {x.CaseId is not null} {x.Body}"),
            ],
            // A case that lost its signals again is told apart from one that never was only by its facts.
            [.. cases.Where(x => signals.Any(s => s.CaseId == x.Id)).Select(Content).Order(StringComparer.Ordinal)],
            [
                .. cases.Where(x => signals.Any(s => s.CaseId == x.Id)).Select(x => $"case:{x.Station}/{x.Number}")
                    .Where(subject => db.Outbox.Count(o => o.Subject == subject) != 1),
            ],
            await db.Unjudged.CountAsync());
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What a store holds, comparable.</summary>
/// <param name="Records">All records.</param>
/// <param name="Signals">Those that stand.</param>
/// <param name="Cases">Those that have a signal.</param>
/// <param name="CardsMissing">Cases of which no card, or more than one, is asked for.</param>
/// <param name="Unjudged">Marks left.</param>
internal sealed record StoreState(
    IReadOnlyList<string> Records, IReadOnlyList<string> Signals, IReadOnlyList<string> Cases,
    IReadOnlyList<string> CardsMissing, int Unjudged)
{
    public void MustEqual(StoreState other)
    {
        Assert.Equal(Records, other.Records);
        Assert.Equal(Signals, other.Signals);
        Assert.Equal(Cases, other.Cases);
        Assert.Empty(CardsMissing);
        Assert.Empty(other.CardsMissing);
        Assert.Equal((0, 0), (Unjudged, other.Unjudged));
    }
}
