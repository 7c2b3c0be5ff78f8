using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Cases;

public class CaseGroupTests
{
    private static readonly Signal Back = New.Signal("R1", "E1", "R1", grade: FaultGrade.SameFault);

    private static string[] Keys(params Signal[] signals) =>
        [.. CaseGroup.Gather(signals).Select(g => string.Join("+", g.Signals.Select(x => x.Key)))];

    [Fact]
    public void Signals_about_the_same_earlier_work_order_are_one_case() =>
        Assert.Equal(["R1+S1"], Keys(Back, New.Signal("S1", "E1")));

    [Fact]
    public void Signals_about_the_same_return_visit_are_one_case() =>
        Assert.Equal(["B1+R1"], Keys(Back, New.Signal("B1", "E0", "R1")));

    [Fact]
    public void Signals_about_neither_are_cases_of_their_own() =>
        Assert.Equal(["R1", "S1", "S2"], Keys(Back, New.Signal("S1", "E7"), New.Signal("S2", null)));

    [Fact]
    public void Two_signals_that_know_no_repair_and_no_return_have_nothing_in_common() =>
        Assert.Equal(["K1", "K2"], Keys(New.Signal("K1", null), New.Signal("K2", null)));

    [Fact]
    public void What_staff_report_within_a_day_of_another_signal_is_one_matter_while_no_order_is_known()
    {
        var report = Told("M1", null, "2026-11-10 10:00");
        Assert.Equal(["M1+M2"], Keys(report, Told("M2", null, "2026-11-11 10:00")));
        Assert.Equal(["B1+M1"], Keys(report, New.Signal("B1", null, "V1", rule: RuleName.BookingSaysPossibleRepeat, at: "2026-11-09 18:00")));

        Assert.Equal(["M1", "M2"], Keys(report, Told("M2", null, "2026-11-11 10:01")));
        Assert.Equal(["M1", "M2"], Keys(report, Told("M2", "E1", "2026-11-10 10:00")));
        Assert.Equal(["M1", "M2"], Keys(report, Told("M2", null, "2026-11-10 10:00") with { Vehicle = New.Vehicle(plate: "В002ВВ178") }));

        static Signal Told(string key, string? earlier, string at) => New.Signal(key, earlier, rule: RuleName.ReportedByStaff, at: at);
    }

    [Fact]
    public void A_chain_of_returns_is_two_cases() =>
        Assert.Equal(["R1", "R2"], Keys(Back, New.Signal("R2", "R1", "R2")));

    [Fact]
    public void Two_returns_to_the_same_repair_are_one_case()
    {
        var group = Assert.Single(CaseGroup.Gather([Back, New.Signal("R2", "E1", "R2", at: "2026-11-12 10:00")]));
        Assert.Equal(("E1", "R1"), (group.EarlierWorkOrderId, group.ReturnId));
    }

    [Fact]
    public void A_weak_signal_opens_nothing_by_itself() =>
        Assert.Empty(Keys(New.Signal("R1", "E1", "R1", strong: false, grade: FaultGrade.SameArea)));

    [Fact]
    public void A_weak_signal_of_the_same_visit_joins_a_case_whatever_its_grade() =>
        Assert.Equal(["R1+W"], Keys(Back, New.Signal("W", "E5", "R1", strong: false, grade: FaultGrade.Unrelated)));

    [Fact]
    public void A_weak_signal_of_the_same_area_joins_the_case_of_its_earlier_order_and_an_unrelated_one_does_not()
    {
        Assert.Equal(["R1+W"], Keys(Back, New.Signal("W", "E1", "R9", strong: false, grade: FaultGrade.SameArea)));
        Assert.Equal(["R1"], Keys(Back, New.Signal("W", "E1", "R9", strong: false, grade: FaultGrade.Unrelated)));
    }

    [Fact]
    public void A_weak_signal_ties_no_two_cases_together()
    {
        // It speaks of the repair of the one and the return of the other.
        var other = New.Signal("R2", "E2", "R2");
        Assert.Equal(2, Keys(Back, other, New.Signal("W", "E1", "R2", strong: false, grade: FaultGrade.SameArea)).Length);
    }

    [Fact]
    public void Signals_in_shadow_join_nothing() =>
        Assert.Equal(["R1"], Keys(Back, New.Signal("S1", "E1", "R1", strong: false, mode: RuleMode.Shadow)));

    [Fact]
    public void Signals_of_two_vehicles_are_never_one_case()
    {
        var other = New.Vehicle("WV1ZZZ2HZ8H012345");
        Assert.Equal(["R1", "S1"], Keys(Back, New.Signal("S1", "E1", "R1", vehicle: other)));
        Assert.Equal(["R1"], Keys(Back, New.Signal("W", "E1", "R1", strong: false, vehicle: other)));
    }

    [Fact]
    public void The_earlier_order_of_a_case_is_the_one_a_signal_names_else_of_the_best_grade_else_the_first()
    {
        string? Earlier(params Signal[] signals) => Assert.Single(CaseGroup.Gather(signals)).EarlierWorkOrderId;
        var named = New.Signal("B1", "E0", "R1", names: true, grade: FaultGrade.Unrelated, at: "2026-11-12 10:00");
        var area = New.Signal("B2", "E2", "R1", grade: FaultGrade.SameArea, at: "2026-11-09 10:00");
        Assert.Equal("E0", Earlier(Back, named, area));
        Assert.Equal("E1", Earlier(Back, area));
        Assert.Equal("E4", Earlier(New.Signal("K2", "E3", "R1", at: "2026-11-10 12:00"), New.Signal("K3", "E4", "R1", at: "2026-11-10 11:00")));
    }

    [Fact]
    public void A_case_takes_the_return_that_any_of_its_signals_knows() =>
        Assert.Equal("R1", Assert.Single(CaseGroup.Gather([New.Signal("A", "E1", names: true), Back])).ReturnId);

    [Fact]
    public void The_order_of_the_signals_does_not_matter()
    {
        Signal[] signals =
        [
            Back, New.Signal("S1", "E1"), New.Signal("B1", "E0", "R1"), New.Signal("R2", "R1", "R2"),
            New.Signal("W", "E1", "R2", strong: false, grade: FaultGrade.SameArea),
        ];
        var expected = Keys(signals);
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(signals);
            Assert.Equal(expected, Keys(signals));
        }
    }
}
