using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Cases;

public class CastingVotesTests
{
    private static readonly IReadOnlyList<CommissionMember> Staff =
        [.. New.Commission, New.Member("advisor", Role.Advisor), New.Member("mechanic", Role.Mechanic)];

    [Fact]
    public void A_vote_is_taken_and_the_fact_says_who_and_by_which_press()
    {
        var ballot = new Ballot();
        var outcome = Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("client", VoteChoice.Repeat, press: 4));
        Assert.Equal((VoteChoice.Repeat, null, null), (outcome.Choice, outcome.Before, outcome.Verdict));
        var fact = Assert.IsType<VoteCast>(Assert.Single(outcome.Facts));
        Assert.Equal(
            ("client", Ballot.By("client"), new PressOrder("telegram", 4), ballot.Now), (fact.MemberId, fact.By, fact.Press, fact.At));
    }

    [Fact]
    public void A_second_vote_by_the_same_member_replaces_the_first_and_the_history_stays()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        var outcome = Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("client", VoteChoice.Abstain));
        Assert.Equal(VoteChoice.Repeat, outcome.Before);
        Assert.Equal(VoteChoice.Abstain, Assert.Single(ballot.State.Votes).Choice);
        Assert.Equal([VoteChoice.Repeat, VoteChoice.Abstain], ballot.Facts.OfType<VoteCast>().Select(x => x.Choice));
    }

    [Fact]
    public void The_same_vote_again_changes_nothing()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        var before = ballot.Facts.Count;
        Assert.Equal(new CaseOutcome.SameVote(VoteChoice.Repeat), ballot.Cast("client", VoteChoice.Repeat));
        Assert.Equal(before, ballot.Facts.Count);
    }

    [Fact]
    public void The_vote_that_leaves_nobody_who_could_change_it_brings_the_verdict()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.Repeat);
        var outcome = Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("director", VoteChoice.Repeat));
        Assert.Equal(Verdict.Repeat, outcome.Verdict);
        var declared = Assert.IsType<VerdictDeclared>(outcome.Facts[1]);
        Assert.Equal((new Tally(3, 0, 0), null, Actor.Service), (declared.Tally, declared.CastingVoteOf, declared.By));
        Assert.Equal((CaseState.Repeat, VotingStage.Over, ballot.Now), (ballot.State.State, ballot.State.Stage, ballot.State.DecidedAt));
    }

    [Fact]
    public void Before_the_minimum_time_it_does_not_close_and_votes_may_still_be_changed()
    {
        var ballot = new Ballot(minimumMinutes: 120);
        foreach (var member in New.Commission) ballot.Cast(member.Id, VoteChoice.Repeat);
        Assert.Null(ballot.State.Verdict);
        Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("client", VoteChoice.NotRepeat));
        Assert.Empty(ballot.Tick(Ballot.Start.AddMinutes(119)));
        Assert.Equal(Verdict.Repeat, Assert.IsType<VerdictDeclared>(Assert.Single(ballot.Tick(Ballot.Start.AddMinutes(120)))).Verdict);
    }

    [Fact]
    public void A_tie_is_broken_by_the_directors_voice_and_the_verdict_says_so()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("manager", VoteChoice.Repeat);
        ballot.Cast("foreman", VoteChoice.NotRepeat);
        Assert.Null(ballot.State.Verdict);
        ballot.Cast("director", VoteChoice.NotRepeat);
        Assert.Equal(Verdict.NotRepeat, ballot.State.Verdict);
        Assert.Equal("director", ballot.Facts.OfType<VerdictDeclared>().Single().CastingVoteOf);
        Assert.Equal(CaseState.NotRepeat, ballot.State.State);
    }

    [Fact]
    public void A_stranger_is_refused() =>
        Assert.IsType<CaseOutcome.NotAMember>(new Ballot().Cast("stranger", VoteChoice.Repeat));

    [Theory]
    [InlineData("advisor")]
    [InlineData("mechanic")]
    public void A_member_without_a_vote_is_refused(string member)
    {
        var ballot = new Ballot(Staff);
        Assert.IsType<CaseOutcome.NoVoteRight>(ballot.Cast(member, VoteChoice.Repeat));
        Assert.Empty(ballot.State.Votes);
    }

    [Fact]
    public void Who_is_recused_is_refused_and_three_are_left_of_whom_two_are_enough()
    {
        var ballot = new Ballot(recused: "foreman");
        Assert.IsType<CaseOutcome.Recused>(ballot.Cast("foreman", VoteChoice.NotRepeat));
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Cast("director", VoteChoice.Repeat);
        Assert.Equal((Verdict.Repeat, 2), (ballot.State.Verdict, ballot.State.DecidedBy!.Cast));
    }

    [Fact]
    public void Who_joined_the_commission_after_the_vote_opened_is_told_so_and_not_that_their_work_is_judged()
    {
        var ballot = new Ballot();
        var late = New.Member("late", Role.Foreman);
        Assert.IsType<CaseOutcome.NotInElectorate>(
            CaseDecisions.CastVote(ballot.State, late, Ballot.By("late"), VoteChoice.Repeat, null, ballot.Now));
    }

    [Fact]
    public void The_electorate_stays_frozen_when_a_role_is_taken_away_or_given()
    {
        var ballot = new Ballot();
        // The settings now call the client's head an advisor: no vote. The frozen frame does not give it back.
        var demoted = New.Member("client", Role.Advisor);
        Assert.IsType<CaseOutcome.NoVoteRight>(
            CaseDecisions.CastVote(ballot.State, demoted, Ballot.By("client"), VoteChoice.Repeat, null, ballot.Now));
        Assert.Equal(4, ballot.State.Frame!.Electorate.Count);
        Assert.Equal(3, ballot.State.Frame.Quorum);
    }

    [Fact]
    public void A_press_before_the_vote_opened_belongs_to_no_card()
    {
        var opened = RepairCase.From([new CaseOpened(
            Ballot.Start, Actor.Service, New.Station, 1, New.Vehicle(), null, null, [])]);
        Assert.IsType<CaseOutcome.StaleCard>(CaseDecisions.CastVote(
            opened, New.Commission[0], Ballot.By("client"), VoteChoice.Repeat, null, Ballot.Start));
    }

    [Fact]
    public void Where_votes_may_not_be_changed_the_first_stands()
    {
        var ballot = new Ballot(allowChange: false);
        ballot.Cast("client", VoteChoice.Repeat);
        Assert.Equal(new CaseOutcome.ChangeNotAllowed(VoteChoice.Repeat), ballot.Cast("client", VoteChoice.NotRepeat));
        Assert.Equal(VoteChoice.Repeat, Assert.Single(ballot.State.Votes).Choice);
        Assert.IsType<CaseOutcome.SameVote>(ballot.Cast("client", VoteChoice.Repeat));
    }

    [Theory]
    [InlineData(Verdict.Repeat)]
    [InlineData(Verdict.NotRepeat)]
    public void After_the_verdict_no_vote_is_taken(Verdict verdict)
    {
        var ballot = new Ballot(Staff).Decided(verdict);
        Assert.Equal(new CaseOutcome.AlreadyDecided(verdict), ballot.Cast("foreman", VoteChoice.Repeat));
        Assert.Equal(new CaseOutcome.AlreadyDecided(verdict), ballot.Cast("client", VoteChoice.Abstain));
        Assert.Equal(3, ballot.State.Votes.Count);
    }

    [Fact]
    public void On_a_merged_or_withdrawn_case_no_vote_is_taken()
    {
        var merged = new Ballot();
        merged.Append(new CaseMerged(merged.Now, Actor.Service, 7));
        Assert.Equal(new CaseOutcome.AlreadyMerged(7), merged.Cast("client", VoteChoice.Repeat));
        var withdrawn = new Ballot();
        withdrawn.Append(new CaseWithdrawn(withdrawn.Now, Actor.Service));
        Assert.IsType<CaseOutcome.AlreadyWithdrawn>(withdrawn.Cast("client", VoteChoice.Repeat));
    }

    [Fact]
    public void A_diagnosis_is_awaited_until_the_station_manager_answers_and_is_asked_for_once_till_then()
    {
        var ballot = new Ballot(Staff);
        ballot.Diagnosis("client");
        Assert.True(ballot.State.AwaitsDiagnosis);
        Assert.IsType<CaseOutcome.AlreadyAsked>(ballot.Diagnosis("foreman"));

        Say("foreman", "посмотрю");
        Assert.True(ballot.State.AwaitsDiagnosis);
        Say("manager", "люфт в шаровой, 3 мм");
        Say("manager", "фото ниже");
        Assert.Equal((false, "люфт в шаровой, 3 мм"), (ballot.State.AwaitsDiagnosis, ballot.State.Diagnosis!.Text));

        // More may be asked for; a new vote begins without.
        Assert.IsType<CaseOutcome.Done>(ballot.Diagnosis("foreman"));
        Assert.True(ballot.State.AwaitsDiagnosis);
        ballot.OpenVote();
        Assert.False(ballot.State.AwaitsDiagnosis);

        void Say(string member, string text) => ballot.Append(new RemarkMade(ballot.Now, Ballot.By(member), text, []));
    }

    [Fact]
    public void Where_no_station_manager_votes_the_answer_of_any_member_is_the_diagnosis()
    {
        var ballot = new Ballot([.. Staff.Where(x => !x.Is(Role.StationManager))]);
        ballot.Diagnosis("client");
        ballot.Append(new RemarkMade(ballot.Now, Ballot.By("foreman"), "люфт", []));
        Assert.False(ballot.State.AwaitsDiagnosis);
    }

    [Fact]
    public void Diagnosis_needed_is_a_request_and_no_vote()
    {
        var ballot = new Ballot(Staff);
        Assert.IsType<DiagnosisRequested>(Assert.Single(Assert.IsType<CaseOutcome.Done>(ballot.Diagnosis("client")).Facts));
        Assert.True(ballot.State.DiagnosisRequested);
        Assert.Empty(ballot.State.Votes);
        Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("client", VoteChoice.Repeat));
        Assert.IsType<CaseOutcome.NoVoteRight>(ballot.Diagnosis("advisor"));
        Assert.IsType<CaseOutcome.NotAMember>(ballot.Diagnosis("stranger"));
        ballot.Decided(Verdict.Repeat);
        Assert.Equal(new CaseOutcome.AlreadyDecided(Verdict.Repeat), ballot.Diagnosis("client"));
    }
}
