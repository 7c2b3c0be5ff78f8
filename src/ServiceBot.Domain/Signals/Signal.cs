using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>The rules that remark on a repair.</summary>
public enum RuleName
{
    /// <summary>The booking, or the order, carries the flag "possible repeat repair".</summary>
    BookingSaysPossibleRepeat = 1,

    /// <summary>A survey response says the repair was poor or the same defect came back.</summary>
    SurveyNamesPoorRepair = 2,

    /// <summary>The vehicle came back for a repair within the window.</summary>
    ReturnedWithinWindow = 3,

    /// <summary>A person said so, in the chat or through the API.</summary>
    ReportedByStaff = 4,
}

/// <summary>What a rule may do.</summary>
public enum RuleMode
{
    /// <summary>Nothing.</summary>
    Off = 1,

    /// <summary>Record signals and alert nobody.</summary>
    Shadow = 2,

    /// <summary>Record signals and open cases.</summary>
    Live = 3,
}

/// <summary>
/// One rule's remark that a repair may be a repeat. The same history gives the same signals, whatever the order in
/// which it arrived; <see cref="Key"/> tells two of them apart.
/// </summary>
public sealed record Signal
{
    /// <summary>The code of the station.</summary>
    public required string Station { get; init; }

    /// <summary>The natural key: the rule and the record it rests on, unique within the station.</summary>
    public required string Key { get; init; }

    /// <summary>Which rule spoke.</summary>
    public required RuleName Rule { get; init; }

    /// <summary>The mode the rule was in.</summary>
    public required RuleMode Mode { get; init; }

    /// <summary>The time of the record that gave rise to it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The vehicle, with all that is known of it.</summary>
    public required VehicleRef Vehicle { get; init; }

    /// <summary>The order whose repair is in doubt, or null while none is known.</summary>
    public string? EarlierWorkOrderId { get; init; }

    /// <summary>Whether the source itself named <see cref="EarlierWorkOrderId"/>, rather than the rule finding it.</summary>
    public bool NamesEarlier { get; init; }

    /// <summary>The key of the visit on which the vehicle came back, or null when it has not.</summary>
    public string? ReturnId { get; init; }

    /// <summary>The order of the return, or null while there is none.</summary>
    public string? WorkOrderId { get; init; }

    /// <summary>The booking of the return, or null.</summary>
    public string? BookingId { get; init; }

    /// <summary>The survey response, or null.</summary>
    public string? SurveyResponseId { get; init; }

    /// <summary>Why, in a form from which the sentence is made in any language.</summary>
    public required SignalEvidence Evidence { get; init; }

    /// <summary>Whether it is strong enough to open a case by itself; false for signals in shadow.</summary>
    public required bool OpensCase { get; init; }
}

/// <summary>What a signal rests on.</summary>
/// <param name="Grade">How like the faults are, where two visits were compared.</param>
/// <param name="Reason">Why they got that grade.</param>
/// <param name="Claim">What the survey response says, or null.</param>
/// <param name="Terms">The words it was drawn from.</param>
/// <param name="Quote">The sentence people wrote: complaint, comment or report; or null.</param>
/// <param name="DaysSince">Calendar days between the handing over of the earlier repair and the return, or null.</param>
public sealed record SignalEvidence(
    FaultGrade? Grade = null,
    SimilarityReason? Reason = null,
    SurveyClaim? Claim = null,
    IReadOnlyList<string>? Terms = null,
    string? Quote = null,
    int? DaysSince = null);
