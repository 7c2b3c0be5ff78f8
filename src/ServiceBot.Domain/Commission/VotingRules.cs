namespace ServiceBot.Domain.Commission;

/// <summary>
/// The rules of the vote: the quorum counts abstentions and the majority does not; a tie goes to the service director's
/// casting vote; nothing is decided by a timer against a person.
/// </summary>
public static class VotingRules
{
    /// <summary>What the vote would come to if it closed now.</summary>
    /// <param name="frame">Electorate and rules.</param>
    /// <param name="votes">The votes that count, one a member.</param>
    /// <param name="directorDecides">The director was asked to decide because too few had voted.</param>
    public static Standing Stands(VotingFrame frame, IReadOnlyCollection<Vote> votes, bool directorDecides = false)
    {
        var tally = Tally.Of(votes);
        var casting = CastingVote(frame, votes);
        if (tally.Cast < frame.Quorum)
        {
            return directorDecides && casting is not null
                ? new Standing.Has(AsVerdict(casting.Choice), casting.MemberId)
                : new Standing.NoQuorum();
        }

        if (tally.Repeat > tally.NotRepeat) return new Standing.Has(Verdict.Repeat, null);
        if (tally.NotRepeat > tally.Repeat) return new Standing.Has(Verdict.NotRepeat, null);
        return casting is null ? new Standing.Tie() : new Standing.Has(AsVerdict(casting.Choice), casting.MemberId);
    }

    /// <summary>Whether those who have not voted yet could still change what it comes to.</summary>
    /// <param name="frame">Electorate and rules.</param>
    /// <param name="votes">The votes that count, one a member.</param>
    public static bool IsOpenToChange(VotingFrame frame, IReadOnlyCollection<Vote> votes)
    {
        var left = frame.Electorate.Where(x => votes.All(v => v.MemberId != x.Id)).ToList();
        if (left.Count == 0) return false;
        var now = Stands(frame, votes);
        if (now is Standing.NoQuorum or Standing.Tie) return true;
        var verdict = ((Standing.Has)now).Verdict;

        // The worst that can happen to the verdict: everyone left votes against it, or only some do and the rest abstain.
        // Voting against is the most that each can do, and the director's may be the casting one.
        var against = verdict == Verdict.Repeat ? VoteChoice.NotRepeat : VoteChoice.Repeat;
        List<Vote> worst = [.. votes, .. left.Select(x => new Vote(x.Id, against, default, null))];
        return Stands(frame, worst) is not Standing.Has kept || kept.Verdict != verdict;
    }

    /// <summary>The verdict if the vote may close early now: the quorum is there, the minimum time has passed, and
    /// nobody left could change it. Null otherwise.</summary>
    /// <param name="frame">Electorate and rules.</param>
    /// <param name="votes">The votes that count, one a member.</param>
    /// <param name="directorDecides">The director was asked to decide because too few had voted.</param>
    /// <param name="now">The time.</param>
    public static Standing.Has? EarlyVerdict(
        VotingFrame frame, IReadOnlyCollection<Vote> votes, bool directorDecides, DateTimeOffset now)
    {
        if (now < frame.OpenedAt + frame.MinimumOpen) return null;
        if (Stands(frame, votes, directorDecides) is not Standing.Has has) return null;
        return directorDecides || !IsOpenToChange(frame, votes) ? has : null;
    }

    /// <summary>Who of the electorate has not voted.</summary>
    /// <param name="frame">Electorate and rules.</param>
    /// <param name="votes">The votes that count, one a member.</param>
    public static IReadOnlyList<CommissionMember> Missing(VotingFrame frame, IReadOnlyCollection<Vote> votes) =>
        [.. frame.Electorate.Where(x => votes.All(v => v.MemberId != x.Id))];

    private static Vote? CastingVote(VotingFrame frame, IReadOnlyCollection<Vote> votes) => votes
        .Where(x => x.Choice != VoteChoice.Abstain && frame.Elector(x.MemberId)?.Is(Role.ServiceDirector) == true)
        .OrderBy(x => x.MemberId, StringComparer.Ordinal)
        .FirstOrDefault();

    private static Verdict AsVerdict(VoteChoice choice) =>
        choice == VoteChoice.Repeat ? Verdict.Repeat : Verdict.NotRepeat;
}
