using System.Globalization;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Morning;

/// <summary>When yesterday is told of, at each station by its own clock.</summary>
/// <param name="Time">The hour.</param>
internal sealed record MorningHour(TimeOnly Time)
{
    /// <summary>A report of yesterday that is later than this is none any more.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(20);

    /// <summary>Reads the settings, which were checked before.</summary>
    public static MorningHour From(MorningSettings settings) =>
        new(TimeOnly.ParseExact(settings.Time, "HH:mm", CultureInfo.InvariantCulture));

    /// <summary>The day whose report is due at a moment: yesterday, once the hour has come; null when none is due.</summary>
    public DateOnly? DueDay(DateTimeOffset now, StationCalendar calendar)
    {
        var today = calendar.Day(now);
        var due = calendar.Instant(today.ToDateTime(Time));
        return now >= due && now - due <= LongestDelay ? today.AddDays(-1) : null;
    }
}
