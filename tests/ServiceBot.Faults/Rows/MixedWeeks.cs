using Microsoft.Data.Sqlite;
using ServiceBot.Faults.Weeks;
using ServiceBot.Storage;

namespace ServiceBot.Faults.Rows;

/// <summary>
/// The scripted week, with all faults of single requests to Telegram by chance and, at every other moment, trouble at home: the
/// service is started anew, as it was or under another zone or way of hearing Telegram, killed, its disk is full, its database locked, its
/// clock set.
/// </summary>
internal static class MixedWeeks
{
    // A second of the machine's, in which what was sent may not have been written down as sent.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostSet = TimeSpan.FromHours(1);
    private static readonly TimeSpan Days = TimeSpan.FromDays(15);

    // Real time, in which ninety seconds pass for the service.
    private static readonly TimeSpan AheadFor = TimeSpan.FromSeconds(1.5);

    public static FaultRow Row { get; } = new(
        23, "a scripted week, a mixture of faults", "as 22; a copy also of what was under way at a kill", 8, 2, 1, RunAsync, Beside: 2);

    // Every other week is served by a process, which is killed besides; of either kind every other one begins by webhook.
    private static async Task RunAsync(Trial trial)
    {
        var (isProcess, isBrought) = (trial.Seed % 2 == 1, trial.Seed % 4 is 1 or 2);
        using var disk = SmallDisk.Make();
        // Where mounting is not allowed the bound of the pages is set in this process only.
        await using var week = await WeekTown.OpenAsync(
            trial, new TownPlan { Disk = isProcess && !disk.IsMounted ? null : disk, IsProcess = isProcess, Webhook = isBrought });
        var (town, faults) = (week.Town, new WeekFaults(trial.Seed, WeekFault.Kinds));
        var kills = new List<Kill>();
        town.Telegram.Faults = faults.Decide;
        await week.LiveAsync(async moment => moment % 2 == 0 ? null : await BeginAsync(trial, week, disk, kills));
        town.Telegram.Faults = null;
        trial.Findings.Add("faults", faults.Injected);
        await week.CheckAsync(copy => WeekFault.HasLostAnswer(copy) || kills.Exists(x => x.Explains(copy)));
    }

    private static async Task<Func<Task>> BeginAsync(Trial trial, WeekTown week, SmallDisk disk, List<Kill> kills)
    {
        var town = week.Town;
        var kind = trial.Random.Next(town.IsProcess ? 10 : 6);
        // Of ten troubles of a process four are kills, and a fifth where its disk cannot be filled.
        if (kind > 5 || (kind == 3 && !town.HasDisk))
        {
            trial.Findings.Add("kills", 1);
            var kill = KillAsync(week, TimeSpan.FromSeconds(trial.Random.NextDouble()), kills);
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
                await SetByDaysAsync(week, trial.Random.Next(2) == 0 ? Days : -Days);
                week.Clock.Ahead = MostSet * ((2 * trial.Random.NextDouble()) - 1);
                return () =>
                {
                    week.Clock.Ahead = TimeSpan.Zero;
                    return Task.CompletedTask;
                };
        }
    }

    // Before the moment's records come: what is written down under a clock that is wrong by days is of another week, in the digest too.
    private static async Task SetByDaysAsync(WeekTown week, TimeSpan by)
    {
        week.Clock.Ahead = by;
        week.WasWeeksAhead |= by > TimeSpan.Zero;
        await Task.Delay(AheadFor);
        week.Clock.Ahead = TimeSpan.Zero;
    }

    // While the moment's records come and people press.
    private static async Task KillAsync(WeekTown week, TimeSpan wait, List<Kill> kills)
    {
        await Task.Delay(wait);
        await week.Town.StopAsync();
        var underWay = (await Store.OutboxAsync(week.Town)).Where(x => x.State == OutboxState.Sending).Select(x => x.Subject);
        kills.Add(new Kill(week.Clock.GetUtcNow(), underWay.ToHashSet(StringComparer.Ordinal)));
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

    /// <summary>A kill, and what the store says was under way in that moment.</summary>
    private sealed record Kill(DateTimeOffset At, IReadOnlySet<string> UnderWay)
    {
        /// <summary>Whether it came between the send that it may have cut off from its answer, and the copy: so no kill makes two of a card.</summary>
        public bool Explains(Copy copy) =>
            UnderWay.Contains(copy.Subject) && copy.Before.At <= At && At - copy.Before.At < MixedWeeks.UnderWay && copy.After.At >= At;
    }
}
