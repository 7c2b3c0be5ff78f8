using Microsoft.EntityFrameworkCore;
using ServiceBot.Detection;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Backtests;

/// <summary>Runs the rules over the stored history, vehicle by vehicle, and raises nothing. Reads only.</summary>
internal sealed class BacktestReader(IDbContextFactory<ServiceBotDb> contexts, RuleSettings rules)
{
    /// <summary>What the rules would have raised.</summary>
    /// <param name="station">The station.</param>
    /// <param name="windows">Calendar days.</param>
    /// <param name="from">The first instant of returns that count.</param>
    /// <param name="to">The first instant that does not.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Backtest> RunAsync(
        Station station, IReadOnlyList<int> windows, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var backtest = new Backtest(rules, windows, from, to, station.Calendar);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        using var reader = new ClosureReader(db);
        HashSet<string> seenVins = [], seenPlates = [];
        // Only the identifiers of all orders are held; of records, those of one vehicle at a time.
        var seeds = await db.Records.AsNoTracking()
            .Where(x => x.Station == station.Code && x.Kind == RecordKind.WorkOrder)
            .Select(x => new { x.Vin, x.SecondVin, x.Plate }).Distinct().ToListAsync(cancel);
        foreach (var seed in seeds)
        {
            cancel.ThrowIfCancellationRequested();
            if (IsSeen(seed.Vin, seenVins) && IsSeen(seed.SecondVin, seenVins) && IsSeen(seed.Plate, seenPlates)) continue;
            var keys = VehicleKeys.None;
            keys.Add(seed.Vin, seed.SecondVin, seed.Plate);
            var closure = reader.Load(station.Code, keys, [], []);
            foreach (var record in closure.Records)
            {
                seenVins.UnionWith(record.Vehicle?.Vins.Select(x => x.Value) ?? []);
                if (record.Vehicle?.Plate is { } plate) seenPlates.Add(plate.Value);
            }

            foreach (var history in VehicleHistory.Gather(closure.Records, closure.Reports, rules.Visits)) backtest.Add(history);
        }

        return backtest;
    }

    private static bool IsSeen(string? key, HashSet<string> seen) => key is null || seen.Contains(key);
}
