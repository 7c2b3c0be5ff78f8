using Microsoft.Data.Sqlite;
using ServiceBot.Faults.Weeks;

namespace ServiceBot.Faults.Rows;

/// <summary>
/// The scripted week, with all faults of single requests to Telegram by chance and, at every other moment, trouble at home: the
/// service is started anew, as it was or under another zone or way of hearing Telegram, killed, its disk is full, its database locked, its
/// clock set.
/// </summary>
internal static class MixedWeeks
{
    // A second of the machine's before a kill: what was sent in it may not have been written down as sent.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostSet = TimeSpan.FromHours(1);

    public static FaultRow Row { get; } = new(
        23, "a scripted week, a mixture of faults", "as 22; a copy also of what was under way at a kill or with the disk full", 20, 2, 1, RunAsync, Beside: 2);

    // Every other week is served by a process, which is killed besides.
    private static async Task RunAsync(Trial trial)
    {
        var isProcess = trial.Seed % 2 == 1;
        using var disk = SmallDisk.Make();
        // Where mounting is not allowed the bound of the pages is set in this process only.
        await using var week = await WeekTown.OpenAsync(
            trial, new TownPlan { Disk = isProcess && !disk.IsMounted ? null : disk, IsProcess = isProcess });
        var (town, faults) = (week.Town, new WeekFaults(trial.Seed, WeekFault.Kinds));
        var unsure = new List<Trouble>();
        town.Telegram.Faults = faults.Decide;
        await week.LiveAsync(async moment => moment % 2 == 0 ? null : await BeginAsync(trial, week, disk, unsure));
        town.Telegram.Faults = null;
        trial.Findings.Add("faults", faults.Injected);
        await week.CheckAsync(sent => WeekFault.HasLostAnswer(sent) || unsure.Exists(x => sent.At >= x.From && sent.At <= x.To));
    }

    private static async Task<Func<Task>> BeginAsync(Trial trial, WeekTown week, SmallDisk disk, List<Trouble> unsure)
    {
        var town = week.Town;
        var began = week.Clock.GetUtcNow();
        var kind = trial.Random.Next(town.IsProcess ? 10 : 6);
        // Of ten troubles of a process four are kills, and a fifth where its disk cannot be filled.
        if (kind > 5 || (kind == 3 && !town.HasDisk))
        {
            trial.Findings.Add("kills", 1);
            var kill = KillAsync(week, TimeSpan.FromSeconds(trial.Random.NextDouble()), unsure);
            return () => kill;
        }

        switch (kind)
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
                disk.Fill(town.Database);
                return () =>
                {
                    disk.Free();
                    unsure.Add(new Trouble(began, week.Clock.GetUtcNow() + UnderWay));
                    return Task.CompletedTask;
                };
            case 4:
                trial.Findings.Add("locks", 1);
                var other = new SqliteConnection($"Data Source={town.Database}");
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

    // While the moment's records come and people press.
    private static async Task KillAsync(WeekTown week, TimeSpan wait, List<Trouble> unsure)
    {
        await Task.Delay(wait);
        await week.Town.StopAsync();
        var at = week.Clock.GetUtcNow();
        unsure.Add(new Trouble(at - UnderWay, at));
        await week.Town.StartAsync();
    }

    private static async Task AgainAsync(WeekTown week)
    {
        await week.Town.EndAsync();
        await week.Town.StartAsync();
    }

    private static async Task RunAsync(SqliteConnection database, string words)
    {
        await using var command = database.CreateCommand();
        command.CommandText = words;
        await command.ExecuteNonQueryAsync();
    }
}
