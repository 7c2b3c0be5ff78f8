using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Signals;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Morning;

/// <summary>Finds the returns that were noticed on a day and opened no case.</summary>
internal sealed class YesterdaysReturns(RuleSettings rules)
{
    /// <summary>Keys of the signals, the likest faults first.</summary>
    /// <param name="db">The open context.</param>
    /// <param name="station">The station.</param>
    /// <param name="day">The station's calendar day on which they were noticed.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IReadOnlyList<string>> FindAsync(ServiceBotDb db, Station station, DateOnly day, CancellationToken cancel)
    {
        var start = station.Calendar.Instant(day.ToDateTime(TimeOnly.MinValue));
        var end = station.Calendar.Instant(day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        // History that was read in that day tells of returns long past: they are no news.
        var oldest = start.AddDays(-rules.WindowDays);
        var rows = await db.Signals.AsNoTracking()
            .Where(x => x.Station == station.Code && x.Rule == RuleName.ReturnedWithinWindow && x.Mode == RuleMode.Live
                && x.RecordedAt >= start && x.RecordedAt < end && x.At >= oldest
                && x.CaseId == null && x.WithdrawnAt == null)
            .Select(x => new { x.Key, x.At, x.Body }).ToListAsync(cancel);
        return [.. rows.OrderByDescending(x => BodyJson.ReadSignal(x.Body).Evidence.Grade).ThenBy(x => x.At)
            .ThenBy(x => x.Key, StringComparer.Ordinal).Select(x => x.Key)];
    }
}
