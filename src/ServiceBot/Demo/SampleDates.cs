using ServiceBot.Domain.Sources;

namespace ServiceBot.Demo;

/// <summary>Moves the samples so that their last days are these days: whole weeks, so that Mondays stay Mondays.</summary>
internal static class SampleDates
{
    /// <summary>Whole weeks from the latest moment in the records to now; never into the future.</summary>
    public static TimeSpan Shift(IReadOnlyList<SourceRecord> records, DateTimeOffset now)
    {
        var last = records.Max(Latest);
        return TimeSpan.FromDays(Math.Floor((now - last).TotalDays / 7) * 7);
    }

    public static SourceRecord Moved(SourceRecord record, TimeSpan by) => record switch
    {
        Booking x => x with { CreatedAt = x.CreatedAt + by, PlannedAt = x.PlannedAt + by },
        WorkOrder x => x with { OpenedAt = x.OpenedAt + by, ClosedAt = x.ClosedAt + by },
        SurveyResponse x => x with { AnsweredAt = x.AnsweredAt + by },
        CallLogEntry x => x with { StartedAt = x.StartedAt + by },
        _ => throw new ArgumentException($"Unknown record {record.GetType().Name}.", nameof(record)),
    };

    // A car that is expected tomorrow is in the future by right.
    private static DateTimeOffset Latest(SourceRecord record) => record switch
    {
        WorkOrder { ClosedAt: { } closed } => closed,
        _ => record.At,
    };
}
