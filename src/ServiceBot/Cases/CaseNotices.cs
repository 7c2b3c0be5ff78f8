using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>What must ring a phone: an edited card does not. Each is posted once per fact.</summary>
internal sealed class CaseNotices(Outbox outbox, CaseWording words)
{
    private const int NameLength = 60;

    public async Task TellAsync(
        ServiceBotDb db, Station station, RepairCase state, int sequence, CaseFact fact, CancellationToken cancel)
    {
        if (Words(station, state, fact) is not { } content) return;
        foreach (var chat in station.Chats)
        {
            await outbox.PostAsync(
                db, $"notice:{station.Code}/{state.Number}/{sequence}", await ChatMoves.CurrentAsync(db, chat, cancel),
                content, cancel, isPassing: true);
        }
    }

    private MessageContent? Words(Station station, RepairCase state, CaseFact fact) => fact switch
    {
        MissingReminded x => MessageContent.Plain(
            words.Format("ReminderTitle", state.Number),
            words.Format("ReminderMissing", string.Join(", ", x.Members.Select(id => Name(state, id)))),
            words.Format("ReminderUntil", Local(station, x.Deadline))),
        DirectorAsked x => MessageContent.Plain(
            words.Format("DirectorTitle", state.Number, Names(state, Role.ServiceDirector)),
            words[x.ForLackOfQuorum ? "DirectorNoQuorum" : "DirectorTie"],
            words.Format("ReminderUntil", Local(station, x.Deadline))),
        VotingLapsed => MessageContent.Plain(words.Format("LapsedTitle", state.Number), words["LapsedText"]),
        Domain.Cases.DiagnosisRequested x => MessageContent.Plain(
            words.Format("DiagnosisTitle", state.Number, Names(state, Role.StationManager)),
            words.Format("DiagnosisText", Quoted(x.By.Name))),
        FlagLowered x => MessageContent.Plain(
            words.Format("FlagLoweredTitle", state.Number, Names(state, Role.StationManager)),
            words.Format(x.Record == RecordKind.Booking ? "FlagLoweredBooking" : "FlagLoweredOrder", Quoted(x.RecordId))),
        SignalAfterVerdict => MessageContent.Plain(
            words.Format("AfterVerdictTitle", state.Number), words["AfterVerdictText"]),
        _ => null,
    };

    private static string Name(RepairCase state, string memberId) => Quoted(state.Frame?.Elector(memberId)?.Name ?? memberId);

    private static string Quoted(string name) => ShortText.Quote(name, NameLength);

    private string Names(RepairCase state, Role role)
    {
        var names = state.Frame?.Electorate.Where(x => x.Is(role)).Select(x => Quoted(x.Name)).ToList() ?? [];
        return names.Count > 0 ? string.Join(", ", names) : words["Role" + role];
    }

    private string Local(Station station, DateTimeOffset at) =>
        station.Calendar.Local(at).ToString("dd.MM HH:mm", words.Culture);
}
