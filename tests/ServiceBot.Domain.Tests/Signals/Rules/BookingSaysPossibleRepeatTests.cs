using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class BookingSaysPossibleRepeatTests
{
    private static readonly WorkOrder Joint = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00");

    private static readonly WorkOrder Lamp = New.WorkOrder(
        "E2", "2026-11-05 09:00", "2026-11-05 18:00", New.DeadLamp, "замена лампы ближнего света");

    private static Signal? Flag(params SourceRecord[] records) =>
        Judging.Of(records).Only(RuleName.BookingSaysPossibleRepeat);

    [Fact]
    public void A_flagged_booking_is_a_signal_before_the_car_has_come()
    {
        var signal = Flag(Joint, New.Booking("B1", "2026-11-10 10:00", "2026-11-12 09:00"))!;
        Assert.Equal("BookingSaysPossibleRepeat:B1", signal.Key);
        Assert.Equal(("E1", "booking:B1", "B1", null), (signal.EarlierWorkOrderId, signal.ReturnId, signal.BookingId, signal.WorkOrderId));
        Assert.True(signal.OpensCase);
        Assert.False(signal.NamesEarlier);
        Assert.Equal((FaultGrade.SameFault, 9), (signal.Evidence.Grade, signal.Evidence.DaysSince));
        Assert.Equal(New.KnockAgain, signal.Evidence.Quote);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void A_booking_without_the_flag_is_none(bool? flag) =>
        Assert.Null(Flag(Joint, New.Booking("B1", "2026-11-10 10:00", flag: flag)));

    [Fact]
    public void The_order_that_the_booking_names_is_taken_first()
    {
        var signal = Flag(Joint, Lamp, New.Booking("B1", "2026-11-10 10:00", earlier: "E2"))!;
        Assert.Equal(("E2", true, FaultGrade.Unrelated), (signal.EarlierWorkOrderId, signal.NamesEarlier, signal.Evidence.Grade));
    }

    [Fact]
    public void A_named_order_that_is_not_here_yet_is_kept_by_its_id()
    {
        var booking = New.Booking("B1", "2026-11-10 10:00", earlier: "OLD-7");
        var signal = Flag(Joint, booking)!;
        Assert.Equal(("OLD-7", true, null), (signal.EarlierWorkOrderId, signal.NamesEarlier, signal.Evidence.Grade));
        var late = New.WorkOrder("OLD-7", "2026-08-01 09:00", "2026-08-02 18:00");
        Assert.Equal(FaultGrade.SameFault, Flag(Joint, booking, late)!.Evidence.Grade);
    }

    [Fact]
    public void Else_the_best_grade_within_the_window_is_taken() =>
        Assert.Equal("E1", Flag(Joint, Lamp, New.Booking("B1", "2026-11-10 10:00"))!.EarlierWorkOrderId);

    [Fact]
    public void Else_the_latest_is_taken_in_the_window_or_not()
    {
        Assert.Equal("E2", Flag(Joint, Lamp, New.Booking("B1", "2026-11-10 10:00", complaint: null))!.EarlierWorkOrderId);
        Assert.Equal("E2", Flag(Joint, Lamp, New.Booking("B1", "2027-02-10 10:00"))!.EarlierWorkOrderId);
    }

    [Fact]
    public void A_car_without_an_earlier_repair_gives_a_signal_tied_to_nothing()
    {
        var signal = Flag(New.Booking("B1", "2026-11-10 10:00"))!;
        Assert.Null(signal.EarlierWorkOrderId);
        Assert.Null(signal.Evidence.DaysSince);
        Assert.True(signal.OpensCase);
    }

    [Fact]
    public void It_is_tied_when_the_earlier_order_arrives_late()
    {
        var booking = New.Booking("B1", "2026-11-10 10:00");
        Assert.Equal("E1", Flag(booking, Joint)!.EarlierWorkOrderId);
        Assert.Null(Flag(booking, Joint with { ClosedAt = null })!.EarlierWorkOrderId);
    }

    [Fact]
    public void When_the_car_comes_the_return_is_the_visit_of_its_order()
    {
        var back = New.Return("R1", "2026-11-12 09:00") with { BookingId = "B1" };
        var signal = Flag(Joint, New.Booking("B1", "2026-11-10 10:00"), back)!;
        Assert.Equal(("BookingSaysPossibleRepeat:B1", "R1", "R1"), (signal.Key, signal.ReturnId, signal.WorkOrderId));
    }

    [Fact]
    public void A_booking_taken_while_the_car_was_still_here_is_measured_to_the_visit()
    {
        var booking = New.Booking("B1", "2026-11-01 12:00", "2026-11-09 10:00");
        var signal = Flag(Joint, booking)!;
        Assert.Equal(("E1", 8), (signal.EarlierWorkOrderId, signal.Evidence.DaysSince));
    }

    [Fact]
    public void The_day_of_the_call_counts_for_the_window_and_not_the_day_that_was_free()
    {
        var signal = Flag(Joint, Lamp, New.Booking("B1", "2026-11-14 10:00", "2026-12-01 10:00"))!;
        Assert.Equal(("E1", 13), (signal.EarlierWorkOrderId, signal.Evidence.DaysSince));
    }

    [Fact]
    public void A_flag_on_the_order_speaks_where_the_booking_has_none()
    {
        var back = New.Return("R1", "2026-12-24 09:00") with { PossibleRepeat = true };
        var signal = Flag(Joint, back)!;
        Assert.Equal(("BookingSaysPossibleRepeat:order:R1", "E1", "R1"), (signal.Key, signal.EarlierWorkOrderId, signal.ReturnId));
        Assert.Null(signal.BookingId);

        var booked = back with { BookingId = "B1" };
        var beside = Flag(Joint, New.Booking("B1", "2026-12-20 09:00", flag: null), booked)!;
        Assert.Equal(("BookingSaysPossibleRepeat:order:R1", "B1"), (beside.Key, beside.BookingId));
    }

    [Fact]
    public void Flags_on_booking_and_order_of_one_visit_are_one_signal()
    {
        var back = New.Return("R1", "2026-12-24 09:00") with { PossibleRepeat = true, BookingId = "B1" };
        Assert.Equal("BookingSaysPossibleRepeat:B1", Flag(Joint, New.Booking("B1", "2026-12-20 09:00"), back)!.Key);
    }

    [Fact]
    public void A_flag_on_a_cancelled_order_says_nothing() =>
        Assert.Null(Flag(Joint, New.Return("R1", "2026-12-24 09:00") with { PossibleRepeat = true, Cancelled = true }));
}
