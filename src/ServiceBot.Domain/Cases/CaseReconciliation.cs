using ServiceBot.Domain.Signals;

namespace ServiceBot.Domain.Cases;

/// <summary>What must happen so that the cases on file agree with the signals as they are now.</summary>
/// <param name="Opened">Groups for which a case is to be opened.</param>
/// <param name="Changed">Facts to append, by case number.</param>
/// <param name="Homes">The number of the case that each signal belongs to now, by signal key; a key that is missing
/// belongs to none or to a case yet to be opened.</param>
public sealed record CasePlan(
    IReadOnlyList<CaseGroup> Opened,
    IReadOnlyDictionary<int, IReadOnlyList<CaseFact>> Changed,
    IReadOnlyDictionary<string, int> Homes);

/// <summary>Holds the signals of one vehicle against its cases: open, strengthen, tie, merge, remark, withdraw. Pure.</summary>
public static class CaseReconciliation
{
    /// <summary>Plans the changes.</summary>
    /// <param name="cases">The cases on file that any of the signals belongs to or belonged to.</param>
    /// <param name="signals">The signals of the vehicles concerned as their histories give them now.</param>
    /// <param name="judged">The keys of all signals that these histories could give: only those can be lost. A case may
    /// hold others, of a vehicle that was not looked at now.</param>
    /// <param name="now">The time of the facts.</param>
    public static CasePlan Plan(
        IReadOnlyCollection<RepairCase> cases, IReadOnlyList<Signal> signals, IReadOnlySet<string> judged, DateTimeOffset now)
    {
        var changes = new Changes(cases);
        var opened = new List<CaseGroup>();
        var homes = new Dictionary<string, int>(StringComparer.Ordinal);
        // A withdrawn case that its signal comes back to is opened by people, not by the rule: a new case tells them.
        foreach (var claims in CaseClaims.Of(
            CaseGroup.Gather(signals), [.. changes.Living().Where(x => !x.Withdrawn)], judged))
        {
            if (claims.Open.Count == 0 && claims.Decided.Count == 0) opened.Add(claims.Group);
            else Settle(claims, changes, homes, now);
        }

        foreach (var state in changes.Living()) DropLostSignals(state, homes, judged, changes, now);
        return new CasePlan(opened, changes.Facts, homes);
    }

    // A decided case stands; among open ones the oldest goes on and takes the others over.
    private static void Settle(CaseClaims claims, Changes changes, Dictionary<string, int> homes, DateTimeOffset now)
    {
        var (group, open, decided) = claims;
        var home = open.Count > 0 ? open[0] : decided[0];
        foreach (var other in open.Skip(1))
        {
            changes.Append(home.Number, new CaseTookOver(
                now, Actor.Service, other.Number, [.. other.Signals.Where(key => group.Signals.Any(s => s.Key == key))]));
            changes.Append(other.Number, new CaseMerged(now, Actor.Service, home.Number));
        }

        foreach (var signal in group.Signals)
        {
            var known = CaseClaims.Knows(changes.Current(home.Number), signal.Key)
                ? home
                : decided.FirstOrDefault(x => CaseClaims.Knows(x, signal.Key));
            homes[signal.Key] = (known ?? home).Number;
            if (known is not null) continue;
            changes.Append(home.Number, home.Verdict is null
                ? new SignalJoined(now, Actor.Service, signal.Key, signal.Rule)
                : new SignalAfterVerdict(now, Actor.Service, signal.Key, signal.Rule));
        }

        if (home.Verdict is null && (home.EarlierWorkOrderId != group.EarlierWorkOrderId
            || home.ReturnId != group.ReturnId || home.Vehicle != group.Vehicle))
        {
            changes.Append(home.Number, new CaseTied(
                now, Actor.Service, group.Vehicle, group.EarlierWorkOrderId, group.ReturnId));
        }
    }

    private static void DropLostSignals(
        RepairCase state, Dictionary<string, int> homes, IReadOnlySet<string> judged, Changes changes, DateTimeOffset now)
    {
        if (state.Withdrawn) return;
        var lost = state.Signals.Concat(state.SignalsAfterVerdict).Where(judged.Contains)
            .Where(key => !homes.TryGetValue(key, out var home) || (home != state.Number && state.Verdict is null)).ToList();
        foreach (var key in lost) changes.Append(state.Number, new SignalWithdrawn(now, Actor.Service, key));
        // A case that people opened again without a signal stays until they decide.
        if (lost.Count > 0 && state.Verdict is null && changes.Current(state.Number).Signals.Count == 0)
            changes.Append(state.Number, new CaseWithdrawn(now, Actor.Service));
    }

    private sealed class Changes(IReadOnlyCollection<RepairCase> cases)
    {
        private readonly SortedDictionary<int, RepairCase> _current = new(cases.ToDictionary(x => x.Number));
        private readonly Dictionary<int, List<CaseFact>> _facts = [];

        public IReadOnlyDictionary<int, IReadOnlyList<CaseFact>> Facts =>
            _facts.ToDictionary(x => x.Key, x => (IReadOnlyList<CaseFact>)x.Value);

        public RepairCase Current(int number) => _current[number];

        public List<RepairCase> Living() => [.. _current.Values.Where(x => x.MergedInto is null)];

        public void Append(int number, CaseFact fact)
        {
            if (!_facts.TryGetValue(number, out var list)) _facts[number] = list = [];
            list.Add(fact);
            _current[number] = _current[number].With(fact);
        }
    }
}
