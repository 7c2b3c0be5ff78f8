using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;

namespace ServiceBot.Domain.Statistics;

/// <summary>What the statistics of a period are drawn from.</summary>
/// <param name="Cases">Cases opened in the period, with all their facts.</param>
/// <param name="Signals">Signals whose record falls into the period and which the history still gives.</param>
/// <param name="RepairOrders">Repair orders closed in the period.</param>
public sealed record StatisticsInput(
    IReadOnlyList<CaseHistory> Cases, IReadOnlyList<NoticedSignal> Signals, int RepairOrders);

/// <summary>Figures of a period, the cases opened in it as they stand now. A merged case is counted where it goes on.</summary>
public sealed record StationStatistics
{
    /// <summary>Cases, merged ones left out.</summary>
    public required int Cases { get; init; }

    /// <summary>Cases by state; every state is named.</summary>
    public required IReadOnlyDictionary<CaseState, int> ByState { get; init; }

    /// <summary>Cases by the verdict that stands; both are named.</summary>
    public required IReadOnlyDictionary<Verdict, int> Verdicts { get; init; }

    /// <summary>Cases withdrawn: no signal was left. Among the closed ones of <see cref="ByState"/>.</summary>
    public required int Withdrawn { get; init; }

    /// <summary>Cases that went on under another number, in no other count.</summary>
    public required int Merged { get; init; }

    /// <summary>Causes that stand, the most frequent first.</summary>
    public required IReadOnlyList<CauseCount> Causes { get; init; }

    /// <summary>Responsible that stand, by kind and without names, the most frequent first.</summary>
    public required IReadOnlyList<ResponsibleCount> Responsible { get; init; }

    /// <summary>Signals by rule.</summary>
    public required IReadOnlyList<SignalCount> Signals { get; init; }

    /// <summary>Signals by grade, those without a grade left out, the closest first.</summary>
    public required IReadOnlyList<GradeCount> Grades { get; init; }

    /// <summary>Repair orders closed.</summary>
    public required int RepairOrders { get; init; }

    /// <summary>Returns within the window, of any grade.</summary>
    public required int Returns { get; init; }

    /// <summary>Cases that stand as "repeat", of the repair orders closed.</summary>
    public required Proportion Rate { get; init; }

    /// <summary>How long the commission took, from the opening of a case to its first verdict.</summary>
    public required Durations TimeToVerdict { get; init; }

    /// <summary>Counts.</summary>
    /// <param name="input">What is known.</param>
    public static StationStatistics From(StatisticsInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var all = input.Cases.Select(x => x.Now).ToList();
        var cases = all.Where(x => !x.IsMerged).ToList();
        var repeats = cases.Count(x => x.State.Verdict == Verdict.Repeat);
        return new StationStatistics
        {
            Cases = cases.Count,
            ByState = Enum.GetValues<CaseState>().ToDictionary(x => x, x => cases.Count(c => c.State.State == x)),
            Verdicts = Enum.GetValues<Verdict>().ToDictionary(x => x, x => cases.Count(c => c.State.Verdict == x)),
            Withdrawn = cases.Count(x => x.State.Withdrawn),
            Merged = all.Count - cases.Count,
            Causes = CauseCount.Of(cases.Select(x => x.State.Cause).OfType<Cause>()),
            Responsible = ResponsibleCount.Of(cases.Select(x => x.State.Responsible).OfType<Responsible>(), showNames: false),
            Signals = SignalCount.Of(input.Signals),
            Grades = [.. input.Signals.Select(x => x.Grade).OfType<FaultGrade>().GroupBy(x => x)
                .Select(x => new GradeCount(x.Key, x.Count())).OrderByDescending(x => x.Grade)],
            RepairOrders = input.RepairOrders,
            Returns = input.Signals.Count(x => x.Rule == RuleName.ReturnedWithinWindow),
            Rate = new Proportion(repeats, input.RepairOrders),
            TimeToVerdict = Durations.Of(cases
                .Select(x => x.Facts.OfType<VerdictDeclared>().FirstOrDefault()?.At - x.State.OpenedAt).OfType<TimeSpan>()),
        };
    }
}

/// <summary>How long something took.</summary>
/// <param name="Count">How often it happened.</param>
/// <param name="Mean">The arithmetic mean, or null when it never happened.</param>
/// <param name="Median">Half took no longer, or null when it never happened.</param>
public sealed record Durations(int Count, TimeSpan? Mean, TimeSpan? Median)
{
    /// <summary>Counts.</summary>
    /// <param name="each">How long each took.</param>
    public static Durations Of(IEnumerable<TimeSpan> each)
    {
        var sorted = each.Order().ToList();
        if (sorted.Count == 0) return new Durations(0, null, null);
        var upper = sorted[sorted.Count / 2];
        var lower = sorted[(sorted.Count - 1) / 2];
        return new Durations(sorted.Count, sorted.Aggregate(TimeSpan.Zero, (a, b) => a + b) / sorted.Count, (lower + upper) / 2);
    }
}
