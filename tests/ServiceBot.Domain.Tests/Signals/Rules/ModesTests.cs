using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class ModesTests
{
    private static readonly SourceRecord[] Records =
    [
        New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00"),
        New.Booking("B1", "2026-11-05 10:00"),
        New.Return("R1", "2026-11-08 09:00") with { BookingId = "B1" },
        New.Survey("S1", "2026-11-03 10:00", "E1"),
    ];

    private static readonly StaffReport[] Reports = [New.Report("k1", "2026-11-08 10:00")];

    [Fact]
    public void A_rule_that_is_not_named_is_live_and_each_rule_spoke_here()
    {
        var signals = Judging.Of(Records, Reports);
        Assert.Equal(Enum.GetValues<RuleName>(), signals.Select(x => x.Rule).Order());
        Assert.All(signals, x => Assert.Equal((RuleMode.Live, true), (x.Mode, x.OpensCase)));
    }

    [Theory]
    [InlineData(RuleName.BookingSaysPossibleRepeat)]
    [InlineData(RuleName.SurveyNamesPoorRepair)]
    [InlineData(RuleName.ReturnedWithinWindow)]
    [InlineData(RuleName.ReportedByStaff)]
    public void A_rule_that_is_off_says_nothing(RuleName rule)
    {
        var signals = Judging.Of(Records, Reports, Judging.With(rule, RuleMode.Off));
        Assert.Equal(Enum.GetValues<RuleName>().Where(x => x != rule), signals.Select(x => x.Rule).Order());
    }

    [Theory]
    [InlineData(RuleName.BookingSaysPossibleRepeat)]
    [InlineData(RuleName.SurveyNamesPoorRepair)]
    [InlineData(RuleName.ReturnedWithinWindow)]
    [InlineData(RuleName.ReportedByStaff)]
    public void A_rule_in_shadow_records_its_signal_and_opens_and_joins_no_case(RuleName rule)
    {
        var signals = Judging.Of(Records, Reports, Judging.With(rule, RuleMode.Shadow));
        var shadow = signals.Only(rule)!;
        Assert.Equal((RuleMode.Shadow, false), (shadow.Mode, shadow.OpensCase));
        var group = Assert.Single(CaseGroup.Gather(signals));
        Assert.Equal(3, group.Signals.Count);
        Assert.DoesNotContain(shadow, group.Signals);
    }
}
