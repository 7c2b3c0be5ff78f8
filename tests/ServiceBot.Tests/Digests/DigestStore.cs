using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Digests;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Digests;

/// <summary>The real features over a real file, at a time that the test sets: a station far in the east and one far in the west.</summary>
internal sealed class DigestStore : IAsyncDisposable
{
    public const string East = "vostok";
    public const string West = "zapad";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-digest-");
    private readonly ServiceProvider _services;

    private DigestStore(Action<Settings>? change, TimeProvider? time)
    {
        var settings = new Settings
        {
            DataFolder = _folder.FullName,
            Stations = [Station(East, "СТО Восточный", "Asia/Vladivostok"), Station(West, "СТО Западный", "Europe/Kaliningrad")],
        };
        change?.Invoke(settings);
        Settings = settings;
        var services = new ServiceCollection().AddLogging().AddServiceBotCore(settings);
        services.AddSingleton(time ?? Clock);
        _services = services.BuildServiceProvider();
    }

    public Settings Settings { get; }

    public SetClock Clock { get; } = new();

    public DigestPost Post => Get<DigestPost>();

    public static async Task<DigestStore> OpenAsync(Action<Settings>? change = null)
    {
        var store = new DigestStore(change, time: null);
        await store.Get<Schema>().BringUpToDateAsync(CancellationToken.None);
        return store;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Station At(string code) => Get<StationDirectory>().Get(code);

    /// <summary>Sets the clock to a time on a station's wall.</summary>
    public DateTimeOffset Set(string station, string local)
    {
        Clock.Now = At(station).Calendar.Instant(DateTime.Parse(local));
        return Clock.Now;
    }

    public Task<IntakeResult> TakeAsync(params SourceRecord[] records) => Get<RecordIntake>().AcceptAsync(records, CancellationToken.None);

    /// <summary>A booking with the flag on: it opens a case.</summary>
    public Task<IntakeResult> FlagAsync(string station, string id, bool flag = true) => TakeAsync(new Booking
    {
        Station = station, Id = id, CreatedAt = Clock.Now, PossibleRepeat = flag,
        Vehicle = new VehicleRef(Vin.Read("X96" + string.Concat(id.Where(char.IsAsciiDigit)).PadLeft(14, '0')), null, null, null),
    });

    public Task<IntakeResult> CloseOrderAsync(
        string station, string id, string? booking = null, WorkOrderKind kind = WorkOrderKind.Repair, bool cancelled = false) =>
        TakeAsync(new WorkOrder
        {
            Station = station, Id = id, OpenedAt = Clock.Now.AddHours(-2), ClosedAt = Clock.Now, OrderKind = kind, BookingId = booking,
            Cancelled = cancelled, Vehicle = new VehicleRef(Vin.Read("XTT" + id), null, null, null),
        });

    public Task AppendAsync(string station, int number, params CaseFact[] facts) => Get<Writer>().InTransactionAsync(
        async (db, cancel) =>
        {
            var file = (await Get<CaseFile>().FindAsync(db, station, number, cancel))!;
            await Get<CaseFile>().AppendAsync(db, file, facts, cancel);
        },
        CancellationToken.None);

    public Task DecideAsync(string station, int number, Verdict verdict) => AppendAsync(
        station, number, new VerdictDeclared(Clock.Now, Actor.Service, verdict, new Tally(3, 0, 0), null));

    public async Task ReopenAsync(string station, int number)
    {
        await Get<Writer>().InTransactionAsync(
            async (db, cancel) =>
            {
                var file = (await Get<CaseFile>().FindAsync(db, station, number, cancel))!;
                var reopened = new CaseReopened(Clock.Now, Actor.Service);
                var voting = await Get<CaseFile>().VotingOfAsync(db, At(station), file.State, cancel);
                await Get<CaseFile>().AppendAsync(db, file, [reopened, voting], cancel);
            },
            CancellationToken.None);
    }

    public async Task<DigestContent> DrawAsync(string station, string week)
    {
        Assert.True(ReportingWeek.TryParse(week, out var read));
        return await ReadAsync(db => Get<DigestReader>().ReadAsync(db, At(station), read, Clock.Now, CancellationToken.None));
    }

    public async Task<T> ReadAsync<T>(Func<ServiceBotDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>The digests that were handed over for sending: chat, subject, text.</summary>
    public Task<List<(string Chat, string Subject, string Text)>> SentAsync() => ReadAsync(async db =>
        (await db.Outbox.Where(x => x.Subject.StartsWith("digest:")).OrderBy(x => x.ChatKey).ToListAsync())
        .Select(x => (x.ChatKey, x.Subject, DigestPage.Text(JsonSerializer.Deserialize(x.Frozen!, ContentJson.Default.MessageContent)!)))
        .ToList());

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static StationSettings Station(string code, string name, string zone) => new()
    {
        Code = code, Name = name, TimeZone = zone, Chats = [new ChatSettings { Channel = "web", Id = code }],
        Members =
        [
            new MemberSettings { Id = "client", Name = "Климова А. В.", Roles = ["HeadOfClientService"] },
            new MemberSettings { Id = "manager", Name = "Рогов С. Т.", Roles = ["StationManager"] },
            new MemberSettings { Id = "foreman", Name = "Мастеров Ц. Х.", Roles = ["Foreman"] },
            new MemberSettings { Id = "director", Name = "Директоров Д. П.", Roles = ["ServiceDirector"] },
        ],
    };

    /// <summary>A clock that stands until it is set.</summary>
    internal sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
