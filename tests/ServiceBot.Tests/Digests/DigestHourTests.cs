using Quartz;
using ServiceBot.Digests;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Hosting;
using ServiceBot.Schedule;

namespace ServiceBot.Tests.Digests;

public sealed class DigestHourTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_hour_of_the_settings_is_read()
    {
        Assert.Equal(new DigestHour(DayOfWeek.Monday, new TimeOnly(9, 0)), DigestHour.From(new DigestSettings()));
        Assert.Equal(
            new DigestHour(DayOfWeek.Friday, new TimeOnly(17, 30)), DigestHour.From(new DigestSettings { Day = "friday", Time = "17:30" }));
    }

    [Theory]
    [InlineData("Someday", "09:00")]
    [InlineData("9", "09:00")]
    [InlineData("Monday", "25:00")]
    [InlineData("Monday", "9")]
    public void An_unreadable_hour_is_refused(string day, string time) =>
        Assert.Throws<FormatException>(() => DigestHour.From(new DigestSettings { Day = day, Time = time }));

    [Fact]
    public void A_digest_on_Friday_is_of_the_week_before()
    {
        var calendar = new StationCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));
        var hour = new DigestHour(DayOfWeek.Friday, new TimeOnly(17, 0));
        var week = ReportingWeek.Of(new DateOnly(2026, 11, 16));

        Assert.Equal(calendar.Instant(new DateTime(2026, 11, 27, 17, 0, 0)), hour.Due(week, calendar));
        Assert.Equal(week, hour.LastDue(calendar.Instant(new DateTime(2026, 11, 27, 17, 0, 0)), calendar));
        Assert.Equal(week.Previous, hour.LastDue(calendar.Instant(new DateTime(2026, 11, 27, 16, 59, 59)), calendar));
        Assert.Equal(week, hour.LastDue(calendar.Instant(new DateTime(2026, 12, 4, 16, 0, 0)), calendar));
    }

    [Fact]
    public void The_last_week_due_is_over_its_hour_has_come_and_that_of_the_next_has_not()
    {
        var random = new Random(7);
        string[] zones = ["Asia/Vladivostok", "Europe/Kaliningrad", "Europe/Berlin", "America/Havana"];
        for (var i = 0; i < 4000; i++)
        {
            var calendar = new StationCalendar(TimeZoneInfo.FindSystemTimeZoneById(zones[i % zones.Length]));
            var hour = new DigestHour((DayOfWeek)random.Next(7), new TimeOnly(random.Next(24), random.Next(60)));
            var now = Start.AddMinutes(random.Next(0, 2 * 365 * 1440));

            var week = hour.LastDue(now, calendar);

            Assert.True(week.End(calendar) <= hour.Due(week, calendar));
            Assert.True(hour.Due(week, calendar) <= now);
            Assert.True(hour.Due(week.Next, calendar) > now);
        }
    }

    [Theory]
    [InlineData("Asia/Vladivostok")]
    [InlineData("Europe/Kaliningrad")]
    [InlineData("Europe/Berlin")]
    public void The_timetable_rings_at_the_hour_at_which_the_digest_is_due(string zone)
    {
        var calendar = new StationCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            var hour = new DigestHour(day, new TimeOnly(9, 5));
            var cron = new CronExpression(Timetable.Cron(hour), calendar.Zone);
            var week = ReportingWeek.Of(Start, calendar);
            for (var i = 0; i < 60; i++, week = week.Next)
                Assert.Equal(hour.Due(week, calendar), cron.GetNextValidTimeAfter(hour.Due(week, calendar).AddDays(-6.9)));
        }
    }
}
