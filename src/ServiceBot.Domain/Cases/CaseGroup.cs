using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Cases;

/// <summary>Signals that speak of one suspected repeat repair.</summary>
/// <param name="Signals">All of them, by key.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="EarlierWorkOrderId">The repair in doubt: the one a signal names; else of the best grade; else the first.</param>
/// <param name="ReturnId">The return visit, or null.</param>
public sealed record CaseGroup(
    IReadOnlyList<Signal> Signals, VehicleRef Vehicle, string? EarlierWorkOrderId, string? ReturnId)
{
    private static readonly TimeSpan SameMatter = TimeSpan.FromDays(1);

    /// <summary>Whether any of the signals is strong enough to open a case.</summary>
    public bool OpensCase => Signals.Any(x => x.OpensCase);

    /// <summary>
    /// Puts the signals of one vehicle together: about the same earlier work order, or the same return visit, is one
    /// case; while no order is known, what staff report within a day of another signal is the same matter. A signal too weak to open a case joins one and ties no two together: a return with the same area by either,
    /// an unrelated one only by its visit. Signals in shadow join nothing, and signals of two vehicles are never one case.
    /// </summary>
    /// <param name="signals">The signals of one vehicle, or of several; all of one vehicle describe it alike.</param>
    public static IReadOnlyList<CaseGroup> Gather(IReadOnlyList<Signal> signals)
    {
        var strong = signals.Where(x => x.OpensCase).OrderBy(x => x.Key, StringComparer.Ordinal).ToList();
        var sets = new DisjointSets(strong.Count);
        for (var i = 0; i < strong.Count; i++)
        {
            for (var j = i + 1; j < strong.Count; j++)
            {
                if (SpeakOfOne(strong[i], strong[j])) sets.Join(i, j);
            }
        }

        var groups = sets.Groups().Select(g => g.Select(i => strong[i]).ToList()).ToList();
        foreach (var weak in signals.Where(x => !x.OpensCase && x.Mode == RuleMode.Live))
        {
            var home = groups.FirstOrDefault(g => g.Any(s => s.OpensCase && Joins(weak, s)));
            home?.Add(weak);
        }

        return [.. groups.Select(Describe)];
    }

    private static bool SpeakOfOne(Signal a, Signal b) =>
        a.Vehicle == b.Vehicle
        && ((a.EarlierWorkOrderId is not null && a.EarlierWorkOrderId == b.EarlierWorkOrderId)
            || (a.ReturnId is not null && a.ReturnId == b.ReturnId)
            || AreToldOfOneDay(a, b));

    // Two people tell of one car, or one tells of what another booked: nothing but the day is there to go by.
    private static bool AreToldOfOneDay(Signal a, Signal b) =>
        (a.Rule == RuleName.ReportedByStaff || b.Rule == RuleName.ReportedByStaff)
        && a.EarlierWorkOrderId is null && b.EarlierWorkOrderId is null
        && (a.At - b.At).Duration() <= SameMatter;

    private static bool Joins(Signal weak, Signal strong) =>
        weak.Vehicle == strong.Vehicle
        && ((weak.ReturnId is not null && weak.ReturnId == strong.ReturnId)
            || (weak.Evidence.Grade >= FaultGrade.SameArea && weak.EarlierWorkOrderId == strong.EarlierWorkOrderId));

    private static CaseGroup Describe(List<Signal> signals)
    {
        var ranked = signals
            .OrderByDescending(x => x.OpensCase)
            .ThenByDescending(x => x.NamesEarlier)
            .ThenByDescending(x => x.Evidence.Grade ?? 0)
            .ThenBy(x => x.At).ThenBy(x => x.Key, StringComparer.Ordinal)
            .ToList();
        return new CaseGroup(
            [.. signals.OrderBy(x => x.Key, StringComparer.Ordinal)],
            ranked[0].Vehicle,
            ranked.FirstOrDefault(x => x.EarlierWorkOrderId is not null)?.EarlierWorkOrderId,
            ranked.Where(x => x.ReturnId is not null).OrderByDescending(x => x.OpensCase).ThenBy(x => x.At)
                .ThenBy(x => x.Key, StringComparer.Ordinal).FirstOrDefault()?.ReturnId);
    }
}
