using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>How the rules are set at a station.</summary>
public sealed record RuleSettings
{
    /// <summary>Calendar days after a repair within which a return is looked at; 14 by the practitioner's method.</summary>
    public int WindowDays { get; init; } = 14;

    /// <summary>Kilometres after a repair within which a return is looked at too; null: days only.</summary>
    public int? WindowKm { get; init; }

    /// <summary>The mode of a rule that is not named here is <see cref="RuleMode.Live"/>.</summary>
    public IReadOnlyDictionary<RuleName, RuleMode> Modes { get; init; } = new Dictionary<RuleName, RuleMode>();

    /// <summary>Kinds of order that are no repair.</summary>
    public IReadOnlySet<WorkOrderKind> ExcludedKinds { get; init; } = new HashSet<WorkOrderKind>
    {
        WorkOrderKind.Maintenance, WorkOrderKind.Body, WorkOrderKind.Internal, WorkOrderKind.Tyres, WorkOrderKind.Other,
    };

    /// <summary>
    /// Whether an order that the source calls a repair, or says no kind of, is taken for maintenance, tyre change, body
    /// work, internal or other where all its words say so ("ТО-2, замена масла", "шиномонтаж", "страховой случай").
    /// </summary>
    public bool KindsByWords { get; init; } = true;

    /// <summary>Which orders are one visit.</summary>
    public VisitRules Visits { get; init; } = new();

    /// <summary>Whether a visit that goes on with work for which a part was awaited is no return to it.</summary>
    public bool Continuations { get; init; } = true;

    /// <summary>The words in which faults are understood.</summary>
    public FaultDictionary Dictionary { get; init; } = FaultDictionary.Default;

    /// <summary>The least grade of a return that opens a case by itself.</summary>
    public FaultGrade OpenCaseFor { get; init; } = FaultGrade.SameFault;

    /// <summary>Answer options that by themselves say "poor repair".</summary>
    public IReadOnlyCollection<string> NegativeAnswers { get; init; } = [];

    /// <summary>A mark of at most this says "poor repair"; null: marks alone say nothing.</summary>
    public decimal? ScoreAtMost { get; init; }

    /// <summary>The mode of a rule.</summary>
    /// <param name="rule">The rule.</param>
    public RuleMode Mode(RuleName rule) => Modes.TryGetValue(rule, out var mode) ? mode : RuleMode.Live;
}
