namespace ServiceBot.Domain.Commission;

/// <summary>What a member may choose.</summary>
public enum VoteChoice
{
    /// <summary>It is a repeat repair.</summary>
    Repeat = 1,

    /// <summary>It is not.</summary>
    NotRepeat = 2,

    /// <summary>Counts for the quorum and for neither side.</summary>
    Abstain = 3,
}

/// <summary>The outcome of a vote.</summary>
public enum Verdict
{
    /// <summary>A repeat repair.</summary>
    Repeat = 1,

    /// <summary>Not a repeat repair.</summary>
    NotRepeat = 2,
}

/// <summary>Where a press stands among the presses of its channel; the higher number is the later one.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Number">Rises with time within the channel (Telegram's update id).</param>
public sealed record PressOrder(string Channel, long Number);

/// <summary>The latest press of a member in a channel.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Press">Which.</param>
public sealed record LatestPress(string MemberId, PressOrder Press);

/// <summary>A member's choice that counts now.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Choice">What.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Press">The press it came by, or null.</param>
public sealed record Vote(string MemberId, VoteChoice Choice, DateTimeOffset At, PressOrder? Press);

/// <summary>Electorate and rules, frozen when the vote opened: later changes of the settings do not touch it.</summary>
/// <param name="Electorate">Who may vote, each once.</param>
/// <param name="Quorum">How many must have voted, abstentions included; at most the electorate.</param>
/// <param name="OpenedAt">When the vote opened.</param>
/// <param name="MinimumOpen">The vote does not close early before this much time has passed.</param>
/// <param name="AllowChange">Whether a vote may be changed until the verdict.</param>
public sealed record VotingFrame(
    IReadOnlyList<CommissionMember> Electorate, int Quorum, DateTimeOffset OpenedAt, TimeSpan MinimumOpen, bool AllowChange)
{
    /// <summary>Opens a vote among the members with a vote; who is recused does not vote and the quorum shrinks with them.</summary>
    /// <param name="members">All members of the station.</param>
    /// <param name="recused">Ids of those whose own work is judged.</param>
    /// <param name="quorum">The quorum of the settings, for the whole commission.</param>
    /// <param name="minimumOpen">From the settings.</param>
    /// <param name="allowChange">From the settings.</param>
    /// <param name="now">When the vote opens.</param>
    public static VotingFrame Open(
        IEnumerable<CommissionMember> members, IReadOnlySet<string> recused, int quorum, TimeSpan minimumOpen,
        bool allowChange, DateTimeOffset now)
    {
        var voters = members.Where(x => x.MayVote).DistinctBy(x => x.Id).ToList();
        var electorate = voters.Where(x => !recused.Contains(x.Id)).ToList();
        var shrunk = Math.Max(1, quorum - (voters.Count - electorate.Count));
        return new VotingFrame(electorate, Math.Min(shrunk, Math.Max(1, electorate.Count)), now, minimumOpen, allowChange);
    }

    /// <summary>The member of the electorate with that id, or null.</summary>
    /// <param name="memberId">The id.</param>
    public CommissionMember? Elector(string memberId) => Electorate.FirstOrDefault(x => x.Id == memberId);
}

/// <summary>The count of the votes.</summary>
/// <param name="Repeat">Votes for "repeat".</param>
/// <param name="NotRepeat">Votes for "not repeat".</param>
/// <param name="Abstain">Abstentions.</param>
public sealed record Tally(int Repeat, int NotRepeat, int Abstain)
{
    /// <summary>How many have voted.</summary>
    public int Cast => Repeat + NotRepeat + Abstain;

    /// <summary>Counts votes.</summary>
    /// <param name="votes">One a member.</param>
    public static Tally Of(IEnumerable<Vote> votes)
    {
        int repeat = 0, notRepeat = 0, abstain = 0;
        foreach (var vote in votes)
        {
            switch (vote.Choice)
            {
                case VoteChoice.Repeat: repeat++; break;
                case VoteChoice.NotRepeat: notRepeat++; break;
                case VoteChoice.Abstain: abstain++; break;
            }
        }

        return new Tally(repeat, notRepeat, abstain);
    }
}

/// <summary>What the vote would come to if it closed now.</summary>
public abstract record Standing
{
    private Standing()
    {
    }

    /// <summary>Too few have voted.</summary>
    public sealed record NoQuorum : Standing;

    /// <summary>Neither side has more, and no casting vote has been given.</summary>
    public sealed record Tie : Standing;

    /// <summary>One side has it.</summary>
    /// <param name="Verdict">Which.</param>
    /// <param name="CastingVoteOf">The director whose vote broke a tie or stood in for the quorum, or null.</param>
    public sealed record Has(Verdict Verdict, string? CastingVoteOf) : Standing;
}
