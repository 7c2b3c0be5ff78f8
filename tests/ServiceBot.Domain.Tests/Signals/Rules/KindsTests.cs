using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class KindsTests
{
    private static readonly WorkOrder Earlier = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00");
    private static readonly WorkOrder Back = New.Return("R1", "2026-11-05 10:00");

    [Theory]
    [InlineData(WorkOrderKind.Repair)]
    [InlineData(WorkOrderKind.Warranty)]
    public void Repair_and_warranty_are_repairs_on_both_sides(WorkOrderKind kind)
    {
        Assert.NotNull(Judging.Return(Earlier with { OrderKind = kind }, Back));
        Assert.NotNull(Judging.Return(Earlier, Back with { OrderKind = kind }));
    }

    [Theory]
    [InlineData(WorkOrderKind.Maintenance)]
    [InlineData(WorkOrderKind.Body)]
    [InlineData(WorkOrderKind.Internal)]
    [InlineData(WorkOrderKind.Tyres)]
    [InlineData(WorkOrderKind.Other)]
    public void Maintenance_body_internal_tyres_and_the_rest_are_no_repair_on_either_side(WorkOrderKind kind)
    {
        Assert.Empty(Judging.Of(Earlier with { OrderKind = kind }, Back));
        Assert.Empty(Judging.Of(Earlier, Back with { OrderKind = kind }));
    }

    [Fact]
    public void Which_kinds_are_no_repair_is_a_setting()
    {
        var settings = new RuleSettings { ExcludedKinds = new HashSet<WorkOrderKind> { WorkOrderKind.Warranty } };
        Assert.NotNull(Judging.Return(settings, Earlier with { OrderKind = WorkOrderKind.Body }, Back));
        Assert.Null(Judging.Return(settings, Earlier with { OrderKind = WorkOrderKind.Warranty }, Back));
    }

    [Fact]
    public void A_maintenance_between_two_repairs_hides_no_return()
    {
        var between = New.WorkOrder("M1", "2026-11-03 09:00", "2026-11-03 10:00", "ТО-2", null, kind: WorkOrderKind.Maintenance);
        Assert.Equal("E1", Judging.Return(Earlier, between, Back)!.EarlierWorkOrderId);
    }

    [Fact]
    public void A_cancelled_order_repaired_nothing_and_is_no_return()
    {
        Assert.Empty(Judging.Of(Earlier with { Cancelled = true }, Back));
        Assert.Empty(Judging.Of(Earlier, Back with { Cancelled = true }));
    }

    [Fact]
    public void A_cancelled_order_ties_no_two_visits_together()
    {
        var cancelled = New.WorkOrder("C1", "2026-11-01 10:00", "2026-11-05 12:00") with { Cancelled = true };
        Assert.NotNull(Judging.Return(Earlier, cancelled, Back));
        Assert.Null(Judging.Return(Earlier, cancelled with { Cancelled = false }, Back));
    }

    [Fact]
    public void A_visit_for_which_the_part_has_arrived_continues_the_latest_one()
    {
        var waits = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00", New.Knock, "диагностика подвески, заказана запчасть");
        var goesOn = New.WorkOrder("R1", "2026-11-08 09:00", null, "стук спереди, пришла запчасть", New.BallJoint);
        Assert.Empty(Judging.Of(waits, goesOn));
        Assert.NotNull(Judging.Return(waits with { Lines = [new WorkOrderLine(null, New.BallJoint)] }, Back));
    }

    [Fact]
    public void Work_for_which_the_earlier_order_awaited_a_part_is_a_continuation()
    {
        var waits = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00", New.Knock, "шаровая опора левая: ожидание запчасти");
        var fits = New.WorkOrder("R1", "2026-11-08 09:00", null, null, New.BallJoint);
        Assert.Empty(Judging.Of(waits, fits));
    }

    [Fact]
    public void A_part_awaited_for_something_else_excuses_no_return()
    {
        var waits = Earlier with
        {
            Lines = [new WorkOrderLine(null, New.BallJoint), new WorkOrderLine(null, "заказана запчасть: лампа ближнего света")],
        };
        Assert.Equal(FaultGrade.SameFault, Judging.Return(waits, Back)!.Evidence.Grade);
    }

    [Fact]
    public void Where_a_part_arrived_for_the_latest_visit_a_return_to_the_one_before_is_still_seen()
    {
        var waits = New.WorkOrder("E2", "2026-11-03 09:00", "2026-11-03 18:00", New.DeadLamp, "заказана запчасть");
        var goesOn = New.Return("R1", "2026-11-08 09:00", "пришла запчасть. " + New.KnockAgain);
        var signal = Judging.Of(Earlier, waits, goesOn).Single(x => x.WorkOrderId == "R1");
        Assert.Equal("E1", signal.EarlierWorkOrderId);
    }
}
