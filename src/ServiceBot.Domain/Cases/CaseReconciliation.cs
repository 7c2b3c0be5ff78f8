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
    /// <param name="signals">The signals of one vehicle as its history gives them now.</param>
    /// <param name="now">The time of the facts.</param>
    public static CasePlan Plan(IReadOnlyCollection<RepairCase> cases, IReadOnlyList<Signal> signals, DateTimeOffset now)
    {
        var changes = new Changes(cases);
        var opened = new List<CaseGroup>();
        var homes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in CaseGroup.Gather(signals))
        {
            var home = Settle(group, changes, now);
            if (home is null)
            {
                opened.Add(group);
                continue;
            }

            foreach (var signal in group.Signals) homes[signal.Key] = home.Value;
        }

        foreach (var state in changes.Living()) DropLostSignals(state, homes, changes, now);
        return new CasePlan(opened, changes.Facts, homes);
    }

    // The case the group belongs to, or null when one is to be opened.
    private static int? Settle(CaseGroup group, Changes changes, DateTimeOffset now)
    {
        var keys = group.Signals.Select(x => x.Key).ToHashSet(StringComparer.Ordinal);
        var own = changes.Living().Where(c => c.Signals.Concat(c.SignalsAfterVerdict).Any(keys.Contains)).ToList();
        // A withdrawn case that its signal comes back to is opened by people, not by the rule: a new case tells them.
        own = [.. own.Where(c => !c.Withdrawn)];
        if (own.Count == 0) return null;

        // A decided case stands; among open ones the oldest goes on and takes the others over.
        var home = own.Where(c => c.Verdict is null).MinBy(c => c.Number) ?? own.MinBy(c => c.Number)!;
        foreach (var other in own.Where(c => c.Verdict is null && c.Number != home.Number))
        {
            changes.Append(home.Number, new CaseTookOver(now, Actor.Service, other.Number, other.Signals));
            changes.Append(other.Number, new CaseMerged(now, Actor.Service, home.Number));
        }

        var decided = own.Where(c => c.Verdict is not null).ToList();
        foreach (var signal in group.Signals)
        {
            if (decided.Any(c => c.Number != home.Number && Knows(c, signal.Key))) continue;
            if (Knows(changes.Current(home.Number), signal.Key)) continue;
            changes.Append(home.Number, home.Verdict is null
                ? new SignalJoined(now, Actor.Service, signal.Key, signal.Rule)
                : new SignalAfterVerdict(now, Actor.Service, signal.Key, signal.Rule));
        }

        var current = changes.Current(home.Number);
        if (current.Verdict is null && (current.EarlierWorkOrderId != group.EarlierWorkOrderId
            || current.ReturnId != group.ReturnId || current.Vehicle != group.Vehicle))
        {
            changes.Append(home.Number, new CaseTied(
                now, Actor.Service, group.Vehicle, group.EarlierWorkOrderId, group.ReturnId));
        }

        return home.Number;
    }

    private static void DropLostSignals(
        RepairCase state, Dictionary<string, int> homes, Changes changes, DateTimeOffset now)
    {
        if (state.Withdrawn) return;
        foreach (var key in state.Signals.Concat(state.SignalsAfterVerdict))
        {
            if (homes.TryGetValue(key, out var home) && (home == state.Number || state.Verdict is not null)) continue;
            changes.Append(state.Number, new SignalWithdrawn(now, Actor.Service, key));
        }

        var current = changes.Current(state.Number);
        if (current.Verdict is null && current.Signals.Count == 0 && current.MergedInto is null)
            changes.Append(state.Number, new CaseWithdrawn(now, Actor.Service));
    }

    private static bool Knows(RepairCase state, string key) =>
        state.Signals.Contains(key) || state.SignalsAfterVerdict.Contains(key);

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
