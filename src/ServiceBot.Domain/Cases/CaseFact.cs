using System.Text.Json.Serialization;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Cases;

/// <summary>
/// Something that happened to a case, never changed. A closed family: what a case is, is what its facts come to
/// (<see cref="RepairCase.From"/>).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(CaseOpened), nameof(CaseOpened))]
[JsonDerivedType(typeof(VotingOpened), nameof(VotingOpened))]
[JsonDerivedType(typeof(SignalJoined), nameof(SignalJoined))]
[JsonDerivedType(typeof(SignalWithdrawn), nameof(SignalWithdrawn))]
[JsonDerivedType(typeof(SignalAfterVerdict), nameof(SignalAfterVerdict))]
[JsonDerivedType(typeof(CaseTied), nameof(CaseTied))]
[JsonDerivedType(typeof(CaseMerged), nameof(CaseMerged))]
[JsonDerivedType(typeof(CaseTookOver), nameof(CaseTookOver))]
[JsonDerivedType(typeof(CaseWithdrawn), nameof(CaseWithdrawn))]
[JsonDerivedType(typeof(FlagLowered), nameof(FlagLowered))]
[JsonDerivedType(typeof(RemarkMade), nameof(RemarkMade))]
[JsonDerivedType(typeof(VoteCast), nameof(VoteCast))]
[JsonDerivedType(typeof(VoteConfirmed), nameof(VoteConfirmed))]
[JsonDerivedType(typeof(DiagnosisRequested), nameof(DiagnosisRequested))]
[JsonDerivedType(typeof(MissingReminded), nameof(MissingReminded))]
[JsonDerivedType(typeof(DirectorAsked), nameof(DirectorAsked))]
[JsonDerivedType(typeof(VotingLapsed), nameof(VotingLapsed))]
[JsonDerivedType(typeof(VerdictDeclared), nameof(VerdictDeclared))]
[JsonDerivedType(typeof(CaseReopened), nameof(CaseReopened))]
[JsonDerivedType(typeof(CauseNamed), nameof(CauseNamed))]
[JsonDerivedType(typeof(CauseTakenBack), nameof(CauseTakenBack))]
[JsonDerivedType(typeof(ResponsibleNamed), nameof(ResponsibleNamed))]
[JsonDerivedType(typeof(CustomerCalled), nameof(CustomerCalled))]
[JsonDerivedType(typeof(CaseClosed), nameof(CaseClosed))]
public abstract record CaseFact(DateTimeOffset At, Actor By)
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; init; } = At;

    /// <summary>Who did it.</summary>
    public Actor By { get; init; } = By;
}

/// <summary>The case was opened.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Station">The station's code.</param>
/// <param name="Number">The number within the station: 1, 2, 3.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="EarlierWorkOrderId">The repair in doubt, or null while unknown.</param>
/// <param name="ReturnId">The return visit, or null.</param>
/// <param name="Signals">Keys of the signals it was opened on.</param>
public sealed record CaseOpened(
    DateTimeOffset At, Actor By, string Station, int Number, VehicleRef Vehicle, string? EarlierWorkOrderId,
    string? ReturnId, IReadOnlyList<string> Signals) : CaseFact(At, By)
{
    /// <summary>Whether all that spoke of it was old already: then nobody is alerted, and the vote opens when somebody asks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FromHistory { get; init; }
}

/// <summary>The commission was asked.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Frame">Electorate and rules, frozen.</param>
/// <param name="Deadline">When the vote should be over.</param>
/// <param name="Recused">Ids of members who do not vote because their own work is judged.</param>
public sealed record VotingOpened(
    DateTimeOffset At, Actor By, VotingFrame Frame, DateTimeOffset Deadline, IReadOnlyList<string> Recused)
    : CaseFact(At, By)
{
    /// <summary>
    /// Whether it opened because news came to a case from old records: then it is a case of these days, as it would have
    /// been had all arrived at once.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ForNews { get; init; }
}

/// <summary>A further signal speaks of the same repair.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Signal">The signal's key.</param>
/// <param name="Rule">Which rule spoke.</param>
public sealed record SignalJoined(DateTimeOffset At, Actor By, string Signal, RuleName Rule) : CaseFact(At, By);

/// <summary>The history, as it is known now, no longer gives the signal.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Signal">The signal's key.</param>
public sealed record SignalWithdrawn(DateTimeOffset At, Actor By, string Signal) : CaseFact(At, By);

/// <summary>A signal reached a case that was decided: a remark, with the offer to reopen.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Signal">The signal's key.</param>
/// <param name="Rule">Which rule spoke.</param>
public sealed record SignalAfterVerdict(DateTimeOffset At, Actor By, string Signal, RuleName Rule) : CaseFact(At, By);

/// <summary>It became known which repair, which return or which vehicle the case is about.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Vehicle">The vehicle, with all that is known.</param>
/// <param name="EarlierWorkOrderId">The repair in doubt, or null.</param>
/// <param name="ReturnId">The return visit, or null.</param>
public sealed record CaseTied(
    DateTimeOffset At, Actor By, VehicleRef Vehicle, string? EarlierWorkOrderId, string? ReturnId) : CaseFact(At, By);

/// <summary>The case turned out to be the same as another and goes on there.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Into">The number of the case that goes on.</param>
public sealed record CaseMerged(DateTimeOffset At, Actor By, int Into) : CaseFact(At, By);

/// <summary>The case took over another that turned out to be the same, with its signals.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="From">The number of the case that was merged.</param>
/// <param name="Signals">Keys of its signals.</param>
public sealed record CaseTookOver(DateTimeOffset At, Actor By, int From, IReadOnlyList<string> Signals) : CaseFact(At, By);

/// <summary>No signal is left: the history as it is known now gives no reason for the case.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
public sealed record CaseWithdrawn(DateTimeOffset At, Actor By) : CaseFact(At, By);

/// <summary>Someone took the flag "possible repeat repair" off a record after it had been on. The case stays.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Record">Booking or work order.</param>
/// <param name="RecordId">Its id.</param>
/// <param name="After">The value it was given: "false", or null for "not asked".</param>
public sealed record FlagLowered(DateTimeOffset At, Actor By, RecordKind Record, string RecordId, string? After)
    : CaseFact(At, By);

/// <summary>A member said something about the case.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Text">The words; may be empty when there are photos.</param>
/// <param name="Attachments">Ids of stored photos.</param>
public sealed record RemarkMade(DateTimeOffset At, Actor By, string Text, IReadOnlyList<long> Attachments) : CaseFact(At, By);

/// <summary>A member voted, or changed their vote.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="MemberId">Whose vote.</param>
/// <param name="Choice">The choice.</param>
/// <param name="Press">The press it came by, or null.</param>
public sealed record VoteCast(DateTimeOffset At, Actor By, string MemberId, VoteChoice Choice, PressOrder? Press)
    : CaseFact(At, By);

/// <summary>A member pressed again what they had chosen. The vote stays; a press made before this one, arriving after it,
/// does not count.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="MemberId">Whose vote.</param>
/// <param name="Press">The press.</param>
public sealed record VoteConfirmed(DateTimeOffset At, Actor By, string MemberId, PressOrder Press) : CaseFact(At, By);

/// <summary>A member asked the station manager for a diagnosis. Not a vote.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
public sealed record DiagnosisRequested(DateTimeOffset At, Actor By) : CaseFact(At, By);

/// <summary>The deadline passed without a quorum; those missing were reminded by name.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Members">Ids of those missing.</param>
/// <param name="Deadline">The new deadline.</param>
public sealed record MissingReminded(DateTimeOffset At, Actor By, IReadOnlyList<string> Members, DateTimeOffset Deadline)
    : CaseFact(At, By);

/// <summary>The service director was asked to decide.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="ForLackOfQuorum">True: too few voted. False: a tie.</param>
/// <param name="Deadline">The new deadline.</param>
public sealed record DirectorAsked(DateTimeOffset At, Actor By, bool ForLackOfQuorum, DateTimeOffset Deadline)
    : CaseFact(At, By);

/// <summary>No decision came; the case is shown as undecided and overdue, and can still be decided.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
public sealed record VotingLapsed(DateTimeOffset At, Actor By) : CaseFact(At, By);

/// <summary>The commission decided.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Verdict">What.</param>
/// <param name="Tally">The count it rests on.</param>
/// <param name="CastingVoteOf">The director whose vote broke a tie or stood in for the quorum, or null.</param>
public sealed record VerdictDeclared(DateTimeOffset At, Actor By, Verdict Verdict, Tally Tally, string? CastingVoteOf)
    : CaseFact(At, By);

/// <summary>A decided case was opened again; the vote starts anew.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
public sealed record CaseReopened(DateTimeOffset At, Actor By) : CaseFact(At, By);

/// <summary>The station manager named the cause.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Cause">Why the car came back.</param>
public sealed record CauseNamed(DateTimeOffset At, Actor By, Cause Cause) : CaseFact(At, By);

/// <summary>The station manager took the cause back, to name another; the responsible goes with it.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
public sealed record CauseTakenBack(DateTimeOffset At, Actor By) : CaseFact(At, By);

/// <summary>The station manager named whose work it was.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Responsible">Who or what.</param>
public sealed record ResponsibleNamed(DateTimeOffset At, Actor By, Responsible Responsible) : CaseFact(At, By);

/// <summary>The client service called the customer back.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Outcome">How it went.</param>
public sealed record CustomerCalled(DateTimeOffset At, Actor By, CallOutcome Outcome) : CaseFact(At, By);

/// <summary>Cause, responsible and the call to the customer are all there.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
public sealed record CaseClosed(DateTimeOffset At, Actor By) : CaseFact(At, By);
