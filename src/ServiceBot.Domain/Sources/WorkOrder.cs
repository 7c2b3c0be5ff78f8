namespace ServiceBot.Domain.Sources;

/// <summary>What a work order is for.</summary>
public enum WorkOrderKind
{
    /// <summary>A repair the customer pays for. The value where the source has no kind.</summary>
    Repair = 0,

    /// <summary>A repair under warranty.</summary>
    Warranty = 1,

    /// <summary>Planned maintenance.</summary>
    Maintenance = 2,

    /// <summary>Body and paint work, insurance cases included.</summary>
    Body = 3,

    /// <summary>The station's own vehicles and preparation for sale.</summary>
    Internal = 4,

    /// <summary>Tyre change.</summary>
    Tyres = 5,

    /// <summary>Anything else: washing, extra equipment.</summary>
    Other = 6,
}

/// <summary>The job sheet of a visit, with its lines.</summary>
public sealed record WorkOrder : SourceRecord
{
    /// <inheritdoc />
    public override RecordKind Kind => RecordKind.WorkOrder;

    /// <inheritdoc />
    public override DateTimeOffset At => OpenedAt;

    /// <summary>The booking it was opened from, or null.</summary>
    public string? BookingId { get; init; }

    /// <summary>The consolidated order that ties several orders of one visit together, or null.</summary>
    public string? ConsolidatedOrderId { get; init; }

    /// <summary>When the car was taken in.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the car was handed back; null while it is at the station. Never before <see cref="OpenedAt"/>.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What the order is for.</summary>
    public WorkOrderKind OrderKind { get; init; }

    /// <summary>The odometer in kilometres, or null.</summary>
    public int? OdometerKm { get; init; }

    /// <summary>The fault in the customer's words, or null.</summary>
    public string? Complaint { get; init; }

    /// <summary>The shop foreman of the shift, or null.</summary>
    public Person? Foreman { get; init; }

    /// <summary>The advisor who received the car, or null.</summary>
    public Person? Advisor { get; init; }

    /// <summary>The repeat flag where the source keeps it on the order; null when it does not.</summary>
    public bool? PossibleRepeat { get; init; }

    /// <summary>A cancelled order repaired nothing and is no visit.</summary>
    public bool Cancelled { get; init; }

    /// <summary>The jobs; may be empty.</summary>
    public IReadOnlyList<WorkOrderLine> Lines { get; init; } = [];

    /// <summary>The parts fitted; may be empty.</summary>
    public IReadOnlyList<PartLine> Parts { get; init; } = [];

    /// <summary>The total in the station's currency, or null.</summary>
    public decimal? Total { get; init; }
}

/// <summary>One job of a work order.</summary>
/// <param name="Code">The operation code, or null.</param>
/// <param name="Text">What was done, as written.</param>
/// <param name="Area">The unit of the vehicle as the source names it, or null.</param>
/// <param name="Mechanic">Who did it, or null.</param>
/// <param name="NormHours">The time by the manufacturer's norm, in hours, or null.</param>
/// <param name="Rate">The price of one norm-hour, or null.</param>
public sealed record WorkOrderLine(
    string? Code, string Text, string? Area = null, Person? Mechanic = null, decimal? NormHours = null, decimal? Rate = null);

/// <summary>One part fitted.</summary>
/// <param name="Number">The catalogue number, or null.</param>
/// <param name="Name">The name as written.</param>
/// <param name="Quantity">How many, or null.</param>
public sealed record PartLine(string? Number, string Name, decimal? Quantity = null);
