using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceBot.Chat;
using ServiceBot.Chat.Web;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Cases;

/// <summary>Photos that people send in answer to a card: kept with the case, shown on its card.</summary>
public sealed class CasePhotoTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF, invented"u8, 0xFF, 0xD9];

    [Fact]
    public async Task A_photo_from_the_group_is_kept_and_shown_on_the_card_of_the_built_in_chat_to_those_of_the_room()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var (members, _) = StationUnderTest.AddPeople(telegram);
        var group = telegram.AddSupergroup("СТО Северный: повторные", [.. members]);
        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path, telegram.Url, telegram.Token, group.Id);
        settings.Stations.Add(new StationSettings
        {
            Code = "yug",
            Name = "СТО Южный",
            Chats = [new ChatSettings { Channel = "web", Id = "yug" }],
            Members = [new MemberSettings { Id = "stranger", Name = "Чужой Ч. Ч.", Roles = ["StationManager"] }],
        });
        await using var service = await RunningHost.StartAsync(settings);
        await OpenCaseAsync(service);
        var card = await telegram.WaitForMessage(group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));

        // Nobody replies before the service has noted which message the card became: a few milliseconds after it is seen here.
        await Eventually.Zero(() => service.ReadAsync(db => db.Outbox.CountAsync(x => x.MessageId == null)));
        telegram.SendPhoto(members[2].Id, group.Id, Jpeg, "Вот люфт", replyTo: card.Id);

        using var foreman = await EnterAsync(service, StationUnderTest.Code, "foreman");
        var shown = await PicturesAsync(foreman);
        Assert.StartsWith("Мастеров Ц. Х., ", (string)shown.Single()!["caption"]!);
        Assert.EndsWith(": «Вот люфт»", (string)shown.Single()!["caption"]!);
        var path = await PictureOfAsync(foreman, (string)shown.Single()!["key"]!);
        using var picture = await foreman.GetAsync(path);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Jpeg, await picture.Content.ReadAsByteArrayAsync());
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());

        using var stranger = await EnterAsync(service, "yug", "stranger");
        using var nobody = new HttpClient { BaseAddress = service.Address };
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path.Replace("/sever/", "/yug/"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await foreman.GetAsync(path + "0")).StatusCode);

        // In Telegram the photo is in the group already; its card says how many there are and is edited for that alone.
        var edited = await telegram.WaitForMessage(group.Id, m => m.Words.Contains("📷 1 фото"));
        Assert.Equal(card.Id, edited.Id);
        Assert.Equal(1, telegram.Counters.Edits);
    }

    [Fact]
    public async Task A_photo_that_cannot_be_had_is_tried_again_and_shown_when_it_is_there()
    {
        using var folder = new TemporaryFolder();
        var source = new SlowSource(failures: 2);
        await using var service = await RunningHost.StartAsync(StationUnderTest.Settings(folder.Path), services =>
        {
            // Minutes between the attempts pass in seconds.
            services.AddSingleton<TimeProvider>(new FastClock(50, Given.Monday.AddDays(9)));
            services.RemoveAll<IPhotoSource>();
            services.AddSingleton<IPhotoSource>(source);
        });
        await OpenCaseAsync(service);
        var messageId = await CardAsync(service);

        await service.Get<ChatInbox>().TakeAsync(
            [
                new MessageReceived(
                    1, new ChatAddress("web", StationUnderTest.Code), new ChatUser("web", "foreman", "Мастеров Ц. Х."), "key-1",
                    "", messageId, ["web:lost"], IsPrivate: false),
            ],
            position: null, CancellationToken.None);

        await Eventually.Zero(() => service.ReadAsync(db => db.Attachments.CountAsync(x => x.Content == null)));
        Assert.Equal(3, source.Asked);
        Assert.Equal(Jpeg, await service.ReadAsync(db => db.Attachments.Select(x => x.Content).SingleAsync()));
    }

    private static Task OpenCaseAsync(RunningHost service) => service.Get<RecordIntake>().AcceptAsync(
        [Given.Repair("ЗН-000123"), Given.Booking("З-77")], CancellationToken.None);

    private static async Task<string> CardAsync(RunningHost service)
    {
        await Eventually.Zero(() => service.ReadAsync(db => db.Outbox.CountAsync(x => x.MessageId == null)));
        return (await service.ReadAsync(db => db.Outbox.Select(x => x.MessageId).SingleAsync()))!;
    }

    private static async Task<HttpClient> EnterAsync(RunningHost service, string station, string member)
    {
        var link = await service.Get<LoginLinks>().CreateAsync(station, member, CancellationToken.None);
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = service.Address };
        using var answer = await client.PostAsync(link!.Path, null);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return client;
    }

    private static async Task<JsonArray> PicturesAsync(HttpClient visit)
    {
        JsonNode? pictures = null;
        await Eventually.Zero(async () => (pictures = (await CardAsync(visit))?["card"]!["pictures"]) is null ? 1 : 0);
        return pictures!.AsArray();
    }

    private static async Task<string> PictureOfAsync(HttpClient visit, string key) =>
        $"/chat/api/rooms/sever/messages/{(await CardAsync(visit))!["id"]}/pictures/{key}";

    private static async Task<JsonNode?> CardAsync(HttpClient visit)
    {
        var page = JsonNode.Parse(await visit.GetStringAsync("/chat/api/rooms/sever/messages"))!;
        return page["messages"]!.AsArray().SingleOrDefault();
    }

    /// <summary>A channel that has the photo only when asked often enough.</summary>
    private sealed class SlowSource(int failures) : IPhotoSource
    {
        public string Channel => "web";

        public int Asked { get; private set; }

        public Task<PhotoContent?> FetchAsync(string reference, CancellationToken cancel) =>
            Task.FromResult(++Asked > failures ? new PhotoContent(Jpeg, "image/jpeg") : null);
    }
}
