using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Domain.Tests.Statistics;

public sealed class StationStatisticsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 6, 0, 0, TimeSpan.Zero);

    private static StationStatistics Count(params CaseHistory[] cases) =>
        StationStatistics.From(new StatisticsInput(cases, [], 200));

    [Fact]
    public void Every_state_and_verdict_is_named_even_when_there_is_no_case()
    {
        var none = Count();

        Assert.Equal(Enum.GetValues<CaseState>(), none.ByState.Keys.Order());
        Assert.Equal(Enum.GetValues<Verdict>(), none.Verdicts.Keys.Order());
        Assert.All(none.ByState.Values.Concat(none.Verdicts.Values), x => Assert.Equal(0, x));
        Assert.Equal(new Durations(0, null, null), none.TimeToVerdict);
        Assert.Equal(0, none.Rate.Share);
    }

    [Fact]
    public void Cases_stand_as_all_their_facts_leave_them_and_merged_ones_are_apart()
    {
        var counted = Count(
            new History(1, Start),
            new History(2, Start).After(2).Decide(Verdict.Repeat).Name(Cause.Diagnosis).Name(ResponsibleKind.Mechanic, "Болтов Б. Б."),
            new History(3, Start).After(4).Decide(Verdict.NotRepeat),
            new History(4, Start).After(20).Lapse(),
            new History(5, Start).After(20).Withdraw(),
            new History(6, Start).After(20).Merge(1),
            new History(7, Start).After(12).Decide(Verdict.Repeat).Name(Cause.Diagnosis).Name(ResponsibleKind.Process)
                .Call(CallOutcome.Satisfied).Close(),
            new History(8, Start).After(100).Decide(Verdict.Repeat).After(900).Reopen().After(5).Decide(Verdict.NotRepeat));

        Assert.Equal(7, counted.Cases);
        Assert.Equal((1, 1), (counted.Merged, counted.Withdrawn));
        Assert.Equal(
            [(CaseState.Open, 1), (CaseState.Repeat, 1), (CaseState.NotRepeat, 2), (CaseState.Undecided, 1), (CaseState.Closed, 2)],
            counted.ByState.OrderBy(x => x.Key).Select(x => (x.Key, x.Value)));
        Assert.Equal((2, 2), (counted.Verdicts[Verdict.Repeat], counted.Verdicts[Verdict.NotRepeat]));
        Assert.Equal([new CauseCount(Cause.Diagnosis, 2)], counted.Causes);
        Assert.Equal(
            [new ResponsibleCount(ResponsibleKind.Mechanic, null, 1), new ResponsibleCount(ResponsibleKind.Process, null, 1)],
            counted.Responsible);
        Assert.Equal(1, counted.Rate.PerHundred!.Value, 9);

        // 2, 4, 12 and 100 hours; the second verdict of a reopened case is no second time.
        Assert.Equal(new Durations(4, TimeSpan.FromHours(29.5), TimeSpan.FromHours(8)), counted.TimeToVerdict);
    }

    [Fact]
    public void Returns_are_the_signals_of_that_rule_whatever_the_grade()
    {
        var counted = StationStatistics.From(new StatisticsInput(
            [],
            [
                new(RuleName.ReturnedWithinWindow, RuleMode.Live, FaultGrade.Unrelated),
                new(RuleName.ReturnedWithinWindow, RuleMode.Shadow, FaultGrade.SameFault),
                new(RuleName.ReportedByStaff, RuleMode.Live, null),
            ],
            0));

        Assert.Equal(2, counted.Returns);
        Assert.Equal([new GradeCount(FaultGrade.SameFault, 1), new GradeCount(FaultGrade.Unrelated, 1)], counted.Grades);
        Assert.Equal(
            [new SignalCount(RuleName.ReturnedWithinWindow, 1, 1), new SignalCount(RuleName.ReportedByStaff, 1, 0)], counted.Signals);
        Assert.Null(counted.Rate.Share);
    }
}
