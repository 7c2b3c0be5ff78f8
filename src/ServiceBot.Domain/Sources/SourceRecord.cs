namespace ServiceBot.Domain.Sources;

/// <summary>The four kinds of record that a station's systems hand over.</summary>
public enum RecordKind
{
    /// <summary>An agreed visit.</summary>
    Booking = 1,

    /// <summary>The job sheet of a visit.</summary>
    WorkOrder = 2,

    /// <summary>A customer's answers after a visit.</summary>
    SurveyResponse = 3,

    /// <summary>One telephone call.</summary>
    Call = 4,
}

/// <summary>A record of a source system. (<see cref="Station"/>, <see cref="Kind"/>, <see cref="Id"/>) is its key.</summary>
public abstract record SourceRecord
{
    /// <summary>The code of the station.</summary>
    public required string Station { get; init; }

    /// <summary>The record's own key, whole, as it was sent: leading zeros and case are kept.</summary>
    public required string Id { get; init; }

    /// <summary>Which kind of record this is.</summary>
    public abstract RecordKind Kind { get; }

    /// <summary>The vehicle, or null where the record names none (a survey response with only a work order).</summary>
    public VehicleRef? Vehicle { get; init; }

    /// <summary>The customer, or null.</summary>
    public Client? Client { get; init; }

    /// <summary>The moment by which the record is ordered among the others of its vehicle.</summary>
    public abstract DateTimeOffset At { get; }
}
