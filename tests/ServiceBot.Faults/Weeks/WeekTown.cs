using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Faults.Weeks;

/// <summary>A town in which a scripted week is lived, and what is held against it in the end.</summary>
internal sealed class WeekTown : IAsyncDisposable
{
    /// <summary>The zone of the stations.</summary>
    public const string Usual = "Europe/Moscow";

    /// <summary>A zone in which they are not.</summary>
    public const string Other = "Asia/Yekaterinburg";

    // Real time: how long trouble lasts, and how long it is looked on in the middle of an hour and a half that is leapt over.
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan HalfOfLong = TimeSpan.FromMinutes(45);

    // A card that nothing hinders is in the chat at once; the rest is for a machine that does something else for two seconds, or
    // thirty beside other tests, on a clock that runs sixty times as fast.
    private static readonly TimeSpan Unhindered = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan UnhinderedBesideOthers = TimeSpan.FromMinutes(30);

    private readonly TemporaryFolder _folder;
    private readonly bool _isSmall;
    private readonly List<(DateTimeOffset From, DateTimeOffset To, TimeSpan After)> _troubles = [];
    private string _zone = Usual;
    private bool _wasElsewhere;

    private WeekTown(TemporaryFolder folder, WeekClock clock, WeekScript script, Trial trial) =>
        (_folder, Clock, Script, Findings, _isSmall) = (folder, clock, script, trial.Findings, trial.IsSmall);

    public WeekClock Clock { get; }

    public WeekScript Script { get; }

    public Findings Findings { get; }

    /// <summary>The zone in which the service is started next.</summary>
    public string Zone
    {
        get => _zone;
        set => (_zone, _wasElsewhere) = (value, true);
    }

    /// <summary>Whether the service, when it is started next, lets Telegram bring updates rather than asking for them.</summary>
    public bool IsBrought { get; set; }

    public Town Town { get; private set; } = null!;

    public WeekDriver Driver { get; private set; } = null!;

    /// <summary>Whether the clock of the service was so far ahead for a moment that weeks were over which have not come yet.</summary>
    public bool WasWeeksAhead { get; set; }

    /// <summary>Lays a town out and starts the service.</summary>
    /// <param name="trial">The trial that it is of.</param>
    /// <param name="plan">How it is laid out.</param>
    /// <param name="size">How much happens; null for what the trial asks for.</param>
    public static async Task<WeekTown> OpenAsync(Trial trial, TownPlan plan, WeekSize? size = null)
    {
        const double Speed = 60;
        var folder = new TemporaryFolder();
        var script = WeekScript.Write(size ?? (trial.IsSmall ? WeekSize.Small : WeekSize.Full), trial.Seed);
        var clock = WeekClock.Begin(Path.Combine(folder.Path, "clock"), Speed, script.Moments[0].AddMinutes(-30).ToUniversalTime());
        var week = new WeekTown(folder, clock, script, trial) { IsBrought = plan.Webhook };
        week.Town = await Town.OpenAsync(trial.Findings, plan with
        {
            Stations = script.Size.Stations, Clock = clock, ServiceClock = _ => clock.OfService, Limits = FakeLimits.None,
            PressLife = TimeSpan.FromDays(30), Set = week.Set, Replace = services => WeekStandIns.Replace(services, clock),
            Program = config => WeekServing.Program(config, Path.Combine(folder.Path, "clock")),
        });
        week.Town.Telegram.AddPrivateChat(week.Town.Members[0]);
        week.Driver = new WeekDriver(week.Town, clock, script, week.Inbox, trial.Findings);
        week.Driver.Begin();
        return week;
    }

    /// <summary>Lives the week through to its digest.</summary>
    /// <param name="trouble">Asked before each moment: makes trouble and returns what ends it, or null for none.</param>
    /// <param name="after">How long the service may take to notice that trouble is over.</param>
    public async Task LiveAsync(Func<int, Task<Func<Task>?>>? trouble = null, TimeSpan after = default)
    {
        for (var i = 0; i < Script.Moments.Count; i++)
        {
            var began = Clock.GetUtcNow();
            var end = trouble is null ? null : await trouble(i);
            await Driver.ReachAsync(i);
            if (end is not null)
            {
                // While it lasts not all can be done that the moment asks for.
                await Driver.DoneAsync(i, Bearable);
                // The first and every second after it last longer than the hour from which on the service sums up what happened meanwhile.
                if (_troubles.Count % 2 == 0) await LingerAsync();
                await end();
                _troubles.Add((began, Clock.GetUtcNow(), after));
            }

            await Driver.DoneAsync(i);
        }

        await EndAsync();
    }

    private async Task LingerAsync()
    {
        Findings.Add("of an hour and a half", 1);
        foreach (var half in new[] { HalfOfLong, HalfOfLong })
        {
            Clock.Leap(half);
            await Task.Delay(Glance);
        }
    }

    // Lives on to the digest, when all moments have come.
    private async Task EndAsync()
    {
        await Driver.DoneAsync(Script.Moments.Count - 1);
        await Driver.OverAsync();
        await Town.AllSentAsync();
        await Driver.PassUntilAsync(WeekScript.DigestAt);
        await Town.UntilAsync(
            () => Task.FromResult(Town.Places.All(x => Town.Telegram.BotMessages(x.Group.Id).Any(DigestCheck.IsOfTheWeek))),
            "each station has its digest");
        await Town.AllSentAsync();
    }

    /// <summary>Holds the truth against the store and the chat.</summary>
    /// <param name="mayBeDoubled">Whether a copy may be; null where none may.</param>
    public async Task CheckAsync(Func<Copy, bool>? mayBeDoubled = null)
    {
        Findings.Count++;
        await new WeekCheck(Town, Script, Driver, Findings)
        {
            Drawn = _wasElsewhere ? [Settings(Usual), Settings(Other)] : [Settings(Usual)], MayBeDoubled = mayBeDoubled ?? (_ => false),
            WasWeeksAhead = WasWeeksAhead, Lateness = new Lateness(Town, [.. _troubles.Select(x => new Trouble(x.From, Noticed(x.To, x.After)))], _isSmall ? UnhinderedBesideOthers : Unhindered),
        }.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        await Town.DisposeAsync();
        Clock.Dispose();
        _folder.Dispose();
    }

    // What waits by timers does not notice a leap of the clock: it waits on for as long as it had to.
    private DateTimeOffset Noticed(DateTimeOffset end, TimeSpan after)
    {
        foreach (var (at, over) in Driver.Leaps.Where(x => x.At >= end))
        {
            if (at - end >= after) break;
            (after, end) = (after - (at - end), at + over);
        }

        return end + after;
    }

    private string Inbox => Path.Combine(_folder.Path, "inbox");

    private Settings Settings(string zone)
    {
        var settings = StationUnderTest.Settings(Town.DataFolder, Town.Telegram.Url, Town.Telegram.Token);
        settings.Stations = [.. Town.Places.Select(x => new StationSettings { Code = x.Code, Name = x.Group.Title, Members = settings.Stations[0].Members, TimeZone = zone })];
        return settings;
    }

    private void Set(Settings settings)
    {
        settings.Inbox.Folder = Inbox;
        settings.Telegram.Mode = IsBrought ? "Webhook" : "Polling";
        foreach (var station in settings.Stations)
        {
            station.TimeZone = Zone;
            // What is decided is decided by votes: no time limit of a real week runs out when the clock is set.
            station.Commission = new CommissionSettings { Quorum = 3, Deadline = TimeSpan.FromDays(60) };
        }
    }
}
