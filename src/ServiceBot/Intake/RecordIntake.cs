using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Detection;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Intake;

/// <summary>What became of a record.</summary>
internal enum RecordOutcome
{
    /// <summary>New.</summary>
    Accepted = 1,

    /// <summary>Known, and changed.</summary>
    Updated = 2,

    /// <summary>Known, and the same.</summary>
    Unchanged = 3,
}

/// <summary>What became of a batch of records.</summary>
/// <param name="Outcomes">One a record, in their order.</param>
/// <param name="Detected">What the rules found that was not there before.</param>
internal sealed record IntakeResult(IReadOnlyList<RecordOutcome> Outcomes, DetectionCount Detected);

/// <summary>
/// The one way in for records, whatever brought them: stored once, judged, and their cases brought up to date in one
/// transaction. When it returns, all is on disk.
/// </summary>
internal sealed class RecordIntake(
    Writer writer, Detector detector, CaseFile cases, MissingBookings bookings, TimeProvider time)
{
    /// <summary>Takes checked records; the same key twice in one batch counts in order, the last stands.</summary>
    /// <param name="records">Any kinds, any stations that the settings know.</param>
    /// <param name="cancel">Ends the waiting; nothing of the batch is then stored.</param>
    public async Task<IntakeResult> AcceptAsync(IReadOnlyList<SourceRecord> records, CancellationToken cancel)
    {
        var result = await writer.InTransactionAsync((db, token) => AcceptAsync(db, records, token), cancel);
        foreach (var group in records.Zip(result.Outcomes).GroupBy(x => (x.First.Kind, x.Second)))
            Telemetry.Records(group.Key.Kind, group.Key.Second, group.Count());
        return result;
    }

    private async Task<IntakeResult> AcceptAsync(
        ServiceBotDb db, IReadOnlyList<SourceRecord> records, CancellationToken cancel)
    {
        var known = await KnownAsync(db, records, cancel);
        var outcomes = new RecordOutcome[records.Count];
        var touched = new Dictionary<string, Touched>(StringComparer.Ordinal);
        var lowered = new List<(RecordRow Row, string? After)>();
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            var key = (record.Station, record.Kind, record.Id);
            var body = BodyJson.WriteUtf8(record);
            var hash = SHA256.HashData(body);
            var isNew = !known.TryGetValue(key, out var row);
            if (!isNew && row!.Hash.AsSpan().SequenceEqual(hash))
            {
                outcomes[i] = RecordOutcome.Unchanged;
                continue;
            }

            var (keys, loose, surveyed, ids) = Touch(touched, record.Station);
            ids.Add(record.Id);
            if (isNew)
            {
                row = RecordRows.New(record, body, hash, time.GetUtcNow());
                known[key] = row;
                db.Records.Add(row);
            }
            else
            {
                // The vehicle it was taken for before must be judged again too.
                keys.Add(row!.Vin, row.SecondVin, row.Plate);
                if (RecordRows.IsLoose(row) && row.RefersTo is { } before) surveyed.Add(before);
                if (NoteFlag(db, row, record) is { } edit && edit.Before == "true") lowered.Add((row, edit.After));
            }

            if (!isNew) RecordRows.Fill(row!, record, body, hash, time.GetUtcNow());
            outcomes[i] = isNew ? RecordOutcome.Accepted : RecordOutcome.Updated;
            keys.Add(row!.Vin, row.SecondVin, row.Plate);
            if (!RecordRows.IsLoose(row)) continue;
            loose.Add(row);
            if (row.RefersTo is { } after) surveyed.Add(after);
        }

        await db.SaveChangesAsync(cancel);
        var detected = DetectionCount.None;
        foreach (var (station, (keys, loose, surveyed, ids)) in touched)
        {
            await AddSurveyedAsync(db, station, keys, surveyed, cancel);
            detected += await detector.JudgeAsync(db, station, keys, [.. loose.Select(x => x.Id)], surveyed, ids, cancel);
        }

        await db.SaveChangesAsync(cancel);
        foreach (var (row, after) in lowered) await TellLoweredAsync(db, row, after, cancel);
        await bookings.TellAsync(db, records.Where((_, i) => outcomes[i] == RecordOutcome.Accepted), cancel);
        return new IntakeResult(outcomes, detected);
    }

    private static async Task<Dictionary<(string, RecordKind, string), RecordRow>> KnownAsync(
        ServiceBotDb db, IReadOnlyList<SourceRecord> records, CancellationToken cancel)
    {
        var known = new Dictionary<(string, RecordKind, string), RecordRow>();
        foreach (var group in records.GroupBy(x => (x.Station, x.Kind)))
        {
            var ids = group.Select(x => x.Id).Distinct(StringComparer.Ordinal).ToList();
            var rows = await db.Records
                .Where(x => x.Station == group.Key.Station && x.Kind == group.Key.Kind && EF.Parameter(ids).Contains(x.RecordId))
                .ToListAsync(cancel);
            foreach (var row in rows) known[(row.Station, row.Kind, row.RecordId)] = row;
        }

        return known;
    }

    private static Touched Touch(Dictionary<string, Touched> touched, string station)
    {
        if (!touched.TryGetValue(station, out var entry)) touched[station] = entry = new Touched(VehicleKeys.None, [], [], []);
        return entry;
    }

    // The first value that arrived stands; what it was changed to is kept, to be shown.
    private RecordEditRow? NoteFlag(ServiceBotDb db, RecordRow row, SourceRecord record)
    {
        if (RecordRows.FlagEdit(BodyJson.ReadAsSent(row), record) is not var (before, after)) return null;
        var edit = new RecordEditRow
        {
            Station = row.Station, Kind = row.Kind, RecordId = row.RecordId, Field = "possibleRepeat",
            Before = before, After = after, At = time.GetUtcNow(),
        };
        db.RecordEdits.Add(edit);
        return edit;
    }

    // A survey that names only its work order is judged with that order's vehicle, or with the other surveys of it; one
    // that now names another leaves those behind.
    private static async Task AddSurveyedAsync(
        ServiceBotDb db, string station, VehicleKeys keys, HashSet<string> surveyed, CancellationToken cancel)
    {
        if (surveyed.Count == 0) return;
        var orders = surveyed.ToList();
        var found = await db.Records.AsNoTracking()
            .Where(x => x.Station == station && x.Kind == RecordKind.WorkOrder && EF.Parameter(orders).Contains(x.RecordId))
            .Select(x => new { x.Vin, x.SecondVin, x.Plate }).ToListAsync(cancel);
        foreach (var x in found) keys.Add(x.Vin, x.SecondVin, x.Plate);
    }

    private async Task TellLoweredAsync(ServiceBotDb db, RecordRow row, string? after, CancellationToken cancel)
    {
        var key = row.Kind == RecordKind.Booking
            ? $"{RuleName.BookingSaysPossibleRepeat}:{row.RecordId}"
            : $"{RuleName.BookingSaysPossibleRepeat}:order:{row.RecordId}";
        var caseId = await db.Signals.Where(x => x.Station == row.Station && x.Key == key && x.WithdrawnAt == null)
            .Select(x => x.CaseId).SingleOrDefaultAsync(cancel);
        if (caseId is null) return;
        var file = (await cases.LoadAsync(db, [caseId.Value], cancel))[caseId.Value];
        await cases.AppendAsync(
            db, file, [new FlagLowered(time.GetUtcNow(), Actor.Service, row.Kind, row.RecordId, after)], cancel);
        await db.SaveChangesAsync(cancel);
    }

    // What a batch touches at one station: vehicles, records that name none, orders that surveys speak of, and the ids of all.
    private sealed record Touched(VehicleKeys Keys, HashSet<RecordRow> Loose, HashSet<string> Surveyed, HashSet<string> Ids);
}
