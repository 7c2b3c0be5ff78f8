using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>The identifiers by which records find one another.</summary>
/// <param name="Vins">Folded chassis numbers, first and second.</param>
/// <param name="Plates">Folded plates.</param>
internal sealed record VehicleKeys(HashSet<string> Vins, HashSet<string> Plates)
{
    public static VehicleKeys None => new([], []);

    public void Add(string? vin, string? second, string? plate)
    {
        if (vin is not null) Vins.Add(vin);
        if (second is not null) Vins.Add(second);
        if (plate is not null) Plates.Add(plate);
    }

    public void Add(VehicleRef? vehicle) =>
        Add(vehicle?.Vin?.Value, vehicle?.SecondVin?.Value, vehicle?.Plate?.Value);
}

/// <summary>All records that share an identifier with each other, directly or through others.</summary>
/// <param name="Records">The records as they stand.</param>
/// <param name="Reports">Reports by staff about these vehicles.</param>
internal sealed record VehicleClosure(IReadOnlyList<SourceRecord> Records, IReadOnlyList<StaffReport> Reports)
{
    /// <summary>The natural keys of every signal that any rule could give for these records.</summary>
    public IEnumerable<string> PossibleSignalKeys()
    {
        foreach (var record in Records)
        {
            switch (record)
            {
                case Booking:
                    yield return $"{RuleName.BookingSaysPossibleRepeat}:{record.Id}";
                    break;
                case WorkOrder:
                    yield return $"{RuleName.BookingSaysPossibleRepeat}:order:{record.Id}";
                    yield return $"{RuleName.ReturnedWithinWindow}:{record.Id}";
                    break;
                case SurveyResponse:
                    yield return $"{RuleName.SurveyNamesPoorRepair}:{record.Id}";
                    break;
            }
        }

        foreach (var report in Reports) yield return $"{RuleName.ReportedByStaff}:{report.Key}";
    }

    /// <summary>Loads the closure of some identifiers and of single records that bear none.</summary>
    public static async Task<VehicleClosure> LoadAsync(
        ServiceBotDb db, string station, VehicleKeys seed, IReadOnlyCollection<RecordRow> loose, CancellationToken cancel)
    {
        var rows = new Dictionary<long, RecordRow>();
        var reports = new Dictionary<long, StaffReportRow>();
        foreach (var row in loose) rows[row.Id] = row;
        var known = VehicleKeys.None;
        var (vins, plates) = (seed.Vins.ToList(), seed.Plates.ToList());
        while (vins.Count > 0 || plates.Count > 0)
        {
            known.Vins.UnionWith(vins);
            known.Plates.UnionWith(plates);
            var next = VehicleKeys.None;
            foreach (var row in await FindAsync(db, station, vins, plates, cancel))
            {
                rows[row.Id] = row;
                next.Add(row.Vin, row.SecondVin, row.Plate);
            }

            // A report that names VIN and plate brings in the records of both, or its vehicle would be half known.
            foreach (var report in await db.StaffReports.AsNoTracking()
                .Where(x => x.Station == station
                    && (EF.Parameter(vins).Contains(x.Vin!) || EF.Parameter(plates).Contains(x.Plate!)))
                .ToListAsync(cancel))
            {
                reports[report.Id] = report;
                next.Add(report.Vin, null, report.Plate);
            }

            vins = [.. next.Vins.Except(known.Vins)];
            plates = [.. next.Plates.Except(known.Plates)];
        }

        await AddSurveysOfOrdersAsync(db, station, rows, cancel);
        return new VehicleClosure(
            [.. rows.Values.Select(BodyJson.Read)], [.. reports.Values.Select(x => BodyJson.ReadReport(x.Body))]);
    }

    // One query an index: the database then looks each identifier up instead of reading the station through.
    private static async Task<IEnumerable<RecordRow>> FindAsync(
        ServiceBotDb db, string station, List<string> vins, List<string> plates, CancellationToken cancel)
    {
        var own = db.Records.AsNoTracking().Where(x => x.Station == station && x.Kind != RecordKind.Call);
        var found = new List<RecordRow>();
        if (vins.Count > 0)
        {
            found.AddRange(await own.Where(x => EF.Parameter(vins).Contains(x.Vin!)).ToListAsync(cancel));
            found.AddRange(await own.Where(x => EF.Parameter(vins).Contains(x.SecondVin!)).ToListAsync(cancel));
        }

        if (plates.Count > 0)
            found.AddRange(await own.Where(x => EF.Parameter(plates).Contains(x.Plate!)).ToListAsync(cancel));
        return found;
    }

    // A survey may name only its work order.
    private static async Task AddSurveysOfOrdersAsync(
        ServiceBotDb db, string station, Dictionary<long, RecordRow> rows, CancellationToken cancel)
    {
        var orders = rows.Values.Where(x => x.Kind == RecordKind.WorkOrder).Select(x => x.RecordId).ToList();
        if (orders.Count == 0) return;
        var surveys = await db.Records.AsNoTracking()
            .Where(x => x.Station == station && x.Kind == RecordKind.SurveyResponse
                && x.Vin == null && x.SecondVin == null && x.Plate == null && EF.Parameter(orders).Contains(x.RefersTo!))
            .ToListAsync(cancel);
        foreach (var row in surveys) rows[row.Id] = row;
    }
}
