using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>What the rules say of vehicles of which a record was marked.</summary>
/// <param name="Group">The vehicles.</param>
/// <param name="Signals">All their signals.</param>
/// <param name="Opened">The cases to be opened, where no signal of theirs is on file.</param>
/// <param name="IsKnown">Whether a signal of theirs is on file: then cases are held against signals one by one.</param>
internal sealed record JudgedVehicles(
    UnjudgedVehicles Group, IReadOnlyList<Signal> Signals, IReadOnlyList<CaseGroup> Opened, bool IsKnown);

/// <summary>
/// Reads and judges over one connection; one for each thread. Vehicles all of whose records are outlined are judged by
/// their outlines, the others by their whole histories: the signals are the same.
/// </summary>
/// <param name="hasSignals">Whether a station may have signals on file; null: the store is asked each time.</param>
internal sealed class VehicleJudge(ServiceBotDb db, Detector detector, TimeProvider time, Func<string, bool>? hasSignals = null) : IDisposable
{
    private readonly OutlinedClosures _outlined = new(db, detector);
    private readonly ClosureReader _closures = new(db);
    private readonly Statement _known = new(db, "SELECT 1 FROM \"Signals\" WHERE \"Station\" = ?1 AND \"Key\" = ?2");
    private readonly Statement _any = new(db, "SELECT 1 FROM \"Signals\" WHERE \"Station\" = ?1 LIMIT 1");

    /// <summary>Judges the vehicles of a group as the store knows them now.</summary>
    public JudgedVehicles Judge(UnjudgedVehicles group)
    {
        var station = group.Station;
        if (station.Length == 0) return new JudgedVehicles(group, [], [], IsKnown: false);
        var mayBeKnown = hasSignals?.Invoke(station) ?? _any.Bind(1, station).Answers();
        if (_outlined.Load(group, wanted: mayBeKnown) is not { } closure)
            closure = _closures.Load(station, group.Keys, group.Loose, group.Surveyed);
        if (closure.Records.Count == 0 && closure.Reports.Count == 0) return new JudgedVehicles(group, [], [], IsKnown: false);
        var signals = detector.SignalsOf(station, closure);
        HashSet<string> possible = mayBeKnown ? closure.PossibleSignalKeys().ToHashSet(StringComparer.Ordinal) : [];
        if (possible.Any(key => _known.Bind(1, station).Bind(2, key).Answers()))
            return new JudgedVehicles(group, signals, [], IsKnown: true);
        return new JudgedVehicles(
            group, signals, signals.Count == 0 ? [] : CaseReconciliation.Plan([], signals, possible, time.GetUtcNow()).Opened,
            IsKnown: false);
    }

    public void Dispose()
    {
        _outlined.Dispose();
        _closures.Dispose();
        _known.Dispose();
        _any.Dispose();
    }
}
