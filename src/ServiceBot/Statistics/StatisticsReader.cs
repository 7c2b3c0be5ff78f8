using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Statistics;
using ServiceBot.Storage;

namespace ServiceBot.Statistics;

/// <summary>Counts a period of one station. Reads only.</summary>
internal sealed class StatisticsReader(IDbContextFactory<ServiceBotDb> contexts, RuleSettings rules)
{
    /// <summary>
    /// The figures of a period: cases opened in it as they stand now, signals whose record falls into it, repair orders
    /// closed in it.
    /// </summary>
    /// <param name="station">The station's code.</param>
    /// <param name="from">The first instant, or null for all before.</param>
    /// <param name="to">The first instant left out, or null for all after.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<StatisticsAnswer> ReadAsync(
        string station, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (start, end) = (from ?? DateTimeOffset.MinValue, to ?? DateTimeOffset.MaxValue);
        var cases = await Figures.HistoriesAsync(
            db, db.Cases.Where(x => x.Station == station && x.OpenedAt >= start && x.OpenedAt < end), cancel);
        var signals = await db.Signals.AsNoTracking()
            .Where(x => x.Station == station && x.At >= start && x.At < end && x.WithdrawnAt == null)
            .Select(x => new { x.Rule, x.Mode, x.Body }).ToListAsync(cancel);
        var orders = await Figures.RepairOrdersAsync(db, station, rules, start, end, cancel);
        return StatisticsAnswer.Of(station, from, to, StationStatistics.From(new StatisticsInput(
            cases,
            [.. signals.Select(x => new NoticedSignal(x.Rule, x.Mode, BodyJson.ReadSignal(x.Body).Evidence.Grade))],
            orders)));
    }
}
