using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Cases;

/// <summary>A group of signals with the cases on file that speak of it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Open">Open cases that go on with this group and with no other, by number.</param>
/// <param name="Decided">Decided cases that know of it, those that hold its signals first.</param>
internal sealed record CaseClaims(CaseGroup Group, IReadOnlyList<RepairCase> Open, IReadOnlyList<RepairCase> Decided)
{
    /// <summary>
    /// Holds cases against groups. An open case goes on with one group: where its signals have parted, with the one that
    /// has most of them; where it has lost them all, with the one that speaks of the same repair or the same return. So
    /// what people have begun to decide goes on, and what parted from it becomes a case of its own.
    /// </summary>
    /// <param name="groups">The groups of signals as they are now.</param>
    /// <param name="cases">The cases that go on: not merged, not withdrawn.</param>
    /// <param name="judged">The keys of all signals that were judged; of the others nothing is known.</param>
    public static IReadOnlyList<CaseClaims> Of(
        IReadOnlyList<CaseGroup> groups, IReadOnlyList<RepairCase> cases, IReadOnlySet<string> judged)
    {
        var open = groups.Select(_ => new List<RepairCase>()).ToList();
        foreach (var state in cases.Where(x => x.Verdict is null))
        {
            if (Home(state, groups, judged) is { } index) open[index].Add(state);
        }

        return
        [
            .. groups.Select((group, index) => new CaseClaims(
                group,
                [.. open[index].OrderBy(x => x.Number)],
                [
                    .. cases.Where(x => x.Verdict is not null && (Shared(x, group) > 0 || SpeakOfOne(x, group)))
                        .OrderByDescending(x => Shared(x, group) > 0).ThenBy(x => x.Number),
                ])),
        ];
    }

    /// <summary>Whether the case holds the signal, as a reason or as a remark.</summary>
    public static bool Knows(RepairCase state, string key) =>
        state.Signals.Contains(key) || state.SignalsAfterVerdict.Contains(key);

    private static int? Home(
        RepairCase state, IReadOnlyList<CaseGroup> groups, IReadOnlySet<string> judged) => groups
        .Select((group, index) => (Group: group, Index: index, Shared: Shared(state, group)))
        .Where(x => x.Shared > 0 || (state.Signals.All(judged.Contains) && SpeakOfOne(state, x.Group)))
        .OrderByDescending(x => x.Shared)
        .ThenByDescending(x => x.Group.EarlierWorkOrderId == state.EarlierWorkOrderId)
        .ThenByDescending(x => x.Group.ReturnId == state.ReturnId)
        .ThenBy(x => x.Index)
        .Select(x => (int?)x.Index)
        .FirstOrDefault();

    private static int Shared(RepairCase state, CaseGroup group) => group.Signals.Count(x => Knows(state, x.Key));

    private static bool SpeakOfOne(RepairCase state, CaseGroup group) =>
        MayBeOne(state.Vehicle, group.Vehicle)
        && ((state.EarlierWorkOrderId is { } earlier && earlier == group.EarlierWorkOrderId)
            || (state.ReturnId is { } back && back == group.ReturnId));

    private static bool MayBeOne(VehicleRef a, VehicleRef b) =>
        !a.IsKnown || !b.IsKnown || a.Vins.Intersect(b.Vins).Any() || (a.Plate is not null && a.Plate == b.Plate);
}
