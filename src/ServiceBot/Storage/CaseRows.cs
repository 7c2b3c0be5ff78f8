using System.ComponentModel.DataAnnotations.Schema;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;

namespace ServiceBot.Storage;

/// <summary>One rule's remark; (<see cref="Station"/>, <see cref="Key"/>) is its natural key.</summary>
internal sealed class SignalRow
{
    public long Id { get; set; }
    public required string Station { get; set; }
    public required string Key { get; set; }
    public required RuleName Rule { get; set; }
    public required RuleMode Mode { get; set; }

    /// <summary>The time of the record that gave rise to it.</summary>
    public DateTimeOffset At { get; set; }

    public string? Vin { get; set; }
    public string? Plate { get; set; }
    public string? Model { get; set; }
    public string? EarlierWorkOrderId { get; set; }
    public string? WorkOrderId { get; set; }
    public string? BookingId { get; set; }
    public string? SurveyResponseId { get; set; }

    /// <summary>The whole signal, JSON.</summary>
    public required string Body { get; set; }

    public long? CaseId { get; set; }
    public CaseRow? Case { get; set; }
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Set when the history as it is known now no longer gives this signal.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
}

/// <summary>The current row of a case: what its facts come to, for lists and lookups. Never changed without a fact.</summary>
internal sealed class CaseRow
{
    public long Id { get; set; }
    public required string Station { get; set; }
    public int Number { get; set; }
    public required CaseState State { get; set; }
    public string? Vin { get; set; }
    public string? Plate { get; set; }
    public string? Model { get; set; }
    public string? EarlierWorkOrderId { get; set; }
    public string? ReturnId { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? Deadline { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public int? MergedInto { get; set; }

    /// <summary>Whether it was opened from old records, without an alert, and no news has come to it.</summary>
    public bool FromHistory { get; set; }

    /// <summary>The number of facts; also guards against two writers.</summary>
    public int FactCount { get; set; }

    /// <summary>What its facts come to, once this unit of work has read them; not stored.</summary>
    [NotMapped]
    public RepairCase? Read { get; set; }
}

/// <summary>One thing that happened to a case. Append-only: the database refuses changes.</summary>
internal sealed class CaseFactRow
{
    public long Id { get; set; }
    public long CaseId { get; set; }
    public CaseRow? Case { get; set; }

    /// <summary>1, 2, 3 within the case.</summary>
    public int Sequence { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The fact's name, for lists and digests.</summary>
    public required string Kind { get; set; }

    /// <summary>The fact, JSON.</summary>
    public required string Body { get; set; }
}
