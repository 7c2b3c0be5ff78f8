using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;
using ServiceBot.Statistics;
using ServiceBot.Storage;

namespace ServiceBot.Digests;

/// <summary>Loads what a week's digest is drawn from. Reads only.</summary>
internal sealed class DigestReader(RuleSettings rules)
{
    /// <summary>The digest of a week as it stands now, whether or not one was sent.</summary>
    public async Task<DigestContent> ReadAsync(
        ServiceBotDb db, Station station, ReportingWeek week, DateTimeOffset now, CancellationToken cancel)
    {
        var start = week.Start(station.Calendar);
        var end = week.End(station.Calendar);
        var before = week.Previous.Start(station.Calendar);
        return DigestContent.From(new DigestInput
        {
            Week = week,
            Calendar = station.Calendar,
            Now = now,
            Cases = await CasesAsync(db, station.Code, before, end, cancel),
            Signals = await SignalsAsync(db, station.Code, start, end, cancel),
            RepairOrders = await Figures.RepairOrdersAsync(db, station.Code, rules, start, end, cancel),
            RepairOrdersBefore = await Figures.RepairOrdersAsync(db, station.Code, rules, before, start, cancel),
            LoweredFlags = await LoweredFlagsAsync(db, station.Code, start, end, cancel),
            OrdersWithoutBooking = station.RequireBooking
                ? await OrdersWithoutBookingAsync(db, station.Code, start, end, cancel)
                : null,
            ShowNames = station.ShowNames,
        });
    }

    // Cases to which something happened since the week before began, and those that still wait for something.
    private static Task<IReadOnlyList<CaseHistory>> CasesAsync(
        ServiceBotDb db, string station, DateTimeOffset before, DateTimeOffset end, CancellationToken cancel) =>
        Figures.HistoriesAsync(
            db,
            db.Cases.Where(x => x.Station == station && x.OpenedAt < end
                && (x.State == CaseState.Open || x.State == CaseState.Undecided || x.State == CaseState.Repeat
                    || db.CaseFacts.Any(f => f.CaseId == x.Id && f.At >= before))),
            cancel);

    // By the time they were noticed, not by that of the record: a record that comes late is in some week's digest too.
    private static async Task<IReadOnlyList<NoticedSignal>> SignalsAsync(
        ServiceBotDb db, string station, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel)
    {
        var rows = await db.Signals.AsNoTracking()
            .Where(x => x.Station == station && x.RecordedAt >= start && x.RecordedAt < end
                && (x.WithdrawnAt == null || x.WithdrawnAt >= end))
            .Select(x => new { x.Rule, x.Mode, x.Body }).ToListAsync(cancel);
        return [.. rows.Select(x => new NoticedSignal(x.Rule, x.Mode, BodyJson.ReadSignal(x.Body).Evidence.Grade))];
    }

    private static async Task<IReadOnlyList<RecordMark>> LoweredFlagsAsync(
        ServiceBotDb db, string station, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel) =>
        await db.RecordEdits.AsNoTracking()
            .Where(x => x.Station == station && x.Field == "possibleRepeat" && x.Before == "true" && x.At >= start && x.At < end)
            .OrderBy(x => x.Id).Select(x => new RecordMark(x.Kind, x.RecordId)).ToListAsync(cancel);

    private static async Task<IReadOnlyList<string>> OrdersWithoutBookingAsync(
        ServiceBotDb db, string station, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel) =>
        await db.Records.AsNoTracking()
            .Where(x => x.Station == station && x.Kind == RecordKind.WorkOrder && x.RefersTo == null && !x.Cancelled
                && x.At >= start && x.At < end)
            .OrderBy(x => x.At).ThenBy(x => x.RecordId).Select(x => x.RecordId).ToListAsync(cancel);
}
