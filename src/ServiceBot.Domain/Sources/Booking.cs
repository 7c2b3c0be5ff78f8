namespace ServiceBot.Domain.Sources;

/// <summary>An agreed visit, with the answer to "was the car here with this fault before?".</summary>
public sealed record Booking : SourceRecord
{
    /// <inheritdoc />
    public override RecordKind Kind => RecordKind.Booking;

    /// <inheritdoc />
    public override DateTimeOffset At => CreatedAt;

    /// <summary>When the customer was booked.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the car is expected, or null.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>The fault in the customer's words, or null.</summary>
    public string? Complaint { get; init; }

    /// <summary>The flag "possible repeat repair"; null when the question was not asked.</summary>
    public bool? PossibleRepeat { get; init; }

    /// <summary>Who took the booking, or null.</summary>
    public Person? Operator { get; init; }

    /// <summary>The earlier work order the customer spoke of, or null.</summary>
    public string? EarlierWorkOrderId { get; init; }
}
