using System.Globalization;
using ServiceBot.FakeTelegram;
using ServiceBot.Faults.Weeks;

namespace ServiceBot.Faults.Rows;

/// <summary>The scripted week, with one thing that goes wrong in Telegram from its beginning to its end, or for a while in between.</summary>
internal static class FaultyWeeks
{
    // After which a chat that does not work is asked again, and a connection that broke is tried again, at the latest.
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Retried = TimeSpan.FromSeconds(90);

    // A second of the machine's, in which the answer to a send may have been on its way.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(1);

    private const string Unreadable = "Bad Request: can't parse entities: Unsupported start tag \"b\" at byte offset 4";

    // Those of one request, then those of a chat or of the whole bot.
    private static readonly IReadOnlyList<(string Name, Func<Trial, Task> Run)> Kinds =
    [
        .. WeekFault.Kinds.Select(x => (x.Name, (Func<Trial, Task>)(trial => SporadicAsync(trial, x)))),
        ("unreadable entities", UnreadableAsync), ("card deleted", DeletedAsync), ("groups migrated", MigratedAsync),
        ("403 for a while", trial => ShutAsync(
            trial, new TownPlan(), (t, p) => t.SetBot(p.Group.Id, FakeMemberStatus.Kicked), (t, p) => t.SetBot(p.Group.Id, FakeMemberStatus.Member), isOut: true)),
        ("401 for a while", trial => ShutAsync(
            trial, new TownPlan(), (t, _) => t.Faults = _ => FaultAction.Refuse(401, "Unauthorized"), (t, _) => t.Faults = null)),
        ("connections refused for a while", trial => CutAsync(trial, x => x.Refuse())),
        ("no name for a while", trial => CutAsync(trial, x => x.ForgetName())),
        ("a strange certificate for a while", trial => CutAsync(trial, x => x.ShowStrangeCertificate())),
        ("no right to write for a while", trial => ShutAsync(
            trial, new TownPlan(), (t, p) => t.SetBot(p.Group.Id, FakeMemberStatus.Restricted, mayWrite: false), (t, p) => t.SetBot(p.Group.Id, FakeMemberStatus.Member))),
        ("topic closed for a while", trial => ShutAsync(
            trial, new TownPlan { Forums = true }, (t, p) => t.CloseTopic(p.Group.Id, p.Topic!.Value), (t, p) => t.ReopenTopic(p.Group.Id, p.Topic!.Value))),
    ];

    // The small row goes from what was done and answered with an error to the refused connections: what has not held once is in it.
    private static readonly int First = Kinds.ToList().FindIndex(x => x.Name == "502 with a page, done");

    public static FaultRow Row { get; } = new(
        22, "a scripted week, one fault of Telegram", "as 21; a copy only where an answer was lost, and marked", Kinds.Count, 8, 1, RunAsync, Beside: 4);

    // Neighbouring seeds meet different faults: as many trials as there are kinds meet each once.
    private static Task RunAsync(Trial trial) => Kind(trial).Run(trial);

    private static (string Name, Func<Trial, Task> Run) Kind(Trial trial)
    {
        var steps = (trial.Seed - FaultTable.UsualSeed + First) % Kinds.Count;
        return Kinds[steps < 0 ? steps + Kinds.Count : steps];
    }

    private static async Task SporadicAsync(Trial trial, WeekFault fault)
    {
        await using var week = await WeekTown.OpenAsync(trial, new TownPlan());
        var faults = new WeekFaults(trial.Seed, [fault]);
        week.Town.Telegram.Faults = faults.Decide;
        await week.LiveAsync();
        week.Town.Telegram.Faults = null;
        await EndAsync(trial, week, fault.Name, faults.Injected);
    }

    private static async Task UnreadableAsync(Trial trial)
    {
        var refused = 0;
        await using var week = await WeekTown.OpenAsync(trial, new TownPlan());
        week.Town.Telegram.Faults = x =>
        {
            if (x["parse_mode"] is not { Length: > 0 } || Interlocked.Increment(ref refused) % 3 != 0) return null;
            return FaultAction.Refuse(400, Unreadable);
        };
        await week.LiveAsync();
        await EndAsync(trial, week, "unreadable entities", refused / 3);
    }

    // A person deletes a card in the moment before it is edited: what is deleted and never changes again cannot be known.
    private static async Task DeletedAsync(Trial trial)
    {
        var (edits, deleted) = (0, 0);
        await using var week = await WeekTown.OpenAsync(trial, new TownPlan());
        week.Town.Telegram.Faults = x =>
        {
            if (x.Method != "editMessageText" || Interlocked.Increment(ref edits) % 5 != 0) return null;
            Interlocked.Increment(ref deleted);
            week.Town.Telegram.Delete(x.ChatId, int.Parse(x["message_id"]!, CultureInfo.InvariantCulture));
            return null;
        };
        await week.LiveAsync();
        await EndAsync(trial, week, "card deleted", deleted);
    }

    private static async Task MigratedAsync(Trial trial)
    {
        await using var week = await WeekTown.OpenAsync(trial, new TownPlan { BasicGroups = true });
        var places = week.Town.Places;
        var moments = places.Select(_ => trial.Random.Next(1, week.Script.Moments.Count)).ToList();
        await week.LiveAsync(moment =>
        {
            for (var i = 0; i < places.Count; i++)
            {
                if (moments[i] != moment) continue;
                places[i].Group = week.Town.Telegram.Migrate(places[i].Group.Id);
                week.Driver.Watch.Moved(places[i].Code, places[i].Group.Id);
            }

            return Task.FromResult<Func<Task>?>(null);
        });
        await EndAsync(trial, week, "groups migrated", places.Count);
    }

    // A line that is cut in the middle of an answer takes the answer with it.
    private static async Task CutAsync(Trial trial, Action<Front> cut)
    {
        var cuts = new List<DateTimeOffset>();
        await using var week = await WeekTown.OpenAsync(trial, new TownPlan { Front = telegram => new Front(telegram) });
        var front = week.Town.Front!;
        await week.LiveAsync(
            moment =>
            {
                if (moment % 4 != 1) return Task.FromResult<Func<Task>?>(null);
                cut(front);
                cuts.Add(week.Clock.GetUtcNow());
                return Task.FromResult<Func<Task>?>(() =>
                {
                    front.Mend();
                    return Task.CompletedTask;
                });
            },
            Retried);
        await EndAsync(trial, week, Kind(trial).Name, cuts.Count, copy => cuts.Exists(x => copy.Before.At <= x && x - copy.Before.At < UnderWay && copy.After.At >= x));
    }

    private static async Task ShutAsync(Trial trial, TownPlan plan, Action<FakeTelegramServer, Place> shut, Action<FakeTelegramServer, Place> open, bool isOut = false)
    {
        await using var week = await WeekTown.OpenAsync(trial, plan);
        var (town, times) = (week.Town, 0);
        await week.LiveAsync(
            moment =>
            {
                if (moment % 4 != 1) return Task.FromResult<Func<Task>?>(null);
                var place = town.Places[trial.Random.Next(town.Places.Count)];
                times++;
                shut(town.Telegram, place);
                if (isOut) week.Driver.Watch.Unheard.TryAdd(place.Group.Id, 0);
                return Task.FromResult<Func<Task>?>(() =>
                {
                    open(town.Telegram, place);
                    week.Driver.Watch.Unheard.Clear();
                    return Task.CompletedTask;
                });
            },
            AskedAgain);
        await EndAsync(trial, week, Kind(trial).Name, times);
    }

    private static async Task EndAsync(Trial trial, WeekTown week, string name, int faults, Func<Copy, bool>? mayBeDoubled = null)
    {
        trial.Findings.Check(faults > 0, $"{name}: there was no fault");
        trial.Findings.Add("faults", faults);
        await week.CheckAsync(copy => WeekFault.HasLostAnswer(copy) || mayBeDoubled?.Invoke(copy) == true);
        for (var i = 0; i < trial.Findings.Problems.Count; i++) trial.Findings.Problems[i] = $"{name}: {trial.Findings.Problems[i]}";
    }
}
