namespace ServiceBot.Domain.Sources;

/// <summary>A station's time zone, working hours and holidays.</summary>
public sealed class StationCalendar
{
    private readonly IReadOnlyDictionary<DayOfWeek, (TimeOnly From, TimeOnly To)>? _hours;
    private readonly IReadOnlySet<DateOnly> _holidays;

    /// <param name="zone">The station's time zone.</param>
    /// <param name="hours">Working hours by day, a missing day is free; null means round the clock. "To" 00:00 means midnight.</param>
    /// <param name="holidays">Days without work, station's calendar.</param>
    /// <exception cref="ArgumentException">Hours are given and hold no day, so no deadline would ever come.</exception>
    public StationCalendar(
        TimeZoneInfo zone,
        IReadOnlyDictionary<DayOfWeek, (TimeOnly From, TimeOnly To)>? hours = null,
        IReadOnlySet<DateOnly>? holidays = null)
    {
        if (hours is { Count: 0 }) throw new ArgumentException("Working hours hold no day.", nameof(hours));
        Zone = zone;
        _hours = hours;
        _holidays = holidays ?? new HashSet<DateOnly>();
    }

    /// <summary>The station's time zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The wall clock at the station.</summary>
    /// <param name="at">The instant.</param>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>The calendar day at the station.</summary>
    /// <param name="at">The instant.</param>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The instant of a wall-clock time. In the hour that summer time skips, the first moment after it; in the
    /// hour that comes twice, the earlier.</summary>
    /// <param name="local">Date and time at the station, without offset.</param>
    public DateTimeOffset Instant(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(wall)) wall = wall.AddMinutes(1);
        var offset = Zone.IsAmbiguousTime(wall)
            ? Zone.GetAmbiguousTimeOffsets(wall).Max()
            : Zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary>Whole calendar days at the station from one instant to another; negative backwards.</summary>
    /// <param name="from">The earlier instant.</param>
    /// <param name="to">The later instant.</param>
    public int DaysBetween(DateTimeOffset from, DateTimeOffset to) => Day(to).DayNumber - Day(from).DayNumber;

    /// <summary>The instant at which that much working time has passed.</summary>
    /// <param name="start">From when; outside working hours the count begins with the next working hour.</param>
    /// <param name="amount">Working time; zero or less gives <paramref name="start"/>.</param>
    public DateTimeOffset AddWorkingTime(DateTimeOffset start, TimeSpan amount)
    {
        if (amount <= TimeSpan.Zero) return start;
        if (_hours is null) return start + amount;
        var day = Day(start);
        var left = amount;
        // Ten years of days: a station whose every working day is a holiday must not hang us.
        for (var i = 0; i < 3660; i++, day = day.AddDays(1))
        {
            if (_holidays.Contains(day) || !_hours.TryGetValue(day.DayOfWeek, out var hours)) continue;
            var from = Instant(day.ToDateTime(hours.From));
            var to = Instant(hours.To == TimeOnly.MinValue ? day.AddDays(1).ToDateTime(hours.To) : day.ToDateTime(hours.To));
            if (from < start) from = start;
            if (to <= from) continue;
            if (to - from >= left) return (from + left).ToUniversalTime();
            left -= to - from;
        }

        throw new InvalidOperationException("No working time within ten years: check working hours and holidays.");
    }
}
