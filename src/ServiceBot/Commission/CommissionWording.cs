using System.Globalization;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Hosting;

namespace ServiceBot.Commission;

/// <summary>What a person is told after a press on a card.</summary>
internal sealed class CommissionWording(CultureInfo culture) : Wording(culture)
{
    /// <summary>The sentence for an outcome.</summary>
    public string Say(RepairCase state, CaseAction action, CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.VoteTaken { Verdict: { } verdict } x => Format("VoteTakenAndDecided", Choice(x.Choice), this["Verdict" + verdict]),
        CaseOutcome.VoteTaken { Before: { } before } x => Format("VoteChanged", Choice(before), Choice(x.Choice)),
        CaseOutcome.VoteTaken x => Format("VoteTaken", Choice(x.Choice), state.Votes.Count, state.Frame!.Electorate.Count),
        CaseOutcome.SameVote x => Format("SameVote", Choice(x.Choice)),
        CaseOutcome.OutdatedPress x => Format("OutdatedPress", Choice(x.Choice)),
        CaseOutcome.ChangeNotAllowed x => Format("ChangeNotAllowed", Choice(x.Choice)),
        CaseOutcome.AlreadyDecided x => Format("AlreadyDecided", this["Verdict" + x.Verdict]),
        CaseOutcome.AlreadyMerged x => Format("AlreadyMerged", x.Into),
        CaseOutcome.Done => this["Done" + action.GetType().Name],
        CaseOutcome.NotAMember or CaseOutcome.NoVoteRight or CaseOutcome.Recused or CaseOutcome.NotInElectorate
            or CaseOutcome.AlreadyWithdrawn or CaseOutcome.AlreadyAsked or CaseOutcome.OnlyStationManager or CaseOutcome.OnlyClientService or CaseOutcome.StaleCard =>
            this[outcome.GetType().Name],
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private string Choice(VoteChoice choice) => this["Choice" + choice];
}
