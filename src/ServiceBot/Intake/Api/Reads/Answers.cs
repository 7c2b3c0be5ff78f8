using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Intake.Api.Reads;

/// <summary>One page of a list, in the order in which its items were recorded: what is new comes at the end.</summary>
/// <param name="Items">At most 100.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Pages">How many there are; 0 when there is nothing.</param>
/// <param name="Total">How many items all pages hold.</param>
internal sealed record Page<T>(
    IReadOnlyList<T> Items, [property: JsonPropertyName("page")] int Number, int Pages, int Total);

/// <summary>A vehicle; what is not known is left out.</summary>
/// <param name="Vin">Upper case, Latin.</param>
/// <param name="Vin2">The number of the body builder.</param>
/// <param name="Plate">As people read it, Cyrillic.</param>
/// <param name="Model">As written.</param>
internal sealed record VehicleAnswer(string? Vin, string? Vin2, string? Plate, string? Model)
{
    public static VehicleAnswer Of(VehicleRef x) => new(x.Vin?.Value, x.SecondVin?.Value, x.Plate?.Display, x.Model);
}

/// <summary>The records a signal rests on, by their ids as they were sent.</summary>
internal sealed record SignalRecords(
    string? EarlierWorkOrderId, string? WorkOrderId, string? BookingId, string? SurveyResponseId);

/// <summary>Why a signal was raised.</summary>
/// <param name="Grade">How like the faults of two visits are, where two were compared.</param>
/// <param name="Kind">What a survey response says, where one speaks.</param>
/// <param name="Terms">The words it was drawn from; may be empty.</param>
/// <param name="Words">The reason as people read it, in the set language.</param>
internal sealed record EvidenceAnswer(FaultGrade? Grade, SurveyClaim? Kind, IReadOnlyList<string> Terms, string Words);

/// <summary>One rule's remark.</summary>
/// <param name="Id">Unique within the station; the same signal keeps it for ever.</param>
/// <param name="At">The time of the record that gave rise to it, in the station's offset.</param>
/// <param name="Case">The number of the case it belongs to; left out where it opened none.</param>
internal sealed record SignalAnswer(
    string Id, string Station, RuleName Rule, RuleMode Mode, DateTimeOffset At, VehicleAnswer Vehicle,
    SignalRecords Records, EvidenceAnswer Evidence, int? Case);

/// <summary>A vote that counts now.</summary>
/// <param name="Member">The member's id in the settings.</param>
internal sealed record VoteAnswer(string Member, string Name, VoteChoice Choice, DateTimeOffset At);

/// <summary>Whose work it was.</summary>
/// <param name="Kind">Who or what.</param>
/// <param name="Id">The person's id in the source system, where it is a person and has one.</param>
/// <param name="Name">The person's name, where it is one.</param>
internal sealed record ResponsibleAnswer(ResponsibleKind Kind, string? Id, string? Name);

/// <summary>A case as it stands; what is not known is left out.</summary>
internal record CaseAnswer
{
    public required int Number { get; init; }
    public required string Station { get; init; }
    public required CaseState State { get; init; }
    public required VehicleAnswer Vehicle { get; init; }
    public string? EarlierWorkOrderId { get; init; }

    /// <summary>The first order of the return visit, or its booking while the car has not come; the id as it was sent.</summary>
    public string? ReturnId { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the vote should be over, while it runs.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }
    public Verdict? Verdict { get; init; }
    public Cause? Cause { get; init; }
    public ResponsibleAnswer? Responsible { get; init; }

    /// <summary>How the last call back to the customer went.</summary>
    public CallOutcome? CustomerCall { get; init; }

    public required IReadOnlyList<SignalAnswer> Signals { get; init; }

    /// <summary>Those that count now; the facts keep the changed ones.</summary>
    public required IReadOnlyList<VoteAnswer> Votes { get; init; }

    public int? MergedInto { get; init; }
}

/// <summary>A case with all that happened to it.</summary>
internal sealed record CaseDetails : CaseAnswer
{
    /// <summary>In order, never changed: <c>fact</c> is the name, <c>at</c> and <c>by</c> stand in each.</summary>
    public required IReadOnlyList<JsonElement> Facts { get; init; }

    /// <summary>What its chats were sent.</summary>
    public required IReadOnlyList<MessageAnswer> Messages { get; init; }
}

/// <summary>A message about a case.</summary>
/// <param name="Kind"><c>card</c>, the living card, or <c>notice</c>, sent once.</param>
/// <param name="Channel"><c>telegram</c> or <c>web</c>.</param>
/// <param name="Chat">The channel's id of the chat.</param>
/// <param name="Topic">The forum topic, where there is one.</param>
/// <param name="MessageId">The channel's id of the message, once it is there.</param>
/// <param name="State">How far it has come.</param>
/// <param name="SentAt">When it was last delivered.</param>
/// <param name="MayBeDoubled">An answer to a send was lost: a spare copy may stand in the chat.</param>
internal sealed record MessageAnswer(
    string Kind, string Channel, string Chat, int? Topic, string? MessageId, OutboxState State, DateTimeOffset? SentAt,
    bool MayBeDoubled);
