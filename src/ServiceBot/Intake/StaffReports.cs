using Microsoft.EntityFrameworkCore;
using ServiceBot.Detection;
using ServiceBot.Domain.Signals;
using ServiceBot.Storage;

namespace ServiceBot.Intake;

/// <summary>Takes a person's word that a repair may be a repeat, from the chat or the API.</summary>
internal sealed class StaffReports(Writer writer, Detector detector)
{
    /// <summary>Keeps the report and judges the vehicle with it. The same key again changes nothing.</summary>
    /// <returns>The number of the case it belongs to; null when the rule is off or in shadow.</returns>
    public Task<int?> TakeAsync(StaffReport report, CancellationToken cancel) =>
        writer.InTransactionAsync((db, token) => TakeAsync(db, report, token), cancel);

    /// <inheritdoc cref="TakeAsync(StaffReport, CancellationToken)"/>
    public async Task<int?> TakeAsync(ServiceBotDb db, StaffReport report, CancellationToken cancel)
    {
        if (!await db.StaffReports.AnyAsync(x => x.Station == report.Station && x.Key == report.Key, cancel))
        {
            db.StaffReports.Add(new StaffReportRow
            {
                Station = report.Station, Key = report.Key, Vin = (report.Vehicle.Vin ?? report.Vehicle.SecondVin)?.Value,
                Plate = report.Vehicle.Plate?.Value, Body = BodyJson.Write(report), At = report.At,
            });
            await db.SaveChangesAsync(cancel);
            var keys = VehicleKeys.None;
            keys.Add(report.Vehicle);
            await detector.JudgeAsync(db, report.Station, keys, [], [], new HashSet<string>(), cancel);
            await db.SaveChangesAsync(cancel);
        }

        var signal = $"{RuleName.ReportedByStaff}:{report.Key}";
        return await db.Signals.Where(x => x.Station == report.Station && x.Key == signal && x.Case != null)
            .Select(x => (int?)x.Case!.Number).SingleOrDefaultAsync(cancel);
    }
}
