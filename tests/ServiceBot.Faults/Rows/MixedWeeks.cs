using Microsoft.Data.Sqlite;
using ServiceBot.Faults.Weeks;

namespace ServiceBot.Faults.Rows;

/// <summary>
/// The scripted week, with all faults of single requests to Telegram by chance and, at every other moment, trouble at home: the
/// service is started anew, as it was or under another zone or way of hearing Telegram, its disk is full, its database locked, its
/// clock set.
/// </summary>
internal static class MixedWeeks
{
    // A message that was under way in trouble may be sent once more.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MostSet = TimeSpan.FromMinutes(40);

    public static FaultRow Row { get; } = new(
        23, "a scripted week, a mixture of faults", "as 22; a copy also where the service was in trouble", 20, 2, 1, RunAsync, Beside: 2);

    private static async Task RunAsync(Trial trial)
    {
        using var disk = SmallDisk.Make();
        await using var week = await WeekTown.OpenAsync(trial, new TownPlan { Disk = disk });
        var (town, faults) = (week.Town, new WeekFaults(trial.Seed, WeekFault.Kinds));
        var trouble = new List<(DateTimeOffset From, DateTimeOffset To)>();
        town.Telegram.Faults = faults.Decide;
        await week.LiveAsync(async moment =>
        {
            if (moment % 2 == 0) return null;
            var began = week.Clock.GetUtcNow();
            var end = await BeginAsync(trial, week, disk);
            return async () =>
            {
                await end();
                trouble.Add((began - Margin, week.Clock.GetUtcNow() + Margin));
            };
        });
        town.Telegram.Faults = null;
        trial.Findings.Add("faults", faults.Injected);
        await week.CheckAsync(sent => WeekFault.HasLostAnswer(sent) || trouble.Exists(x => sent.At >= x.From && sent.At <= x.To));
    }

    private static async Task<Func<Task>> BeginAsync(Trial trial, WeekTown week, SmallDisk disk)
    {
        switch (trial.Random.Next(6))
        {
            case 0:
                trial.Findings.Add("restarts", 1);
                return () => AgainAsync(week);
            case 1:
                trial.Findings.Add("zones", 1);
                week.Zone = WeekTown.Other;
                await AgainAsync(week);
                return () =>
                {
                    week.Zone = WeekTown.Usual;
                    return AgainAsync(week);
                };
            case 2:
                trial.Findings.Add("changes of the way to hear", 1);
                return () =>
                {
                    week.IsBrought = !week.IsBrought;
                    return AgainAsync(week);
                };
            case 3:
                trial.Findings.Add("full disks", 1);
                disk.Fill(week.Town.Database);
                return () =>
                {
                    disk.Free();
                    return Task.CompletedTask;
                };
            case 4:
                trial.Findings.Add("locks", 1);
                var other = new SqliteConnection($"Data Source={week.Town.Database}");
                await other.OpenAsync();
                await RunAsync(other, "BEGIN IMMEDIATE");
                return async () =>
                {
                    await RunAsync(other, "COMMIT");
                    await other.DisposeAsync();
                };
            default:
                trial.Findings.Add("clocks set", 1);
                week.Clock.Ahead = MostSet * ((2 * trial.Random.NextDouble()) - 1);
                return () =>
                {
                    week.Clock.Ahead = TimeSpan.Zero;
                    return Task.CompletedTask;
                };
        }
    }

    private static async Task AgainAsync(WeekTown week)
    {
        await week.Town.StopAsync();
        await week.Town.StartAsync();
    }

    private static async Task RunAsync(SqliteConnection database, string words)
    {
        await using var command = database.CreateCommand();
        command.CommandText = words;
        await command.ExecuteNonQueryAsync();
    }
}
