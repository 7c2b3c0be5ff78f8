using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Chat;
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

    public async Task<MessageContent?> RenderAsync(
        ServiceBotDb db, string subject, ChatAddress chat, CancellationToken cancel)
    {
        var (code, number) = CaseFile.Parse(subject);
        if (stations.Find(code) is not { } station || await cases.FindAsync(db, code, number, cancel) is not { } file)
            return null;

        var keys = file.State.Signals.Concat(file.State.SignalsAfterVerdict).ToList();
        var bodies = await db.Signals.AsNoTracking()
            .Where(x => x.Station == code && EF.Parameter(keys).Contains(x.Key)).Select(x => x.Body).ToListAsync(cancel);
        var signals = bodies.Select(BodyJson.ReadSignal).OrderBy(x => x.At).ThenBy(x => x.Key, StringComparer.Ordinal).ToList();

        var ids = signals.SelectMany(s => new[] { s.BookingId, s.SurveyResponseId, s.WorkOrderId })
            .Append(file.State.EarlierWorkOrderId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var rows = await db.Records.AsNoTracking()
            .Where(x => x.Station == code && EF.Parameter(ids).Contains(x.RecordId)).ToListAsync(cancel);
        var view = new CaseView(
            station, file.State, signals, [.. rows.Select(BodyJson.Read)], await WasLoweredAsync(db, code, signals, cancel));
        return new MessageContent(text.Title(view), text.Lines(view), buttons.Of(view))
        {
            Pictures = await PicturesAsync(db, view, cancel),
        };
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

    // Asked of the records, not of the case: the signal may have come from a case that was merged into this one.
    private static async Task<bool> WasLoweredAsync(
        ServiceBotDb db, string station, IReadOnlyList<Signal> signals, CancellationToken cancel)
    {
        const string Rule = nameof(RuleName.BookingSaysPossibleRepeat) + ":", OfOrder = "order:";
        var flagged = signals.Where(x => x.Rule == RuleName.BookingSaysPossibleRepeat).Select(x => x.Key[Rule.Length..]).ToList();
        if (flagged.Count == 0) return false;
        var orders = flagged.Where(x => x.StartsWith(OfOrder, StringComparison.Ordinal)).Select(x => x[OfOrder.Length..]).ToList();
        return await db.RecordEdits.AnyAsync(
            x => x.Station == station && x.Field == "possibleRepeat" && x.Before == "true"
                && ((x.Kind == RecordKind.Booking && EF.Parameter(flagged).Contains(x.RecordId))
                    || (x.Kind == RecordKind.WorkOrder && EF.Parameter(orders).Contains(x.RecordId))),
            cancel);
    }
}

/// <summary>All that a card is made from.</summary>
/// <param name="FlagWasLowered">Whether the flag that a signal rests on was taken off again.</param>
internal sealed record CaseView(
    Station Station, Domain.Cases.RepairCase Case, IReadOnlyList<Signal> Signals, IReadOnlyList<SourceRecord> Records,
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
