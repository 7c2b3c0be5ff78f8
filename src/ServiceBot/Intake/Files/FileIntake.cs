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
/// and what is stored already is unchanged.
/// </summary>
internal sealed class FileIntake(RecordIntake intake)
{
    // A transaction holds up the presses of people: it must be short.
    private const int Portion = 250;

    /// <summary>Reads and stores.</summary>
    /// <param name="content">The file.</param>
    /// <param name="fileName">Its name with the ending.</param>
    /// <param name="options">What is known beforehand.</param>
    /// <param name="noted">Is given each item that is no good record, in their order.</param>
    /// <param name="progress">Is called now and then while reading.</param>
    /// <param name="cancel">Ends it between two portions.</param>
    public async Task<FileCount> TakeAsync(
        Stream content, string fileName, FileReadingOptions options, Action<FileItem> noted, Action? progress,
        CancellationToken cancel)
    {
        var count = FileCount.None;
        var portion = new List<SourceRecord>(Portion);
        foreach (var item in RecordFile.Read(content, fileName, options))
        {
            switch (item)
            {
                case FileItem.Record record:
                    portion.Add(record.Value);
                    if (portion.Count < Portion) break;
                    count += await StoreAsync(portion, cancel);
                    progress?.Invoke();
                    break;
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

        if (portion.Count > 0) count += await StoreAsync(portion, cancel);
        progress?.Invoke();
        Telemetry.Rejected(options.Kind, "file", count.Rejected);
        return count;
    }

    private async Task<FileCount> StoreAsync(List<SourceRecord> portion, CancellationToken cancel)
    {
        var result = await intake.AcceptAsync(portion, cancel);
        int Of(RecordOutcome outcome) => result.Outcomes.Count(x => x == outcome);
        var count = new FileCount(
            portion.Count, Of(RecordOutcome.Accepted), Of(RecordOutcome.Updated), Of(RecordOutcome.Unchanged), 0, false,
            result.Detected);
        portion.Clear();
        return count;
    }
}
