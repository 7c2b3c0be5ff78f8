using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>All that is known of one vehicle at one station, in an order that does not depend on how it arrived.</summary>
public sealed record VehicleHistory
{
    /// <summary>The station's code.</summary>
    public required string Station { get; init; }

    /// <summary>The vehicle, with the latest that is known of each identifier.</summary>
    public required VehicleRef Vehicle { get; init; }

    /// <summary>The orders, cancelled ones included, by opening.</summary>
    public required IReadOnlyList<WorkOrder> Orders { get; init; }

    /// <summary>The visits, by time.</summary>
    public required IReadOnlyList<Visit> Visits { get; init; }

    /// <summary>The survey responses, by time.</summary>
    public required IReadOnlyList<SurveyResponse> Surveys { get; init; }

    /// <summary>Reports by staff, by time.</summary>
    public required IReadOnlyList<StaffReport> Reports { get; init; }

    /// <summary>Puts records together by vehicle.</summary>
    /// <param name="records">Records of one station that share identifiers, directly or through others; any order, no doubles.</param>
    /// <param name="reports">Reports by staff about these vehicles.</param>
    /// <param name="visits">What ties orders into one visit at the station.</param>
    /// <returns>One history a vehicle. Vehicles are the same by VIN where both have one, else by plate; a plate that
    /// moved to another VIN joins nothing, and a record with only that plate belongs to whoever bore it then.</returns>
    public static IReadOnlyList<VehicleHistory> Gather(
        IReadOnlyCollection<SourceRecord> records, IReadOnlyCollection<StaffReport> reports, VisitRules visits)
    {
        var sorted = records.OrderBy(x => x.At).ThenBy(x => x.Kind).ThenBy(x => x.Id, StringComparer.Ordinal).ToList();
        var named = sorted.Where(x => x.Vehicle is { IsKnown: true }).ToList();
        var owners = new VehicleOwners(named);
        var groups = new SortedDictionary<string, List<SourceRecord>>(StringComparer.Ordinal);
        foreach (var record in named) Into(groups, owners.Of(record.Vehicle!, record.At)).Add(record);

        // A survey with only a work order belongs to that order's vehicle; until it arrives, the surveys of one order
        // belong together.
        var orderGroup = named.OfType<WorkOrder>()
            .ToDictionary(x => x.Id, x => owners.Of(x.Vehicle!, x.At), StringComparer.Ordinal);
        foreach (var record in sorted.Where(x => x.Vehicle is not { IsKnown: true }))
        {
            var key = record is SurveyResponse { WorkOrderId: { } id }
                ? orderGroup.GetValueOrDefault(id, $"?{RecordKind.WorkOrder}:{id}")
                : $"?{record.Kind}:{record.Id}";
            Into(groups, key).Add(record);
        }

        foreach (var report in reports.Where(r => r.Vehicle.IsKnown)) Into(groups, owners.Of(report.Vehicle, report.At));
        return [.. groups.Select(g => Assemble(g.Key, g.Value, reports, owners, visits))];
    }

    /// <summary>The same history with some of its outlines replaced by the records they are of.</summary>
    /// <param name="words">The records by their outlines (<see cref="RecordOutline.Of"/>), told apart by reference.</param>
    public VehicleHistory With(IReadOnlyDictionary<SourceRecord, SourceRecord> words)
    {
        return this with
        {
            Orders = [.. Orders.Select(Said)],
            Visits = [.. Visits.Select(x => x with { Orders = [.. x.Orders.Select(Said)], Bookings = [.. x.Bookings.Select(Said)] })],
        };

        T Said<T>(T outline) where T : SourceRecord => words.TryGetValue(outline, out var record) ? (T)record : outline;
    }

    private static List<SourceRecord> Into(SortedDictionary<string, List<SourceRecord>> groups, string key)
    {
        if (!groups.TryGetValue(key, out var list)) groups[key] = list = [];
        return list;
    }

    private static VehicleHistory Assemble(
        string key, List<SourceRecord> records, IReadOnlyCollection<StaffReport> reports, VehicleOwners owners, VisitRules visits)
    {
        var own = reports.Where(r => r.Vehicle.IsKnown && owners.Of(r.Vehicle, r.At) == key)
            .OrderBy(r => r.At).ThenBy(r => r.Key, StringComparer.Ordinal).ToList();
        var orders = records.OfType<WorkOrder>().ToList();
        var described = records.Select(x => (x.At, x.Vehicle)).Concat(own.Select(x => (x.At, (VehicleRef?)x.Vehicle)))
            .Where(x => x.Item2 is not null).OrderBy(x => x.At).Select(x => x.Item2!).ToList();
        return new VehicleHistory
        {
            Station = records.Count > 0 ? records[0].Station : own[0].Station,
            Vehicle = new VehicleRef(
                described.LastOrDefault(x => x.Vin is not null)?.Vin,
                described.LastOrDefault(x => x.SecondVin is not null)?.SecondVin,
                described.LastOrDefault(x => x.Plate is not null)?.Plate,
                described.LastOrDefault(x => !string.IsNullOrWhiteSpace(x.Model))?.Model),
            Orders = orders,
            Visits = Visit.Gather(orders, records.OfType<Booking>(), visits),
            Surveys = [.. records.OfType<SurveyResponse>()
                .OrderBy(x => x.AnsweredAt).ThenBy(x => x.Id, StringComparer.Ordinal)],
            Reports = own,
        };
    }
}

/// <summary>A person's word, in the chat or through the API, that a repair may be a repeat.</summary>
/// <param name="Station">The station's code.</param>
/// <param name="Key">The report's own key.</param>
/// <param name="At">When it was made.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="EarlierWorkOrderId">The repair in doubt, or null.</param>
/// <param name="Text">What was said, or null.</param>
public sealed record StaffReport(
    string Station, string Key, DateTimeOffset At, VehicleRef Vehicle, string? EarlierWorkOrderId, string? Text);

/// <summary>Tells which vehicle a record belongs to.</summary>
internal sealed class VehicleOwners
{
    private readonly Dictionary<string, string> _byVin = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(DateTimeOffset At, string Owner)>> _byPlate = new(StringComparer.Ordinal);

    public VehicleOwners(IReadOnlyList<SourceRecord> named)
    {
        var vins = named.SelectMany(x => x.Vehicle!.Vins).Select(x => x.Value).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        var index = vins.Select((v, i) => (v, i)).ToDictionary(x => x.v, x => x.i, StringComparer.Ordinal);
        var sets = new DisjointSets(vins.Count);
        foreach (var record in named)
        {
            var own = record.Vehicle!.Vins.Select(v => index[v.Value]).ToList();
            if (own.Count == 2) sets.Join(own[0], own[1]);
        }

        foreach (var vin in vins) _byVin[vin] = "V" + vins[sets.Root(index[vin])];
        foreach (var record in named)
        {
            if (record.Vehicle is not { Plate: { } plate } vehicle || vehicle.Vins.FirstOrDefault() is not { } vin) continue;
            if (!_byPlate.TryGetValue(plate.Value, out var bearers)) _byPlate[plate.Value] = bearers = [];
            bearers.Add((record.At, _byVin[vin.Value]));
        }
    }

    public string Of(VehicleRef vehicle, DateTimeOffset at)
    {
        foreach (var vin in vehicle.Vins)
        {
            if (_byVin.TryGetValue(vin.Value, out var owner)) return owner;
        }

        if (vehicle.Vins.FirstOrDefault() is { } unseen) return "V" + unseen.Value;
        if (vehicle.Plate is not { } plate) return "?";
        if (!_byPlate.TryGetValue(plate.Value, out var bearers)) return "P" + plate.Value;
        // Who bore the plate last before; else who bore it first after.
        var before = bearers.Where(x => x.At <= at).OrderBy(x => x.At).ThenBy(x => x.Owner, StringComparer.Ordinal).ToList();
        return before.Count > 0
            ? before[^1].Owner
            : bearers.OrderBy(x => x.At).ThenBy(x => x.Owner, StringComparer.Ordinal).First().Owner;
    }
}
