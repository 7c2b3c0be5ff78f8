using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class OneVisitTests
{
    private static readonly WorkOrder First = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 15:00") with { OdometerKm = 50_000 };

    private static WorkOrder Next(string opened) => New.Return("R1", opened) with { OdometerKm = 50_000 };

    [Fact]
    public void Orders_of_the_same_booking_are_one_visit()
    {
        Assert.NotNull(Judging.Return(First, Next("2026-11-03 10:00")));
        Assert.Null(Judging.Return(First with { BookingId = "B1" }, Next("2026-11-03 10:00") with { BookingId = "B1" }));
        Assert.NotNull(Judging.Return(First with { BookingId = "B1" }, Next("2026-11-03 10:00") with { BookingId = "B2" }));
    }

    [Fact]
    public void Orders_of_the_same_consolidated_order_are_one_visit()
    {
        var first = First with { ConsolidatedOrderId = "S7" };
        Assert.Null(Judging.Return(first, Next("2026-11-03 10:00") with { ConsolidatedOrderId = "S7" }));
        Assert.NotNull(Judging.Return(first, Next("2026-11-03 10:00") with { ConsolidatedOrderId = "S8" }));
    }

    [Fact]
    public void Orders_that_overlap_in_time_are_one_visit()
    {
        Assert.Null(Judging.Return(First, Next("2026-11-01 14:59")));
        Assert.Null(Judging.Return(First, Next("2026-11-01 14:59") with { OdometerKm = null }));
    }

    [Fact]
    public void Orders_opened_at_the_same_moment_are_one_visit_even_where_one_was_closed_at_once()
    {
        // A source that writes only days gives both midnight.
        var wash = New.WorkOrder("A1", "2026-11-01", "2026-11-01");
        Assert.Null(Judging.Return(wash, New.WorkOrder("B1", "2026-11-01", "2026-11-02", New.KnockAgain)));
    }

    [Fact]
    public void A_supplementary_order_within_an_hour_of_the_closing_with_the_odometer_unmoved_is_the_same_visit()
    {
        Assert.Null(Judging.Return(First, Next("2026-11-01 15:00")));
        Assert.Null(Judging.Return(First, Next("2026-11-01 16:00")));
        Assert.NotNull(Judging.Return(First, Next("2026-11-01 16:00:01")));
    }

    [Fact]
    public void With_the_odometer_moved_or_unknown_an_order_within_the_hour_is_a_return()
    {
        Assert.NotNull(Judging.Return(First, Next("2026-11-01 15:30") with { OdometerKm = 50_012 }));
        Assert.NotNull(Judging.Return(First, Next("2026-11-01 15:30") with { OdometerKm = null }));
        Assert.NotNull(Judging.Return(First with { OdometerKm = null }, Next("2026-11-01 15:30") with { OdometerKm = null }));
    }

    public static TheoryData<VisitTie, WorkOrder, WorkOrder> Ties => new()
    {
        { VisitTie.Booking, First with { BookingId = "B1" }, Next("2026-11-03 10:00") with { BookingId = "B1" } },
        { VisitTie.ConsolidatedOrder, First with { ConsolidatedOrderId = "S7" }, Next("2026-11-03 10:00") with { ConsolidatedOrderId = "S7" } },
        { VisitTie.Supplementary, First, Next("2026-11-01 15:30") },
    };

    [Theory]
    [MemberData(nameof(Ties))]
    public void A_tie_that_does_not_count_at_the_station_leaves_two_visits(VisitTie tie, WorkOrder first, WorkOrder next)
    {
        var all = new VisitRules().Ties;
        Assert.Null(Judging.Return(first, next));
        Assert.Null(Judging.Return(With(all.Where(x => x == tie)), first, next));
        Assert.NotNull(Judging.Return(With(all.Where(x => x != tie)), first, next));

        static RuleSettings With(IEnumerable<VisitTie> ties) => new() { Visits = new VisitRules { Ties = ties.ToHashSet() } };
    }

    [Fact]
    public void What_was_not_handed_over_has_not_come_back_whatever_the_settings()
    {
        var none = new RuleSettings { Visits = new VisitRules { Ties = new HashSet<VisitTie>() } };
        Assert.Null(Judging.Return(none, First, Next("2026-11-01 14:59")));
        Assert.Null(Judging.Return(none, First, Next("2026-11-01 09:00")));
    }

    [Fact]
    public void How_soon_an_order_is_supplementary_is_a_setting()
    {
        var quarter = new RuleSettings { Visits = new VisitRules { SupplementaryWithin = TimeSpan.FromMinutes(15) } };
        Assert.Null(Judging.Return(quarter, First, Next("2026-11-01 15:15")));
        Assert.NotNull(Judging.Return(quarter, First, Next("2026-11-01 15:16")));
    }

    [Fact]
    public void Work_that_goes_on_is_a_return_where_the_station_wants_it_so()
    {
        var next = Next("2026-11-05 10:00") with { Complaint = "пришла запчасть, продолжение работ" };
        Assert.Null(Judging.Return(First, next));
        Assert.NotNull(Judging.Return(new RuleSettings { Continuations = false }, First, next));
    }

    [Fact]
    public void A_part_that_was_awaited_is_no_reason_where_the_station_wants_it_so()
    {
        var awaited = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 15:00", work: "Шаровая опора: ожидание з/ч");
        var next = New.WorkOrder("R1", "2026-11-05 10:00", null, New.Knock, "Замена шаровой опоры");
        Assert.Null(Judging.Return(awaited, next));
        Assert.NotNull(Judging.Return(new RuleSettings { Continuations = false }, awaited, next));
    }

    [Fact]
    public void Back_later_the_same_day_is_a_return()
    {
        var back = Judging.Return(First, Next("2026-11-01 18:00"));
        Assert.Equal("E1", back!.EarlierWorkOrderId);
        Assert.Equal(0, back.Evidence.DaysSince);
        Assert.True(back.OpensCase);
    }

    [Fact]
    public void A_visit_grows_through_the_orders_between()
    {
        // E1 and E3 do not touch; E2 overlaps both.
        var second = New.WorkOrder("E2", "2026-11-01 14:00", "2026-11-03 12:00");
        var third = New.WorkOrder("E3", "2026-11-03 11:00", "2026-11-03 13:00", New.KnockAgain);
        Assert.Empty(Judging.Of(First, second, third));
        Assert.NotNull(Judging.Return(First, third));
    }

    [Fact]
    public void A_visit_of_several_orders_comes_back_once()
    {
        var back = New.WorkOrder("R1", "2026-11-05 10:00", "2026-11-05 12:00", New.KnockAgain, null);
        var supplement = New.WorkOrder("R2", "2026-11-05 11:00", "2026-11-05 13:00", New.KnockAgain, null);
        var signal = Assert.Single(Judging.Of(First, back, supplement));
        Assert.Equal("R1", signal.ReturnId);
        Assert.Equal("R1", signal.WorkOrderId);
    }

    [Fact]
    public void A_visit_begins_with_its_first_order_and_its_first_repair_is_the_return()
    {
        var maintenance = New.WorkOrder("M1", "2026-11-05 09:00", "2026-11-05 12:00", "ТО", null, kind: WorkOrderKind.Maintenance);
        var repair = New.WorkOrder("R1", "2026-11-05 10:00", "2026-11-05 13:00", New.KnockAgain, null);
        var signal = Assert.Single(Judging.Of(First, maintenance, repair));
        Assert.Equal("M1", signal.ReturnId);
        Assert.Equal("R1", signal.WorkOrderId);
        Assert.Equal($"{RuleName.ReturnedWithinWindow}:R1", signal.Key);
    }

    [Fact]
    public void An_order_left_open_holds_no_later_order_inside_its_stay()
    {
        var forgotten = New.WorkOrder("F1", "2026-10-20 09:00");
        var signal = Assert.Single(Judging.Of(forgotten, First, Next("2026-11-05 10:00")));
        Assert.Equal(("E1", "R1"), (signal.EarlierWorkOrderId, signal.ReturnId));
    }

    [Fact]
    public void A_booking_belongs_to_the_visit_of_its_order_and_stands_alone_before_the_car_comes()
    {
        var booking = New.Booking("B1", "2026-11-04 10:00", "2026-11-05 09:00", flag: false);
        var back = Next("2026-11-05 10:00") with { BookingId = "B1" };
        var history = Assert.Single(VehicleHistory.Gather([First, booking, back], [], new VisitRules()));
        Assert.Equal(["E1", "R1"], history.Visits.Select(x => x.Key));
        Assert.Equal("B1", Assert.Single(history.Visits[1].Bookings).Id);

        var before = Assert.Single(VehicleHistory.Gather([First, booking], [], new VisitRules()));
        Assert.Equal(["E1", "booking:B1"], before.Visits.Select(x => x.Key));
        Assert.Equal(booking.PlannedAt, before.Visits[1].At);
    }

    [Fact]
    public void A_booking_whose_order_was_cancelled_waits_for_the_car_again()
    {
        var booking = New.Booking("B1", "2026-11-04 10:00", flag: false);
        var cancelled = Next("2026-11-05 10:00") with { BookingId = "B1", Cancelled = true };
        Assert.Equal(
            ["E1", "booking:B1"],
            Assert.Single(VehicleHistory.Gather([First, booking, cancelled], [], new VisitRules())).Visits.Select(x => x.Key));
    }
}
