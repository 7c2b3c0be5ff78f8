using System.Globalization;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Hosting;

namespace ServiceBot.Digests;

/// <summary>When the digest of a finished week is due, by the station's clock.</summary>
/// <param name="Day">The day of the week.</param>
/// <param name="Time">The time of day.</param>
internal sealed record DigestHour(DayOfWeek Day, TimeOnly Time)
{
    /// <summary>Reads checked settings.</summary>
    /// <exception cref="FormatException">Day or time is unreadable; <c>SettingsCheck</c> reports these before.</exception>
    public static DigestHour From(DigestSettings settings) => new(
        Enum.TryParse<DayOfWeek>(settings.Day, ignoreCase: true, out var day) && Enum.IsDefined(day)
            ? day
            : throw new FormatException($"'{settings.Day}': Monday … Sunday"),
        TimeOnly.ParseExact(settings.Time, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture));

    /// <summary>The moment at which a week's digest is due: the first such day and hour after the week is over.</summary>
    public DateTimeOffset Due(ReportingWeek week, StationCalendar calendar)
    {
        var daysAfterMonday = ((int)Day + 6) % 7;
        return calendar.Instant(week.Next.FirstDay.AddDays(daysAfterMonday).ToDateTime(Time));
    }

    /// <summary>The last week whose digest is due by now.</summary>
    public ReportingWeek LastDue(DateTimeOffset now, StationCalendar calendar)
    {
        var finished = ReportingWeek.Of(now, calendar).Previous;
        return Due(finished, calendar) <= now ? finished : finished.Previous;
    }
}
