using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Storage;
using ServiceBot.Tests.Chat.Web;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>A fake Telegram with a staff chat, and a folder for the database that outlives the services of a test.</summary>
internal sealed class StaffChat : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-telegram-");

    private StaffChat(FakeTelegramServer telegram)
    {
        Telegram = telegram;
        Foreman = telegram.AddUser("Глеб", "Громов");
        Manager = telegram.AddUser("Лидия", "Липина");
        Chat = telegram.AddSupergroup("СТО Север", Foreman, Manager);
    }

    public FakeTelegramServer Telegram { get; }
    public FakeUser Foreman { get; }
    public FakeUser Manager { get; }
    public FakeChat Chat { get; }
    public ShiftedTime Time { get; } = new();
    public ChatAddress Address => new("telegram", Chat.Id.ToString(CultureInfo.InvariantCulture));
    public string DataFolder => _folder.FullName;

    public static async Task<StaffChat> OpenAsync(FakeTelegramOptions? options = null) =>
        new(await FakeTelegramServer.StartAsync(options ?? new FakeTelegramOptions { PrivacyMode = false, Limits = FakeLimits.None }));

    /// <summary>Starts the service's Telegram part on the database of this test.</summary>
    public Task<ListeningHost> StartAsync(ListenerTiming? timing = null, string? token = null, bool listen = true) =>
        ListeningHost.StartAsync(this, timing, token, listen);

    public async ValueTask DisposeAsync()
    {
        await Telegram.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

/// <summary>The real channel, listener and inbox over a real database, with a feature that records what reaches it.</summary>
internal sealed class ListeningHost : IAsyncDisposable
{
    /// <summary>Faults are got over quickly; everything else is as in service.</summary>
    public static readonly ListenerTiming Quick = new()
    {
        Poll = TimeSpan.FromSeconds(5),
        FirstPause = TimeSpan.FromMilliseconds(20),
        LongestPause = TimeSpan.FromMilliseconds(200),
    };

    private readonly ServiceProvider _services;
    private readonly IReadOnlyList<IHostedService> _hosted;
    private readonly StaffChat _chat;
    private bool _isStopped;

    private ListeningHost(ServiceProvider services, StaffChat chat, RecordingFeature feature, RecordingLog log)
    {
        (_services, _chat, Feature, Log) = (services, chat, feature, log);
        _hosted = [.. services.GetServices<IHostedService>()];
    }

    public RecordingFeature Feature { get; }
    public RecordingLog Log { get; }
    public TelegramChannel Channel => Get<TelegramChannel>();
    public TelegramPulse Pulse => Get<TelegramPulse>();
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<ListeningHost> StartAsync(StaffChat chat, ListenerTiming? timing, string? token, bool listen)
    {
        var settings = new Settings
        {
            DataFolder = chat.DataFolder,
            Telegram = new TelegramSettings { Token = token ?? chat.Telegram.Token, ApiUrl = chat.Telegram.Url },
            Stations = [new StationSettings
            {
                Code = "sever",
                TimeZone = "Asia/Yekaterinburg",
                Chats = [new ChatSettings { Channel = "telegram", Id = chat.Address.ChatId }],
            }],
        };
        var (log, feature) = (new RecordingLog(), new RecordingFeature());
        var services = new ServiceCollection();
        services.AddLogging(x => x.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddSingleton<TimeProvider>(chat.Time);
        services.AddSingleton(StationDirectory.From(settings));
        services.AddStorage(settings);
        services.AddSingleton<Outbox>().AddSingleton<StrayCopies>().AddSingleton<ChatInbox>();
        services.AddSingleton(new ChatWording(CultureInfo.GetCultureInfo("ru")));
        services.AddSingleton<IPressHandler>(feature).AddSingleton<IMessageHandler>(feature);
        services.AddSingleton<IOpenSubjects, CardsWithButtons>();
        services.AddTelegram(settings);

        var host = new ListeningHost(services.BuildServiceProvider(validateScopes: true), chat, feature, log);
        await using (var db = await host.Get<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync())
            await db.Database.EnsureCreatedAsync();
        host.Get<TelegramListener>().Timing = timing ?? Quick;
        if (listen) await host.ListenAsync();
        return host;
    }

    public async Task ListenAsync()
    {
        foreach (var one in _hosted) await one.StartAsync(CancellationToken.None);
    }

    /// <summary>An orderly stop.</summary>
    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        foreach (var one in _hosted) await one.StopAsync(CancellationToken.None);
    }

    /// <summary>Posts a card whose button means something, as the dispatcher does.</summary>
    public async Task<int> PostCardAsync(string subject = "test:1", string token = "1:AAAAAAAAAAAAAAAA")
    {
        await WriteAsync((db, _) =>
        {
            db.Buttons.Add(new ButtonRow
            {
                Token = token, ChatKey = _chat.Address.Key, Subject = subject, Action = "vote:Repeat",
                CreatedAt = _chat.Time.GetUtcNow(),
            });
            return Task.CompletedTask;
        });
        var outcome = await Channel.SendAsync(
            _chat.Address,
            new OutgoingMessage("🟠 Случай №1", ["Голоса: 0 из 4"], [[new OutgoingButton("✅ Повторный", token)]]),
            outboxId: 1, CancellationToken.None);
        var id = Assert.IsType<SendOutcome.Sent>(outcome).MessageId;
        await WriteAsync((db, _) =>
        {
            var now = _chat.Time.GetUtcNow();
            db.ChatMessages.Add(new ChatMessageRow { ChatKey = _chat.Address.Key, MessageId = id, Subject = subject, SentAt = now });
            db.Outbox.Add(new OutboxRow
            {
                Channel = "telegram", ChatId = _chat.Address.ChatId, ChatKey = _chat.Address.Key, Subject = subject,
                MessageId = id, State = OutboxState.Sent, SentVersion = 1, CreatedAt = now, DueAt = now, SentAt = now,
            });
            return Task.CompletedTask;
        });
        return int.Parse(id, CultureInfo.InvariantCulture);
    }

    public Task WriteAsync(Func<ServiceBotDb, CancellationToken, Task> act) =>
        Get<Writer>().InTransactionAsync(act, CancellationToken.None);

    public async Task<T> ReadAsync<T>(Func<ServiceBotDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task<ChannelStateRow?> PlaceAsync() =>
        ReadAsync(db => db.ChannelStates.AsNoTracking().SingleOrDefaultAsync(x => x.Channel == "telegram"));

    /// <summary>What was asked to be sent once: absences among them.</summary>
    public Task<List<OutboxRow>> NoticesAsync() =>
        ReadAsync(db => db.Outbox.AsNoTracking().Where(x => x.Frozen != null).OrderBy(x => x.Id).ToListAsync());

    public async Task<HealthCheckResult> HealthAsync()
    {
        var check = ActivatorUtilities.CreateInstance<TelegramHealthCheck>(_services);
        return await check.CheckHealthAsync(new HealthCheckContext
        {
            Registration = new HealthCheckRegistration("telegram", check, HealthStatus.Degraded, null),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }

    private sealed class CardsWithButtons : IOpenSubjects
    {
        public string SubjectKind => "test";

        public Task<IReadOnlyList<string>> MissedAsync(
            ServiceBotDb db, ChatAddress chat, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<string>>([]);

        public async Task<IReadOnlyList<ChatAddress>> ChatsWithOpenCardsAsync(
            ServiceBotDb db, string channel, CancellationToken cancel)
        {
            var keys = await db.Outbox.Where(x => x.Channel == channel && x.Subject.StartsWith("test:"))
                .Select(x => x.ChatKey).ToListAsync(cancel);
            return [.. keys.Select(ChatAddress.Parse)];
        }

        public Task<IReadOnlyCollection<string>> WaitingAsync(
            ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel) => Task.FromResult(subjects);
    }
}
