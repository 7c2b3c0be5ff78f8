using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Cases;

public class AfterRepeatTests
{
    private static readonly IReadOnlyList<CommissionMember> Staff =
        [.. New.Commission, New.Member("advisor", Role.Advisor), New.Member("mechanic", Role.Mechanic)];

    private static Ballot Repeat() => new Ballot(Staff).Decided(Verdict.Repeat);

    [Fact]
    public void The_case_closes_when_cause_responsible_and_call_are_all_there()
    {
        var ballot = Repeat();
        Assert.IsType<CaseOutcome.Done>(ballot.Name("manager", Cause.Workmanship));
        Assert.IsType<CaseOutcome.Done>(ballot.Name("manager", ResponsibleKind.Process));
        Assert.Equal(CaseState.Repeat, ballot.State.State);
        var last = Assert.IsType<CaseOutcome.Done>(ballot.Call("client", CallOutcome.Satisfied));
        Assert.Equal([typeof(CustomerCalled), typeof(CaseClosed)], last.Facts.Select(x => x.GetType()));
        Assert.Equal((CaseState.Closed, Verdict.Repeat), (ballot.State.State, ballot.State.Verdict));
        Assert.Equal(
            (Cause.Workmanship, new Responsible(ResponsibleKind.Process, null), CallOutcome.Satisfied),
            (ballot.State.Cause, ballot.State.Responsible, ballot.State.CustomerCall));
    }

    [Fact]
    public void In_whatever_order_the_three_come_the_last_closes_the_case()
    {
        var ballot = Repeat();
        ballot.Call("client", CallOutcome.Displeased);
        ballot.Name("manager", Cause.Training);
        Assert.Equal(CaseState.Repeat, ballot.State.State);
        var last = Assert.IsType<CaseOutcome.Done>(ballot.Name("manager", ResponsibleKind.Mechanic));
        Assert.IsType<CaseClosed>(last.Facts[^1]);
    }

    [Fact]
    public void A_customer_who_was_not_reached_is_to_be_called_again_and_the_case_stays_open()
    {
        var ballot = Repeat();
        ballot.Name("manager", Cause.DefectivePart);
        ballot.Name("manager", ResponsibleKind.Parts);
        Assert.Single(Assert.IsType<CaseOutcome.Done>(ballot.Call("client", CallOutcome.NotReached)).Facts);
        Assert.Equal(CaseState.Repeat, ballot.State.State);
        ballot.Call("client", CallOutcome.Satisfied);
        Assert.Equal(CaseState.Closed, ballot.State.State);
    }

    [Theory]
    [InlineData("client")]
    [InlineData("foreman")]
    [InlineData("director")]
    [InlineData("advisor")]
    [InlineData("mechanic")]
    public void Only_the_station_manager_names_cause_and_responsible(string member)
    {
        var ballot = Repeat();
        Assert.IsType<CaseOutcome.OnlyStationManager>(ballot.Name(member, Cause.Diagnosis));
        ballot.Name("manager", Cause.Diagnosis);
        Assert.IsType<CaseOutcome.OnlyStationManager>(ballot.Name(member, ResponsibleKind.Process));
        Assert.IsType<CaseOutcome.OnlyStationManager>(ballot.TakeBack(member));
        Assert.Equal(Cause.Diagnosis, ballot.State.Cause);
    }

    [Theory]
    [InlineData("client", true)]
    [InlineData("manager", true)]
    [InlineData("advisor", true)]
    [InlineData("foreman", false)]
    [InlineData("director", false)]
    [InlineData("mechanic", false)]
    public void The_client_service_records_the_call(string member, bool may) =>
        Assert.IsType(may ? typeof(CaseOutcome.Done) : typeof(CaseOutcome.OnlyClientService), Repeat().Call(member, CallOutcome.Satisfied));

    [Fact]
    public void A_stranger_does_none_of_it()
    {
        var ballot = Repeat();
        Assert.IsType<CaseOutcome.NotAMember>(ballot.Name("stranger", Cause.Diagnosis));
        Assert.IsType<CaseOutcome.NotAMember>(ballot.Name("stranger", ResponsibleKind.Process));
        Assert.IsType<CaseOutcome.NotAMember>(ballot.TakeBack("stranger"));
        Assert.IsType<CaseOutcome.NotAMember>(ballot.Call("stranger", CallOutcome.Satisfied));
        Assert.IsType<CaseOutcome.NotAMember>(ballot.Reopen("stranger"));
    }

    [Fact]
    public void A_cause_taken_back_takes_the_responsible_with_it_and_another_may_be_named()
    {
        var ballot = Repeat();
        Assert.IsType<CaseOutcome.StaleCard>(ballot.TakeBack("manager"));
        ballot.Name("manager", Cause.Diagnosis);
        ballot.Name("manager", ResponsibleKind.Foreman);
        Assert.IsType<CaseOutcome.StaleCard>(ballot.Name("manager", Cause.Operation));
        Assert.IsType<CaseOutcome.Done>(ballot.TakeBack("manager"));
        Assert.Equal((null, null), (ballot.State.Cause, ballot.State.Responsible));
        Assert.IsType<CaseOutcome.Done>(ballot.Name("manager", Cause.Operation));
    }

    [Fact]
    public void The_responsible_comes_after_the_cause_and_once()
    {
        var ballot = Repeat();
        Assert.IsType<CaseOutcome.StaleCard>(ballot.Name("manager", ResponsibleKind.Process));
        ballot.Name("manager", Cause.NoFinalCheck);
        ballot.Name("manager", ResponsibleKind.Process);
        Assert.IsType<CaseOutcome.StaleCard>(ballot.Name("manager", ResponsibleKind.Mechanic));
        Assert.Equal(ResponsibleKind.Process, ballot.State.Responsible!.Kind);
    }

    [Fact]
    public void On_an_open_case_or_one_that_is_not_repeat_nothing_of_it_is_asked()
    {
        foreach (var ballot in new[] { new Ballot(Staff), new Ballot(Staff).Decided(Verdict.NotRepeat) })
        {
            Assert.IsType<CaseOutcome.StaleCard>(ballot.Name("manager", Cause.Diagnosis));
            Assert.IsType<CaseOutcome.StaleCard>(ballot.Name("manager", ResponsibleKind.Process));
            Assert.IsType<CaseOutcome.StaleCard>(ballot.Call("client", CallOutcome.Satisfied));
        }
    }

    [Fact]
    public void On_a_merged_case_one_is_shown_where_it_goes_on()
    {
        var ballot = new Ballot(Staff);
        ballot.Append(new CaseMerged(ballot.Now, Actor.Service, 3));
        Assert.Equal(new CaseOutcome.AlreadyMerged(3), ballot.Name("manager", Cause.Diagnosis));
        Assert.Equal(new CaseOutcome.AlreadyMerged(3), ballot.Call("client", CallOutcome.Satisfied));
        Assert.Equal(new CaseOutcome.AlreadyMerged(3), ballot.Reopen("client"));
    }

    [Fact]
    public void A_decided_case_is_corrected_only_by_reopening_and_all_is_decided_anew()
    {
        var ballot = Repeat();
        ballot.Name("manager", Cause.Diagnosis);
        ballot.Name("manager", ResponsibleKind.Process);
        ballot.Call("client", CallOutcome.Satisfied);
        var verdicts = ballot.Facts.Count;
        Assert.IsType<CaseOutcome.NoVoteRight>(ballot.Reopen("advisor"));
        Assert.IsType<CaseReopened>(Assert.Single(ballot.Reopen("client").Facts));
        Assert.False(ballot.State.TakesVotes);
        ballot.OpenVote();
        var state = ballot.State;
        Assert.Equal((CaseState.Open, null, null, null, null), (state.State, state.Verdict, state.Cause, state.Responsible, state.CustomerCall));
        Assert.Empty(state.Votes);
        Assert.True(ballot.Facts.Count > verdicts, "the old facts stay");
        ballot.Decided(Verdict.NotRepeat);
        Assert.Equal([Verdict.Repeat, Verdict.NotRepeat], ballot.Facts.OfType<VerdictDeclared>().Select(x => x.Verdict));
    }

    [Fact]
    public void An_open_case_needs_no_reopening_and_a_withdrawn_one_may_be_reopened()
    {
        var ballot = new Ballot(Staff);
        Assert.IsType<CaseOutcome.StaleCard>(ballot.Reopen("client"));
        ballot.Append(new CaseWithdrawn(ballot.Now, Actor.Service));
        Assert.IsType<CaseOutcome.Done>(ballot.Reopen("client"));
        Assert.False(ballot.State.Withdrawn);
    }
}
