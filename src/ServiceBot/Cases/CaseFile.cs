using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>A case with its row.</summary>
internal sealed class OpenFile
{
    public OpenFile(CaseRow row, RepairCase state)
    {
        Row = row;
        State = state;
    }

    public CaseRow Row { get; }

    public RepairCase State
    {
        get => Row.Read!;
        set => Row.Read = value;
    }
}

/// <summary>A case to be written, with the facts of its opening and the cards that are asked for.</summary>
internal sealed record DraftedCase(CaseRow Row, IReadOnlyList<CaseFactRow> Facts, IReadOnlyList<OutboxRow> Cards);

/// <summary>
/// The files of the cases: a fact is appended, the current row follows it, and the card is asked for again, all in the
/// transaction of what caused it.
/// </summary>
internal sealed class CaseFile(
    StationDirectory stations, Outbox outbox, CaseNotices notices, AlertBounds bounds, TimeProvider time)
{
    /// <summary>The subject under which a case's card lives.</summary>
    public static string Subject(string station, int number) => $"case:{station}/{number}";

    /// <summary>Station and number of a card's subject.</summary>
    public static (string Station, int Number) Parse(string subject)
    {
        var slash = subject.LastIndexOf('/');
        return (subject["case:".Length..slash],
            int.Parse(subject.AsSpan(slash + 1), System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The cases of these rows, by row id.</summary>
    public async Task<Dictionary<long, OpenFile>> LoadAsync(
        ServiceBotDb db, IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        var wanted = ids.ToList();
        var rows = await db.Cases.Where(x => EF.Parameter(wanted).Contains(x.Id)).ToListAsync(cancel);
        var facts = await db.CaseFacts.AsNoTracking().Where(x => EF.Parameter(wanted).Contains(x.CaseId))
            .OrderBy(x => x.CaseId).ThenBy(x => x.Sequence).Select(x => new { x.CaseId, x.Body }).ToListAsync(cancel);
        var byCase = facts.ToLookup(x => x.CaseId, x => BodyJson.ReadFact(x.Body));
        return rows.ToDictionary(x => x.Id, x => new OpenFile(x, x.Read ?? RepairCase.From(byCase[x.Id])));
    }

    /// <summary>Reads many cases at once, so that <see cref="FindAsync"/> within this unit of work asks for none of them.</summary>
    public static async Task PrepareAsync(ServiceBotDb db, IEnumerable<string> subjects, CancellationToken cancel)
    {
        foreach (var group in subjects.Select(Parse).Distinct().GroupBy(x => x.Station, x => x.Number))
        {
            var numbers = group.ToList();
            var rows = await db.Cases
                .Where(x => x.Station == group.Key && EF.Parameter(numbers).Contains(x.Number)).ToListAsync(cancel);
            var unread = rows.Where(x => x.Read is null).ToDictionary(x => x.Id);
            var ids = unread.Keys.ToList();
            var facts = await db.CaseFacts.AsNoTracking().Where(x => EF.Parameter(ids).Contains(x.CaseId))
                .OrderBy(x => x.CaseId).ThenBy(x => x.Sequence).Select(x => new { x.CaseId, x.Body }).ToListAsync(cancel);
            foreach (var own in facts.GroupBy(x => x.CaseId, x => BodyJson.ReadFact(x.Body)))
                unread[own.Key].Read = RepairCase.From(own);
        }
    }

    /// <summary>The case of that number, or null.</summary>
    public async Task<OpenFile?> FindAsync(ServiceBotDb db, string station, int number, CancellationToken cancel)
    {
        var row = db.Cases.Local.FirstOrDefault(x => x.Station == station && x.Number == number)
            ?? await db.Cases.SingleOrDefaultAsync(x => x.Station == station && x.Number == number, cancel);
        if (row is null) return null;
        return new OpenFile(row, row.Read ?? RepairCase.From(await FactsAsync(db, row, cancel)));
    }

    /// <summary>The facts of a case in order, those of this transaction included.</summary>
    public static async Task<IReadOnlyList<CaseFact>> FactsAsync(ServiceBotDb db, CaseRow row, CancellationToken cancel)
    {
        var pending = db.CaseFacts.Local.Where(x => ReferenceEquals(x.Case, row)).OrderBy(x => x.Sequence).ToList();
        var first = pending.Count > 0 ? pending[0].Sequence : int.MaxValue;
        var stored = first == 1
            ? []
            : await db.CaseFacts.AsNoTracking().Where(x => x.CaseId == row.Id && x.Sequence < first)
                .OrderBy(x => x.Sequence).Select(x => x.Body).ToListAsync(cancel);
        return [.. stored.Concat(pending.Select(x => x.Body)).Select(BodyJson.ReadFact)];
    }

    /// <summary>Opens a case and its vote; a case from old records waits for both until somebody asks for it.</summary>
    public async Task<OpenFile> OpenAsync(ServiceBotDb db, CaseGroup group, CancellationToken cancel)
    {
        var station = stations.Get(group.Signals[0].Station);
        var (file, opened) = Begin(station, group, await NextNumberAsync(db, station.Code, cancel));
        db.Cases.Add(file.Row);
        db.CaseFacts.Add(Write(file, opened));
        if (!opened.FromHistory) await BeginVoteAsync(db, file, forNews: false, cancel);
        return file;
    }

    /// <summary>Opens the vote of a case that waited for it: its card is shown, and the deadline counts from now.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="file">The case.</param>
    /// <param name="forNews">Whether what came to it is new, rather than that somebody asked for it.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task BeginVoteAsync(ServiceBotDb db, OpenFile file, bool forNews, CancellationToken cancel)
    {
        var voting = await VotingOfAsync(db, stations.Get(file.Row.Station), file.State, cancel);
        await AppendAsync(db, file, [voting with { ForNews = forNews }], cancel);
    }

    /// <summary>
    /// Opens a case and its vote as rows that nobody tracks, for whoever writes many at once. What <see cref="OpenAsync"/>
    /// writes, these are.
    /// </summary>
    /// <param name="db">Is only read.</param>
    /// <param name="group">The signals.</param>
    /// <param name="number">The next number of the station.</param>
    /// <param name="chats">The chats of the station under their newest ids: each is asked to show the card; none for a
    /// case that nobody is to be told of.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<DraftedCase> DraftAsync(
        ServiceBotDb db, CaseGroup group, int number, IReadOnlyList<ChatAddress> chats, CancellationToken cancel)
    {
        var station = stations.Get(group.Signals[0].Station);
        var (file, opened) = Begin(station, group, number);
        var first = Write(file, opened);
        if (opened.FromHistory) return new DraftedCase(file.Row, [first], []);
        var voting = await VotingOfAsync(db, station, file.State, cancel);
        file.State = file.State.With(voting);
        var second = Write(file, voting);
        var subject = Subject(station.Code, number);
        return new DraftedCase(file.Row, [first, second], [.. chats.Select(chat => outbox.NewCard(subject, chat))]);
    }

    private (OpenFile File, CaseOpened Opened) Begin(Station station, CaseGroup group, int number)
    {
        var now = time.GetUtcNow();
        var opened = new CaseOpened(
            now, Actor.Service, station.Code, number, group.Vehicle, group.EarlierWorkOrderId,
            group.ReturnId, [.. group.Signals.Select(x => x.Key)]) { FromHistory = bounds.IsHistory(group.Signals, now) };
        var row = new CaseRow
        {
            Station = station.Code, State = CaseState.Open, Number = number, FromHistory = opened.FromHistory,
        };
        return (new OpenFile(row, RepairCase.From([opened])), opened);
    }

    /// <summary>Appends facts, and whatever people must be told of them.</summary>
    public async Task AppendAsync(
        ServiceBotDb db, OpenFile file, IReadOnlyList<CaseFact> facts, CancellationToken cancel)
    {
        if (facts.Count == 0) return;
        var station = stations.Get(file.Row.Station);
        foreach (var fact in facts)
        {
            file.State = file.State.With(fact);
            db.CaseFacts.Add(Write(file, fact));
            if (IsShown(file.State)) await notices.TellAsync(db, station, file.State, file.Row.FactCount, fact, cancel);
        }

        if (IsShown(file.State)) await ShowAgainAsync(db, station, file.Row.Number, cancel);
    }

    // A case from old records that nobody has asked for has no card, whatever happens to it: merged, withdrawn, lowered.
    private static bool IsShown(RepairCase state) => !state.FromHistory || state.Frame is not null;

    /// <summary>Asks for the card anew in every chat of the station.</summary>
    public async Task ShowAgainAsync(ServiceBotDb db, Station station, int number, CancellationToken cancel)
    {
        foreach (var chat in station.Chats)
            await outbox.AskForCardAsync(db, Subject(station.Code, number), await ChatMoves.CurrentAsync(db, chat, cancel), cancel);
    }

    /// <summary>Asks that the cards of some cases be drawn again wherever they are shown.</summary>
    public Task RefreshCardsAsync(ServiceBotDb db, IReadOnlyCollection<OpenFile> files, CancellationToken cancel) =>
        outbox.RefreshCardsAsync(db, [.. files.Select(x => Subject(x.Row.Station, x.Row.Number))], cancel);

    /// <summary>The opening of a vote under the station's rules as they are now.</summary>
    public async Task<VotingOpened> VotingOfAsync(
        ServiceBotDb db, Station station, RepairCase state, CancellationToken cancel)
    {
        var rules = station.Commission;
        var now = time.GetUtcNow();
        HashSet<string> recused = [];
        if (rules.RecuseConflicted && await ForemanOfAsync(db, state, cancel) is { } foreman)
        {
            recused = [.. station.Members.Select(x => x.Member)
                .Where(x => x.Is(Role.Foreman) && (x.Id == foreman.Id || x.Name == foreman.Name)).Select(x => x.Id)];
        }

        return new VotingOpened(
            now, Actor.Service,
            VotingFrame.Open(
                station.Members.Select(x => x.Member), recused, rules.Quorum, rules.MinimumOpen, rules.AllowChange, now),
            station.Calendar.AddWorkingTime(now, rules.Deadline),
            [.. recused]);
    }

    private static async Task<Person?> ForemanOfAsync(ServiceBotDb db, RepairCase state, CancellationToken cancel)
    {
        if (state.EarlierWorkOrderId is not { } id) return null;
        var row = await db.Records.AsNoTracking().SingleOrDefaultAsync(
            x => x.Station == state.Station && x.Kind == RecordKind.WorkOrder && x.RecordId == id, cancel);
        return row is null ? null : ((WorkOrder)BodyJson.Read(row)).Foreman;
    }

    private static async Task<int> NextNumberAsync(ServiceBotDb db, string station, CancellationToken cancel)
    {
        var pending = db.Cases.Local.Where(x => x.Station == station).Select(x => x.Number).DefaultIfEmpty(0).Max();
        var stored = await db.Cases.Where(x => x.Station == station).MaxAsync(x => (int?)x.Number, cancel) ?? 0;
        return Math.Max(pending, stored) + 1;
    }

    // The row follows the fact, which the state has taken in already.
    private static CaseFactRow Write(OpenFile file, CaseFact fact)
    {
        var (row, state) = (file.Row, file.State);
        row.FactCount++;
        row.State = state.State;
        row.FromHistory = state.FromHistory;
        row.Vin = state.Vehicle.Vin?.Value;
        row.Plate = state.Vehicle.Plate?.Value;
        row.Model = state.Vehicle.Model;
        row.EarlierWorkOrderId = state.EarlierWorkOrderId;
        row.ReturnId = state.ReturnId;
        row.OpenedAt = state.OpenedAt;
        row.Deadline = state.TakesVotes && state.Stage != VotingStage.Lapsed ? state.Deadline : null;
        row.DecidedAt = state.DecidedAt;
        row.MergedInto = state.MergedInto;
        return new CaseFactRow
        {
            Case = row, Sequence = row.FactCount, At = fact.At, Kind = fact.GetType().Name, Body = BodyJson.Write(fact),
        };
    }
}
