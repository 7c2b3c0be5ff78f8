using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Commission;

public class VotingRulesTests
{
    private static readonly DateTimeOffset Later = Moscow.At("2026-11-20 12:00");

    // R, N, A for repeat, not repeat, abstain; "-" for a member who has not voted. Client, manager, foreman, director.
    private static List<Vote> Votes(string choices, IReadOnlyList<CommissionMember>? members = null) =>
    [
        .. choices.Select((c, i) => (Choice: c, Member: (members ?? New.Commission)[i].Id)).Where(x => x.Choice != '-')
            .Select(x => New.Vote(x.Member, x.Choice switch
            {
                'R' => VoteChoice.Repeat,
                'N' => VoteChoice.NotRepeat,
                _ => VoteChoice.Abstain,
            })),
    ];

    [Theory]
    [InlineData("RR--", typeof(Standing.NoQuorum))]
    [InlineData("AAR-", typeof(Standing.Has))]
    [InlineData("AAA-", typeof(Standing.Tie))]
    [InlineData("RNA-", typeof(Standing.Tie))]
    public void The_quorum_counts_abstentions(string votes, Type standing) =>
        Assert.IsType(standing, VotingRules.Stands(New.Frame(), Votes(votes)));

    [Theory]
    [InlineData("RAA-", Verdict.Repeat)]
    [InlineData("NAA-", Verdict.NotRepeat)]
    [InlineData("RNRA", Verdict.Repeat)]
    [InlineData("NNRR", Verdict.Repeat)]
    [InlineData("NNAR", Verdict.NotRepeat)]
    [InlineData("NRNN", Verdict.NotRepeat)]
    public void The_majority_does_not_count_abstentions(string votes, Verdict verdict) =>
        Assert.Equal(verdict, Assert.IsType<Standing.Has>(VotingRules.Stands(New.Frame(), Votes(votes))).Verdict);

    [Theory]
    [InlineData("RNAN", Verdict.NotRepeat, null)]
    [InlineData("RN-R", Verdict.Repeat, null)]
    [InlineData("RRNN", Verdict.NotRepeat, "director")]
    [InlineData("ARAN", Verdict.NotRepeat, "director")]
    public void A_tie_goes_to_the_directors_casting_vote(string votes, Verdict verdict, string? casting) =>
        Assert.Equal(
            new Standing.Has(verdict, casting),
            VotingRules.Stands(New.Frame(), Votes(votes)));

    [Fact]
    public void Without_the_directors_voice_a_tie_is_a_tie()
    {
        Assert.IsType<Standing.Tie>(VotingRules.Stands(New.Frame(), Votes("RNA-")));
        Assert.IsType<Standing.Tie>(VotingRules.Stands(New.Frame(), Votes("RNAA")));
        CommissionMember[] noDirector = [.. New.Commission.Take(3), New.Member("second", Role.Foreman)];
        Assert.IsType<Standing.Tie>(VotingRules.Stands(New.Frame(noDirector), Votes("RRNN", noDirector)));
    }

    [Fact]
    public void Asked_for_lack_of_a_quorum_the_director_decides_alone()
    {
        Assert.Equal(
            new Standing.Has(Verdict.Repeat, "director"),
            VotingRules.Stands(New.Frame(), Votes("N--R"), directorDecides: true));
        Assert.IsType<Standing.NoQuorum>(VotingRules.Stands(New.Frame(), Votes("N--R")));
        Assert.IsType<Standing.NoQuorum>(VotingRules.Stands(New.Frame(), Votes("N--A"), directorDecides: true));
        Assert.IsType<Standing.NoQuorum>(VotingRules.Stands(New.Frame(), Votes("NN--"), directorDecides: true));
    }

    [Fact]
    public void Once_the_quorum_came_after_all_the_majority_stands_over_the_director_alone() =>
        Assert.Equal(
            new Standing.Has(Verdict.NotRepeat, null),
            VotingRules.Stands(New.Frame(), Votes("NN-R"), directorDecides: true));

    [Fact]
    public void Who_is_missing_is_told_by_name() =>
        Assert.Equal(["foreman", "director"], VotingRules.Missing(New.Frame(), Votes("RA--")).Select(x => x.Id));

    [Theory]
    [InlineData("RRR-", Verdict.Repeat)]
    [InlineData("RR-R", Verdict.Repeat)]
    [InlineData("NAAN", Verdict.NotRepeat)]
    [InlineData("NN-N", Verdict.NotRepeat)]
    [InlineData("RA-R", Verdict.Repeat)]
    public void It_closes_early_once_nobody_left_could_change_it(string votes, Verdict verdict) =>
        Assert.Equal(verdict, VotingRules.EarlyVerdict(New.Frame(), Votes(votes), false, Later)?.Verdict);

    [Theory]
    [InlineData("RRN-")]
    [InlineData("RAA-")]
    [InlineData("RR--")]
    [InlineData("RNA-")]
    [InlineData("RNAA")]
    public void It_does_not_close_early_while_somebody_left_could(string votes) =>
        Assert.Null(VotingRules.EarlyVerdict(New.Frame(), Votes(votes), false, Later));

    [Fact]
    public void It_does_not_close_before_the_minimum_time_even_when_all_agree()
    {
        var frame = New.Frame(minimumMinutes: 30);
        Assert.Null(VotingRules.EarlyVerdict(frame, Votes("RRRR"), false, frame.OpenedAt.AddMinutes(30).AddTicks(-1)));
        Assert.Equal(Verdict.Repeat, VotingRules.EarlyVerdict(frame, Votes("RRRR"), false, frame.OpenedAt.AddMinutes(30))?.Verdict);
    }

    // Electorates of one to five with any directors, any quorum, any votes so far: each held against
    // every way in which those missing can still vote, abstain or stay away.
    [Fact]
    public void The_early_verdict_falls_exactly_when_no_completion_of_the_missing_votes_gives_another()
    {
        var (fired, held) = (0, 0);
        foreach (var frame in Frames())
        {
            foreach (var votes in Completions(frame, []))
            {
                var now = VotingRules.Stands(frame, votes);
                var certain = now is Standing.Has has
                    && Completions(frame, votes).All(all => VotingRules.Stands(frame, all) is Standing.Has x && x.Verdict == has.Verdict);
                var early = VotingRules.EarlyVerdict(frame, votes, directorDecides: false, Later);
                Assert.True(
                    certain == early is not null,
                    $"quorum {frame.Quorum} of {string.Join(",", frame.Electorate.Select(x => x.Id))}: "
                    + string.Join(" ", votes.Select(v => $"{v.MemberId}={v.Choice}")) + $" certain={certain} early={early}");
                if (early is null) held++;
                else fired++;
                Assert.Equal(early, certain ? now : null);
            }
        }

        Assert.True(fired > 500 && held > 500, $"{fired} fired, {held} held");
    }

    private static IEnumerable<VotingFrame> Frames()
    {
        for (var size = 1; size <= 5; size++)
        {
            // No director, the first by id, the last by id, and two of them.
            foreach (var directors in new[] { Array.Empty<int>(), [0], [size - 1], [0, size - 1] }.DistinctBy(x => string.Join(",", x.Distinct())))
            {
                var members = Enumerable.Range(0, size).Select(i => New.Member(
                    $"m{i}", directors.Contains(i) ? Role.ServiceDirector : Role.Foreman)).ToList();
                for (var quorum = 1; quorum <= size; quorum++) yield return New.Frame(members, quorum);
            }
        }
    }

    private static IEnumerable<List<Vote>> Completions(VotingFrame frame, List<Vote> votes)
    {
        var left = VotingRules.Missing(frame, votes);
        var ways = (int)Math.Pow(4, left.Count);
        for (var way = 0; way < ways; way++)
        {
            var all = votes.ToList();
            var rest = way;
            foreach (var member in left)
            {
                if (rest % 4 > 0) all.Add(New.Vote(member.Id, (VoteChoice)(rest % 4)));
                rest /= 4;
            }

            yield return all;
        }
    }
}
