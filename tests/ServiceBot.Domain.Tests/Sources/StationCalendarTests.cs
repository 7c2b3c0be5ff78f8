using System.Globalization;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Sources;

public class StationCalendarTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    private static DateTime Wall(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    private static StationCalendar Weekdays(TimeZoneInfo zone, string from = "09:00", string to = "19:00", params string[] holidays) => new(
        zone,
        Enum.GetValues<DayOfWeek>().Where(x => x is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToDictionary(
            x => x, _ => (TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture))),
        holidays.Select(x => DateOnly.Parse(x, CultureInfo.InvariantCulture)).ToHashSet());

    private static void AssertAdds(StationCalendar calendar, string start, double hours, string expected) =>
        Assert.Equal(Wall(expected), calendar.Local(calendar.AddWorkingTime(calendar.Instant(Wall(start)), TimeSpan.FromHours(hours))).DateTime);

    [Theory]
    [InlineData("2026-11-20 10:00", 4, "2026-11-20 14:00")]
    [InlineData("2026-11-19 17:00", 4, "2026-11-20 11:00")]
    [InlineData("2026-11-20 17:00", 4, "2026-11-23 11:00")]
    [InlineData("2026-11-20 15:00", 4, "2026-11-20 19:00")]
    [InlineData("2026-11-20 19:00", 1, "2026-11-23 10:00")]
    [InlineData("2026-11-19 05:00", 1, "2026-11-19 10:00")]
    [InlineData("2026-11-21 12:00", 10, "2026-11-23 19:00")]
    [InlineData("2026-11-20 09:00", 24, "2026-11-24 13:00")]
    public void A_deadline_counts_working_hours_only(string start, double hours, string expected) =>
        AssertAdds(Weekdays(Moscow), start, hours, expected);

    [Fact]
    public void Holidays_are_no_working_days() =>
        AssertAdds(Weekdays(Moscow, holidays: ["2026-11-23", "2026-11-24"]), "2026-11-20 17:00", 4, "2026-11-25 11:00");

    [Fact]
    public void A_station_round_the_clock_counts_every_hour() =>
        AssertAdds(new StationCalendar(Moscow), "2026-11-20 17:00", 24, "2026-11-21 17:00");

    [Fact]
    public void Work_until_midnight_ends_with_the_day() =>
        AssertAdds(Weekdays(Moscow, "12:00", "00:00"), "2026-11-19 22:00", 3, "2026-11-20 13:00");

    [Fact]
    public void A_day_worked_from_midnight_to_midnight_has_as_many_hours_as_the_clock_gives_it()
    {
        var always = new StationCalendar(
            Berlin, Enum.GetValues<DayOfWeek>().ToDictionary(x => x, _ => (TimeOnly.MinValue, TimeOnly.MinValue)));
        // The 29th of March 2026 has 23 hours in Berlin, the 25th of October 25.
        AssertAdds(always, "2026-03-29 00:00", 24, "2026-03-30 01:00");
        AssertAdds(always, "2026-10-25 00:00", 24, "2026-10-25 23:00");
    }

    [Theory]
    [InlineData("2026-11-20 10:00")]
    [InlineData("2026-11-21 03:00")]
    public void No_working_time_changes_nothing(string start)
    {
        var calendar = Weekdays(Moscow);
        var at = calendar.Instant(Wall(start));
        Assert.Equal(at, calendar.AddWorkingTime(at, TimeSpan.Zero));
        Assert.Equal(at, calendar.AddWorkingTime(at, TimeSpan.FromHours(-1)));
    }

    [Fact]
    public void Hours_without_a_day_and_years_of_holidays_are_refused_and_do_not_hang()
    {
        Assert.Throws<ArgumentException>(() => new StationCalendar(Moscow, new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)>()));
        var onlySundays = new StationCalendar(
            Moscow, new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)> { [DayOfWeek.Sunday] = (new(9, 0), new(18, 0)) },
            Enumerable.Range(0, 4000).Select(x => new DateOnly(2026, 1, 1).AddDays(x)).ToHashSet());
        Assert.Throws<InvalidOperationException>(
            () => onlySundays.AddWorkingTime(onlySundays.Instant(Wall("2026-01-01 09:00")), TimeSpan.FromHours(1)));
    }

    [Fact]
    public void The_day_is_that_of_the_stations_wall_clock()
    {
        var late = new DateTimeOffset(2026, 11, 1, 21, 30, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 11, 2), new StationCalendar(Moscow).Day(late));
        Assert.Equal(new DateOnly(2026, 11, 1), new StationCalendar(Berlin).Day(late));
    }

    [Fact]
    public void Days_between_are_counted_on_the_calendar_in_both_directions()
    {
        var calendar = new StationCalendar(Moscow);
        var (evening, morning) = (calendar.Instant(Wall("2026-11-01 23:59")), calendar.Instant(Wall("2026-11-02 00:01")));
        Assert.Equal(1, calendar.DaysBetween(evening, morning));
        Assert.Equal(-1, calendar.DaysBetween(morning, evening));
        Assert.Equal(0, calendar.DaysBetween(morning, calendar.Instant(Wall("2026-11-02 23:59"))));
    }

    [Fact]
    public void In_the_hour_that_summer_time_skips_the_instant_is_the_first_after_it() =>
        Assert.Equal(
            new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), new StationCalendar(Berlin).Instant(Wall("2026-03-29 02:30")));

    [Fact]
    public void In_the_hour_that_comes_twice_the_instant_is_the_earlier() =>
        Assert.Equal(
            new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), new StationCalendar(Berlin).Instant(Wall("2026-10-25 02:30")));
}
