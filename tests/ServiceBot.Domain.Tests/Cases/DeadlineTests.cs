using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Cases;

public class DeadlineTests
{
    private static readonly DateTimeOffset Before = Ballot.Deadline.AddSeconds(-1);
    private static readonly DateTimeOffset Second = Ballot.Deadline.AddHours(4);
    private static readonly DateTimeOffset Third = Ballot.Deadline.AddHours(8);

    private static readonly IReadOnlyList<CommissionMember> NoDirector =
        [.. New.Commission.Where(x => !x.Is(Role.ServiceDirector)), New.Member("second", Role.Foreman)];

    [Fact]
    public void Before_the_deadline_the_clock_changes_nothing()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        Assert.Empty(ballot.Tick(Before));
    }

    [Fact]
    public void At_the_deadline_a_quorum_with_a_majority_decides_although_somebody_left_could_have_changed_it()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.Repeat);
        ballot.Cast("foreman", VoteChoice.NotRepeat);
        Assert.Empty(ballot.Tick(Before));
        var declared = Assert.IsType<VerdictDeclared>(Assert.Single(ballot.Tick(Ballot.Deadline)));
        Assert.Equal((Verdict.Repeat, new Tally(2, 1, 0)), (declared.Verdict, declared.Tally));
    }

    [Fact]
    public void No_quorum_by_the_deadline_reminds_those_missing_by_name_then_asks_the_director_then_is_undecided()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        var reminded = Assert.IsType<MissingReminded>(Assert.Single(ballot.Tick(Ballot.Deadline, Second)));
        Assert.Equal(["manager", "foreman", "director"], reminded.Members);
        Assert.Equal((VotingStage.Reminded, Second, CaseState.Open), (ballot.State.Stage, ballot.State.Deadline, ballot.State.State));
        Assert.Empty(ballot.Tick(Second.AddSeconds(-1)));

        var asked = Assert.IsType<DirectorAsked>(Assert.Single(ballot.Tick(Second, Third)));
        Assert.True(asked.ForLackOfQuorum);
        Assert.Equal((VotingStage.DirectorAsked, true, CaseState.Open), (ballot.State.Stage, ballot.State.DirectorDecides, ballot.State.State));
        Assert.Empty(ballot.Tick(Third.AddSeconds(-1)));

        Assert.IsType<VotingLapsed>(Assert.Single(ballot.Tick(Third)));
        Assert.Equal((CaseState.Undecided, null), (ballot.State.State, ballot.State.Verdict));
        Assert.Empty(ballot.Tick(Third.AddDays(30)));
    }

    [Fact]
    public void The_reminded_can_still_bring_the_quorum()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Tick(Ballot.Deadline, Second);
        ballot.Cast("manager", VoteChoice.Repeat);
        Assert.Null(ballot.State.Verdict);
        ballot.Cast("director", VoteChoice.Repeat);
        Assert.Equal(Verdict.Repeat, ballot.State.Verdict);
    }

    [Fact]
    public void The_director_asked_for_lack_of_a_quorum_decides_alone()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Tick(Ballot.Deadline, Second);
        ballot.Tick(Second, Third);
        Assert.Null(Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("foreman", VoteChoice.Repeat)).Verdict);
        var outcome = Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("director", VoteChoice.NotRepeat));
        // With his voice the quorum is there, and the majority is the others'.
        Assert.Equal(Verdict.Repeat, outcome.Verdict);

        var alone = new Ballot();
        alone.Tick(Ballot.Deadline, Second);
        alone.Tick(Second, Third);
        Assert.Equal(Verdict.NotRepeat, Assert.IsType<CaseOutcome.VoteTaken>(alone.Cast("director", VoteChoice.NotRepeat)).Verdict);
        Assert.Equal("director", alone.Facts.OfType<VerdictDeclared>().Single().CastingVoteOf);
    }

    [Fact]
    public void A_director_who_abstains_when_asked_decides_nothing()
    {
        var ballot = new Ballot();
        ballot.Tick(Ballot.Deadline, Second);
        ballot.Tick(Second, Third);
        ballot.Cast("director", VoteChoice.Abstain);
        Assert.Null(ballot.State.Verdict);
        Assert.IsType<VotingLapsed>(Assert.Single(ballot.Tick(Third)));
    }

    [Fact]
    public void An_undecided_case_is_never_decided_by_the_timer_and_can_still_be_decided_by_votes()
    {
        var ballot = new Ballot();
        foreach (var at in new[] { Ballot.Deadline, Second, Third }) ballot.Tick(at, at.AddHours(4));
        Assert.Equal(CaseState.Undecided, ballot.State.State);
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.Repeat);
        Assert.Equal(CaseState.Undecided, ballot.State.State);
        Assert.Equal(Verdict.Repeat, Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("foreman", VoteChoice.Repeat)).Verdict);
        Assert.Equal(CaseState.Repeat, ballot.State.State);
    }

    [Fact]
    public void An_undecided_case_is_decided_by_the_director_alone_even_later()
    {
        var ballot = new Ballot();
        foreach (var at in new[] { Ballot.Deadline, Second, Third }) ballot.Tick(at, at.AddHours(4));
        ballot.Now = Third.AddDays(3);
        ballot.Cast("director", VoteChoice.Repeat);
        Assert.Equal((Verdict.Repeat, Third.AddDays(3)), (ballot.State.Verdict, ballot.State.DecidedAt));
    }

    [Fact]
    public void A_tie_of_all_is_put_to_a_director_who_abstained_before_the_deadline()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.NotRepeat);
        ballot.Cast("foreman", VoteChoice.Abstain);
        Assert.Empty(ballot.Tick(ballot.Now));
        ballot.Cast("director", VoteChoice.Abstain);
        var asked = Assert.IsType<DirectorAsked>(Assert.Single(ballot.Tick(ballot.Now, Ballot.Deadline)));
        Assert.False(asked.ForLackOfQuorum);
        Assert.False(ballot.State.DirectorDecides);
        Assert.Equal(Verdict.NotRepeat, Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("director", VoteChoice.NotRepeat)).Verdict);
    }

    [Fact]
    public void A_tie_without_the_director_is_put_to_him_at_the_deadline()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.NotRepeat);
        ballot.Cast("foreman", VoteChoice.Abstain);
        Assert.False(Assert.IsType<DirectorAsked>(Assert.Single(ballot.Tick(Ballot.Deadline, Second))).ForLackOfQuorum);
        ballot.Cast("director", VoteChoice.Repeat);
        Assert.Equal(Verdict.Repeat, ballot.State.Verdict);
        Assert.Null(ballot.Facts.OfType<VerdictDeclared>().Single().CastingVoteOf);
    }

    [Fact]
    public void A_tie_that_the_director_leaves_unbroken_is_undecided_and_a_changed_vote_decides_it()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.NotRepeat);
        ballot.Cast("foreman", VoteChoice.Abstain);
        ballot.Tick(Ballot.Deadline, Second);
        Assert.IsType<VotingLapsed>(Assert.Single(ballot.Tick(Second)));
        Assert.Equal(CaseState.Undecided, ballot.State.State);
        ballot.Cast("foreman", VoteChoice.NotRepeat);
        Assert.Equal(Verdict.NotRepeat, ballot.State.Verdict);
    }

    [Fact]
    public void Where_there_is_no_director_a_tie_waits_for_the_deadline_and_is_then_undecided()
    {
        var ballot = new Ballot(NoDirector);
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.NotRepeat);
        ballot.Cast("foreman", VoteChoice.Abstain);
        ballot.Cast("second", VoteChoice.Abstain);
        // Nothing is overdue before the deadline, and votes may still be changed.
        Assert.Empty(ballot.Tick(Before));
        Assert.IsType<VotingLapsed>(Assert.Single(ballot.Tick(Ballot.Deadline)));
    }

    [Fact]
    public void Where_there_is_no_director_a_missing_quorum_is_undecided_after_the_reminder()
    {
        var ballot = new Ballot(NoDirector);
        Assert.IsType<MissingReminded>(Assert.Single(ballot.Tick(Ballot.Deadline, Second)));
        Assert.IsType<VotingLapsed>(Assert.Single(ballot.Tick(Second)));
    }

    [Fact]
    public void A_commission_of_nobody_is_undecided_at_the_deadline_and_nobody_is_reminded() =>
        Assert.IsType<VotingLapsed>(Assert.Single(new Ballot([New.Member("advisor", Role.Advisor)]).Tick(Ballot.Deadline)));

    [Fact]
    public void The_clock_rung_twice_or_late_comes_to_the_same()
    {
        var ballot = new Ballot();
        var late = Ballot.Deadline.AddDays(3);
        Assert.IsType<MissingReminded>(Assert.Single(ballot.Tick(late, late.AddHours(4))));
        Assert.Empty(ballot.Tick(late, late.AddHours(4)));
    }

    [Fact]
    public void Where_votes_are_final_the_director_who_was_asked_may_decide_after_abstaining()
    {
        var ballot = new Ballot(allowChange: false);
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.NotRepeat);
        ballot.Cast("foreman", VoteChoice.Abstain);
        ballot.Cast("director", VoteChoice.Abstain);
        Assert.IsType<CaseOutcome.ChangeNotAllowed>(ballot.Cast("director", VoteChoice.Repeat));
        ballot.Tick(ballot.Now, Ballot.Deadline);
        Assert.IsType<CaseOutcome.ChangeNotAllowed>(ballot.Cast("client", VoteChoice.NotRepeat));
        Assert.Equal(Verdict.Repeat, Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("director", VoteChoice.Repeat)).Verdict);
    }

    [Fact]
    public void Where_votes_are_final_an_overdue_tie_can_still_be_decided()
    {
        var ballot = new Ballot(NoDirector, allowChange: false);
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.NotRepeat);
        ballot.Cast("foreman", VoteChoice.Abstain);
        ballot.Cast("second", VoteChoice.Abstain);
        ballot.Tick(Ballot.Deadline);
        Assert.Equal(Verdict.Repeat, Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("second", VoteChoice.Repeat)).Verdict);
    }
}
