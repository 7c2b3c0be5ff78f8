using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Builders;

/// <summary>
/// What intake and detection do with an arriving record, in memory: the record is kept, all that shares an identifier
/// with it is judged, and the cases are brought into agreement.
/// </summary>
internal sealed class DetectorModel(RuleSettings settings)
{
    private static readonly DateTimeOffset Now = Moscow.At("2026-12-01 12:00");

    private readonly Dictionary<(RecordKind, string), SourceRecord> _records = [];
    private readonly Dictionary<string, StaffReport> _reports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _homes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, List<CaseFact>> _files = [];

    public IReadOnlyList<RepairCase> Cases => [.. _files.Values.Select(RepairCase.From)];

    public IReadOnlyList<RepairCase> Living => [.. Cases.Where(x => x.MergedInto is null && !x.Withdrawn)];

    public IReadOnlyCollection<SourceRecord> Records => _records.Values;

    public IReadOnlyCollection<StaffReport> Reports => _reports.Values;

    public IReadOnlyList<CaseFact> Facts(int number) => _files[number];

    /// <summary>What people do to a case meanwhile.</summary>
    public void Append(int number, params CaseFact[] facts) => _files[number].AddRange(facts);

    public void Take(Arrival arrival)
    {
        if (arrival.Report is { } report)
        {
            _reports[report.Key] = report;
            Judge([report.Vehicle], [], []);
            return;
        }

        var record = arrival.Record!;
        var key = (record.Kind, record.Id);
        var before = _records.GetValueOrDefault(key);
        _records[key] = FlagKept(before, record);
        VehicleRef?[] seeds = [before?.Vehicle, record.Vehicle];
        string?[] orders = [(before as SurveyResponse)?.WorkOrderId, (record as SurveyResponse)?.WorkOrderId];
        Judge(
            [.. seeds.OfType<VehicleRef>(), .. orders.OfType<string>().Select(OrderVehicle).OfType<VehicleRef>()],
            [record], [.. orders.OfType<string>()]);
    }

    private static SourceRecord FlagKept(SourceRecord? before, SourceRecord record) => (before, record) switch
    {
        (Booking { PossibleRepeat: true }, Booking x) => x with { PossibleRepeat = true },
        (WorkOrder { PossibleRepeat: true }, WorkOrder x) => x with { PossibleRepeat = true },
        _ => record,
    };

    private VehicleRef? OrderVehicle(string id) => _records.GetValueOrDefault((RecordKind.WorkOrder, id))?.Vehicle;

    private void Judge(IReadOnlyList<VehicleRef> seeds, IReadOnlyList<SourceRecord> touched, IReadOnlyList<string> orders)
    {
        var names = seeds.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        var records = new HashSet<SourceRecord>(ReferenceEqualityComparer.Instance);
        for (var known = 0; known < names.Count;)
        {
            known = names.Count;
            records.UnionWith(_records.Values.Where(x => x.Vehicle is { } v && Names(v).Any(names.Contains)));
            names.UnionWith(records.SelectMany(x => Names(x.Vehicle!)));
            names.UnionWith(_reports.Values.Select(x => Names(x.Vehicle)).Where(x => x.Any(names.Contains)).SelectMany(x => x));
        }

        records.UnionWith(touched.Select(x => _records[(x.Kind, x.Id)]));
        var surveyed = orders.Concat(records.OfType<WorkOrder>().Select(x => x.Id)).ToHashSet(StringComparer.Ordinal);
        records.UnionWith(_records.Values.OfType<SurveyResponse>().Where(
            x => x.Vehicle is null && x.WorkOrderId is { } id && surveyed.Contains(id)));
        Bring([.. records], [.. _reports.Values.Where(x => Names(x.Vehicle).Any(names.Contains))]);
    }

    private void Bring(IReadOnlyList<SourceRecord> records, IReadOnlyList<StaffReport> reports)
    {
        var signals = Judging.Of(records, reports, settings);
        var judged = PossibleKeys(records, reports).ToHashSet(StringComparer.Ordinal);
        var numbers = judged.Where(_homes.ContainsKey).Select(x => _homes[x]).ToHashSet();
        var cases = Cases.Where(x => numbers.Contains(x.Number)).ToList();
        var plan = CaseReconciliation.Plan(cases, signals, judged, Now);
        foreach (var (number, facts) in plan.Changed) _files[number].AddRange(facts);
        foreach (var key in signals.Select(x => x.Key))
        {
            if (plan.Homes.TryGetValue(key, out var home)) _homes[key] = home;
            else if (cases.Find(x => x.Number == _homes.GetValueOrDefault(key)) is not { Verdict: not null }) _homes.Remove(key);
        }

        foreach (var group in plan.Opened)
        {
            var number = _files.Count + 1;
            _files[number] =
            [
                new CaseOpened(
                    Now, Actor.Service, New.Station, number, group.Vehicle, group.EarlierWorkOrderId, group.ReturnId,
                    [.. group.Signals.Select(x => x.Key)]),
                new VotingOpened(Now, Actor.Service, New.Frame(), Now.AddDays(1), []),
            ];
            foreach (var signal in group.Signals) _homes[signal.Key] = number;
        }
    }

    private static IEnumerable<string> PossibleKeys(IReadOnlyList<SourceRecord> records, IReadOnlyList<StaffReport> reports) =>
    [
        .. records.SelectMany(x => x switch
        {
            Booking => [$"{RuleName.BookingSaysPossibleRepeat}:{x.Id}"],
            WorkOrder => new[] { $"{RuleName.BookingSaysPossibleRepeat}:order:{x.Id}", $"{RuleName.ReturnedWithinWindow}:{x.Id}" },
            SurveyResponse => [$"{RuleName.SurveyNamesPoorRepair}:{x.Id}"],
            _ => [],
        }),
        .. reports.Select(x => $"{RuleName.ReportedByStaff}:{x.Key}"),
    ];

    private static IEnumerable<string> Names(VehicleRef vehicle)
    {
        foreach (var vin in vehicle.Vins) yield return "V" + vin.Value;
        if (vehicle.Plate is { } plate) yield return "P" + plate.Value;
    }
}
