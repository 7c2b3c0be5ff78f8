using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Alerts;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;
using ServiceBot.Statistics;
using ServiceBot.Storage;

namespace ServiceBot.Conversation;

/// <summary><c>/cases</c>: what is open, and what is decided and still waits for a cause or a call.</summary>
internal sealed class CasesCommand(ConversationWording words) : IChatCommand
{
    private const int MostShown = 15;

    public string Name => "cases";

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var station = member!.Station;
        var histories = await Figures.HistoriesAsync(call.Db, Unfinished(call.Db, station), cancel);
        var cases = histories.Select(x => x.Now.State).OrderBy(x => x.AwaitsOpening)
            .ThenBy(x => x.AwaitsOpening ? -x.Number : x.Number).ToList();
        if (cases.Count == 0) return MessageContent.Plain(words.Format("CasesNone", ShortText.Name(station.Name)), words["CasesNoneText"]);
        var lines = cases.Take(MostShown).Select(x => Line(station, x)).ToList();
        if (cases.Count > MostShown) lines.Add(words.Plural("More", cases.Count - MostShown));
        return MessageContent.Plain(words.Format("CasesTitle", ShortText.Name(station.Name), cases.Count), [.. lines]);
    }

    /// <summary>The cases that still wait for somebody.</summary>
    public static IQueryable<CaseRow> Unfinished(ServiceBotDb db, Station station) => db.Cases.Where(
        x => x.Station == station.Code && x.MergedInto == null
            && (x.State == CaseState.Open || x.State == CaseState.Undecided || x.State == CaseState.Repeat));

    private string Line(Station station, RepairCase state)
    {
        var vehicle = ConversationText.Vehicle(words, state.Vehicle);
        if (state.AwaitsOpening) return words.Format("CaseFromHistory", state.Number, vehicle);
        if (state.Verdict is not null)
            return words.Format(state.Cause is null ? "CaseWaitsForCause" : "CaseWaitsForRest", state.Number, vehicle);
        return state.Frame is not { } frame || state.Stage == VotingStage.Lapsed || state.Deadline is not { } until
            ? words.Format("CaseOverdue", state.Number, vehicle)
            : words.Format(
                "CaseOpen", state.Number, vehicle, state.Votes.Count, frame.Electorate.Count,
                station.Calendar.Local(until));
    }
}

/// <summary>
/// <c>/case 142</c>: what the card says now, and what happened last. The card itself stays the one to press; of a case from old
/// records, which has none yet, it is shown and the vote begins.
/// </summary>
internal sealed class CaseCommand(
    CaseFile cases, CaseCard card, ConversationWording words, TimeProvider time) : IChatCommand
{
    public string Name => "case";

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var station = member!.Station;
        if (!int.TryParse(call.Argument.TrimStart('№', '#', ' '), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return MessageContent.Plain(words["CaseUsageTitle"], words["CaseUsageText"]);
        var file = await cases.FindAsync(call.Db, station.Code, number, cancel);
        // Somebody asks for it: from now on it is a case like any other.
        var begins = file?.State.AwaitsOpening == true;
        if (begins) await cases.BeginVoteAsync(call.Db, file!, forNews: false, cancel);
        var content = file is null ? null : await card.RenderAsync(call.Db, CaseFile.Subject(station.Code, number), cancel);
        if (content is null) return MessageContent.Plain(words.Format("CaseUnknown", number, station.Name), words["CaseUnknownText"]);
        // Only a card begins with its sign; this is a copy of its words.
        return MessageContent.Plain(
            words.Format("CaseTitle", number, station.Name, station.Calendar.Local(time.GetUtcNow())),
            [
                content.Title, .. content.Lines,
                begins ? words.Format("CaseShownNow", station.Calendar.Local(file!.State.Deadline!.Value)) : words["CaseWhere"],
            ]);
    }
}

/// <summary><c>/mine</c>: what waits for the person who asks.</summary>
internal sealed class MineCommand(ConversationWording words, TimeProvider time) : IChatCommand
{
    public string Name => "mine";

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var (station, person) = (member!.Station, member.Member.Member);
        var histories = await Figures.HistoriesAsync(call.Db, CasesCommand.Unfinished(call.Db, station), cancel);
        var waiting = Waiting.In(histories.Select(x => x.Now), time.GetUtcNow(), station.Calendar);
        var lines = waiting.Where(x => x.IsFor(person)).Select(x => words.Format(
            "Mine" + x.For, string.Join(", ", x.Cases.Select(c => words.Format(c.Overdue ? "MineCaseOverdue" : "MineCase", c.Number)))))
            .ToList();
        return lines.Count == 0
            ? MessageContent.Plain(words.Format("MineNone", ShortText.Name(person.Name), station.Name), words["MineNoneText"])
            : MessageContent.Plain(words.Format("MineTitle", ShortText.Name(person.Name), station.Name), [.. lines]);
    }
}
