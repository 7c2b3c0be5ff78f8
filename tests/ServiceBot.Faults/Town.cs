using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.FakeTelegram;
using ServiceBot.FakeTelegram.Http;
using ServiceBot.Faults.Canary;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Faults;

/// <summary>
/// Stations with their groups in a fake Telegram, and the real service between, which can be stopped and started again over
/// the same store. Both sides go by one clock.
/// </summary>
internal sealed partial class Town : IAsyncDisposable
{
    /// <summary>What is waited for takes seconds; this is for a machine that is busy with other things.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();
    private readonly TownPlan _plan;
    private readonly int _port = FreePort.Find();
    private RunningHost? _service;
    private ServiceProcess? _process;
    private readonly Findings _findings;
    private readonly SearchedTraces _traces;
    private HttpClient? _http;
    private bool _isRunning;

    private Town(Findings findings, TownPlan plan, CanarySearch search, FakeTelegramServer telegram, TimeProvider clock)
    {
        (_findings, Search, _traces) = (findings, search, new SearchedTraces(search, () => Address));
        (_plan, Telegram, Clock, ServiceClock) = (plan, telegram, clock, plan.ServiceClock?.Invoke(clock) ?? clock);
        (Members, _) = StationUnderTest.AddPeople(telegram);
        Places =
        [
            .. Enumerable.Range(1, plan.Stations).Select(n =>
            {
                var group = plan.BasicGroups ? telegram.AddGroup($"СТО {n}", [.. Members])
                    : plan.Forums ? telegram.AddForum($"СТО {n}", [.. Members]) : telegram.AddSupergroup($"СТО {n}", [.. Members]);
                return new Place($"s{n}", group, plan.Forums ? telegram.AddTopic(group.Id, "Повторные") : null);
            }),
        ];
        Front = plan.Front?.Invoke(telegram);
        Book = new Ledger(this);
    }

    public FakeTelegramServer Telegram { get; }

    public TimeProvider Clock { get; }

    /// <summary>The clock of the service's machine; the same as Telegram's unless somebody has set it.</summary>
    public TimeProvider ServiceClock { get; }

    /// <summary>The four of the commission and an advisor.</summary>
    public IReadOnlyList<FakeUser> Members { get; }

    public IReadOnlyList<Place> Places { get; }

    /// <summary>What was acknowledged.</summary>
    public Ledger Book { get; }

    /// <summary>What stands between the service and Telegram, where something does.</summary>
    public Front? Front { get; }

    /// <summary>Where the store is.</summary>
    public string DataFolder => Path.Combine(_plan.Disk?.Folder ?? _folder.Path, "data");

    /// <summary>The database's file.</summary>
    public string Database => Path.Combine(DataFolder, "servicebot.db");

    /// <summary>Whether the service is a process of its own.</summary>
    public bool IsProcess => _process is not null;

    /// <summary>Whether its store is on a disk that can be filled.</summary>
    public bool HasDisk => _plan.Disk is not null;

    /// <summary>The secrets of this town, and what was looked through for them.</summary>
    public CanarySearch Search { get; }

    /// <summary>The log of the service; null where it is a process.</summary>
    public ILoggerFactory? Log => _service?.Get<ILoggerFactory>();

    /// <summary>The service's address.</summary>
    public string Address => _process?.Http.BaseAddress!.ToString() ?? $"http://127.0.0.1:{_port}/";

    public HttpClient Http => HttpNow ?? throw new InvalidOperationException("The service is stopped.");

    /// <summary>The same; null while the service is stopped.</summary>
    public HttpClient? HttpNow => _http;

    /// <summary>Lays it out and starts the service.</summary>
    /// <param name="findings">Where secrets that are told anywhere are written down at the end.</param>
    /// <param name="plan">How it is laid out.</param>
    public static async Task<Town> OpenAsync(Findings findings, TownPlan plan)
    {
        var search = new CanarySearch();
        // A Wednesday morning, so that no digest and no morning report falls into a trial.
        var clock = plan.Clock is { } given ? given : plan.IsProcess ? TimeProvider.System : new FastClock(plan.Speed, plan.StartsNow ? TimeProvider.System.GetUtcNow() : new DateTimeOffset(2026, 11, 18, 8, 0, 0, TimeSpan.Zero));
        var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions
        {
            // Real seconds pass while a busy machine thinks; on the fast clock they would be too late for an answer.
            Token = search.Canaries.Token, Clock = clock, AnswerWindow = TimeSpan.FromHours(2), PressLife = plan.PressLife, Limits = plan.Limits,
        });
        var town = new Town(findings, plan, search, telegram, clock);
        if (plan.IsProcess)
            town._process = new ServiceProcess(town._folder.Path, town.Configuration(), town.DataFolder, plan.Program);
        await town.StartAsync();
        return town;
    }

    public async Task StartAsync()
    {
        if (_process is not null)
        {
            _process.Configure(Configuration());
            await _process.StartAsync();
            _http ??= Client(TimeSpan.FromSeconds(100));
            _isRunning = true;
            return;
        }

        _service = await RunningHost.StartAsync(Settings(), Adjust, urls: $"http://127.0.0.1:{_port}");
        _http = Client(TimeSpan.FromSeconds(100));
        _isRunning = true;
    }

    /// <summary>Asks the service to end, as a supervisor does, and waits until it has.</summary>
    public async Task EndAsync()
    {
        if (_process is null)
        {
            await StopAsync();
            return;
        }

        _isRunning = false;
        await _process.SignalAsync("TERM");
        await _process.EndedAsync(Patience);
    }

    /// <summary>Stops the service; where it is a process, kills it.</summary>
    public async Task StopAsync()
    {
        _isRunning = false;
        if (_process is not null)
        {
            // Whoever asks meanwhile goes on asking.
            await _process.KillAsync();
            return;
        }

        _http?.Dispose();
        if (_service is not null) await _service.DisposeAsync();
        (_http, _service) = (null, null);
    }

    /// <summary>
    /// Brings vehicles back, <paramref name="first"/> and those after it in turn at all stations: each has a repair and, nine
    /// days later, a booking with the flag. What is answered goes into the book.
    /// </summary>
    public async Task BringBackAsync(int first, int count)
    {
        foreach (var group in Enumerable.Range(first, count).GroupBy(n => Places[n % Places.Count].Code))
        {
            var opened = ServiceClock.GetUtcNow().AddDays(-9);
            await PostAsync("work-orders", [.. group.Select(n => Repair(group.Key, n, opened))]);
            await PostAsync("bookings", [.. group.Select(n => Booking(group.Key, n))]);
            var at = Clock.GetUtcNow();
            foreach (var n in group) Book.Accepted[n] = new Acceptance(group.Key, at);
        }
    }

    /// <summary>The work order of a vehicle that is to come back.</summary>
    public object Repair(string station, int n, DateTimeOffset opened) => new
    {
        id = $"ЗН-{n}", station, vehicle = Vehicle(n), openedAt = opened, closedAt = opened.AddHours(5), complaint = $"стук спереди справа, звонить {Search.Canaries.PhoneInWords}",
        client = new { name = "Канарейкин К. К.", phone = Search.Canaries.Phone },
        lines = new[] { new { text = "Замена шаровой опоры" } },
    };

    /// <summary>The booking with which it comes back.</summary>
    public object Booking(string station, int n) => new
    {
        id = $"З-{n}", station, vehicle = Vehicle(n), createdAt = ServiceClock.GetUtcNow().AddHours(-1), complaint = $"снова стук, тел. {Search.Canaries.PhoneInWords}", possibleRepeat = true,
        client = new { name = "Канарейкин К. К.", phone = Search.Canaries.Phone },
    };

    /// <summary>Posts records.</summary>
    /// <exception cref="HttpRequestException">They were not accepted, all of them.</exception>
    public async Task PostAsync(string kind, IReadOnlyCollection<object> records)
    {
        using var answer = await Http.PostAsJsonAsync("api/v1/" + kind, records);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        if (json.RootElement.GetProperty("rejected").GetArrayLength() > 0) throw new HttpRequestException(json.RootElement.GetRawText());
    }

    /// <summary>Until nothing waits to be sent.</summary>
    public async Task AllSentAsync() => await UntilAsync(
        async () => await ReadAsync(db => db.Outbox.CountAsync(x => x.State != OutboxState.Sent && x.State != OutboxState.Superseded)) == 0, "all is sent",
        async () => string.Join("\n", (await Store.OutboxAsync(this)).Where(x => x.State is not (OutboxState.Sent or OutboxState.Superseded)).Take(5)
            .Select(x => $"{x.ChatKey} {x.Subject} {x.State} {x.LastError}")));

    /// <summary>Reads the store directly, past the service.</summary>
    public async Task<T> ReadAsync<T>(Func<ServiceBotDb, Task<T>> read)
    {
        var options = new DbContextOptionsBuilder<SqliteServiceBotDb>().UseSqlite($"Data Source={Database}").Options;
        await using var db = new SqliteServiceBotDb(options);
        return await read(db);
    }

    /// <summary>What <c>/health/ready</c> says of one of its checks; empty where it is well.</summary>
    public async Task<string> HealthAsync(string check)
    {
        using var answer = await Http.GetAsync(new Uri("health/ready", UriKind.Relative));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        var line = json.RootElement.GetProperty("checks").EnumerateArray().Single(x => x.GetProperty("name").GetString() == check);
        return line.GetProperty("status").GetString() == "Healthy" ? "" : line.GetProperty("words").GetString()!;
    }

    /// <summary>What <c>servicebot check</c> prints of this town.</summary>
    public Task<string> CheckAsync() => SayAsync("check");

    /// <summary>Until so much time has passed on the clock of the trial.</summary>
    public Task PassAsync(TimeSpan time) => Task.Delay(time, Clock);

    /// <summary>Waits, in real time, until something is so.</summary>
    /// <exception cref="TimeoutException">It has not come to pass.</exception>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, Func<Task<string>>? otherwise = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"It has not come to pass that {what}. {(otherwise is null ? "" : await otherwise())}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LookAsync();
        await StopAsync();
        if (_process is not null)
        {
            Search.Look("the output of the process", _process.Log);
            await _process.DisposeAsync();
            _http?.Dispose();
        }

        _traces.Dispose();
        Search.TellTo(_findings);
        if (Front is not null) await Front.DisposeAsync();
        await Telegram.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A vehicle as records name it.</summary>
    public static object Vehicle(int n) => new { vin = Vin(n), plate = $"А{n % 1000:000}В{"АВЕКМНОРСТУХ"[n / 1000 % 12]}178" };

    /// <summary>The VIN of a vehicle.</summary>
    public static string Vin(int n) => string.Create(CultureInfo.InvariantCulture, $"X9632120090{n:000000}");
}
