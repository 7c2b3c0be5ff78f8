namespace ServiceBot.Domain.Sources;

/// <summary>Who called whom.</summary>
public enum CallDirection
{
    /// <summary>The customer called the station.</summary>
    Incoming = 1,

    /// <summary>The station called the customer.</summary>
    Outgoing = 2,
}

/// <summary>One telephone call. Accepted and stored; no rule reads it yet.</summary>
public sealed record CallLogEntry : SourceRecord
{
    /// <inheritdoc />
    public override RecordKind Kind => RecordKind.Call;

    /// <inheritdoc />
    public override DateTimeOffset At => StartedAt;

    /// <summary>When the call began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Who called whom.</summary>
    public required CallDirection Direction { get; init; }

    /// <summary>The customer's telephone.</summary>
    public required PhoneNumber Phone { get; init; }

    /// <summary>The member of staff, or null.</summary>
    public Person? Operator { get; init; }

    /// <summary>How long they spoke, in seconds, or null.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Where the recording is kept, or null.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>What was said, or null.</summary>
    public string? Transcript { get; init; }
}
