using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class WindowTests
{
    private static WorkOrder Earlier(string closed) => New.WorkOrder("E1", "2026-10-31 09:00", closed);

    [Theory]
    [InlineData("2026-11-01 09:00")]
    [InlineData("2026-11-01 18:00")]
    [InlineData("2026-11-01 23:59:59")]
    public void A_car_closed_on_the_1st_is_within_until_the_end_of_the_15th(string closed)
    {
        Assert.Equal(14, Judging.Return(Earlier(closed), New.Return("R1", "2026-11-15 23:59:59"))?.Evidence.DaysSince);
        Assert.Null(Judging.Return(Earlier(closed), New.Return("R1", "2026-11-16 00:00")));
    }

    [Fact]
    public void Days_are_the_stations_calendar_days_and_not_those_of_UTC()
    {
        // 23:30 in Moscow on the 1st is 20:30 UTC; half past midnight on the 16th in Moscow is still the 15th in UTC.
        var earlier = Earlier("2026-11-01 23:30");
        Assert.NotNull(Judging.Return(earlier, New.Return("R1", "2026-11-15 23:30")));
        Assert.Null(Judging.Return(earlier, New.Return("R1", "2026-11-16 00:30")));
    }

    [Fact]
    public void The_same_instants_are_judged_by_the_days_of_each_stations_zone()
    {
        var earlier = Earlier("2026-11-01 12:00");
        var back = New.Return("R1", "2026-11-15 20:00");
        var vladivostok = new StationCalendar(TimeZoneInfo.FindSystemTimeZoneById("Asia/Vladivostok"));
        Assert.Equal(14, Assert.Single(Judging.Of([earlier, back], [])).Evidence.DaysSince);
        // 20:00 on the 15th in Moscow is 03:00 on the 16th in Vladivostok.
        Assert.Empty(Judging.Of([earlier, back], [], calendar: vladivostok));
    }

    [Fact]
    public void The_offset_in_which_a_record_writes_its_time_does_not_matter()
    {
        var earlier = Earlier("2026-11-01 23:30");
        var utc = earlier with { ClosedAt = earlier.ClosedAt!.Value.ToUniversalTime() };
        var back = New.Return("R1", "2026-11-15 23:30");
        Assert.Equal(
            Judging.Return(earlier, back)!.Evidence.DaysSince, Judging.Return(utc, back)!.Evidence.DaysSince);
    }

    [Theory]
    [InlineData("2026-03-28 23:30", "2026-04-11 23:30", true)]
    [InlineData("2026-03-28 23:30", "2026-04-12 00:30", false)]
    [InlineData("2026-10-24 00:30", "2026-11-07 23:30", true)]
    [InlineData("2026-10-24 00:30", "2026-11-08 00:30", false)]
    public void A_change_to_or_from_summer_time_moves_no_day(string closed, string opened, bool within)
    {
        var berlin = new StationCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        DateTimeOffset At(string local) => berlin.Instant(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture));
        var earlier = New.WorkOrder("E1", "2026-01-01") with { OpenedAt = At(closed).AddHours(-2), ClosedAt = At(closed) };
        var back = New.Return("R1", "2026-01-02") with { OpenedAt = At(opened) };
        Assert.Equal(within, Judging.Of([earlier, back], [], calendar: berlin).Count == 1);
    }

    [Theory]
    [InlineData("2028-02-15 18:00", "2028-02-29 10:00", true)]
    [InlineData("2028-02-15 18:00", "2028-03-01 10:00", false)]
    [InlineData("2027-02-15 18:00", "2027-03-01 10:00", true)]
    [InlineData("2028-02-29 18:00", "2028-03-14 10:00", true)]
    [InlineData("2028-02-29 18:00", "2028-03-15 10:00", false)]
    public void The_29th_of_February_is_a_day_like_any_other(string closed, string opened, bool within)
    {
        var earlier = New.WorkOrder("E1", closed[..10] + " 09:00", closed);
        Assert.Equal(within, Judging.Return(earlier, New.Return("R1", opened)) is not null);
    }

    [Theory]
    [InlineData(7, "2026-11-08 10:00", true)]
    [InlineData(7, "2026-11-09 10:00", false)]
    [InlineData(30, "2026-12-01 10:00", true)]
    [InlineData(30, "2026-12-02 10:00", false)]
    [InlineData(0, "2026-11-01 20:00", true)]
    [InlineData(0, "2026-11-02 00:10", false)]
    public void The_length_of_the_window_is_a_setting(int days, string opened, bool within)
    {
        var settings = new RuleSettings { WindowDays = days };
        Assert.Equal(within, Judging.Return(settings, Earlier("2026-11-01 18:00"), New.Return("R1", opened)) is not null);
    }

    [Fact]
    public void The_window_begins_with_the_closing_and_not_with_the_opening()
    {
        var longRepair = New.WorkOrder("E1", "2026-10-01 09:00", "2026-11-01 18:00");
        Assert.NotNull(Judging.Return(longRepair, New.Return("R1", "2026-11-14 10:00")));
    }

    [Fact]
    public void An_earlier_order_without_a_closing_has_handed_nothing_over_and_there_is_no_return_yet()
    {
        var open = New.WorkOrder("E1", "2026-11-01 09:00");
        Assert.Empty(Judging.Of(open, New.Return("R1", "2026-11-05 10:00")));
    }

    [Fact]
    public void The_answer_changes_when_the_closing_arrives_late()
    {
        var back = New.Return("R1", "2026-11-05 10:00");
        var open = New.WorkOrder("E1", "2026-11-01 09:00");
        Assert.Null(Judging.Return(open, back));
        var closed = open with { ClosedAt = Moscow.At("2026-11-02 18:00") };
        Assert.Equal("E1", Judging.Return(closed, back)!.EarlierWorkOrderId);
        // A closing after the car was there again: both orders were one stay.
        var overlapping = open with { ClosedAt = Moscow.At("2026-11-06 18:00") };
        Assert.Null(Judging.Return(overlapping, back));
    }

    [Fact]
    public void Within_the_kilometres_of_the_setting_a_return_counts_whatever_the_days()
    {
        var settings = new RuleSettings { WindowKm = 1000 };
        var earlier = Earlier("2026-08-01 18:00") with { OpenedAt = Moscow.At("2026-08-01 09:00"), OdometerKm = 50_000 };
        var back = New.Return("R1", "2026-11-15 10:00");
        Assert.Equal(106, Judging.Return(settings, earlier, back with { OdometerKm = 51_000 })?.Evidence.DaysSince);
        Assert.Null(Judging.Return(settings, earlier, back with { OdometerKm = 51_001 }));
        Assert.Null(Judging.Return(settings, earlier, back with { OdometerKm = 49_999 }));
        Assert.Null(Judging.Return(settings, earlier, back));
        Assert.Null(Judging.Return(earlier, back with { OdometerKm = 50_010 }));
    }

    [Fact]
    public void Kilometres_beyond_the_setting_take_no_return_out_of_the_days()
    {
        var settings = new RuleSettings { WindowKm = 1000 };
        var earlier = Earlier("2026-11-01 18:00") with { OdometerKm = 50_000 };
        Assert.NotNull(Judging.Return(settings, earlier, New.Return("R1", "2026-11-10 10:00") with { OdometerKm = 60_000 }));
    }

    [Fact]
    public void A_return_before_the_repair_was_closed_is_none()
    {
        var before = New.WorkOrder("R1", "2026-10-20 09:00", "2026-10-20 12:00", work: null);
        Assert.Null(Judging.Return(before, New.WorkOrder("E1", "2026-11-20 09:00", "2026-11-21 09:00")));
    }
}
