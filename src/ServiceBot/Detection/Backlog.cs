using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
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
    private const int MarksOfOneWrite = 4_000;
    private const int Waiting = 4;

    // From so many marks on, what was garbage before is given back first.
    private const int Many = 20_000;

    // A record that is read whole is so much more work than one that has an outline.
    private const int OfOneWhole = 4;

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
        // The storing has left a hundred megabytes that nobody needs: the histories shall not come on top of them.
        if (total >= Many) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
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
                await verdicts.ForgetOutlinesAsync(writes, last, cancel);
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
        // Looked up before the first is written: what is written here is of vehicles that are done with.
        var known = groups.Select(x => x.Station).Distinct(StringComparer.Ordinal).Where(writes.HasSignals).ToHashSet(StringComparer.Ordinal);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var batches = new Queue<IReadOnlyList<UnjudgedVehicles>>(InBatches(groups));
        var workers = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Run(() => WorkAsync(batches, writes, known, judged.Writer, ending.Token), CancellationToken.None)).ToList();
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
            if ((marks += group.Marks.Count * (group.IsOutlined ? 1 : OfOneWhole)) < MarksOfOneWrite) continue;
            yield return batch;
            (batch, marks) = ([], 0);
        }

        if (batch.Count > 0) yield return batch;
    }

    private async Task WorkAsync(
        Queue<IReadOnlyList<UnjudgedVehicles>> batches, VerdictsInBulk.Writes writes, HashSet<string> known,
        ChannelWriter<JudgedBatch> judged, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        await BulkPragmas.SetReaderAsync(db, cancel);
        try
        {
            await JudgeBatchesAsync(db, batches, writes, known, judged, cancel);
        }
        finally
        {
            await BulkPragmas.UnsetAsync(db);
        }
    }

    private async Task JudgeBatchesAsync(
        ServiceBotDb db, Queue<IReadOnlyList<UnjudgedVehicles>> batches, VerdictsInBulk.Writes writes, HashSet<string> known,
        ChannelWriter<JudgedBatch> judged, CancellationToken cancel)
    {
        using var judge = new VehicleJudge(db, detector, time, known.Contains);
        // One view of the store for a whole batch: else every look at it takes and gives back a lock of the file.
        using var begin = new Statement(db, "BEGIN");
        using var end = new Statement(db, "COMMIT");
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
            begin.Run();
            List<JudgedVehicles> vehicles;
            try
            {
                vehicles = [.. batch.Select(judge.Judge)];
            }
            finally
            {
                end.Run();
            }

            await judged.WriteAsync(new JudgedBatch(epoch, vehicles), cancel);
        }
    }
}

/// <summary>Vehicles judged together.</summary>
/// <param name="Epoch">What <see cref="VerdictsInBulk.Writes.Epoch"/> was before their histories were read.</param>
/// <param name="Vehicles">The verdicts.</param>
internal sealed record JudgedBatch(int Epoch, IReadOnlyList<JudgedVehicles> Vehicles);
