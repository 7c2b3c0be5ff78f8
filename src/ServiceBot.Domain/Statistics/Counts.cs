using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;

namespace ServiceBot.Domain.Statistics;

/// <summary>How often a cause was named.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Count">How many cases.</param>
public sealed record CauseCount(Cause Cause, int Count)
{
    internal static IReadOnlyList<CauseCount> Of(IEnumerable<Cause> causes) =>
        [.. causes.GroupBy(x => x).Select(x => new CauseCount(x.Key, x.Count())).OrderByDescending(x => x.Count).ThenBy(x => x.Cause)];
}

/// <summary>How often work of a kind, or of a person, was named as responsible.</summary>
/// <param name="Kind">Who or what.</param>
/// <param name="Name">The person, where the station shows names and it is one; else null.</param>
/// <param name="Count">How many cases.</param>
public sealed record ResponsibleCount(ResponsibleKind Kind, string? Name, int Count)
{
    internal static IReadOnlyList<ResponsibleCount> Of(IEnumerable<Responsible> named, bool showNames) =>
    [
        .. named.GroupBy(x => (x.Kind, Name: showNames ? x.Person?.Name : null))
            .Select(x => new ResponsibleCount(x.Key.Kind, x.Key.Name, x.Count()))
            .OrderByDescending(x => x.Count).ThenBy(x => x.Kind).ThenBy(x => x.Name, StringComparer.Ordinal),
    ];
}

/// <summary>How often a rule spoke.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Live">Signals that could open a case or strengthen one.</param>
/// <param name="Shadow">Signals that were recorded only.</param>
public sealed record SignalCount(RuleName Rule, int Live, int Shadow)
{
    internal static IReadOnlyList<SignalCount> Of(IEnumerable<NoticedSignal> signals) =>
    [
        .. signals.GroupBy(x => x.Rule)
            .Select(x => new SignalCount(
                x.Key, x.Count(s => s.Mode == RuleMode.Live), x.Count(s => s.Mode == RuleMode.Shadow)))
            .OrderBy(x => x.Rule),
    ];
}

/// <summary>How many returns within the window were so like the earlier fault.</summary>
/// <param name="Grade">How like.</param>
/// <param name="Count">How many.</param>
public sealed record GradeCount(FaultGrade Grade, int Count)
{
    internal static IReadOnlyList<GradeCount> Of(IEnumerable<NoticedSignal> signals) =>
    [
        .. signals.Where(x => x.Rule == RuleName.ReturnedWithinWindow && x.Mode == RuleMode.Live).Select(x => x.Grade)
            .OfType<FaultGrade>().GroupBy(x => x).Select(x => new GradeCount(x.Key, x.Count()))
            .OrderByDescending(x => x.Grade),
    ];
}
