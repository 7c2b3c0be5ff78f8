using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Detection;

/// <summary>The identifiers by which records find one another.</summary>
/// <param name="Vins">Folded chassis numbers, first and second.</param>
/// <param name="Plates">Folded plates.</param>
internal sealed record VehicleKeys(HashSet<string> Vins, HashSet<string> Plates)
{
    public static VehicleKeys None => new([], []);

    /// <summary>Whether there is an identifier.</summary>
    public bool Any => Vins.Count > 0 || Plates.Count > 0;

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
    /// <summary>Their histories where they were put together already; null where not. A vehicle may be missing of which the
    /// rules say nothing.</summary>
    public IReadOnlyList<VehicleHistory>? Histories { get; init; }

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
}
