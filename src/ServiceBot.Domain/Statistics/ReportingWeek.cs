using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Statistics;

/// <summary>
/// A week by ISO 8601: Monday to Sunday, the first of a year is the one with its first Thursday. It has no hour of its
/// own: when it begins and ends is a matter of the station's calendar.
/// </summary>
public sealed record ReportingWeek : IComparable<ReportingWeek>
{
    private ReportingWeek(DateOnly monday)
    {
        FirstDay = monday;
        Year = ISOWeek.GetYear(monday.ToDateTime(TimeOnly.MinValue));
        Number = ISOWeek.GetWeekOfYear(monday.ToDateTime(TimeOnly.MinValue));
    }

    /// <summary>The year the week is counted in; near New Year not always the year of its days.</summary>
    public int Year { get; }

    /// <summary>1 to 52 or 53.</summary>
    public int Number { get; }

    /// <summary>The Monday.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>The Sunday.</summary>
    public DateOnly LastDay => FirstDay.AddDays(6);

    /// <summary>The week before.</summary>
    public ReportingWeek Previous => new(FirstDay.AddDays(-7));

    /// <summary>The week after.</summary>
    public ReportingWeek Next => new(FirstDay.AddDays(7));

    /// <summary>The week of a day.</summary>
    /// <param name="day">Any day of it.</param>
    public static ReportingWeek Of(DateOnly day) => new(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)));

    /// <summary>The week that runs at a station at an instant.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="calendar">The station's calendar.</param>
    public static ReportingWeek Of(DateTimeOffset at, StationCalendar calendar) => Of(calendar.Day(at));

    /// <summary>Reads <c>2026-W47</c>.</summary>
    /// <param name="text">The text; null and anything else is no week.</param>
    /// <param name="week">The week, when it is one.</param>
    /// <returns>False for any other form, and for a week that its year does not have.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ReportingWeek? week)
    {
        week = null;
        if (text is not { Length: 8 } || text[4] != '-' || text[5] != 'W') return false;
        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return false;
        if (!int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        // The ends of the calendar have no whole week before or after.
        if (year is < 2 or > 9998 || number < 1 || number > ISOWeek.GetWeeksInYear(year)) return false;
        week = new ReportingWeek(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday)));
        return true;
    }

    /// <summary>The first instant of the week at a station.</summary>
    /// <param name="calendar">The station's calendar.</param>
    public DateTimeOffset Start(StationCalendar calendar) => calendar.Instant(FirstDay.ToDateTime(TimeOnly.MinValue));

    /// <summary>The first instant that is no longer in the week: the start of the next.</summary>
    /// <param name="calendar">The station's calendar.</param>
    public DateTimeOffset End(StationCalendar calendar) => Next.Start(calendar);

    /// <inheritdoc />
    public int CompareTo(ReportingWeek? other) => other is null ? 1 : FirstDay.CompareTo(other.FirstDay);

    /// <summary>The form in which people and programs write it, <c>2026-W47</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-W{Number:D2}");
}
