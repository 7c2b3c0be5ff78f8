using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Statistics;

/// <summary>The figures of a period as the API gives them. Enumerations are named by their words.</summary>
/// <param name="Station">The station's code.</param>
/// <param name="From">The first instant, or null for all before.</param>
/// <param name="To">The first instant left out, or null for all after.</param>
/// <param name="Cases">Cases opened in the period, as they stand now.</param>
/// <param name="Verdicts">Cases by the verdict that stands.</param>
/// <param name="Causes">Cases by the cause that stands.</param>
/// <param name="Responsible">Cases by the kind of responsible that stands; never a name.</param>
/// <param name="Signals">Signals whose record falls into the period.</param>
/// <param name="RepairOrders">Repair orders closed in the period.</param>
/// <param name="Returns">Returns within the window, of any grade.</param>
/// <param name="RepeatsPer100">Cases that stand as "repeat", per hundred repair orders closed.</param>
/// <param name="HoursToVerdict">From the opening of a case to its first verdict, plain hours.</param>
internal sealed record StatisticsAnswer(
    string Station,
    DateTimeOffset? From,
    DateTimeOffset? To,
    CaseCounts Cases,
    IReadOnlyDictionary<string, int> Verdicts,
    IReadOnlyDictionary<string, int> Causes,
    IReadOnlyDictionary<string, int> Responsible,
    SignalCounts Signals,
    int RepairOrders,
    int Returns,
    RateAnswer RepeatsPer100,
    HoursAnswer HoursToVerdict)
{
    /// <summary>Gives figures the form of the API.</summary>
    public static StatisticsAnswer Of(string station, DateTimeOffset? from, DateTimeOffset? to, StationStatistics x) => new(
        station,
        from,
        to,
        new CaseCounts(x.Cases, x.ByState.ToDictionary(s => s.Key.ToString(), s => s.Value), x.Withdrawn, x.Merged),
        x.Verdicts.ToDictionary(v => v.Key.ToString(), v => v.Value),
        Named<Cause>(c => x.Causes.Where(y => y.Cause == c).Sum(y => y.Count)),
        Named<ResponsibleKind>(k => x.Responsible.Where(y => y.Kind == k).Sum(y => y.Count)),
        new SignalCounts(
            x.Signals.Sum(s => s.Live + s.Shadow),
            x.Signals.Sum(s => s.Shadow),
            Named<RuleName>(r => x.Signals.Where(s => s.Rule == r).Sum(s => s.Live + s.Shadow)),
            Named<FaultGrade>(g => x.Grades.Where(s => s.Grade == g).Sum(s => s.Count))),
        x.RepairOrders,
        x.Returns,
        new RateAnswer(
            x.Rate.Count, x.Rate.Of, Rounded(x.Rate.PerHundred), Rounded(x.Rate.Low * 100), Rounded(x.Rate.High * 100)),
        new HoursAnswer(
            x.TimeToVerdict.Count, Rounded(x.TimeToVerdict.Mean?.TotalHours), Rounded(x.TimeToVerdict.Median?.TotalHours)));

    private static Dictionary<string, int> Named<T>(Func<T, int> count)
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(x => x.ToString(), count);

    private static double? Rounded(double? value) => value is { } x ? Math.Round(x, 3) : null;
}

/// <param name="Total">Merged ones left out.</param>
/// <param name="ByState">Every state is named.</param>
/// <param name="Withdrawn">No signal was left; among the closed.</param>
/// <param name="Merged">Went on under another number; in no other count.</param>
internal sealed record CaseCounts(int Total, IReadOnlyDictionary<string, int> ByState, int Withdrawn, int Merged);

/// <param name="Total">All that the history still gives.</param>
/// <param name="Shadow">Of these, recorded in shadow.</param>
/// <param name="ByRule">Every rule is named.</param>
/// <param name="ByGrade">Every grade is named; signals that compare no two visits have none.</param>
internal sealed record SignalCounts(
    int Total, int Shadow, IReadOnlyDictionary<string, int> ByRule, IReadOnlyDictionary<string, int> ByGrade);

/// <param name="Count">Cases that stand as "repeat".</param>
/// <param name="Of">Repair orders closed.</param>
/// <param name="Rate">Per hundred; null when there is nothing to divide by.</param>
/// <param name="Low">The lower end of the 95 % interval (Wilson), per hundred, or null.</param>
/// <param name="High">The upper end, or null.</param>
internal sealed record RateAnswer(int Count, int Of, double? Rate, double? Low, double? High);

/// <param name="Count">Cases with a verdict.</param>
/// <param name="Mean">The arithmetic mean, or null.</param>
/// <param name="Median">The median, or null.</param>
internal sealed record HoursAnswer(int Count, double? Mean, double? Median);
