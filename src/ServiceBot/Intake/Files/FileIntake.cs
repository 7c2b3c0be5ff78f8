using System.Threading.Channels;
using ServiceBot.Detection;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Files;

/// <summary>What became of a file, or of several.</summary>
/// <param name="Read">Records met, good and bad.</param>
/// <param name="Accepted">New ones.</param>
/// <param name="Updated">Known ones that have changed.</param>
/// <param name="Unchanged">Known ones that are the same.</param>
/// <param name="Rejected">Records that could not be taken.</param>
/// <param name="Refused">Whether the file, or its rest, could not be read.</param>
/// <param name="Detected">What the rules found that was not there before.</param>
internal sealed record FileCount(
    int Read, int Accepted, int Updated, int Unchanged, int Rejected, bool Refused, DetectionCount Detected)
{
    public static FileCount None { get; } = new(0, 0, 0, 0, 0, false, DetectionCount.None);

    /// <summary>Whether nothing of the file could be taken.</summary>
    public bool NothingTaken => Read == Rejected && (Refused || Rejected > 0);

    public static FileCount operator +(FileCount a, FileCount b) => new(
        a.Read + b.Read, a.Accepted + b.Accepted, a.Updated + b.Updated, a.Unchanged + b.Unchanged,
        a.Rejected + b.Rejected, a.Refused || b.Refused, a.Detected + b.Detected);
}

/// <summary>
/// Takes a file's records in portions, each in one transaction: a break in between loses nothing, the file is read again
/// and what is stored already is unchanged. A small file is judged as it is stored; of a big one the records are stored
/// first, while the reading goes on beside, and judged when all are there.
/// </summary>
internal sealed class FileIntake(RecordIntake intake, BulkIntake bulk, Backlog backlog)
{
    /// <summary>From so many records on a file is a big one.</summary>
    public const int Big = 2_000;

    // A transaction that judges holds up the presses of people: it must be short.
    private const int Portion = 250;

    // What waits between reading, making ready and storing; it bounds memory. Ready is more than one portion, so that the
    // next one is there when a transaction ends, and the reading goes on while the disk is waited for.
    private const int ItemsTogether = 250;
    private const int WaitingItems = 4;
    private const int WaitingParts = (BulkStore.Portion / ItemsTogether) + 4;

    /// <summary>Reads, stores and judges.</summary>
    /// <inheritdoc cref="StoreAsync"/>
    public async Task<FileCount> TakeAsync(
        Stream content, string fileName, FileReadingOptions options, Action<FileItem> noted, Action<double>? progress,
        CancellationToken cancel)
    {
        var count = await StoreAsync(content, fileName, options, noted, progress, cancel);
        return count with { Detected = count.Detected + await backlog.JudgeAsync(progress: null, cancel) };
    }

    /// <summary>Reads and stores; the records of a big file are judged by <see cref="Backlog.JudgeAsync"/>.</summary>
    /// <param name="content">The file.</param>
    /// <param name="fileName">Its name with the ending.</param>
    /// <param name="options">What is known beforehand.</param>
    /// <param name="noted">Is given each item that is no good record, in their order.</param>
    /// <param name="progress">Is told now and then the part that is done, 0 to 1.</param>
    /// <param name="cancel">Ends it between two portions.</param>
    /// <param name="ready">What the store waits for; the reading begins meanwhile. Null: nothing.</param>
    public async Task<FileCount> StoreAsync(
        Stream content, string fileName, FileReadingOptions options, Action<FileItem> noted, Action<double>? progress,
        CancellationToken cancel, Task? ready = null)
    {
        var count = FileCount.None;
        var waiting = new List<PreparedRecord>(BulkStore.Portion);
        await using var many = new Lazily(bulk);
        await foreach (var read in ReadAsync(content, fileName, options, cancel))
        {
            if (ready is not null) await ready;
            foreach (var item in read.Others)
            {
                switch (item)
                {
                    case FileItem.Rejection:
                        count = count with { Read = count.Read + 1, Rejected = count.Rejected + 1 };
                        noted(item);
                        break;
                    case FileItem.Refusal:
                        count = count with { Refused = true };
                        noted(item);
                        break;
                    case FileItem.Header or FileItem.TableEnd or FileItem.Unread:
                        noted(item);
                        break;
                    default:
                        throw new InvalidOperationException($"Unknown item {item.GetType().Name}.");
                }
            }

            foreach (var portion in read.Few.Chunk(Portion))
            {
                count += Count(await intake.AcceptAsync(portion, cancel));
                progress?.Invoke((double)count.Read / read.Few.Count);
            }

            waiting.AddRange(read.Many);
            if (waiting.Count < BulkStore.Portion) continue;
            count += Count(await (await many.OpenAsync(cancel)).StoreAsync(waiting, cancel));
            waiting.Clear();
            progress?.Invoke(read.Part);
        }

        if (waiting.Count > 0) count += Count(await (await many.OpenAsync(cancel)).StoreAsync(waiting, cancel));
        progress?.Invoke(1);
        Telemetry.Rejected(options.Kind, "file", count.Rejected);
        return count;
    }

    /// <summary>Reads on another core, and makes the records of a big file ready on a third, some ahead.</summary>
    private static async IAsyncEnumerable<ReadPart> ReadAsync(
        Stream content, string fileName, FileReadingOptions options,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var items = Channel.CreateBounded<(IReadOnlyList<FileItem>, double)>(WaitingItems);
        var parts = Channel.CreateBounded<ReadPart>(WaitingParts);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Run(() => PumpAsync(content, fileName, options, items.Writer, ending.Token), CancellationToken.None);
        var preparing = Task.Run(() => PrepareAsync(items.Reader, parts.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var part in parts.Reader.ReadAllAsync(cancel)) yield return part;
        }
        finally
        {
            // The stream is the caller's: nobody may read it when this is over.
            await ending.CancelAsync();
            await reading;
            await preparing;
        }
    }

    private static async Task PrepareAsync(
        ChannelReader<(IReadOnlyList<FileItem> Items, double Part)> from, ChannelWriter<ReadPart> to, CancellationToken cancel)
    {
        try
        {
            var (records, isBig) = (new List<SourceRecord>(Big), false);
            await foreach (var (items, part) in from.ReadAllAsync(cancel))
            {
                records.AddRange(items.OfType<FileItem.Record>().Select(x => x.Value));
                List<FileItem> others = [.. items.Where(x => x is not FileItem.Record)];
                isBig |= records.Count >= Big;
                if (!isBig && others.Count == 0) continue;
                await to.WriteAsync(new ReadPart(others, [], isBig ? PreparedRecord.Of(records) : [], part), cancel);
                if (isBig) records.Clear();
            }

            if (!isBig) await to.WriteAsync(new ReadPart([], records, [], 1), cancel);
            to.Complete();
        }
        catch (Exception fault)
        {
            // Told to whoever takes the parts.
            to.Complete(fault);
        }
    }

    private static async Task PumpAsync(
        Stream content, string fileName, FileReadingOptions options,
        ChannelWriter<(IReadOnlyList<FileItem>, double)> to, CancellationToken cancel)
    {
        try
        {
            var items = new List<FileItem>(ItemsTogether);
            foreach (var item in RecordFile.Read(content, fileName, options))
            {
                items.Add(item);
                if (items.Count < ItemsTogether) continue;
                // A pipe has no length: how much of it is done nobody knows.
                await to.WriteAsync((items, content.CanSeek ? (double)content.Position / Math.Max(1, content.Length) : 0), cancel);
                items = new List<FileItem>(ItemsTogether);
            }

            if (items.Count > 0) await to.WriteAsync((items, 1), cancel);
            to.Complete();
        }
        catch (Exception fault)
        {
            // Told to whoever takes the items.
            to.Complete(fault);
        }
    }

    private static FileCount Count(IntakeResult result)
    {
        int Of(RecordOutcome outcome) => result.Outcomes.Count(x => x == outcome);
        return new FileCount(
            result.Outcomes.Count, Of(RecordOutcome.Accepted), Of(RecordOutcome.Updated), Of(RecordOutcome.Unchanged), 0, false,
            result.Detected);
    }

    /// <summary>A part of a file, read.</summary>
    /// <param name="Others">The items that are no good record.</param>
    /// <param name="Few">All records of a small file; comes with its last part.</param>
    /// <param name="Many">Records of a big one.</param>
    /// <param name="Part">How much of the file is done, 0 to 1.</param>
    private sealed record ReadPart(
        IReadOnlyList<FileItem> Others, IReadOnlyList<SourceRecord> Few, IReadOnlyList<PreparedRecord> Many, double Part);

    // Most files are small, and need it never.
    private sealed class Lazily(BulkIntake bulk) : IAsyncDisposable
    {
        private BulkStore? _store;

        public async Task<BulkStore> OpenAsync(CancellationToken cancel) => _store ??= await bulk.OpenAsync(cancel);

        public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
