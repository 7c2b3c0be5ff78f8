using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Faults.Weeks;

/// <summary>A town in which a scripted week is lived, and what is held against it in the end.</summary>
internal sealed class WeekTown : IAsyncDisposable
{
    private const string Usual = "Europe/Moscow";

    private readonly TemporaryFolder _folder;

    private WeekTown(TemporaryFolder folder, WeekClock clock, WeekScript script, Trial trial) =>
        (_folder, Clock, Script, Findings) = (folder, clock, script, trial.Findings);

    public WeekClock Clock { get; }

    public WeekScript Script { get; }

    public Findings Findings { get; }

    public Town Town { get; private set; } = null!;

    public WeekDriver Driver { get; private set; } = null!;

    /// <summary>Lays a town out and starts the service.</summary>
    public static async Task<WeekTown> OpenAsync(Trial trial, TownPlan plan)
    {
        const double Speed = 60;
        var folder = new TemporaryFolder();
        var script = WeekScript.Write(trial.IsSmall ? WeekSize.Small : WeekSize.Full, trial.Seed);
        var clock = WeekClock.Begin(Path.Combine(folder.Path, "clock"), Speed, script.Moments[0].AddMinutes(-30).ToUniversalTime());
        var week = new WeekTown(folder, clock, script, trial);
        week.Town = await Town.OpenAsync(trial.Findings, plan with
        {
            Stations = script.Size.Stations, Clock = clock, ServiceClock = _ => clock.OfService, Limits = FakeLimits.None,
            PressLife = TimeSpan.FromDays(30), Set = week.Set, Replace = services => WeekStandIns.Replace(services, clock),
        });
        week.Town.Telegram.AddPrivateChat(week.Town.Members[0]);
        week.Driver = new WeekDriver(week.Town, clock, script, week.Inbox, trial.Findings);
        week.Driver.Begin();
        return week;
    }

    /// <summary>Lives on to the digest, when all moments have come.</summary>
    public async Task EndAsync()
    {
        await Driver.DoneAsync(Script.Moments.Count - 1);
        await Driver.OverAsync();
        await Town.AllSentAsync();
        await Driver.PassUntilAsync(WeekScript.DigestAt);
        await Town.UntilAsync(
            () => Task.FromResult(Town.Places.All(x => Town.Telegram.BotMessages(x.Group.Id).Any(m => m.Words.StartsWith("Сводка", StringComparison.Ordinal)))),
            "each station has its digest");
        await Town.AllSentAsync();
    }

    /// <summary>Holds the truth against the store and the chat.</summary>
    public async Task CheckAsync()
    {
        Findings.Count++;
        await new WeekCheck(Town, Script, Driver, Findings) { Drawn = [Settings(Usual)] }.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        await Town.DisposeAsync();
        Clock.Dispose();
        _folder.Dispose();
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
        foreach (var station in settings.Stations)
        {
            station.TimeZone = Usual;
            // What is decided is decided by votes: no time limit of a real week runs out when the clock is set.
            station.Commission = new CommissionSettings { Quorum = 3, Deadline = TimeSpan.FromDays(60) };
        }
    }
}
