using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Morning;

/// <summary>The list of a day's returns that opened no case, each with a button; what became of each is shown in place.</summary>
internal sealed class ReturnsCard(StationDirectory stations, MorningWording words) : ICardRenderer
{
    public const string Kind = "returns";

    /// <summary>So many have a line and a button; the rest is counted.</summary>
    private const int MostShown = 12;

    private const int QuoteLength = 90;
    private const int IdLength = 40;

    public string SubjectKind => Kind;

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, MessageContent>> RenderAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel)
    {
        // One a station and morning: there are never many.
        var cards = new Dictionary<string, MessageContent>(StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            if (await RenderAsync(db, subject, cancel) is { } card) cards[subject] = card;
        }

        return cards;
    }

    /// <summary>One list, or null when there is none of that day.</summary>
    public async Task<MessageContent?> RenderAsync(ServiceBotDb db, string subject, CancellationToken cancel)
    {
        var (code, day) = Parse(subject);
        if (stations.Find(code) is not { } station) return null;
        var key = MorningReports.Key(day);
        var listed = await db.Documents.AsNoTracking().Where(x => x.Station == code && x.Key == key)
            .Select(x => x.Content).SingleOrDefaultAsync(cancel);
        if (string.IsNullOrEmpty(listed)) return null;
        var keys = listed.Split('\n');
        var shown = keys.Take(MostShown).ToList();
        var rows = await db.Signals.AsNoTracking().Where(x => x.Station == code && EF.Parameter(shown).Contains(x.Key))
            .Select(x => new { x.Key, x.Body, Number = x.Case == null ? (int?)null : x.Case.Number }).ToDictionaryAsync(x => x.Key, cancel);
        // A case that a person opened from here rests on his report, not on the return alone.
        var reports = shown.ToDictionary(x => x, x => $"{RuleName.ReportedByStaff}:{ReportKey(OrderOf(x))}", StringComparer.Ordinal);
        var wanted = reports.Values.ToList();
        var byHand = await db.Signals.AsNoTracking()
            .Where(x => x.Station == code && x.Case != null && EF.Parameter(wanted).Contains(x.Key))
            .Select(x => new { x.Key, x.Case!.Number }).ToDictionaryAsync(x => x.Key, x => x.Number, cancel);
        List<string> lines = [words["ReturnsText"]];
        List<IReadOnlyList<ButtonContent>> buttons = [];
        foreach (var (one, i) in shown.Where(rows.ContainsKey).Select((x, i) => (rows[x], i + 1)))
        {
            var signal = BodyJson.ReadSignal(one.Body);
            var number = one.Number ?? (byHand.TryGetValue(reports[one.Key], out var n) ? n : null);
            lines.Add(Line(station, signal, i, number));
            if (number is null)
                buttons.Add([new(words.Format("ReturnsButton", i, Name(signal.Vehicle)), one.Key)]);
        }

        if (keys.Length > MostShown) lines.Add(words.Plural("ReturnsMore", keys.Length - MostShown));
        return new MessageContent(words.Format("ReturnsTitle", day, station.Name, keys.Length), lines, buttons);
    }

    /// <summary>The key of the report that a press on a return makes: pressed by two, it is one report.</summary>
    public static string ReportKey(string workOrderId) => $"return:{workOrderId}";

    /// <summary>Station and day of a subject.</summary>
    public static (string Station, DateOnly Day) Parse(string subject)
    {
        var slash = subject.LastIndexOf('/');
        return (subject[(Kind.Length + 1)..slash],
            DateOnly.ParseExact(subject.AsSpan(slash + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    // "ReturnedWithinWindow:ЗН-77": ids may hold colons of their own.
    private static string OrderOf(string signalKey) => signalKey[(signalKey.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private string Line(Station station, Signal signal, int number, int? known)
    {
        var head = words.Plural(
            "ReturnsLine", signal.Evidence.DaysSince ?? 0, number, Name(signal.Vehicle), Quoted(signal.WorkOrderId),
            Quoted(signal.EarlierWorkOrderId), words["Grade" + signal.Evidence.Grade]);
        var said = signal.Evidence.Quote is { Length: > 0 } quote ? words.Format("ReturnsSaid", head, ShortText.Said(quote, QuoteLength)) : head;
        return said + (known is { } n ? words.Format("ReturnsOpened", n) : "");
    }

    private string Name(VehicleRef vehicle) => vehicle.ShortName is { } name ? ShortText.Cut(name, IdLength) : words["VehicleUnknown"];

    private static string? Quoted(string? id) => id is null ? null : ShortText.Quote(id, IdLength);
}

/// <summary>A member opens a case on a return that the rule left to people.</summary>
internal sealed class ReturnsPresses(
    StationDirectory stations, StaffReports reports, Outbox outbox, MorningWording words, TimeProvider time) : IPressHandler
{
    public string SubjectKind => ReturnsCard.Kind;

    public async Task<PressReply> HandleAsync(
        ServiceBotDb db, ButtonPressed press, ButtonMeaning button, CancellationToken cancel)
    {
        var (code, _) = ReturnsCard.Parse(button.Subject);
        if (stations.Find(code) is not { } station) return new PressReply(words["ReturnStale"], "StaleReport", Alert: true);
        if (await MemberDirectory.FindAsync(db, station, press.User, cancel) is null)
            return new PressReply(words["NotAMember"], "NotAMember", Alert: true) { IsOfStranger = true };
        var body = await db.Signals.AsNoTracking().Where(x => x.Station == code && x.Key == button.Action && x.WithdrawnAt == null)
            .Select(x => x.Body).SingleOrDefaultAsync(cancel);
        if (body is null) return new PressReply(words["ReturnStale"], "StaleReport", Alert: true);

        var signal = BodyJson.ReadSignal(body);
        var number = await reports.TakeAsync(
            db,
            new StaffReport(code, ReturnsCard.ReportKey(signal.WorkOrderId!), time.GetUtcNow(), signal.Vehicle, signal.EarlierWorkOrderId, signal.Evidence.Quote),
            cancel);
        if (number is not { } opened) return new PressReply(words["ReportKept"], "ReportKept", Alert: true);
        foreach (var chat in station.Chats)
            await outbox.AskForCardAsync(db, button.Subject, await ChatMoves.CurrentAsync(db, chat, cancel), cancel);
        return new PressReply(words.Format("CaseOpened", opened), "CaseOpenedByHand");
    }
}
