using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Detection;

/// <summary>Reads how the rules are set from checked settings.</summary>
internal static class RuleSettingsReader
{
    /// <exception cref="ArgumentException">A name is unknown; <c>SettingsCheck</c> reports these before.</exception>
    public static RuleSettings Read(Settings settings) => new()
    {
        WindowDays = settings.Detection.WindowDays,
        WindowKm = settings.Detection.WindowKm,
        Modes = settings.Detection.Rules.ToDictionary(
            x => Enum.Parse<RuleName>(x.Key, ignoreCase: true), x => Enum.Parse<RuleMode>(x.Value, ignoreCase: true)),
        ExcludedKinds = settings.Detection.ExcludedKinds is { } kinds
            ? kinds.Select(x => Enum.Parse<WorkOrderKind>(x, ignoreCase: true)).ToHashSet()
            : new RuleSettings().ExcludedKinds,
        KindsByWords = settings.Detection.KindsByWords,
        Visits = new VisitRules
        {
            Ties = settings.Detection.OneVisit is { } ties
                ? ties.Select(x => Enum.Parse<VisitTie>(x, ignoreCase: true)).ToHashSet()
                : new VisitRules().Ties,
            SupplementaryWithin = TimeSpan.FromMinutes(settings.Detection.SupplementaryMinutes),
        },
        Continuations = settings.Detection.Continuations,
        Dictionary = FaultDictionary.Of(FaultWords.Lines(settings)).Dictionary,
        OpenCaseFor = Enum.Parse<FaultGrade>(settings.Detection.OpenCaseFor, ignoreCase: true),
        NegativeAnswers = settings.Survey.NegativeAnswers,
        ScoreAtMost = settings.Survey.ScoreAtMost,
    };
}
