using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Statistics;

public sealed class BacktestTests
{
    private static Backtest Of(RuleSettings? settings, params SourceRecord[] records)
    {
        var backtest = new Backtest(
            settings ?? new RuleSettings(), Backtest.UsualWindows, Moscow.At("2026-09-01"), Moscow.At("2026-12-01"), Moscow.Calendar);
        foreach (var history in VehicleHistory.Gather(records, [], (settings ?? new RuleSettings()).Visits)) backtest.Add(history);
        return backtest;
    }

    private static BacktestWindow Window(int days, params SourceRecord[] records) =>
        Of(null, records).Windows.Single(x => x.Days == days);

    [Fact]
    public void A_wider_window_tells_what_a_narrow_one_does_not()
    {
        var backtest = Of(
            null, New.WorkOrder("1", "2026-10-01 10:00", "2026-10-01 18:00"), New.Return("2", "2026-10-21 10:00"));

        Assert.Equal([(7, 0, 0), (14, 0, 0), (30, 1, 1), (60, 1, 1)], backtest.Windows.Select(x => (x.Days, x.Returns.Count, x.Cases)));
        Assert.Equal(2, backtest.RepairOrders);
        var told = Assert.Single(backtest.Windows[2].Returns);
        Assert.Equal(("2", "1", 20, FaultGrade.SameFault, true), (told.WorkOrderId, told.EarlierWorkOrderId, told.DaysSince, told.Grade, told.OpensCase));
    }

    [Fact]
    public void Returns_are_counted_by_grade_and_only_the_likest_would_open_a_case()
    {
        var window = Window(
            14,
            New.WorkOrder("1", "2026-10-01 10:00", "2026-10-01 18:00"),
            New.Return("2", "2026-10-05 10:00", New.DeadLamp));

        Assert.Equal((0, 1, 0), (window.Of(FaultGrade.SameFault), window.Of(FaultGrade.Unrelated), window.Cases));
    }

    [Fact]
    public void What_lies_outside_the_span_is_looked_back_to_and_not_counted()
    {
        var window = Window(
            14,
            New.WorkOrder("1", "2026-08-30 10:00", "2026-08-30 18:00"),
            New.WorkOrder("2", "2026-08-31 10:00", "2026-08-31 18:00", New.KnockAgain),
            New.Return("3", "2026-09-02 10:00"));

        Assert.Equal(["3"], window.Returns.Select(x => x.WorkOrderId));
    }

    [Fact]
    public void A_rule_that_is_in_shadow_or_off_is_told_as_if_it_were_live()
    {
        var off = Judging.With(RuleName.ReturnedWithinWindow, RuleMode.Off);

        var backtest = Of(off, New.WorkOrder("1", "2026-10-01 10:00", "2026-10-01 18:00"), New.Return("2", "2026-10-05 10:00"));

        Assert.Equal(1, backtest.Windows.Single(x => x.Days == 14).Cases);
    }

    [Fact]
    public void A_flag_and_the_return_it_speaks_of_are_one_case()
    {
        var window = Window(
            14,
            New.WorkOrder("1", "2026-10-01 10:00", "2026-10-01 18:00"),
            New.Booking("b", "2026-10-04 10:00"),
            New.Return("2", "2026-10-05 10:00") with { BookingId = "b" });

        Assert.Equal(1, window.Cases);
        Assert.Equal(1, window.Signals[RuleName.BookingSaysPossibleRepeat]);
        Assert.Equal(1, window.Signals[RuleName.ReturnedWithinWindow]);
    }

    public static TheoryData<WorkOrder, LeftOutBecause, WorkOrderKind?> NoReturns => new()
    {
        { New.Return("2", "2026-10-05 10:00") with { Cancelled = true }, LeftOutBecause.Cancelled, null },
        { New.Return("2", "2026-10-05 10:00") with { OrderKind = WorkOrderKind.Maintenance }, LeftOutBecause.KindExcluded, WorkOrderKind.Maintenance },
        { New.Return("2", "2026-10-05 10:00") with { OrderKind = WorkOrderKind.Tyres }, LeftOutBecause.KindExcluded, WorkOrderKind.Tyres },
        { New.Return("2", "2026-10-05 10:00", "страховой случай, полировка бампера"), LeftOutBecause.KindExcluded, WorkOrderKind.Body },
        { New.Return("2", "2026-10-01 15:00"), LeftOutBecause.OneVisit, null },
        { New.Return("2", "2026-10-05 10:00", "пришла запчасть, продолжение работ"), LeftOutBecause.Continuation, null },
    };

    [Theory]
    [MemberData(nameof(NoReturns))]
    public void What_is_no_return_is_listed_with_its_reason(WorkOrder order, LeftOutBecause because, WorkOrderKind? kind)
    {
        var window = Window(14, New.WorkOrder("1", "2026-10-01 10:00", "2026-10-01 18:00"), order);

        Assert.Empty(window.Returns);
        var left = Assert.Single(window.LeftOut);
        Assert.Equal(("2", "1", because, kind), (left.WorkOrderId, left.EarlierWorkOrderId, left.Because, left.Kind));
    }

    [Fact]
    public void What_ties_an_order_to_its_visit_is_told()
    {
        var first = New.WorkOrder("1", "2026-10-01 10:00", "2026-10-01 18:00") with { OdometerKm = 70_500 };
        Assert.Equal(LeftOutBecause.Supplementary, Because(first, New.Return("2", "2026-10-01 18:30") with { OdometerKm = 70_500 }));
        Assert.Equal(LeftOutBecause.ConsolidatedOrder, Because(
            first with { ConsolidatedOrderId = "S" }, New.Return("2", "2026-10-05 10:00") with { ConsolidatedOrderId = "S" }));
        Assert.Equal(LeftOutBecause.OneVisit, Because(
            first with { BookingId = "B" }, New.Return("2", "2026-10-05 10:00") with { BookingId = "B" }));

        static LeftOutBecause Because(params SourceRecord[] records) => Assert.Single(Window(14, records).LeftOut).Because;
    }

    [Fact]
    public void An_order_tied_only_through_a_third_is_told_by_that_tie()
    {
        // 2 stands inside 1, 3 belongs to the consolidated order of 1; the latest handed over before 3 is 2.
        var window = Window(
            14,
            New.WorkOrder("1", "2026-10-01 09:00", "2026-10-01 18:00") with { ConsolidatedOrderId = "S" },
            New.WorkOrder("2", "2026-10-01 10:00", "2026-10-01 19:00"),
            New.Return("3", "2026-10-05 10:00") with { ConsolidatedOrderId = "S" });

        var left = Assert.Single(window.LeftOut, x => x.WorkOrderId == "3");
        Assert.Equal(("2", LeftOutBecause.ConsolidatedOrder), (left.EarlierWorkOrderId, left.Because));
    }

    [Fact]
    public void A_repair_after_maintenance_is_no_return_to_it()
    {
        var window = Window(
            14,
            New.WorkOrder("1", "2026-10-01 10:00", "2026-10-01 18:00", kind: WorkOrderKind.Maintenance),
            New.Return("2", "2026-10-05 10:00"));

        Assert.Equal(LeftOutBecause.EarlierNotARepair, Assert.Single(window.LeftOut).Because);
    }

    [Fact]
    public void Every_later_order_is_either_told_or_left_out()
    {
        foreach (var seed in Enumerable.Range(1, 200))
        {
            var random = new Random(seed);
            var orders = Enumerable.Range(0, 12).Select(i =>
            {
                var opened = Moscow.At("2026-10-01 08:00").AddHours(random.Next(0, 24 * 40));
                return New.WorkOrder(
                    $"{i}", opened.ToString("yyyy-MM-dd HH:mm"), opened.AddHours(random.Next(1, 60)).ToString("yyyy-MM-dd HH:mm"),
                    random.Next(2) == 0 ? New.Knock : New.DeadLamp, kind: (WorkOrderKind)random.Next(1, 4)) with { Cancelled = random.Next(6) == 0 };
            }).ToArray();
            var window = Of(null, orders).Windows.Single(x => x.Days == 60);
            var told = window.Returns.Select(x => x.WorkOrderId).ToHashSet();
            var left = window.LeftOut.Select(x => x.WorkOrderId).ToHashSet();

            Assert.Empty(told.Intersect(left));
            // A return is told once a visit, by its first order that is a repair; the visit's other orders are part of it.
            var visits = Visit.Gather(orders, [], new VisitRules());
            foreach (var order in orders.Where(x => orders.Any(y => y != x && !y.Cancelled && y.ClosedAt < x.OpenedAt)))
                Assert.True(
                    left.Contains(order.Id) || visits.Any(v => v.Orders.Contains(order) && v.Orders.Any(o => told.Contains(o.Id))),
                    $"seed {seed}, order {order.Id}");
        }
    }
}
