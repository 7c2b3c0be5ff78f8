using System.Text.Json;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>
/// Loads closures over the connection of one context: every identifier is one lookup in an index, however full the store.
/// </summary>
internal sealed class ClosureReader(ServiceBotDb db) : IDisposable
{
    private const string Columns = "\"Id\", \"Kind\", \"RecordId\", \"Vin\", \"SecondVin\", \"Plate\", \"EverFlagged\", \"Body\"";

    // Only the index is read for these: a record that both its identifiers lead to is fetched once.
    private readonly Statement _byVin = Ids(db, "\"Vin\" = ?2");
    private readonly Statement _bySecondVin = Ids(db, "\"SecondVin\" = ?2");
    private readonly Statement _byPlate = Ids(db, "\"Plate\" = ?2");
    private readonly Statement _surveysOf = Ids(
        db, $"\"RefersTo\" = ?2 AND \"Kind\" = {(int)RecordKind.SurveyResponse} "
        + "AND \"Vin\" IS NULL AND \"SecondVin\" IS NULL AND \"Plate\" IS NULL");

    private readonly Statement _byId = new(db, $"SELECT {Columns} FROM \"Records\" WHERE \"Id\" = ?1");

    private readonly Statement _reportsByVin = Reports(db, "Vin");
    private readonly Statement _reportsByPlate = Reports(db, "Plate");

    /// <summary>Loads the closure of some identifiers and of single records that bear none.</summary>
    /// <param name="station">The station.</param>
    /// <param name="seed">Where to begin.</param>
    /// <param name="loose">The rows of records that belong to it and name no vehicle.</param>
    /// <param name="surveyed">Work orders: the surveys that name only one of these belong to it too.</param>
    public VehicleClosure Load(string station, VehicleKeys seed, IEnumerable<long> loose, IEnumerable<string> surveyed)
    {
        var found = new Found();
        foreach (var id in loose) Fetch(id, found, VehicleKeys.None);

        foreach (var order in surveyed) TakeBy(_surveysOf, station, order, found, VehicleKeys.None);
        var known = VehicleKeys.None;
        var (vins, plates) = (seed.Vins.ToList(), seed.Plates.ToList());
        while (vins.Count > 0 || plates.Count > 0)
        {
            known.Vins.UnionWith(vins);
            known.Plates.UnionWith(plates);
            var next = VehicleKeys.None;
            foreach (var vin in vins)
            {
                TakeBy(_byVin, station, vin, found, next);
                TakeBy(_bySecondVin, station, vin, found, next);
                TakeReports(_reportsByVin, station, vin, found, next);
            }

            foreach (var plate in plates)
            {
                TakeBy(_byPlate, station, plate, found, next);
                TakeReports(_reportsByPlate, station, plate, found, next);
            }

            vins = [.. next.Vins.Except(known.Vins)];
            plates = [.. next.Plates.Except(known.Plates)];
        }

        // A survey may name only its work order.
        foreach (var order in found.Records.Values.OfType<WorkOrder>().ToList())
            TakeBy(_surveysOf, station, order.Id, found, VehicleKeys.None);
        return new VehicleClosure([.. found.Records.Values], [.. found.Reports.Values]);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])
            [_byVin, _bySecondVin, _byPlate, _byId, _surveysOf, _reportsByVin, _reportsByPlate])
            statement.Dispose();
    }

    private static Statement Ids(ServiceBotDb db, string condition) =>
        new(db, $"SELECT \"Id\" FROM \"Records\" WHERE \"Station\" = ?1 AND {condition}");

    private static Statement Reports(ServiceBotDb db, string column) => new(
        db, $"SELECT \"Id\", \"Vin\", \"Plate\", \"Body\" FROM \"StaffReports\" WHERE \"Station\" = ?1 AND \"{column}\" = ?2");

    private void TakeBy(Statement ids, string station, string key, Found found, VehicleKeys next)
    {
        ids.Bind(1, station).Bind(2, key);
        while (ids.Next())
        {
            var id = ids.Number(0);
            if (found.Seen.Add(id)) Fetch(id, found, next);
        }
    }

    private void Fetch(long id, Found found, VehicleKeys next)
    {
        found.Seen.Add(id);
        _byId.Bind(1, id);
        if (!_byId.Next()) return;
        var kind = (RecordKind)_byId.Number(1);
        // A call is no part of a vehicle's history.
        if (kind != RecordKind.Call)
        {
            next.Add(_byId.Text(3), _byId.Text(4), _byId.Text(5));
            found.Records[id] = BodyJson.Read(kind, _byId.Bytes(7), _byId.Number(6) != 0)
                ?? throw new JsonException($"The stored record {kind} {_byId.Text(2)} is empty.");
        }

        _byId.Reset();
    }

    // A report that names VIN and plate brings in the records of both, or its vehicle would be half known.
    private static void TakeReports(Statement rows, string station, string key, Found found, VehicleKeys next)
    {
        rows.Bind(1, station).Bind(2, key);
        while (rows.Next())
        {
            next.Add(rows.Text(1), null, rows.Text(2));
            found.Reports[rows.Number(0)] = BodyJson.ReadReport(rows.Text(3)!);
        }
    }

    private sealed record Found
    {
        public HashSet<long> Seen { get; } = [];
        public Dictionary<long, SourceRecord> Records { get; } = [];
        public Dictionary<long, StaffReport> Reports { get; } = [];
    }
}
