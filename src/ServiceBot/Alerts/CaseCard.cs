using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Alerts;

/// <summary>The living card of a case, from the case and the records as they are now.</summary>
internal sealed class CaseCard(StationDirectory stations, CaseFile cases, CardText text, CardButtons buttons) : ICardRenderer
{
    // More would push the buttons off the screen of a phone; the newest are the ones that are talked about.
    private const int MostPictures = 8;

    public string SubjectKind => "case";

    /// <summary>One card, or null when there is no such case.</summary>
    public async Task<MessageContent?> RenderAsync(ServiceBotDb db, string subject, CancellationToken cancel) =>
        (await RenderAsync(db, [subject], cancel)).GetValueOrDefault(subject);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, MessageContent>> RenderAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel)
    {
        var cards = new Dictionary<string, MessageContent>(StringComparer.Ordinal);
        await CaseFile.PrepareAsync(db, subjects, cancel);
        foreach (var group in subjects.GroupBy(x => CaseFile.Parse(x).Station, StringComparer.Ordinal))
        {
            if (stations.Find(group.Key) is not { } station) continue;
            var states = new Dictionary<string, RepairCase>(StringComparer.Ordinal);
            foreach (var subject in group)
            {
                if (await cases.FindAsync(db, group.Key, CaseFile.Parse(subject).Number, cancel) is { } file) states[subject] = file.State;
            }

            var signals = await SignalsAsync(db, station.Code, states.Values, cancel);
            var records = await RecordsAsync(db, station.Code, states.Values, signals, cancel);
            var lowered = await LoweredAsync(db, station.Code, signals.Values, cancel);
            foreach (var (subject, state) in states)
            {
                List<Signal> own =
                [
                    .. KeysOf(state).Distinct(StringComparer.Ordinal).Select(signals.GetValueOrDefault).OfType<Signal>()
                        .OrderBy(x => x.At).ThenBy(x => x.Key, StringComparer.Ordinal),
                ];
                var view = new CaseView(
                    station, state, own, [.. RecordIdsOf(state, own).SelectMany(x => records[x])], own.Exists(x => lowered.Contains(x.Key)));
                cards[subject] = new MessageContent(text.Title(view), text.Lines(view), buttons.Of(view))
                {
                    Pictures = await PicturesAsync(db, view, cancel),
                };
            }
        }

        return cards;
    }

    // A photo that has not been fetched yet is counted in the lines; it is shown when it is there.
    private async Task<IReadOnlyList<PictureContent>?> PicturesAsync(ServiceBotDb db, CaseView view, CancellationToken cancel)
    {
        var ids = view.Case.Remarks.SelectMany(x => x.Attachments).TakeLast(MostPictures).ToList();
        if (ids.Count == 0) return null;
        var kept = await db.Attachments.AsNoTracking()
            .Where(x => EF.Parameter(ids).Contains(x.Id) && x.Content != null).Select(x => x.Id).ToHashSetAsync(cancel);
        if (kept.Count == 0) return null;
        return
        [
            .. view.Case.Remarks.SelectMany(
                remark => remark.Attachments.Where(kept.Contains),
                (remark, id) => new PictureContent(CasePhotos.Key(id), text.Caption(view, remark))),
        ];
    }

    private static async Task<Dictionary<string, Signal>> SignalsAsync(
        ServiceBotDb db, string station, IEnumerable<RepairCase> states, CancellationToken cancel)
    {
        var keys = states.SelectMany(KeysOf).Distinct(StringComparer.Ordinal).ToList();
        var bodies = await db.Signals.AsNoTracking()
            .Where(x => x.Station == station && EF.Parameter(keys).Contains(x.Key)).Select(x => x.Body).ToListAsync(cancel);
        return bodies.Select(BodyJson.ReadSignal).ToDictionary(x => x.Key, StringComparer.Ordinal);
    }

    private static async Task<ILookup<string, SourceRecord>> RecordsAsync(
        ServiceBotDb db, string station, IEnumerable<RepairCase> states, Dictionary<string, Signal> signals,
        CancellationToken cancel)
    {
        var ids = RecordIds(signals.Values).Concat(states.Select(x => x.EarlierWorkOrderId).OfType<string>())
            .Distinct(StringComparer.Ordinal).ToList();
        // The kinds are named because the index goes by station, kind and id: without them all of a station's records are passed.
        var rows = await db.Records.AsNoTracking()
            .Where(x => x.Station == station && EF.Parameter(ids).Contains(x.RecordId)
                && (x.Kind == RecordKind.Booking || x.Kind == RecordKind.WorkOrder || x.Kind == RecordKind.SurveyResponse)).ToListAsync(cancel);
        return rows.ToLookup(x => x.RecordId, BodyJson.Read, StringComparer.Ordinal);
    }

    // The keys of signals whose flag was taken off again. Asked of the records, not of the case: the signal may have come
    // from a case that was merged into this one.
    private static async Task<HashSet<string>> LoweredAsync(
        ServiceBotDb db, string station, IEnumerable<Signal> signals, CancellationToken cancel)
    {
        const string Rule = nameof(RuleName.BookingSaysPossibleRepeat) + ":", OfOrder = "order:";
        var flagged = signals.Where(x => x.Rule == RuleName.BookingSaysPossibleRepeat).Select(x => x.Key[Rule.Length..]).ToList();
        if (flagged.Count == 0) return [];
        var orders = flagged.Where(x => x.StartsWith(OfOrder, StringComparison.Ordinal)).Select(x => x[OfOrder.Length..]).ToList();
        var edits = await db.RecordEdits.AsNoTracking()
            .Where(x => x.Station == station && x.Field == "possibleRepeat" && x.Before == "true"
                && ((x.Kind == RecordKind.Booking && EF.Parameter(flagged).Contains(x.RecordId))
                    || (x.Kind == RecordKind.WorkOrder && EF.Parameter(orders).Contains(x.RecordId))))
            .Select(x => new { x.Kind, x.RecordId }).ToListAsync(cancel);
        return [.. edits.Select(x => Rule + (x.Kind == RecordKind.WorkOrder ? OfOrder : "") + x.RecordId)];
    }

    private static IEnumerable<string> KeysOf(RepairCase state) => state.Signals.Concat(state.SignalsAfterVerdict);

    private static IEnumerable<string> RecordIdsOf(RepairCase state, IEnumerable<Signal> signals) =>
        RecordIds(signals).Concat(state.EarlierWorkOrderId is { } id ? [id] : []).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> RecordIds(IEnumerable<Signal> signals) =>
        signals.SelectMany(s => new[] { s.BookingId, s.SurveyResponseId, s.WorkOrderId }).OfType<string>();
}

/// <summary>All that a card is made from.</summary>
/// <param name="FlagWasLowered">Whether the flag that a signal rests on was taken off again.</param>
internal sealed record CaseView(
    Station Station, RepairCase Case, IReadOnlyList<Signal> Signals, IReadOnlyList<SourceRecord> Records,
    bool FlagWasLowered)
{
    /// <summary>The repair in doubt, or null while it is unknown or its order has not arrived.</summary>
    public WorkOrder? Earlier =>
        Records.OfType<WorkOrder>().FirstOrDefault(x => x.Id == Case.EarlierWorkOrderId);

    public Booking? Booking => Records.OfType<Booking>()
        .Where(b => Signals.Any(s => s.BookingId == b.Id)).OrderBy(b => b.CreatedAt).ThenBy(b => b.Id, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>"No" was noted at the booking, and the history tells a return with the same fault.</summary>
    public bool AnsweredNo => Signals.Any(s => s is { Rule: RuleName.ReturnedWithinWindow, Evidence.Grade: FaultGrade.SameFault }
        && Records.OfType<Booking>().Any(b => b.Id == s.BookingId && b.PossibleRepeat == false));

    public WorkOrder? Return => Records.OfType<WorkOrder>()
        .Where(o => Signals.Any(s => s.WorkOrderId == o.Id) && o.Id != Case.EarlierWorkOrderId)
        .OrderBy(o => o.OpenedAt).ThenBy(o => o.Id, StringComparer.Ordinal).FirstOrDefault();

    public IReadOnlyList<SurveyResponse> Surveys =>
    [
        .. Records.OfType<SurveyResponse>().Where(r => Signals.Any(s => s.SurveyResponseId == r.Id))
            .OrderBy(r => r.AnsweredAt).ThenBy(r => r.Id, StringComparer.Ordinal),
    ];
}
