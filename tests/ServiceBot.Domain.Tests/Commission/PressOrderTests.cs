using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Commission;

public class PressOrderTests
{
    private static VoteChoice? Held(Ballot ballot, string member) =>
        ballot.State.Votes.FirstOrDefault(x => x.MemberId == member)?.Choice;

    [Fact]
    public void Of_two_presses_the_one_with_the_higher_update_id_stands_whichever_arrives_first()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.NotRepeat, press: 7);
        Assert.Equal(new CaseOutcome.OutdatedPress(VoteChoice.NotRepeat), ballot.Cast("client", VoteChoice.Repeat, press: 6));
        Assert.Equal(VoteChoice.NotRepeat, Held(ballot, "client"));
        Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("client", VoteChoice.Repeat, press: 8));
        Assert.Equal(VoteChoice.Repeat, Held(ballot, "client"));
    }

    [Fact]
    public void A_choice_pressed_again_makes_the_press_between_outdated_when_that_arrives_last()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat, press: 1);
        Assert.IsType<CaseOutcome.SameVote>(ballot.Cast("client", VoteChoice.Repeat, press: 3));
        Assert.IsType<CaseOutcome.OutdatedPress>(ballot.Cast("client", VoteChoice.NotRepeat, press: 2));
        Assert.Equal(VoteChoice.Repeat, Held(ballot, "client"));
        Assert.Single(ballot.Facts.OfType<VoteCast>());
    }

    [Fact]
    public void A_press_between_two_of_another_channel_does_not_hide_which_came_last()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat, press: 9);
        ballot.Cast("client", VoteChoice.NotRepeat, press: 1, channel: "web");
        Assert.IsType<CaseOutcome.OutdatedPress>(ballot.Cast("client", VoteChoice.Repeat, press: 8));
        Assert.Equal(VoteChoice.NotRepeat, Held(ballot, "client"));
    }

    [Fact]
    public void The_same_press_delivered_again_changes_nothing_and_leaves_no_fact()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat, press: 5);
        var facts = ballot.Facts.Count;
        Assert.Equal(new CaseOutcome.SameVote(VoteChoice.Repeat), ballot.Cast("client", VoteChoice.Repeat, press: 5));
        Assert.Equal(facts, ballot.Facts.Count);
    }

    [Fact]
    public void A_press_of_the_vote_before_does_not_count_in_the_reopened_one()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat, press: 5);
        ballot.Cast("manager", VoteChoice.Repeat, press: 6);
        ballot.Cast("director", VoteChoice.Repeat, press: 7);
        ballot.Reopen("client");
        ballot.OpenVote();
        Assert.IsType<CaseOutcome.StaleCard>(ballot.Cast("client", VoteChoice.NotRepeat, press: 4));
        Assert.Empty(ballot.State.Votes);
        Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("client", VoteChoice.NotRepeat, press: 8));
    }

    [Fact]
    public void A_members_presses_say_nothing_about_those_of_another()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat, press: 100);
        Assert.IsType<CaseOutcome.VoteTaken>(ballot.Cast("manager", VoteChoice.Repeat, press: 1));
    }

    // The vote stays open (a minimum time that never passes), so every press arrives before a verdict.
    [Fact]
    public void In_any_order_and_with_repeats_the_press_with_the_highest_update_id_stands_for_each_member()
    {
        string[] members = [.. New.Commission.Select(x => x.Id)];
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var presses = Enumerable.Range(1, random.Next(1, 15))
                .Select(id => (Id: (long)id, Member: members[random.Next(4)], Choice: (VoteChoice)random.Next(1, 4))).ToList();
            var delivered = presses.Concat(presses.Where(_ => random.Next(4) == 0)).ToArray();
            random.Shuffle(delivered);

            var ballot = new Ballot(minimumMinutes: 1_000_000);
            foreach (var press in delivered) ballot.Cast(press.Member, press.Choice, press.Id);

            var expected = presses.GroupBy(x => x.Member).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, g.MaxBy(x => x.Id).Choice)).ToList();
            Assert.True(
                expected.SequenceEqual(ballot.State.Votes.Select(x => (x.MemberId, x.Choice))),
                $"seed {seed}: {string.Join(" ", delivered)}");
        }
    }
}
