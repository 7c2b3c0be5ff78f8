using ServiceBot.Domain.Sources;

namespace ServiceBot.Storage;

/// <summary>The current state of one source record; (<see cref="Station"/>, <see cref="Kind"/>, <see cref="RecordId"/>) is its key.</summary>
internal sealed class RecordRow
{
    public long Id { get; set; }
    public required string Station { get; set; }
    public required RecordKind Kind { get; set; }
    public required string RecordId { get; set; }

    /// <summary>Folded identifiers of the vehicle, by which its history is found.</summary>
    public string? Vin { get; set; }

    public string? SecondVin { get; set; }
    public string? Plate { get; set; }

    /// <summary>The work order a survey speaks of, or the booking an order was opened from.</summary>
    public string? RefersTo { get; set; }

    /// <summary>Creation, opening, answer or call: the moment the record is ordered by.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>A work order's closing, or null.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>A work order's kind, or null.</summary>
    public WorkOrderKind? OrderKind { get; set; }

    public bool Cancelled { get; set; }

    /// <summary>Whether any version of the record carried the flag "possible repeat repair": it never goes off.</summary>
    public bool EverFlagged { get; set; }

    /// <summary>SHA-256 of <see cref="Body"/>: the same record again is told by it.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The record, JSON.</summary>
    public required string Body { get; set; }

    public DateTimeOffset FirstSeenAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>An edit that must be shown, not hidden: the repeat flag was changed after the first value. Append-only.</summary>
internal sealed class RecordEditRow
{
    public long Id { get; set; }
    public required string Station { get; set; }
    public required RecordKind Kind { get; set; }
    public required string RecordId { get; set; }
    public required string Field { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>A report by staff, kept as it was made: the history is judged with it. Append-only.</summary>
internal sealed class StaffReportRow
{
    public long Id { get; set; }
    public required string Station { get; set; }
    public required string Key { get; set; }
    public string? Vin { get; set; }
    public string? Plate { get; set; }
    public required string Body { get; set; }
    public DateTimeOffset At { get; set; }
}
