using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Builders;

/// <summary>Runs the rules over records, as detection does.</summary>
internal static class Judging
{
    public static IReadOnlyList<Signal> Of(params SourceRecord[] records) => Of(new RuleSettings(), records);

    public static IReadOnlyList<Signal> Of(RuleSettings settings, params SourceRecord[] records) =>
        Of(records, [], settings);

    public static IReadOnlyList<Signal> Of(
        IReadOnlyCollection<SourceRecord> records, IReadOnlyCollection<StaffReport> reports,
        RuleSettings? settings = null, StationCalendar? calendar = null) =>
    [
        .. VehicleHistory.Gather(records, reports, (settings ?? new RuleSettings()).Visits)
            .SelectMany(h => Rules.Judge(h, settings ?? new RuleSettings(), calendar ?? Moscow.Calendar)),
    ];

    /// <summary>The one signal of a rule, or null; more than one fails.</summary>
    public static Signal? Only(this IEnumerable<Signal> signals, RuleName rule) =>
        signals.SingleOrDefault(x => x.Rule == rule);

    /// <summary>The return that the rule of the window tells, or null.</summary>
    public static Signal? Return(params SourceRecord[] records) => Of(records).Only(RuleName.ReturnedWithinWindow);

    public static Signal? Return(RuleSettings settings, params SourceRecord[] records) =>
        Of(settings, records).Only(RuleName.ReturnedWithinWindow);

    public static RuleSettings With(RuleName rule, RuleMode mode) =>
        new() { Modes = new Dictionary<RuleName, RuleMode> { [rule] = mode } };
}
