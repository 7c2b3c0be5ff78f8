using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class EarlierOrderTests
{
    private static readonly WorkOrder Joint = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00");

    private static readonly WorkOrder Lamp = New.WorkOrder(
        "E2", "2026-11-05 09:00", "2026-11-05 18:00", New.DeadLamp, "замена лампы ближнего света");

    private static readonly WorkOrder Back = New.Return("R1", "2026-11-10 10:00");

    [Fact]
    public void The_best_grade_within_the_window_is_taken_before_the_latest()
    {
        var signal = Assert.Single(Judging.Of(Joint, Lamp, Back), x => x.WorkOrderId == "R1");
        Assert.Equal("E1", signal.EarlierWorkOrderId);
        Assert.Equal(FaultGrade.SameFault, signal.Evidence.Grade);
        Assert.NotEmpty(signal.Evidence.Terms!);
    }

    [Fact]
    public void Of_equal_grades_the_latest_is_taken()
    {
        var again = New.WorkOrder("E3", "2026-11-06 09:00", "2026-11-06 18:00");
        Assert.Equal("E3", Judging.Of(Joint, again, Back).Single(x => x.WorkOrderId == "R1").EarlierWorkOrderId);
    }

    [Fact]
    public void Without_any_likeness_the_latest_within_the_window_is_named_and_no_case_is_opened()
    {
        var signal = Judging.Of(Joint, Lamp, New.Return("R1", "2026-11-10 10:00", "скрипит дверь"))
            .Single(x => x.WorkOrderId == "R1");
        Assert.Equal("E2", signal.EarlierWorkOrderId);
        Assert.Equal(FaultGrade.Unrelated, signal.Evidence.Grade);
        Assert.False(signal.OpensCase);
    }

    [Fact]
    public void The_same_fault_opens_a_case()
    {
        var signal = Judging.Return(Joint, Back)!;
        Assert.Equal(FaultGrade.SameFault, signal.Evidence.Grade);
        Assert.True(signal.OpensCase);
    }

    [Fact]
    public void The_same_area_opens_a_case_where_the_setting_says_so_and_is_a_signal_anyway()
    {
        var back = New.Return("R1", "2026-11-10 10:00", New.OtherSide);
        var left = Joint with { Complaint = null };
        var signal = Judging.Return(left, back)!;
        Assert.Equal(FaultGrade.SameArea, signal.Evidence.Grade);
        Assert.False(signal.OpensCase);
        var settings = new RuleSettings { OpenCaseFor = FaultGrade.SameArea };
        Assert.True(Judging.Return(settings, left, back)!.OpensCase);
    }

    [Fact]
    public void An_unrelated_return_within_the_window_is_a_signal_with_its_grade()
    {
        var signal = Judging.Return(Joint, New.Return("R1", "2026-11-10 10:00", New.DeadLamp))!;
        Assert.Equal((FaultGrade.Unrelated, false, "E1"), (signal.Evidence.Grade, signal.OpensCase, signal.EarlierWorkOrderId));
        var settings = new RuleSettings { OpenCaseFor = FaultGrade.SameArea };
        Assert.False(Judging.Return(settings, Joint, New.Return("R1", "2026-11-10 10:00", New.DeadLamp))!.OpensCase);
    }

    [Fact]
    public void A_chain_of_returns_is_two_signals_each_to_the_one_before()
    {
        var second = New.WorkOrder("R1", "2026-11-08 09:00", "2026-11-08 18:00", New.KnockAgain);
        var signals = Judging.Of(Joint, second, New.Return("R2", "2026-11-15 10:00"));
        Assert.Equal(
            [("E1", "R1"), ("R1", "R2")], signals.Select(x => (x.EarlierWorkOrderId!, x.ReturnId!)).Order());
    }

    [Fact]
    public void An_order_outside_the_window_is_named_only_by_a_flag()
    {
        var old = New.WorkOrder("E0", "2026-09-01 09:00", "2026-09-01 18:00");
        Assert.Empty(Judging.Of(old, Back));
        var signal = Assert.Single(Judging.Of(old, Back with { PossibleRepeat = true }));
        Assert.Equal((RuleName.BookingSaysPossibleRepeat, "E0"), (signal.Rule, signal.EarlierWorkOrderId));
    }
}
