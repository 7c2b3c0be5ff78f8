using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Domain.Tests.Statistics;

public sealed class DigestContentTests
{
    private static readonly StationCalendar Calendar = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));
    private static readonly ReportingWeek Week = ReportingWeek.Of(new DateOnly(2026, 11, 16));
    private static readonly DateTimeOffset Tuesday = Calendar.Instant(new DateTime(2026, 11, 17, 10, 0, 0));

    private static DigestInput Input(params CaseHistory[] cases) => new()
    {
        Week = Week, Calendar = Calendar, Now = Week.End(Calendar).AddHours(9), Cases = cases, RepairOrders = 80,
        RepairOrdersBefore = 70,
    };

    private static DigestContent Digest(params CaseHistory[] cases) => DigestContent.From(Input(cases));

    [Fact]
    public void A_case_opened_and_decided_in_the_week_is_suspected_and_confirmed()
    {
        var digest = Digest(new History(1, Tuesday).After(5).Decide(Verdict.Repeat));

        Assert.Equal((1, 1, 0, 0), (digest.Suspected, digest.Confirmed, digest.Rejected, digest.Open));
        Assert.Equal(1.25, digest.Rate.PerHundred!.Value, 9);
        Assert.False(digest.IsRunning);
    }

    [Fact]
    public void A_verdict_counts_in_its_own_week_and_not_in_that_of_the_opening()
    {
        var digest = Digest(
            new History(1, Tuesday.AddDays(-6)).After(8 * 24 - 48).Decide(Verdict.NotRepeat),
            new History(2, Tuesday.AddDays(-6)).After(2).Decide(Verdict.Repeat),
            new History(3, Tuesday).After(7 * 24).Decide(Verdict.Repeat));

        Assert.Equal((1, 0, 1), (digest.Suspected, digest.Confirmed, digest.Rejected));
        Assert.Equal(1, digest.RateBefore.Count);
        Assert.Equal(70, digest.RateBefore.Of);
        Assert.Equal(1, digest.Open);
    }

    [Fact]
    public void Reopening_in_a_later_week_leaves_the_figures_of_this_one_as_they_were()
    {
        var history = new History(1, Tuesday).After(5).Decide(Verdict.Repeat).Name(Cause.Training);
        var before = Digest(history);
        var after = Digest(history.After(7 * 24).Reopen().After(1).Decide(Verdict.NotRepeat));

        Assert.Equal(
            (before.Suspected, before.Confirmed, before.Rejected, before.Open, before.Causes.Count),
            (after.Suspected, after.Confirmed, after.Rejected, after.Open, after.Causes.Count));
        Assert.Equal(1, after.Confirmed);
        Assert.Equal(0, after.Reopened);

        var next = DigestContent.From(Input(history) with { Week = Week.Next, Now = Week.Next.End(Calendar) });
        Assert.Equal((0, 0, 1, 1), (next.Suspected, next.Confirmed, next.Rejected, next.Reopened));
        Assert.Equal(1, next.RateBefore.Count);
    }

    [Fact]
    public void A_verdict_that_was_reopened_within_the_week_does_not_count()
    {
        var digest = Digest(new History(1, Tuesday).After(5).Decide(Verdict.Repeat).After(1).Reopen());

        Assert.Equal((1, 0, 1, 1), (digest.Suspected, digest.Confirmed, digest.Reopened, digest.Open));
    }

    [Fact]
    public void A_merged_case_is_counted_only_where_it_goes_on()
    {
        var digest = Digest(
            new History(1, Tuesday),
            new History(2, Tuesday).After(1).Merge(1),
            new History(3, Tuesday).After(8 * 24).Merge(1));

        Assert.Equal(2, digest.Suspected);
        Assert.Equal(2, digest.Open);
        Assert.DoesNotContain(digest.Waiting.SelectMany(x => x.Cases), x => x.Number == 2);
    }

    [Fact]
    public void A_withdrawn_case_is_withdrawn_and_not_rejected()
    {
        var digest = Digest(new History(1, Tuesday).After(30).Withdraw());

        Assert.Equal((1, 1, 0, 0), (digest.Suspected, digest.Withdrawn, digest.Rejected, digest.Open));
        Assert.Empty(digest.Waiting);
    }

    [Fact]
    public void A_lapsed_vote_is_undecided_open_and_overdue_until_somebody_decides()
    {
        var lapsed = new History(1, Tuesday).After(60).Lapse();
        var digest = Digest(lapsed);

        Assert.Equal((1, 1, 1), (digest.Undecided, digest.Open, digest.Overdue));
        Assert.Equal(0, Digest(lapsed.After(2).Decide(Verdict.NotRepeat)).Undecided);
    }

    [Fact]
    public void A_reminder_that_moves_the_deadline_does_not_make_a_late_vote_timely()
    {
        var digest = Digest(
            new History(1, Tuesday).After(16).Remind().After(16).AskDirector(),
            new History(2, Tuesday.AddHours(115)).After(16).Remind(),
            new History(3, Week.End(Calendar).AddHours(-15)));

        Assert.Equal((3, 2), (digest.Open, digest.Overdue));
    }

    [Fact]
    public void A_deadline_at_the_very_end_of_the_week_has_passed()
    {
        Assert.Equal(1, Digest(new History(1, Week.End(Calendar).AddHours(-16))).Overdue);
        Assert.Equal(0, Digest(new History(1, Week.End(Calendar).AddHours(-16).AddSeconds(1))).Overdue);
    }

    [Fact]
    public void What_happens_at_the_first_instant_of_the_next_week_is_not_counted()
    {
        var end = Week.End(Calendar);
        var digest = Digest(new History(1, end.AddTicks(-1)), new History(2, end), new History(3, Week.Start(Calendar)));

        Assert.Equal(2, digest.Suspected);
    }

    [Fact]
    public void A_cause_counts_in_the_week_in_which_it_was_named_if_it_stands()
    {
        var digest = Digest(
            new History(1, Tuesday.AddDays(-6)).After(1).Decide(Verdict.Repeat).After(6 * 24).Name(Cause.Diagnosis)
                .Name(ResponsibleKind.Process),
            new History(2, Tuesday).After(1).Decide(Verdict.Repeat).Name(Cause.Diagnosis).Name(ResponsibleKind.Mechanic, "Болтов Б. Б."),
            new History(3, Tuesday).After(1).Decide(Verdict.Repeat).Name(Cause.Training).TakeCauseBack(),
            new History(4, Tuesday).After(1).Decide(Verdict.Repeat).Name(Cause.Training).After(24 * 7).Name(ResponsibleKind.Process),
            new History(5, Tuesday.AddDays(-7)).After(1).Decide(Verdict.Repeat).Name(Cause.Training));

        Assert.Equal([new CauseCount(Cause.Diagnosis, 2), new CauseCount(Cause.Training, 1)], digest.Causes);
        Assert.Equal(
            [new ResponsibleCount(ResponsibleKind.Mechanic, null, 1), new ResponsibleCount(ResponsibleKind.Process, null, 1)],
            digest.Responsible);
    }

    [Fact]
    public void Names_are_there_only_where_the_station_shows_them()
    {
        CaseHistory[] cases =
        [
            new History(1, Tuesday).After(1).Decide(Verdict.Repeat).Name(Cause.Diagnosis).Name(ResponsibleKind.Mechanic, "Болтов Б. Б."),
            new History(2, Tuesday).After(1).Decide(Verdict.Repeat).Name(Cause.Diagnosis).Name(ResponsibleKind.Mechanic, "Гайкин Г. Г."),
        ];

        Assert.Equal([new ResponsibleCount(ResponsibleKind.Mechanic, null, 2)], Digest(cases).Responsible);
        Assert.Equal(
            ["Болтов Б. Б.", "Гайкин Г. Г."],
            DigestContent.From(Input(cases) with { ShowNames = true }).Responsible.Select(x => x.Name));
    }

    [Fact]
    public void An_open_case_waits_for_those_who_have_not_voted_by_name()
    {
        var digest = Digest(
            new History(1, Tuesday).Cast(History.Foreman, VoteChoice.Repeat).Cast(History.Client, VoteChoice.Abstain),
            new History(2, Week.End(Calendar).AddHours(-2))
                .Cast(History.Foreman, VoteChoice.Repeat).Cast(History.Client, VoteChoice.Abstain)
                .Cast(History.Manager, VoteChoice.NotRepeat));

        Assert.Equal(
            [
                (Awaited.Vote, "Директоров Д. Д.", "1!6,2 1"),
                (Awaited.Vote, "Станционов С. С.", "1!6"),
            ],
            digest.Waiting.Select(x => (x.For, x.Member!, Short(x))));
    }

    [Fact]
    public void A_diagnosis_that_was_asked_for_waits_for_the_station_manager_until_it_is_there()
    {
        var asked = new History(1, Tuesday).AskForDiagnosis();

        var waiting = Assert.Single(Digest(asked).Waiting, x => x.For == Awaited.Diagnosis);
        Assert.Null(waiting.Member);
        Assert.True(waiting.IsFor(History.Manager));
        Assert.False(waiting.IsFor(History.Foreman));

        Assert.DoesNotContain(Digest(asked.Say(History.Manager, "люфт")).Waiting, x => x.For == Awaited.Diagnosis);
    }

    [Fact]
    public void When_the_director_was_asked_only_he_is_waited_for()
    {
        var digest = Digest(new History(1, Tuesday).Cast(History.Foreman, VoteChoice.Repeat).After(40).AskDirector());

        var waiting = Assert.Single(digest.Waiting);
        Assert.Equal((Awaited.DirectorsVote, "Директоров Д. Д."), (waiting.For, waiting.Member));
    }

    [Fact]
    public void Even_votes_without_a_director_wait_for_somebody_to_change_theirs_before_the_deadline_and_after()
    {
        var even = new History(1, Week.End(Calendar).AddHours(-2), [History.Client, History.Manager])
            .Cast(History.Client, VoteChoice.Repeat).Cast(History.Manager, VoteChoice.NotRepeat);

        Assert.Equal([(Awaited.MajorityOfVotes, null)], Digest(even).Waiting.Select(x => (x.For, x.Member)));
        Assert.Equal([(Awaited.MajorityOfVotes, null)], Digest(even.Lapse()).Waiting.Select(x => (x.For, x.Member)));
    }

    [Fact]
    public void A_vote_that_all_have_cast_and_that_only_the_minimum_time_holds_open_waits_for_nobody()
    {
        var cast = new History(1, Tuesday);
        foreach (var member in History.Commission) cast.Cast(member, VoteChoice.Repeat);

        Assert.Empty(Digest(cast).Waiting);
        Assert.Equal(1, Digest(cast).Open);
    }

    [Fact]
    public void A_confirmed_case_waits_for_cause_responsible_and_the_call_until_all_are_there()
    {
        var bare = new History(1, Tuesday).After(1).Decide(Verdict.Repeat);
        Assert.Equal([Awaited.Cause, Awaited.CustomerCall], Digest(bare).Waiting.Select(x => x.For));

        var named = bare.Name(Cause.Operation);
        Assert.Equal([Awaited.Responsible, Awaited.CustomerCall], Digest(named).Waiting.Select(x => x.For));

        var tried = named.Name(ResponsibleKind.Process).Call(CallOutcome.NotReached);
        Assert.Equal([Awaited.CustomerCall], Digest(tried).Waiting.Select(x => x.For));
        Assert.Equal("1 6", Short(Digest(tried).Waiting[0]));

        Assert.Empty(Digest(tried.Call(CallOutcome.Displeased).Close()).Waiting);
    }

    [Fact]
    public void A_week_that_runs_is_counted_up_to_now()
    {
        var digest = DigestContent.From(
            Input(new History(1, Tuesday).After(5).Decide(Verdict.Repeat)) with { Now = Tuesday.AddHours(1) });

        Assert.True(digest.IsRunning);
        Assert.Equal(Tuesday.AddHours(1), digest.AsOf);
        Assert.Equal((1, 0, 1), (digest.Suspected, digest.Confirmed, digest.Open));
    }

    [Fact]
    public void Signals_are_counted_by_rule_those_in_shadow_apart_and_returns_by_grade()
    {
        var digest = DigestContent.From(Input() with
        {
            Signals =
            [
                new(RuleName.ReturnedWithinWindow, RuleMode.Live, FaultGrade.Unrelated),
                new(RuleName.ReturnedWithinWindow, RuleMode.Live, FaultGrade.SameFault),
                new(RuleName.ReturnedWithinWindow, RuleMode.Live, FaultGrade.Unrelated),
                new(RuleName.SurveyNamesPoorRepair, RuleMode.Shadow, null),
                new(RuleName.BookingSaysPossibleRepeat, RuleMode.Live, null),
            ],
        });

        Assert.Equal(
            [
                new SignalCount(RuleName.BookingSaysPossibleRepeat, 1, 0),
                new SignalCount(RuleName.SurveyNamesPoorRepair, 0, 1),
                new SignalCount(RuleName.ReturnedWithinWindow, 3, 0),
            ],
            digest.Signals);
        Assert.Equal([new GradeCount(FaultGrade.SameFault, 1), new GradeCount(FaultGrade.Unrelated, 2)], digest.Returns);
    }

    [Fact]
    public void A_flag_taken_off_the_same_record_twice_is_one_remark()
    {
        var digest = DigestContent.From(Input() with
        {
            LoweredFlags =
            [
                new(RecordKind.Booking, "З-1"), new(RecordKind.Booking, "З-1"), new(RecordKind.WorkOrder, "З-1"),
            ],
        });

        Assert.Equal(2, digest.LoweredFlags.Count);
        Assert.Null(digest.OrdersWithoutBooking);
    }

    private static string Short(Waiting waiting) =>
        string.Join(",", waiting.Cases.Select(x => $"{x.Number}{(x.Overdue ? "!" : " ")}{x.Days}"));
}
