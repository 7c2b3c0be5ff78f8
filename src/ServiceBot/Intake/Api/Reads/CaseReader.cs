using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Alerts;
using ServiceBot.Cases;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Intake.Api.Reads;

/// <summary>Reads cases and signals in the form of the API.</summary>
internal sealed class CaseReader(IDbContextFactory<ServiceBotDb> contexts, StationDirectory stations, CardText card)
{
    /// <summary>The most items on a page.</summary>
    public const int PageSize = 100;

    /// <summary>A page of the cases opened in the spans.</summary>
    public async Task<Page<CaseAnswer>> CasesAsync(
        IReadOnlyList<StationSpan> spans, IReadOnlyList<CaseState> states, int page, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = Union(spans, (codes, from, to) => db.Cases.AsNoTracking()
            .Where(x => codes.Contains(x.Station) && x.OpenedAt >= from && x.OpenedAt < to));
        if (states.Count > 0) found = found.Where(x => states.Contains(x.State));
        var total = await found.CountAsync(cancel);
        var rows = await found.OrderBy(x => x.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return Paged(await AnswersAsync(db, rows, cancel), page, total);
    }

    /// <summary>One case with its facts and messages, or null.</summary>
    public async Task<CaseDetails?> CaseAsync(string station, int number, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Cases.AsNoTracking().SingleOrDefaultAsync(x => x.Station == station && x.Number == number, cancel);
        if (row is null) return null;
        var facts = await CaseFile.FactsAsync(db, row, cancel);
        var calendar = stations.Get(station).Calendar;
        var state = RepairCase.From(facts);
        var signals = await SignalsOfAsync(db, [row], cancel);
        return (CaseDetails)Fill(
            new CaseDetails
            {
                Number = row.Number, Station = row.Station, State = state.State, Vehicle = VehicleAnswer.Of(state.Vehicle),
                OpenedAt = calendar.Local(state.OpenedAt), Signals = [.. signals[row.Id]], Votes = Votes(state),
                Facts = [.. facts.Select(x => FactJson.Write(x, calendar.Zone))],
                Messages = await MessagesAsync(db, row, cancel),
            },
            state);
    }

    /// <summary>A page of the signals of the spans that the history still gives.</summary>
    public async Task<Page<SignalAnswer>> SignalsAsync(
        IReadOnlyList<StationSpan> spans, IReadOnlyList<RuleName> rules, IReadOnlyList<RuleMode> modes, int page,
        CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = Union(spans, (codes, from, to) => db.Signals.AsNoTracking()
            .Where(x => codes.Contains(x.Station) && x.At >= from && x.At < to && x.WithdrawnAt == null));
        if (rules.Count > 0) found = found.Where(x => rules.Contains(x.Rule));
        if (modes.Count > 0) found = found.Where(x => modes.Contains(x.Mode));
        var total = await found.CountAsync(cancel);
        var rows = await found.OrderBy(x => x.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(x => new { x.Body, Case = x.Case == null ? (int?)null : x.Case.Number }).ToListAsync(cancel);
        return Paged([.. rows.Select(x => Answer(BodyJson.ReadSignal(x.Body), x.Case))], page, total);
    }

    private static Page<T> Paged<T>(IReadOnlyList<T> items, int page, int total) =>
        new(items, page, (total + PageSize - 1) / PageSize, total);

    /// <summary>Stations whose local times mean the same instants are asked for together.</summary>
    private static IQueryable<T> Union<T>(
        IReadOnlyList<StationSpan> spans, Func<List<string>, DateTimeOffset, DateTimeOffset, IQueryable<T>> ask)
    {
        var parts = spans.GroupBy(x => (x.From, x.To))
            .Select(x => ask([.. x.Select(s => s.Station)], x.Key.From, x.Key.To)).ToList();
        return parts.Count == 0 ? ask([], default, default) : parts.Aggregate((a, b) => a.Concat(b));
    }

    private async Task<IReadOnlyList<CaseAnswer>> AnswersAsync(
        ServiceBotDb db, IReadOnlyList<CaseRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(x => x.Id).ToList();
        var facts = (await db.CaseFacts.AsNoTracking().Where(x => EF.Parameter(ids).Contains(x.CaseId))
            .OrderBy(x => x.CaseId).ThenBy(x => x.Sequence).Select(x => new { x.CaseId, x.Body }).ToListAsync(cancel))
            .ToLookup(x => x.CaseId, x => BodyJson.ReadFact(x.Body));
        var signals = await SignalsOfAsync(db, rows, cancel);
        return [.. rows.Select(row =>
        {
            var state = RepairCase.From(facts[row.Id]);
            return Fill(
                new CaseAnswer
                {
                    Number = row.Number, Station = row.Station, State = state.State, Vehicle = VehicleAnswer.Of(state.Vehicle),
                    OpenedAt = stations.Get(row.Station).Calendar.Local(state.OpenedAt), Signals = [.. signals[row.Id]],
                    Votes = Votes(state),
                },
                state);
        })];
    }

    private CaseAnswer Fill(CaseAnswer answer, RepairCase state)
    {
        var calendar = stations.Get(state.Station).Calendar;
        return answer with
        {
            EarlierWorkOrderId = state.EarlierWorkOrderId,
            ReturnId = ReturnId(state, answer.Signals),
            Deadline = state.TakesVotes && state.Deadline is { } deadline ? calendar.Local(deadline) : null,
            DecidedAt = state.DecidedAt is { } decided ? calendar.Local(decided) : null,
            Verdict = state.Verdict,
            Cause = state.Cause,
            Responsible = state.Responsible is { } who ? new ResponsibleAnswer(who.Kind, who.Person?.Id, who.Person?.Name) : null,
            CustomerCall = state.CustomerCall,
            MergedInto = state.MergedInto,
        };
    }

    // While only the booking is known the visit has a key of ours; programs get the id that they sent.
    private static string? ReturnId(RepairCase state, IReadOnlyList<SignalAnswer> signals) =>
        signals.Select(x => x.Records)
            .FirstOrDefault(x => x.WorkOrderId is null && x.BookingId is { } id && Visit.KeyOfBooking(id) == state.ReturnId)?.BookingId
        ?? state.ReturnId;

    private IReadOnlyList<VoteAnswer> Votes(RepairCase state)
    {
        var station = stations.Get(state.Station);
        return [.. state.Votes.Select(x => new VoteAnswer(
            x.MemberId,
            state.Frame?.Elector(x.MemberId)?.Name
                ?? station.Members.FirstOrDefault(m => m.Member.Id == x.MemberId)?.Member.Name ?? x.MemberId,
            x.Choice,
            station.Calendar.Local(x.At)))];
    }

    private async Task<ILookup<long, SignalAnswer>> SignalsOfAsync(
        ServiceBotDb db, IReadOnlyList<CaseRow> rows, CancellationToken cancel)
    {
        var numbers = rows.ToDictionary(x => x.Id, x => x.Number);
        var ids = numbers.Keys.ToList();
        var found = await db.Signals.AsNoTracking()
            .Where(x => x.CaseId != null && EF.Parameter(ids).Contains(x.CaseId.Value) && x.WithdrawnAt == null)
            .OrderBy(x => x.At).ThenBy(x => x.Id).Select(x => new { Id = x.CaseId!.Value, x.Body }).ToListAsync(cancel);
        return found.ToLookup(x => x.Id, x => Answer(BodyJson.ReadSignal(x.Body), numbers[x.Id]));
    }

    private SignalAnswer Answer(Signal signal, int? number) => new(
        signal.Key, signal.Station, signal.Rule, signal.Mode, stations.Get(signal.Station).Calendar.Local(signal.At),
        VehicleAnswer.Of(signal.Vehicle),
        new SignalRecords(signal.EarlierWorkOrderId, signal.WorkOrderId, signal.BookingId, signal.SurveyResponseId),
        new EvidenceAnswer(signal.Evidence.Grade, signal.Evidence.Claim, signal.Evidence.Terms ?? [], card.Reason(signal)),
        number);

    private async Task<IReadOnlyList<MessageAnswer>> MessagesAsync(ServiceBotDb db, CaseRow row, CancellationToken cancel)
    {
        var subject = CaseFile.Subject(row.Station, row.Number);
        var notices = string.Create(CultureInfo.InvariantCulture, $"notice:{row.Station}/{row.Number}/");
        var found = await db.Outbox.AsNoTracking()
            .Where(x => x.Subject == subject || x.Subject.StartsWith(notices)).OrderBy(x => x.Id).ToListAsync(cancel);
        var calendar = stations.Get(row.Station).Calendar;
        return [.. found.Select(x => new MessageAnswer(
            x.Subject == subject ? "card" : "notice", x.Channel, x.ChatId, x.Topic, x.MessageId, x.State,
            x.SentAt is { } at ? calendar.Local(at) : null, x.Strays > 0))];
    }
}
