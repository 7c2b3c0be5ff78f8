using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Stations;

namespace ServiceBot.Intake.Watching;

/// <summary>Reads drafts by the rules of the API and stores the good ones; the others are told to the log.</summary>
internal sealed partial class RecordTaking(RecordIntake intake, StationDirectory stations, ILogger<RecordTaking> log)
{
    // A transaction holds up the presses of people: it must be short.
    private const int Portion = 250;

    private readonly StationClocks _clocks = new(stations.All.Select(s => KeyValuePair.Create(s.Code, s.Calendar.Zone)));

    /// <summary>Takes drafts.</summary>
    /// <param name="source">The key of the source, for the log.</param>
    /// <param name="wayIn">For the metrics: <c>odata</c> or <c>sql</c>.</param>
    /// <param name="station">The code of the station.</param>
    /// <param name="drafts">In the order of the source.</param>
    /// <param name="others">Records that need no reading.</param>
    /// <param name="cancel">Ends it between two portions.</param>
    public async Task<RoundCount> TakeAsync(
        string source, string wayIn, string station, IReadOnlyList<RecordDraft> drafts, IReadOnlyList<SourceRecord> others, CancellationToken cancel)
    {
        var records = new List<SourceRecord>();
        var rejected = 0;
        foreach (var draft in drafts)
        {
            var read = draft.Read(station, _clocks);
            if (read.Record is { } record)
            {
                records.Add(record);
                continue;
            }

            rejected++;
            Telemetry.Rejected(draft.Kind, wayIn, 1);
            Log.Rejected(log, source, draft.Kind, read.Id ?? "?", string.Join(", ", read.Errors.Select(x => $"{x.Field} ({x.Fault.Key})")));
        }

        records.AddRange(others);
        var count = new RoundCount(0, 0, 0, rejected);
        foreach (var portion in records.Chunk(Portion))
        {
            var outcomes = (await intake.AcceptAsync(portion, cancel)).Outcomes;
            count += new RoundCount(0, outcomes.Count(x => x == RecordOutcome.Accepted), outcomes.Count(x => x == RecordOutcome.Updated), 0);
        }

        return count;
    }

    private static partial class Log
    {
        [LoggerMessage(1031, LogLevel.Warning, "{Source}: {Kind} {Id} could not be taken; fields: {Fields}")]
        public static partial void Rejected(ILogger log, string source, RecordKind kind, string id, string fields);
    }
}
