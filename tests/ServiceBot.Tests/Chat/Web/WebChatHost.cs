using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.Chat.Web;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Chat.Web;

/// <summary>The built-in chat alone, on a real server and a real file, with a feature that records what reaches it.</summary>
internal sealed class WebChatHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private int _cards;

    private WebChatHost(WebApplication app, DirectoryInfo folder, RecordingFeature feature, ShiftedTime time)
    {
        _app = app;
        _folder = folder;
        Feature = feature;
        Time = time;
        Url = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
    }

    public string Url { get; }

    public RecordingFeature Feature { get; }

    public ShiftedTime Time { get; }

    public WebChannel Channel => _app.Services.GetRequiredService<WebChannel>();

    public LoginLinks Links => _app.Services.GetRequiredService<LoginLinks>();

    public IServiceProvider Services => _app.Services;

    public static async Task<WebChatHost> StartAsync(
        bool demo = false, Settings? settings = null, string address = "http://127.0.0.1:0", LivePace? pace = null,
        bool ownRooms = false)
    {
        settings ??= SampleStations.Settings();
        var folder = Directory.CreateTempSubdirectory("servicebot-web-");
        var time = new ShiftedTime();
        var feature = new RecordingFeature();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(StationDirectory.From(settings));
        services.AddSingleton<IDbContextFactory<ServiceBotDb>>(new TemporaryDatabase(folder));
        services.AddSingleton<Bells>().AddSingleton<Writer>().AddSingleton<Outbox>().AddSingleton<StrayCopies>().AddSingleton<ChatInbox>();
        services.AddSingleton(new ChatWording(CultureInfo.GetCultureInfo(settings.Language)));
        services.AddSingleton<IPressHandler>(feature).AddSingleton<IMessageHandler>(feature);
        services.AddWebChat(settings, demo, ownRooms);
        services.AddSingleton(pace ?? new LivePace(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15)));
        var app = builder.Build();
        app.MapWebChat();
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync())
            await db.Database.EnsureCreatedAsync();
        await app.StartAsync();
        return new WebChatHost(app, folder, feature, time);
    }

    /// <summary>A client without redirects that keeps its cookies: one browser.</summary>
    public WebVisit NewVisit() => new(this);

    /// <summary>A signed-in browser.</summary>
    public async Task<WebVisit> EnterAsync(string station, string member)
    {
        var visit = NewVisit();
        var link = await Links.CreateAsync(station, member, CancellationToken.None)
            ?? throw new InvalidOperationException($"No member {member} at {station}.");
        using var answer = await visit.Client.PostAsync(link.Path, null);
        await visit.RefreshSessionAsync();
        return visit;
    }

    /// <summary>Sends a card whose buttons mean something, as the dispatcher does.</summary>
    /// <returns>The message's id and the tokens of its buttons, in order.</returns>
    public async Task<SentCard> SendCardAsync(string chatId, string title, string[] lines, params string[][] buttons)
    {
        var outboxId = Interlocked.Increment(ref _cards);
        var message = await PrepareAsync(chatId, outboxId, title, lines, buttons);
        var outcome = await Channel.SendAsync(new ChatAddress("web", chatId), message, outboxId, CancellationToken.None);
        var sent = Assert.IsType<SendOutcome.Sent>(outcome);
        await WriteAsync((db, _) =>
        {
            db.ChatMessages.Add(new ChatMessageRow
            {
                ChatKey = new ChatAddress("web", chatId).Key,
                MessageId = sent.MessageId,
                Subject = SubjectOf(outboxId),
                SentAt = Time.GetUtcNow(),
            });
            return Task.CompletedTask;
        });
        return new SentCard(chatId, outboxId, sent.MessageId, [.. message.Buttons.SelectMany(x => x).Select(x => x.Token)]);
    }

    /// <summary>Changes a card in place; buttons of the same label keep their tokens.</summary>
    public async Task EditCardAsync(SentCard card, string title, string[] lines, params string[][] buttons)
    {
        var message = await PrepareAsync(card.ChatId, card.OutboxId, title, lines, buttons);
        var outcome = await Channel.EditAsync(
            new ChatAddress("web", card.ChatId), card.MessageId, message, CancellationToken.None);
        Assert.IsType<SendOutcome.Sent>(outcome);
    }

    public async Task<T> ReadAsync<T>(Func<ServiceBotDb, Task<T>> read)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    // The meaning of the buttons is written before the message that carries them is sent.
    private async Task<OutgoingMessage> PrepareAsync(
        string chatId, long outboxId, string title, string[] lines, string[][] buttons)
    {
        var rows = buttons
            .Select(line => line.Select(label => new OutgoingButton(label, TokenOf(outboxId, label))).ToList())
            .ToList<IReadOnlyList<OutgoingButton>>();
        await WriteAsync(async (db, token) =>
        {
            foreach (var button in rows.SelectMany(x => x))
            {
                if (await db.Buttons.FindAsync([button.Token], token) is not null) continue;
                db.Buttons.Add(new ButtonRow
                {
                    Token = button.Token,
                    ChatKey = new ChatAddress("web", chatId).Key,
                    Subject = SubjectOf(outboxId),
                    Action = button.Label,
                    CreatedAt = Time.GetUtcNow(),
                });
            }
        });
        return new OutgoingMessage(title, lines, rows);
    }

    private Task WriteAsync(Func<ServiceBotDb, CancellationToken, Task> act) =>
        Services.GetRequiredService<Writer>().InTransactionAsync(act, CancellationToken.None);

    private static string SubjectOf(long outboxId) =>
        string.Create(CultureInfo.InvariantCulture, $"{RecordingFeature.Kind}:{outboxId}");

    private static string TokenOf(long outboxId, string label) => string.Create(
        CultureInfo.InvariantCulture, $"1:{outboxId:D10}{label.GetHashCode(StringComparison.Ordinal) & 0xFFFFFF:X6}");

    private sealed class TemporaryDatabase(DirectoryInfo folder) : IDbContextFactory<ServiceBotDb>
    {
        private readonly DbContextOptions<SqliteServiceBotDb> _options = new DbContextOptionsBuilder<SqliteServiceBotDb>()
            .UseSqlite($"Data Source={Path.Combine(folder.FullName, "chat.db")};Default Timeout=10").Options;

        public ServiceBotDb CreateDbContext() => new SqliteServiceBotDb(_options);
    }
}

/// <param name="Tokens">Of the buttons, in order.</param>
internal sealed record SentCard(string ChatId, long OutboxId, string MessageId, IReadOnlyList<string> Tokens);

/// <summary>The real clock, moved forward at will; timers run on real time.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;

    public void Advance(TimeSpan by) => _shift += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}

/// <summary>A feature whose cards are <c>test:1</c>: it counts what reaches it and answers in words.</summary>
internal sealed class RecordingFeature : IPressHandler, IMessageHandler
{
    public const string Kind = "test";

    public string SubjectKind => Kind;

    public List<ButtonPressed> Presses { get; } = [];

    public List<(MessageReceived Message, string? Subject)> Messages { get; } = [];

    /// <summary>What a press on a button comes to; by default the words name the button and the person.</summary>
    public Func<ButtonPressed, ButtonMeaning, Task<PressReply>> OnPress { get; set; } = (press, button) =>
        Task.FromResult(new PressReply($"{button.Action}: {press.User.Name}", "Taken"));

    public Task<PressReply> HandleAsync(
        ServiceBotDb db, ButtonPressed press, ButtonMeaning button, CancellationToken cancel)
    {
        lock (Presses) Presses.Add(press);
        return OnPress(press, button);
    }

    public Task<bool> HandleAsync(
        ServiceBotDb db, MessageReceived message, string? repliedSubject, CancellationToken cancel)
    {
        lock (Messages) Messages.Add((message, repliedSubject));
        return Task.FromResult(true);
    }
}

/// <summary>Two stations; Орлова is a member of both, and "1" is a different person at each.</summary>
internal static class SampleStations
{
    public static Settings Settings(string language = "ru") => new()
    {
        Language = language,
        Stations =
        [
            new StationSettings
            {
                Code = "sever",
                Name = "СТО «Север»",
                TimeZone = "Europe/Moscow",
                Chats = [new ChatSettings { Channel = "web", Id = "sever" }],
                Members =
                [
                    Member("gromov", "Громов Г. Г.", "StationManager"),
                    Member("lipina", "Липина Л. Л.", "HeadOfClientService"),
                    Member("kotov", "Котов К. К.", "Foreman"),
                    Member("orlova", "Орлова О. О.", "ServiceDirector", web: "olga"),
                    Member("admin", "Зимин З. З.", "Administrator"),
                    Member("1", "Первый П. П.", "Mechanic"),
                ],
            },
            new StationSettings
            {
                Code = "yug",
                Name = "СТО «Юг»",
                TimeZone = "Asia/Yekaterinburg",
                Chats = [new ChatSettings { Channel = "web", Id = "yug" }],
                Members =
                [
                    Member("direktor", "Орлова О. О.", "ServiceDirector", web: "olga"),
                    Member("1", "Другой Д. Д.", "Mechanic"),
                ],
            },
        ],
    };

    private static MemberSettings Member(string id, string name, string role, string? web = null) =>
        new() { Id = id, Name = name, Roles = [role], Web = web };
}
