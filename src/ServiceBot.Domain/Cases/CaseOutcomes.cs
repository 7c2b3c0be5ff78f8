using ServiceBot.Domain.Commission;

namespace ServiceBot.Domain.Cases;

/// <summary>What came of an act on a case: facts to append, or a refusal. A closed family; every member has its sentence.</summary>
public abstract record CaseOutcome
{
    private CaseOutcome()
    {
    }

    /// <summary>What happened, to be appended; empty for a refusal.</summary>
    public virtual IReadOnlyList<CaseFact> Facts => [];

    /// <summary>The act was taken.</summary>
    /// <param name="Happened">The facts to append, in order.</param>
    public abstract record Taken(IReadOnlyList<CaseFact> Happened) : CaseOutcome
    {
        /// <inheritdoc />
        public override IReadOnlyList<CaseFact> Facts => Happened;
    }

    /// <summary>The vote was taken.</summary>
    /// <param name="Choice">What was chosen.</param>
    /// <param name="Before">What the member had chosen before, or null.</param>
    /// <param name="Verdict">The verdict, where this vote brought it.</param>
    /// <param name="Happened">The facts to append.</param>
    public sealed record VoteTaken(
        VoteChoice Choice, VoteChoice? Before, Verdict? Verdict, IReadOnlyList<CaseFact> Happened) : Taken(Happened);

    /// <summary>Another act was taken: diagnosis asked for, cause, responsible or call recorded, case reopened.</summary>
    /// <param name="Happened">The facts to append.</param>
    public sealed record Done(IReadOnlyList<CaseFact> Happened) : Taken(Happened);

    /// <summary>The member has chosen the same before; the vote does not change.</summary>
    /// <param name="Choice">The choice that stands.</param>
    /// <param name="Confirmed">The fact that makes earlier presses outdated; none where it was known before.</param>
    public sealed record SameVote(VoteChoice Choice, VoteConfirmed? Confirmed = null) : CaseOutcome
    {
        /// <inheritdoc />
        public override IReadOnlyList<CaseFact> Facts => Confirmed is null ? [] : [Confirmed];
    }

    /// <summary>A later press of the same member has already been counted.</summary>
    /// <param name="Choice">The choice that stands.</param>
    public sealed record OutdatedPress(VoteChoice Choice) : CaseOutcome;

    /// <summary>The person is no member of this station.</summary>
    public sealed record NotAMember : CaseOutcome;

    /// <summary>The member has no vote at this station.</summary>
    public sealed record NoVoteRight : CaseOutcome;

    /// <summary>The member does not vote on this case: their own work is judged.</summary>
    public sealed record Recused : CaseOutcome;

    /// <summary>The member came to the commission after the vote had opened: its electorate is frozen.</summary>
    public sealed record NotInElectorate : CaseOutcome;

    /// <summary>The rules do not let a vote be changed.</summary>
    /// <param name="Choice">The choice that stands.</param>
    public sealed record ChangeNotAllowed(VoteChoice Choice) : CaseOutcome;

    /// <summary>The commission has already decided.</summary>
    /// <param name="Verdict">What.</param>
    public sealed record AlreadyDecided(Verdict Verdict) : CaseOutcome;

    /// <summary>The case goes on under another number.</summary>
    /// <param name="Into">That number.</param>
    public sealed record AlreadyMerged(int Into) : CaseOutcome;

    /// <summary>The case was withdrawn.</summary>
    public sealed record AlreadyWithdrawn : CaseOutcome;

    /// <summary>A diagnosis is asked for already and not there yet.</summary>
    public sealed record AlreadyAsked : CaseOutcome;

    /// <summary>Only the station manager may do that.</summary>
    public sealed record OnlyStationManager : CaseOutcome;

    /// <summary>Only the client service or the station manager may do that.</summary>
    public sealed record OnlyClientService : CaseOutcome;

    /// <summary>The button belongs to an earlier state of the card; the newest card shows what can be done.</summary>
    public sealed record StaleCard : CaseOutcome;
}
