using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat.Web;
using ServiceBot.Domain.Sources;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Access;

/// <summary>
/// The real host with everything on: two stations, each with a case, a message and a photo in its room, keys, a hook, Telegram by
/// webhook. What belongs to the station "here" carries <see cref="Mark"/> in its words.
/// </summary>
public sealed class GuardedStations : IAsyncLifetime
{
    /// <summary>Stands in texts and ids of the station here, and nowhere else.</summary>
    internal const string Mark = "Заповедн";

    internal const string Here = "sever";
    internal const string Other = "yug";
    internal const string Secret = "secret-of-hooks-and-webhook-0123456789";
    internal const string HookName = "yandex";
    internal const string WebhookPath = "/from-telegram/9f3c";
    internal const string KeyOfAll = "key-of-all-0123456789abcdef";
    internal const string KeyOfHere = "key-of-here-0123456789abcdef";
    internal const string KeyOfOther = "key-of-other-0123456789abcdef";

    internal static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF, invented"u8, 0xFF, 0xD9];

    private readonly TemporaryFolder _folder = new();
    private FakeTelegramServer _telegram = null!;

    internal RunningHost Service { get; private set; } = null!;

    /// <summary>Where the service keeps what it has.</summary>
    internal string DataFolder => _folder.Path;

    internal FakeChat Group { get; private set; } = null!;

    internal FakeChat OtherGroup { get; private set; } = null!;

    /// <summary>Id of a person's Telegram account, by the names of <see cref="AccessTable.Persons"/>.</summary>
    internal static long TelegramOf(string person) => person switch
    {
        "stranger" => 9900, "client" => 9001, "manager" => 9002, "foreman" => 9003, "director" => 9004, "advisor" => 9005,
        "mechanic" => 9011, "admin" => 9012, "other" => 9013, _ => throw new ArgumentOutOfRangeException(nameof(person), person, null),
    };

    /// <summary>The card of the case here in the built-in chat, its button, its picture, and a photo of the room.</summary>
    internal (long Message, string Button, string Picture, string Photo) Shown { get; private set; }

    async Task IAsyncLifetime.InitializeAsync()
    {
        _telegram = await FakeTelegramServer.StartAsync();
        var (members, stranger) = StationUnderTest.AddPeople(_telegram);
        FakeUser[] others = [_telegram.AddUser("Слесарев", id: 9011), _telegram.AddUser("Зимин", id: 9012), _telegram.AddUser("Южин", id: 9013)];
        Group = _telegram.AddSupergroup("СТО Северный", [.. members, .. others, stranger]);
        OtherGroup = _telegram.AddSupergroup("СТО Южный", [.. members, .. others]);
        Service = await RunningHost.StartAsync(Settings());
        await Service.Get<RecordIntake>().AcceptAsync(
            [
                Given.Repair(Mark + "-1", complaint: Mark + " стук"), Given.Booking(Mark + "-2"),
                Given.Repair("Ю-1", vehicle: 2) with { Station = Other }, Given.Booking("Ю-2", vehicle: 2) with { Station = Other },
            ],
            CancellationToken.None);
        await Eventually.Zero(() => Service.ReadAsync(db => db.Outbox.CountAsync(x => x.MessageId == null)));
        Shown = await ShowAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Service.DisposeAsync();
        await _telegram.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A client that is that kind of caller and nobody else.</summary>
    internal async Task<(HttpClient Client, string Session)> AsAsync(Caller caller)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Service.Address };
        var key = caller switch
        {
            Caller.WrongKey => "key-of-nobody-0123456789abcdef", Caller.KeyOfOther => KeyOfOther, Caller.KeyOfHere => KeyOfHere,
            Caller.KeyOfAll => KeyOfAll, _ => null,
        };
        if (key is not null) client.DefaultRequestHeaders.Add("Authorization", "Bearer " + key);
        if (caller == Caller.HookSecret)
        {
            client.DefaultRequestHeaders.Add("X-Hook-Secret", Secret);
            client.DefaultRequestHeaders.Add("X-Telegram-Bot-Api-Secret-Token", Secret);
        }

        var token = caller switch
        {
            Caller.MadeUpSession => Secrets.New(),
            Caller.ExpiredSession => await SessionAsync(Here, "foreman", TimeSpan.FromSeconds(-1)),
            Caller.MemberOfOther => await SessionAsync(Other, "yuzhin", TimeSpan.FromDays(1)),
            Caller.Mechanic => await SessionAsync(Here, "mechanic", TimeSpan.FromDays(1)),
            Caller.Commission => await SessionAsync(Here, "foreman", TimeSpan.FromDays(1)),
            Caller.Administrator => await SessionAsync(Here, "admin", TimeSpan.FromDays(1)),
            _ => null,
        };
        if (token is not null) client.DefaultRequestHeaders.Add("Cookie", "servicebot=" + token);
        // Everybody sends what the page sends; it lets nobody in.
        var session = token is null ? "-" : Convert.ToHexString(Secrets.Hash(token), 0, 8);
        client.DefaultRequestHeaders.Add("X-ServiceBot-Session", session);
        client.DefaultRequestHeaders.Add("Origin", Service.Address.GetLeftPart(UriPartial.Authority));
        return (client, session);
    }

    /// <summary>Telegram brings an update.</summary>
    internal async Task BringAsync(string update)
    {
        var (client, _) = await AsAsync(Caller.HookSecret);
        using var answer = await client.PostAsync(WebhookPath, new StringContent(update, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        client.Dispose();
    }

    internal Task<string> LinkCodeAsync() => Service.Get<LoginLinks>().CreateAsync(Here, "foreman", CancellationToken.None)
        .ContinueWith(x => x.Result!.Path[LoginLinks.PathStart.Length..], TaskScheduler.Default);

    private async Task<string> SessionAsync(string station, string member, TimeSpan left)
    {
        var token = Secrets.New();
        await using var db = await Service.Get<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        db.WebSessions.Add(new WebSessionRow
        {
            TokenHash = Secrets.Hash(token), Station = station, MemberId = member, CreatedAt = DateTimeOffset.UnixEpoch,
            ExpiresAt = Service.Get<TimeProvider>().GetUtcNow() + left, SeenAt = Service.Get<TimeProvider>().GetUtcNow(),
        });
        await db.SaveChangesAsync();
        return token;
    }

    private async Task<(long, string, string, string)> ShowAsync()
    {
        var (foreman, _) = await AsAsync(Caller.Commission);
        var card = (await PageAsync(foreman)).Single(x => x!["card"] is not null)!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Mark + ": вот люфт"), "text" }, { new StringContent(Guid.NewGuid().ToString()), "clientKey" },
            { new StringContent(card["id"]!.ToString()), "replyTo" }, { new ByteArrayContent(Jpeg), "photo", "photo.jpg" },
        };
        using var written = await foreman.PostAsync($"/chat/api/rooms/{Here}/messages", form);
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        JsonArray page = [];
        await Eventually.Zero(async () =>
            (page = await PageAsync(foreman)).Any(x => x!["card"]?["pictures"]?.AsArray().Count > 0) ? 0 : 1);
        card = page.Single(x => x!["card"] is not null)!;
        var photo = (string)page.Single(x => x!["photo"] is not null)!["photo"]!["url"]!;
        foreman.Dispose();
        return ((long)card["id"]!, (string)card["card"]!["buttons"]![0]![0]!["token"]!, (string)card["card"]!["pictures"]![0]!["key"]!, photo[(photo.LastIndexOf('/') + 1)..]);
    }

    private static async Task<JsonArray> PageAsync(HttpClient client) =>
        JsonNode.Parse(await client.GetStringAsync($"/chat/api/rooms/{Here}/messages"))!["messages"]!.AsArray();

    private Settings Settings()
    {
        var settings = StationUnderTest.Settings(_folder.Path, _telegram.Url, _telegram.Token, Group.Id);
        settings.Stations[0].Members.Add(new MemberSettings { Id = "mechanic", Name = Mark + "ный М. М.", Roles = ["Mechanic"], Telegram = TelegramOf("mechanic") });
        settings.Stations[0].Members.Add(new MemberSettings { Id = "admin", Name = Mark + "ный А. А.", Roles = ["Administrator"], Telegram = TelegramOf("admin") });
        settings.Stations[0].Members.Add(new MemberSettings { Id = "unlinked", Name = Mark + "ный Б. Б.", Roles = ["BookingClerk"] });
        settings.Stations.Add(new StationSettings
        {
            Code = Other, Name = "СТО Южный", TimeZone = "Asia/Yekaterinburg",
            Chats = [new ChatSettings { Channel = "web", Id = Other }, new ChatSettings { Channel = "telegram", Id = $"{OtherGroup.Id}" }],
            Members = [new MemberSettings { Id = "yuzhin", Name = "Южин Ю. Ю.", Roles = ["StationManager"], Telegram = TelegramOf("other") }],
        });
        settings.Telegram.Mode = "Webhook";
        settings.Telegram.WebhookUrl = "http://127.0.0.1:9" + WebhookPath;
        settings.Telegram.WebhookSecret = Secret;
        // Every kind of caller comes from this machine.
        settings.Api.WrongKeysPerMinute = 0;
        settings.Web.CallsPerMinute = 0;
        settings.Api.Keys =
        [
            new ApiKeySettings { Name = "all", Key = KeyOfAll }, new ApiKeySettings { Name = "here", Key = KeyOfHere, Stations = [Here] },
            new ApiKeySettings { Name = "other", Key = KeyOfOther, Stations = [Other] },
        ];
        settings.Hooks =
        [
            new HookSettings
            {
                Name = HookName, Station = Here, Secret = Secret,
                Fields = new() { ["workOrderId"] = "$.order", ["comment"] = "$.comment" },
            },
        ];
        return settings;
    }
}
