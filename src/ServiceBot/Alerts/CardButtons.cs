using ServiceBot.Chat;
using ServiceBot.Commission;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Alerts;

/// <summary>What can be pressed on a card as the case stands.</summary>
internal sealed class CardButtons(CardWording words)
{
    private const int LabelLength = 40;

    public IReadOnlyList<IReadOnlyList<ButtonContent>> Of(CaseView view) => view.Case switch
    {
        { MergedInto: not null } => [],
        { Withdrawn: true } => [],
        { Verdict: null, Frame: not null } => Voting(),
        { Verdict: Verdict.NotRepeat } or { Complete: true } => [[Reopen()]],
        { Verdict: Verdict.Repeat } => AfterRepeat(view),
        _ => [],
    };

    private IReadOnlyList<IReadOnlyList<ButtonContent>> Voting() =>
    [
        [Vote(VoteChoice.Repeat), Vote(VoteChoice.NotRepeat)],
        [Vote(VoteChoice.Abstain), new(words["ButtonDiagnosis"], new CaseAction.RequestDiagnosis().Text)],
    ];

    private List<IReadOnlyList<ButtonContent>> AfterRepeat(CaseView view)
    {
        var state = view.Case;
        var rows = new List<IReadOnlyList<ButtonContent>>();
        if (state.Cause is null)
        {
            rows.AddRange(Enum.GetValues<Cause>()
                .Select(x => new ButtonContent(words["ButtonCause" + x], new CaseAction.NameCause(x).Text)).Chunk(2));
        }
        else if (state.Responsible is null)
        {
            rows.AddRange(Responsibles(view).Chunk(1));
            rows.Add([new(words["ButtonCauseBack"], new CaseAction.TakeCauseBack().Text)]);
        }

        if (state.CustomerCall is null or CallOutcome.NotReached)
        {
            rows.Add([Call(CallOutcome.Satisfied), Call(CallOutcome.Displeased)]);
            rows.Add([Call(CallOutcome.NotReached)]);
        }

        if (state.SignalsAfterVerdict.Count > 0) rows.Add([Reopen()]);
        return rows;
    }

    // Where names are not shown a mechanic is known by the work: the manager knows whose it was.
    private IEnumerable<ButtonContent> Responsibles(CaseView view)
    {
        var order = view.Earlier;
        var mechanics = order?.Lines.Where(x => x.Mechanic is not null)
            .GroupBy(x => x.Mechanic!).Take(6) ?? [];
        foreach (var own in mechanics)
        {
            var shown = view.Station.ShowNames ? own.Key.Name : own.First().Text;
            yield return Named(words.Format("ButtonMechanic", shown), ResponsibleKind.Mechanic, own.Key);
        }

        if (order?.Foreman is { } foreman) yield return Named(words["ButtonForeman"], ResponsibleKind.Foreman, foreman);
        if (order?.Advisor is { } advisor) yield return Named(words["ButtonAdvisor"], ResponsibleKind.Advisor, advisor);
        yield return Named(words["ButtonParts"], ResponsibleKind.Parts, null);
        yield return Named(words["ButtonProcess"], ResponsibleKind.Process, null);
    }

    private static ButtonContent Named(string label, ResponsibleKind kind, Person? person) => new(
        ShortText.Quote(label, LabelLength),
        new CaseAction.NameResponsible(new Responsible(kind, person)).Text);

    private ButtonContent Vote(VoteChoice choice) => new(words["ButtonVote" + choice], new CaseAction.CastVote(choice).Text);

    private ButtonContent Call(CallOutcome outcome) => new(words["ButtonCall" + outcome], new CaseAction.RecordCall(outcome).Text);

    private ButtonContent Reopen() => new(words["ButtonReopen"], new CaseAction.Reopen().Text);
}
