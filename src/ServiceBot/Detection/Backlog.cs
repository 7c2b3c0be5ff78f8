using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>
/// Judges what big imports have stored and marked. Vehicle by vehicle the history is read and judged on every core, and
/// one writer brings signals and cases in, many vehicles in a transaction together with the removal of their marks: ended
/// at any moment, what was judged stands and the rest is still marked.
/// </summary>
internal sealed class Backlog(
    IDbContextFactory<ServiceBotDb> contexts, Detector detector, VerdictsInBulk verdicts, StationDirectory stations,
    TimeProvider time)
{
    // Bounds memory: marks held at once, marks of one transaction (a tenth of a second), vehicles on their way.
    private const int MarksAtOnce = 300_000;
    private const int MarksOfOneWrite = 2_000;
    private const int Waiting = 4;

    /// <summary>Whether anything is marked.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Unjudged.AnyAsync(cancel);
    }

    /// <summary>Judges all that is marked, of the stations that the settings know.</summary>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancel">Ends it between two transactions.</param>
    /// <returns>How many signals and cases are new.</returns>
    public async Task<DetectionCount> JudgeAsync(Action<double>? progress, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        var total = await db.Unjudged.LongCountAsync(cancel);
        if (total == 0) return DetectionCount.None;
        await BulkPragmas.SetAsync(db, cancel);
        var (count, done, last) = (DetectionCount.None, 0L, 0L);
        var writes = new VerdictsInBulk.Writes(db);
        try
        {
            while (true)
            {
                var groups = UnjudgedVehicles.Read(db, last, MarksAtOnce);
                if (groups.Count == 0) break;
                last = groups.Max(x => x.Marks[^1]);
                count += await JudgePartAsync(
                    writes, [.. groups.Where(x => x.Station.Length == 0 || stations.Find(x.Station) is not null)],
                    marks => progress?.Invoke((double)(done += marks) / total), cancel);
            }
        }
        finally
        {
            writes.Dispose();
            await BulkPragmas.UnsetAsync(db);
        }

        return count;
    }

    private async Task<DetectionCount> JudgePartAsync(
        VerdictsInBulk.Writes writes, IReadOnlyList<UnjudgedVehicles> groups, Action<int> done, CancellationToken cancel)
    {
        var judged = Channel.CreateBounded<JudgedBatch>(Waiting);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var batches = new Queue<IReadOnlyList<UnjudgedVehicles>>(InBatches(groups));
        var workers = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Run(() => WorkAsync(batches, writes, judged.Writer, ending.Token), CancellationToken.None)).ToList();
        var closing = Task.WhenAll(workers).ContinueWith(
            all => judged.Writer.TryComplete(all.Exception?.InnerException), CancellationToken.None,
            TaskContinuationOptions.None, TaskScheduler.Default);
        var count = DetectionCount.None;
        try
        {
            await foreach (var batch in judged.Reader.ReadAllAsync(cancel))
            {
                count += await verdicts.WriteAsync(writes, batch, cancel);
                done(batch.Vehicles.Sum(x => x.Group.Marks.Count));
            }
        }
        finally
        {
            await ending.CancelAsync();
            await closing;
        }

        return count;
    }

    private static IEnumerable<IReadOnlyList<UnjudgedVehicles>> InBatches(IReadOnlyList<UnjudgedVehicles> groups)
    {
        var (batch, marks) = (new List<UnjudgedVehicles>(), 0);
        foreach (var group in groups)
        {
            batch.Add(group);
            if ((marks += group.Marks.Count) < MarksOfOneWrite) continue;
            yield return batch;
            (batch, marks) = ([], 0);
        }

        if (batch.Count > 0) yield return batch;
    }

    private async Task WorkAsync(
        Queue<IReadOnlyList<UnjudgedVehicles>> batches, VerdictsInBulk.Writes writes, ChannelWriter<JudgedBatch> judged,
        CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        await BulkPragmas.SetReaderAsync(db, cancel);
        try
        {
            await JudgeBatchesAsync(db, batches, writes, judged, cancel);
        }
        finally
        {
            await BulkPragmas.UnsetAsync(db);
        }
    }

    private async Task JudgeBatchesAsync(
        ServiceBotDb db, Queue<IReadOnlyList<UnjudgedVehicles>> batches, VerdictsInBulk.Writes writes,
        ChannelWriter<JudgedBatch> judged, CancellationToken cancel)
    {
        using var judge = new VehicleJudge(db, detector, time);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            IReadOnlyList<UnjudgedVehicles>? batch;
            lock (batches)
            {
                if (!batches.TryDequeue(out batch)) return;
            }

            // Whatever others write from here on makes this batch stale.
            var epoch = writes.Epoch;
            await judged.WriteAsync(new JudgedBatch(epoch, [.. batch.Select(judge.Judge)]), cancel);
        }
    }
}

/// <summary>Vehicles judged together.</summary>
/// <param name="Epoch">What <see cref="VerdictsInBulk.Writes.Epoch"/> was before their histories were read.</param>
/// <param name="Vehicles">The verdicts.</param>
internal sealed record JudgedBatch(int Epoch, IReadOnlyList<JudgedVehicles> Vehicles);

/// <summary>What the rules say of vehicles of which a record was marked.</summary>
/// <param name="Group">The vehicles.</param>
/// <param name="Signals">All their signals.</param>
/// <param name="Opened">The cases to be opened, where no signal of theirs is on file.</param>
/// <param name="IsKnown">Whether a signal of theirs is on file: then cases are held against signals one by one.</param>
internal sealed record JudgedVehicles(
    UnjudgedVehicles Group, IReadOnlyList<Signal> Signals, IReadOnlyList<CaseGroup> Opened, bool IsKnown);

/// <summary>Reads and judges over one connection; one for each thread.</summary>
internal sealed class VehicleJudge(ServiceBotDb db, Detector detector, TimeProvider time) : IDisposable
{
    private readonly ClosureReader _closures = new(db);
    private readonly Statement _known = new(db, "SELECT 1 FROM \"Signals\" WHERE \"Station\" = ?1 AND \"Key\" = ?2");
    private readonly Statement _any = new(db, "SELECT 1 FROM \"Signals\" WHERE \"Station\" = ?1 LIMIT 1");

    /// <summary>Judges the vehicles of a group as the store knows them now.</summary>
    public JudgedVehicles Judge(UnjudgedVehicles group)
    {
        var station = group.Station;
        if (station.Length == 0) return new JudgedVehicles(group, [], [], IsKnown: false);
        var closure = _closures.Load(station, group.Keys, group.Loose, group.Surveyed);
        var signals = detector.SignalsOf(station, closure);
        var possible = closure.PossibleSignalKeys().ToHashSet(StringComparer.Ordinal);
        if (Answers(_any.Bind(1, station)) && possible.Any(key => Answers(_known.Bind(1, station).Bind(2, key))))
            return new JudgedVehicles(group, signals, [], IsKnown: true);
        return new JudgedVehicles(
            group, signals, CaseReconciliation.Plan([], signals, possible, time.GetUtcNow()).Opened, IsKnown: false);
    }

    public void Dispose()
    {
        _closures.Dispose();
        _known.Dispose();
        _any.Dispose();
    }

    private static bool Answers(Statement statement)
    {
        var answers = statement.Next();
        statement.Reset();
        return answers;
    }
}
