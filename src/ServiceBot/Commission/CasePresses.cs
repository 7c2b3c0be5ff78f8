using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Commission;

/// <summary>Acts on the buttons of a case's card: the member is looked up, the act decided, its facts appended.</summary>
internal sealed class CasePresses(
    StationDirectory stations, CaseFile cases, CommissionWording words, TimeProvider time) : IPressHandler
{
    public string SubjectKind => "case";

    public Task PrepareAsync(ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel) =>
        CaseFile.PrepareAsync(db, subjects, cancel);

    public async Task<PressReply> HandleAsync(
        ServiceBotDb db, ButtonPressed press, ButtonMeaning button, CancellationToken cancel)
    {
        var (code, number) = CaseFile.Parse(button.Subject);
        var action = CaseAction.Read(button.Action);
        if (action is null || stations.Find(code) is not { } station
            || await cases.FindAsync(db, code, number, cancel) is not { } file)
        {
            return new PressReply(words["StaleCard"], nameof(CaseOutcome.StaleCard), Alert: true);
        }

        var member = (await MemberDirectory.FindAsync(db, station, press.User, cancel))?.Member;
        var by = new Actor(member?.Id, member?.Name ?? press.User.Name, press.Chat.Channel);
        var outcome = Decide(file.State, member, by, action, new PressOrder(press.Chat.Channel, press.Order));
        if (outcome.Facts.Count > 0)
        {
            await cases.AppendAsync(db, file, outcome.Facts, cancel);
            if (outcome.Facts[0] is CaseReopened)
                await cases.AppendAsync(db, file, [await cases.VotingOfAsync(db, station, file.State, cancel)], cancel);
        }

        return new PressReply(
            words.Say(file.State, action, outcome), outcome.GetType().Name, Alert: outcome is not CaseOutcome.Taken) { IsOfStranger = member is null };
    }

    private CaseOutcome Decide(
        RepairCase state, CommissionMember? member, Actor by, CaseAction action, PressOrder press)
    {
        var now = time.GetUtcNow();
        return action switch
        {
            CaseAction.CastVote x => CaseDecisions.CastVote(state, member, by, x.Choice, press, now),
            CaseAction.RequestDiagnosis => CaseDecisions.RequestDiagnosis(state, member, by, now),
            CaseAction.NameCause x => CaseDecisions.NameCause(state, member, by, x.Cause, now),
            CaseAction.TakeCauseBack => CaseDecisions.TakeCauseBack(state, member, by, now),
            CaseAction.NameResponsible x => CaseDecisions.NameResponsible(state, member, by, x.Responsible, now),
            CaseAction.RecordCall x => CaseDecisions.RecordCall(state, member, by, x.Outcome, now),
            CaseAction.Reopen => CaseDecisions.Reopen(state, member, by, now),
            _ => throw new InvalidOperationException(action.GetType().Name),
        };
    }
}
