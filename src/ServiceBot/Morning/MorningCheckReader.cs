using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Morning;

/// <summary>Loads what the check of a day is drawn from. Reads only.</summary>
internal sealed class MorningCheckReader(RuleSettings rules)
{
    /// <summary>What was noticed on a day of the station's calendar.</summary>
    public async Task<MorningCheck> ReadAsync(ServiceBotDb db, Station station, DateOnly day, CancellationToken cancel)
    {
        var start = station.Calendar.Instant(day.ToDateTime(TimeOnly.MinValue));
        var end = station.Calendar.Instant(day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        // A record read that day may be years old; only what is of these weeks can still be mended.
        var oldest = start.AddDays(-rules.WindowDays);
        var code = station.Code;
        var noticed = await db.Signals.AsNoTracking()
            .Where(x => x.Station == code && x.RecordedAt >= start && x.RecordedAt < end && x.At >= oldest && x.WithdrawnAt == null)
            .Select(x => new { x.Rule, x.Body, x.CaseId, x.SurveyResponseId, Number = x.Case == null ? (int?)null : x.Case.Number })
            .ToListAsync(cancel);
        var returns = noticed.Where(x => x.Rule == RuleName.ReturnedWithinWindow)
            .Select(x => (Signal: BodyJson.ReadSignal(x.Body), x.Number)).ToList();
        return new MorningCheck(
            MorningCheck.Unflagged(returns, await FlagsAsync(db, code, returns.Select(x => x.Signal), cancel), await AnswersAsync(db, code, returns.Select(x => x.Signal), cancel)),
            await FlagsWithoutCaseAsync(db, code, start, end, oldest, cancel),
            [.. noticed.Where(x => x.Rule == RuleName.SurveyNamesPoorRepair && x.CaseId == null)
                .Select(x => x.SurveyResponseId).OfType<string>().Order(StringComparer.Ordinal)],
            station.RequireBooking ? await OrdersWithoutBookingAsync(db, code, start, end, oldest, cancel) : [],
            await IdentitiesAsync(db, code, start, end, cancel));
    }

    // The flag may have been noticed on another day than the return.
    private static async Task<IReadOnlyList<Signal>> FlagsAsync(
        ServiceBotDb db, string station, IEnumerable<Signal> returns, CancellationToken cancel)
    {
        var orders = returns.Select(x => x.ReturnId).Concat(returns.Select(x => x.WorkOrderId)).OfType<string>().Distinct().ToList();
        var bodies = await db.Signals.AsNoTracking()
            .Where(x => x.Station == station && x.Rule == RuleName.BookingSaysPossibleRepeat && x.WithdrawnAt == null
                && EF.Parameter(orders).Contains(x.WorkOrderId!))
            .Select(x => x.Body).ToListAsync(cancel);
        return [.. bodies.Select(BodyJson.ReadSignal)];
    }

    private static async Task<IReadOnlyDictionary<string, bool?>> AnswersAsync(
        ServiceBotDb db, string station, IEnumerable<Signal> returns, CancellationToken cancel)
    {
        var ids = returns.Select(x => x.BookingId).OfType<string>().Distinct().ToList();
        var rows = await db.Records.AsNoTracking()
            .Where(x => x.Station == station && x.Kind == RecordKind.Booking && EF.Parameter(ids).Contains(x.RecordId)).ToListAsync(cancel);
        return rows.ToDictionary(x => x.RecordId, x => ((Booking)BodyJson.Read(x)).PossibleRepeat, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<RecordMark>> FlagsWithoutCaseAsync(
        ServiceBotDb db, string station, DateTimeOffset start, DateTimeOffset end, DateTimeOffset oldest, CancellationToken cancel)
    {
        var flagged = await db.Records.AsNoTracking()
            .Where(x => x.Station == station && x.EverFlagged && x.UpdatedAt >= start && x.UpdatedAt < end && x.At >= oldest
                && !db.Signals.Any(s => s.Station == station && s.Rule == RuleName.BookingSaysPossibleRepeat && s.CaseId != null
                    && (x.Kind == RecordKind.Booking ? s.BookingId == x.RecordId : s.WorkOrderId == x.RecordId)))
            .OrderBy(x => x.At).ThenBy(x => x.RecordId).Select(x => new { x.Kind, x.RecordId }).ToListAsync(cancel);
        return [.. flagged.Select(x => new RecordMark(x.Kind, x.RecordId))];
    }

    private static async Task<IReadOnlyList<string>> OrdersWithoutBookingAsync(
        ServiceBotDb db, string station, DateTimeOffset start, DateTimeOffset end, DateTimeOffset oldest, CancellationToken cancel) =>
        await db.Records.AsNoTracking()
            .Where(x => x.Station == station && x.Kind == RecordKind.WorkOrder && x.RefersTo == null && !x.Cancelled
                && x.FirstSeenAt >= start && x.FirstSeenAt < end && x.At >= oldest)
            .OrderBy(x => x.At).ThenBy(x => x.RecordId).Select(x => x.RecordId).ToListAsync(cancel);

    private static async Task<IReadOnlyList<IdentityQuestion>> IdentitiesAsync(
        ServiceBotDb db, string station, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel)
    {
        // Bounded: on the day of a big import the question is asked of the newest vehicles only.
        const int most = 500;
        var fresh = await VehiclesAsync(
            db.Records.Where(x => x.Station == station && x.Vin != null && x.FirstSeenAt >= start && x.FirstSeenAt < end)
                .OrderByDescending(x => x.At).Take(most), cancel);
        if (fresh.Count == 0) return [];
        var plates = fresh.Select(x => x.Plate?.Value).OfType<string>().Distinct().ToList();
        var sharing = await VehiclesAsync(
            db.Records.Where(x => x.Station == station && x.Vin != null && EF.Parameter(plates).Contains(x.Plate!)), cancel);
        // Numbers with letters that no number has are few; they are held against every fresh one.
        var confused = await VehiclesAsync(
            db.Records.Where(x => x.Station == station && x.Vin != null
                && (x.Vin.Contains("I") || x.Vin.Contains("O") || x.Vin.Contains("Q"))), cancel);
        var own = fresh.Select(x => x.Vin!.Value).Where(x => x.AsSpan().IndexOfAny('I', 'O', 'Q') >= 0)
            .Select(x => x.Replace('I', '1').Replace('O', '0').Replace('Q', '0')).ToList();
        var plain = own.Count == 0 ? [] : await VehiclesAsync(
            db.Records.Where(x => x.Station == station && EF.Parameter(own).Contains(x.Vin!)), cancel);
        return IdentityQuestion.Find(fresh, [.. fresh, .. sharing, .. confused, .. plain]);
    }

    private static async Task<IReadOnlyList<VehicleRef>> VehiclesAsync(IQueryable<RecordRow> rows, CancellationToken cancel)
    {
        var found = await rows.AsNoTracking().Select(x => new { x.Vin, x.SecondVin, x.Plate }).Distinct().ToListAsync(cancel);
        return [.. found.Select(x => new VehicleRef(Vin.Read(x.Vin), Vin.Read(x.SecondVin), PlateNumber.Read(x.Plate), null))];
    }
}
