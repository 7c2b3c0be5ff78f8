using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>
/// Runs the rules over the whole history of the vehicles concerned and brings signals and cases into agreement with
/// what they say. Runs inside the transaction that changed the records.
/// </summary>
internal sealed class Detector(
    StationDirectory stations, RuleSettings rules, CaseFile cases, CaseArrivals arrivals, AlertBounds bounds, TimeProvider time)
{
    /// <summary>Judges the vehicles with these identifiers, and the rows of single records that bear none.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="station">The station's code.</param>
    /// <param name="keys">The identifiers.</param>
    /// <param name="loose">The rows of records that bear none.</param>
    /// <param name="surveyed">Work orders: the surveys that name only one of these are judged too.</param>
    /// <param name="changed">The ids of the records that came or changed: cards that tell of them are drawn again.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>How many signals and cases are new.</returns>
    public async Task<DetectionCount> JudgeAsync(
        ServiceBotDb db, string station, VehicleKeys keys, IReadOnlyCollection<long> loose,
        IReadOnlyCollection<string> surveyed, IReadOnlySet<string> changed, CancellationToken cancel)
    {
        using var measured = Telemetry.MeasureDetection(time);
        using var reader = new ClosureReader(db);
        var closure = reader.Load(station, keys, loose, surveyed);
        if (closure.Records.Count == 0 && closure.Reports.Count == 0) return DetectionCount.None;
        var signals = SignalsOf(station, closure);
        var possible = closure.PossibleSignalKeys().Distinct(StringComparer.Ordinal).ToList();
        var rows = await db.Signals
            .Where(x => x.Station == station && EF.Parameter(possible).Contains(x.Key)).ToDictionaryAsync(x => x.Key, cancel);
        var caseIds = rows.Values.Select(x => x.CaseId).OfType<long>().Distinct().ToList();
        var count = Bring(db, signals, rows);
        if (signals.Count == 0 && rows.Count == 0) return count;

        var files = await cases.LoadAsync(db, caseIds, cancel);
        var plan = CaseReconciliation.Plan(
            [.. files.Values.Select(x => x.State)], signals, possible.ToHashSet(StringComparer.Ordinal), time.GetUtcNow());
        var byNumber = files.Values.ToDictionary(x => x.State.Number);
        foreach (var (number, facts) in plan.Changed) await cases.AppendAsync(db, byNumber[number], facts, cancel);
        foreach (var file in files.Values.Where(x => x.State.AwaitsOpening && HasNews(x, signals, plan)))
            await cases.BeginVoteAsync(db, file, forNews: true, cancel);
        // Most changes of a record are no fact of the case, and are to be read on its card all the same.
        await cases.RefreshCardsAsync(
            db,
            [.. files.Values.Where(x => !plan.Changed.ContainsKey(x.State.Number) && TellsOf(x, rows.Values, changed))],
            cancel);
        foreach (var row in signals.Select(x => rows[x.Key]))
        {
            if (plan.Homes.TryGetValue(row.Key, out var home)) row.CaseId = byNumber[home].Row.Id;
            else if (row.CaseId is { } left && files[left].State.Verdict is null) row.CaseId = null;
        }

        var opened = new List<OpenFile>();
        foreach (var group in plan.Opened)
        {
            var file = await cases.OpenAsync(db, group, cancel);
            foreach (var signal in group.Signals) rows[signal.Key].Case = file.Row;
            opened.Add(file);
        }

        if (opened.Count > 0)
        {
            await arrivals.ListAsync(
                db, station, alerted: opened.Exists(x => !x.Row.FromHistory), fromHistory: opened.Exists(x => x.Row.FromHistory), cancel);
        }

        return count with { Cases = plan.Opened.Count };
    }

    // What came later than the history it was opened from makes it a case of these days, as it would have been at once.
    private bool HasNews(OpenFile file, IEnumerable<Signal> signals, CasePlan plan)
    {
        List<Signal> own = [.. signals.Where(x => plan.Homes.TryGetValue(x.Key, out var home) && home == file.State.Number)];
        return own.Count > 0 && !bounds.IsHistory(own, time.GetUtcNow());
    }

    private static bool TellsOf(OpenFile file, IEnumerable<SignalRow> signals, IReadOnlySet<string> records) =>
        (file.State.EarlierWorkOrderId is { } earlier && records.Contains(earlier))
        || signals.Where(x => x.CaseId == file.Row.Id).Any(x =>
            new[] { x.EarlierWorkOrderId, x.WorkOrderId, x.BookingId, x.SurveyResponseId }.OfType<string>().Any(records.Contains));

    /// <summary>What the rules say of these vehicles.</summary>
    public List<Signal> SignalsOf(string station, VehicleClosure closure)
    {
        var calendar = stations.Get(station).Calendar;
        var histories = closure.Histories ?? VehicleHistory.Gather(closure.Records, closure.Reports, rules.Visits);
        return [.. histories.SelectMany(h => Rules.Judge(h, rules, calendar))];
    }

    /// <inheritdoc cref="RecordOutline.MayHoldReturn"/>
    public bool MayHoldReturn(Span<OutlinedStay> stays) => RecordOutline.MayHoldReturn(stays, rules);

    /// <summary>Puts outlines together by vehicle.</summary>
    /// <returns>The histories of which the rules would ask words, each with the outlines of which they would.</returns>
    public IEnumerable<(VehicleHistory History, IReadOnlySet<SourceRecord> Needed)> NeedingWords(
        string station, IReadOnlyList<SourceRecord> outlines)
    {
        var calendar = stations.Get(station).Calendar;
        foreach (var history in VehicleHistory.Gather(outlines, [], rules.Visits))
        {
            var needed = RecordOutline.NeedingWords(history, rules, calendar);
            if (needed.Count > 0) yield return (history, needed);
        }
    }

    /// <summary>The row of a signal that was not there.</summary>
    public static SignalRow NewRow(Signal signal, DateTimeOffset now)
    {
        var row = new SignalRow
        {
            Station = signal.Station, Key = signal.Key, Rule = signal.Rule, Mode = signal.Mode, Body = "", RecordedAt = now,
        };
        Write(row, signal);
        return row;
    }

    private DetectionCount Bring(ServiceBotDb db, List<Signal> signals, Dictionary<string, SignalRow> rows)
    {
        var now = time.GetUtcNow();
        var (fresh, returns) = (0, 0);
        var alive = new HashSet<string>(StringComparer.Ordinal);
        foreach (var signal in signals)
        {
            alive.Add(signal.Key);
            if (!rows.TryGetValue(signal.Key, out var row))
            {
                rows[signal.Key] = row = NewRow(signal, now);
                db.Signals.Add(row);
                fresh++;
                if (signal.Rule == RuleName.ReturnedWithinWindow) returns++;
            }
            else
            {
                Write(row, signal);
            }
        }

        // The row keeps its case: should the signal come back, its decided case is found again.
        foreach (var row in rows.Values.Where(x => !alive.Contains(x.Key))) row.WithdrawnAt ??= now;

        return new DetectionCount(returns, fresh, 0);
    }

    private static void Write(SignalRow row, Signal signal)
    {
        row.Mode = signal.Mode;
        row.At = signal.At;
        row.Vin = signal.Vehicle.Vin?.Value;
        row.Plate = signal.Vehicle.Plate?.Value;
        row.Model = signal.Vehicle.Model;
        row.EarlierWorkOrderId = signal.EarlierWorkOrderId;
        row.WorkOrderId = signal.WorkOrderId;
        row.BookingId = signal.BookingId;
        row.SurveyResponseId = signal.SurveyResponseId;
        row.Body = BodyJson.Write(signal);
        row.WithdrawnAt = null;
    }
}

/// <summary>What a judgement brought that was not there before.</summary>
/// <param name="Returns">New signals of returns within the window, of any grade.</param>
/// <param name="Signals">New signals in all.</param>
/// <param name="Cases">Cases opened.</param>
internal sealed record DetectionCount(int Returns, int Signals, int Cases)
{
    public static DetectionCount None { get; } = new(0, 0, 0);

    public static DetectionCount operator +(DetectionCount a, DetectionCount b) =>
        new(a.Returns + b.Returns, a.Signals + b.Signals, a.Cases + b.Cases);
}
