using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;
using ServiceBot.Statistics;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>Tells the chat where cards wait for votes.</summary>
internal sealed class OpenCases(StationDirectory stations, CaseWording words) : IOpenSubjects
{
    private const int MostListed = 30;

    public string SubjectKind => "case";

    public async Task<IReadOnlyList<ChatAddress>> ChatsWithOpenCardsAsync(
        ServiceBotDb db, string channel, CancellationToken cancel)
    {
        var keys = await db.Cases
            .Where(x => x.State == CaseState.Open || x.State == CaseState.Undecided)
            .Join(
                db.Outbox.Where(x => x.Channel == channel && x.MessageId != null),
                x => "case:" + x.Station + "/" + x.Number, x => x.Subject, (_, x) => x.ChatKey)
            .Distinct().ToListAsync(cancel);
        return [.. keys.Select(ChatAddress.Parse)];
    }

    /// <summary>A repeat repair waits too: for its cause, the responsible and the call to the customer.</summary>
    public async Task<IReadOnlyCollection<string>> WaitingAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel)
    {
        var wanted = subjects.Where(x => x.StartsWith("case:", StringComparison.Ordinal)).ToList();
        return await db.Cases
            .Where(x => x.State == CaseState.Open || x.State == CaseState.Undecided || x.State == CaseState.Repeat)
            .Select(x => "case:" + x.Station + "/" + x.Number).Where(x => EF.Parameter(wanted).Contains(x)).ToListAsync(cancel);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> MissedAsync(
        ServiceBotDb db, ChatAddress chat, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var lines = new List<string>();
        foreach (var station in stations.All)
        {
            var isTold = false;
            foreach (var own in station.Chats) isTold |= await ChatMoves.CurrentAsync(db, own, cancel) == chat;
            if (!isTold) continue;
            var cases = CaseLists.Standing(db).Where(x => x.Station == station.Code);
            Add(lines, "MissedOpened", await cases.Where(x => x.OpenedAt >= from && x.OpenedAt <= to && !x.FromHistory)
                .OrderBy(x => x.Number).Select(x => x.Number).ToListAsync(cancel));
            Add(lines, "MissedDecided", await cases.Where(x => x.DecidedAt >= from && x.DecidedAt <= to)
                .OrderBy(x => x.Number).Select(x => x.Number).ToListAsync(cancel));
            var unfinished = await Figures.HistoriesAsync(
                db, cases.Where(x => x.State == CaseState.Open || x.State == CaseState.Undecided || x.State == CaseState.Repeat), cancel);
            foreach (var awaited in Waiting.In(unfinished.Select(x => x.Now), to, station.Calendar).GroupBy(x => x.For).OrderBy(x => x.Key))
                Add(lines, "Missed" + awaited.Key, [.. awaited.SelectMany(x => x.Cases).Select(x => x.Number).Distinct().Order()]);
        }

        return lines;
    }

    private void Add(List<string> lines, string key, List<int> numbers)
    {
        if (numbers.Count == 0) return;
        var listed = numbers.Take(MostListed).Select(x => words.Format("MissedCase", x)).ToList();
        if (numbers.Count > MostListed) listed.Add(words.Format("AndMore", numbers.Count - MostListed));
        lines.Add(words.Format(key, string.Join(", ", listed), numbers.Count));
    }
}
