using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Domain.Tests.Statistics;

public sealed class ReportingWeekTests
{
    private static StationCalendar At(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static ReportingWeek Week(string text) =>
        ReportingWeek.TryParse(text, out var week) ? week : throw new FormatException(text);

    [Theory]
    [InlineData("2026-W47", "2026-11-16", "2026-11-22")]
    [InlineData("2026-W01", "2025-12-29", "2026-01-04")]
    [InlineData("2026-W53", "2026-12-28", "2027-01-03")]
    [InlineData("2027-W01", "2027-01-04", "2027-01-10")]
    [InlineData("2024-W09", "2024-02-26", "2024-03-03")]
    public void A_week_is_read_and_written_in_one_form_and_has_its_days(string text, string first, string last)
    {
        var week = Week(text);

        Assert.Equal(text, week.ToString());
        Assert.Equal(DateOnly.Parse(first), week.FirstDay);
        Assert.Equal(DateOnly.Parse(last), week.LastDay);
        Assert.Equal(DayOfWeek.Monday, week.FirstDay.DayOfWeek);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-W00")]
    [InlineData("2026-W54")]
    [InlineData("2027-W53")]
    [InlineData("2026-47")]
    [InlineData("2026W47")]
    [InlineData("2026-w47")]
    [InlineData(" 2026-W47")]
    [InlineData("2026-W 7")]
    [InlineData("2026-W+7")]
    [InlineData("0000-W01")]
    [InlineData("9999-W52")]
    [InlineData("٢٠٢٦-W47")]
    public void Anything_else_is_no_week(string? text) => Assert.False(ReportingWeek.TryParse(text, out _));

    [Fact]
    public void The_first_days_of_2027_belong_to_week_53_of_2026()
    {
        var week = ReportingWeek.Of(new DateOnly(2027, 1, 3));

        Assert.Equal("2026-W53", week.ToString());
        Assert.Equal("2026-W52", week.Previous.ToString());
        Assert.Equal("2027-W01", week.Next.ToString());
        Assert.Equal(week, week.Next.Previous);
    }

    [Fact]
    public void The_same_instant_is_another_week_in_Vladivostok_than_in_Kaliningrad()
    {
        // Sunday 22 November 2026, 18:00 UTC: Monday 04:00 in Vladivostok, Sunday 20:00 in Kaliningrad.
        var at = new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

        Assert.Equal("2026-W48", ReportingWeek.Of(at, At("Asia/Vladivostok")).ToString());
        Assert.Equal("2026-W47", ReportingWeek.Of(at, At("Europe/Kaliningrad")).ToString());
        Assert.Equal(
            TimeSpan.FromHours(8),
            Week("2026-W47").Start(At("Europe/Kaliningrad")) - Week("2026-W47").Start(At("Asia/Vladivostok")));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-W13", 167)]
    [InlineData("Europe/Berlin", "2026-W43", 169)]
    [InlineData("Europe/Berlin", "2026-W20", 168)]
    [InlineData("Europe/Moscow", "2026-W13", 168)]
    [InlineData("Europe/Moscow", "2014-W43", 169)]
    public void A_week_in_which_the_clock_is_changed_is_an_hour_shorter_or_longer(string zone, string text, int hours)
    {
        var calendar = At(zone);

        Assert.Equal(TimeSpan.FromHours(hours), Week(text).End(calendar) - Week(text).Start(calendar));
    }

    [Fact]
    public void Where_summer_time_begins_at_midnight_of_Monday_the_week_begins_with_the_first_moment_that_exists()
    {
        // A zone whose clock jumps from Monday 30 March 2026 00:00 to 01:00.
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(2026, 1, 1), new DateTime(2026, 12, 31), TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 3, 30),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 10, 25));
        var zone = TimeZoneInfo.CreateCustomTimeZone("Test", TimeSpan.FromHours(2), "Test", "Test", "Test", [rule]);
        var calendar = new StationCalendar(zone);
        var week = Week("2026-W14");

        Assert.Equal(new DateTime(2026, 3, 30, 1, 0, 0), calendar.Local(week.Start(calendar)).DateTime);
        Assert.Equal(week, ReportingWeek.Of(week.Start(calendar), calendar));
        Assert.Equal(week.Previous, ReportingWeek.Of(week.Start(calendar).AddTicks(-1), calendar));
    }

    [Fact]
    public void Every_instant_lies_in_its_week_and_weeks_leave_no_gap()
    {
        var random = new Random(47);
        string[] zones = ["Asia/Vladivostok", "Europe/Kaliningrad", "Europe/Berlin", "America/Havana", "Asia/Kathmandu", "Pacific/Apia"];
        foreach (var zone in zones)
        {
            var calendar = At(zone);
            for (var i = 0; i < 2000; i++)
            {
                var at = new DateTimeOffset(2009, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(0, 30 * 365 * 1440));
                var week = ReportingWeek.Of(at, calendar);

                Assert.True(week.Start(calendar) <= at && at < week.End(calendar), $"{zone} {at:O} {week}");
                Assert.Equal(week.End(calendar), week.Next.Start(calendar));
                Assert.Equal(week, Week(week.ToString()));
                Assert.True(week.CompareTo(week.Next) < 0);
            }
        }
    }
}
