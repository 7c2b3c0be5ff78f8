using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ServiceBot.Chat;

namespace ServiceBot.Tests.Chat.Web;

public sealed class WebRoomTests : IAsyncLifetime
{
    // 3 x 2 pixels: enough of a PNG to tell its size.
    private static readonly byte[] Png =
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0,
    ];

    private WebChatHost _host = null!;

    public async Task InitializeAsync() => _host = await WebChatHost.StartAsync(ownRooms: true);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_press_reaches_the_feature_and_its_words_come_back()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var card = await _host.SendCardAsync("sever", "🟠 Случай №142", ["Голоса: 0 из 4"], ["✅ Повторный", "❌ Не повторный"]);
        using var answer = await gromov.PressAsync(card, 0);
        Assert.Equal("✅ Повторный: Громов Г. Г.", (string)(await WebVisit.BodyAsync(answer))["text"]!);

        var press = Assert.Single(_host.Feature.Presses);
        Assert.Equal(new ChatUser("web", "gromov", "Громов Г. Г."), press.User);
        Assert.Equal(new ChatAddress("web", "sever"), press.Chat);
        Assert.Equal(card.MessageId, press.MessageId);
    }

    [Fact]
    public async Task The_same_press_delivered_again_has_one_effect_and_the_same_answer()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var card = await _host.SendCardAsync("sever", "Карточка", [], ["Да"]);
        var query = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => gromov.PressAsync(card, 0, query)));
        var texts = await Task.WhenAll(answers.Select(async x => (string)(await WebVisit.BodyAsync(x))["text"]!));
        Assert.Equal(["Да: Громов Г. Г."], texts.Distinct());
        Assert.Single(_host.Feature.Presses);
    }

    [Fact]
    public async Task Later_presses_carry_higher_numbers()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var card = await _host.SendCardAsync("sever", "Карточка", [], ["Да", "Нет"]);
        for (var i = 0; i < 5; i++) (await gromov.PressAsync(card, i % 2)).Dispose();
        var orders = _host.Feature.Presses.Select(x => x.Order).ToList();
        Assert.Equal(5, orders.Distinct().Count());
        Assert.Equal(orders.Order(), orders);
    }

    [Fact]
    public async Task A_forged_button_is_answered_in_words_and_does_nothing()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var card = await _host.SendCardAsync("sever", "Карточка", [], ["Да"]);
        using var answer = await gromov.PressAsync(card, 0, token: "1:AAAAAAAAAAAAAAAA");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await WebVisit.BodyAsync(answer);
        Assert.True((bool)body["alert"]!);
        Assert.Contains("больше не действует", (string)body["text"]!, StringComparison.Ordinal);
        Assert.Empty(_host.Feature.Presses);
    }

    [Fact]
    public async Task A_button_of_another_stations_room_does_nothing()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var foreign = await _host.SendCardAsync("yug", "Карточка", [], ["Да"]);
        using var there = await gromov.PressAsync(foreign, 0);
        Assert.Equal(HttpStatusCode.NotFound, there.StatusCode);
        using var smuggled = await gromov.PressAsync(foreign with { ChatId = "sever" }, 0);
        Assert.True((bool)(await WebVisit.BodyAsync(smuggled))["alert"]!);
        Assert.Empty(_host.Feature.Presses);
    }

    [Fact]
    public async Task A_press_that_names_a_message_without_that_button_names_none()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var card = await _host.SendCardAsync("sever", "Карточка", [], ["Да"]);
        var other = await _host.SendCardAsync("sever", "Другая", [], ["Нет"]);
        using var answer = await gromov.PressAsync(card with { MessageId = other.MessageId }, 0);
        Assert.Null(Assert.Single(_host.Feature.Presses).MessageId);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"room\":\"sever\",\"messageId\":\"x\"}")]
    public async Task A_press_that_cannot_be_read_is_refused_in_words(string body)
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        using var answer = await gromov.PostAsync(
            "/chat/api/press", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("не удалось прочитать", (string)(await WebVisit.BodyAsync(answer))["title"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_to_a_card_with_a_photo_reaches_the_feature_and_the_room()
    {
        using var kotov = await _host.EnterAsync("sever", "kotov");
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var card = await _host.SendCardAsync("sever", "🟠 Случай №142", ["Голоса: 0 из 4"], ["Да"]);
        using var answer = await kotov.WriteAsync("sever", "Вот люфт", replyTo: card.MessageId, photo: Png);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        var (message, subject) = Assert.Single(_host.Feature.Messages);
        Assert.Equal(("Вот люфт", card.MessageId, "test:1"), (message.Text, message.ReplyTo, subject));
        Assert.False(message.IsPrivate);
        var source = new ServiceBot.Chat.Web.WebPhotos(
            (Microsoft.EntityFrameworkCore.IDbContextFactory<ServiceBot.Storage.ServiceBotDb>)_host.Services
                .GetService(typeof(Microsoft.EntityFrameworkCore.IDbContextFactory<ServiceBot.Storage.ServiceBotDb>))!);
        var photo = await source.FetchAsync(Assert.Single(message.Photos), CancellationToken.None);
        Assert.Equal("image/png", photo!.ContentType);
        Assert.Equal(Png, photo.Bytes);

        var shown = (await Page(gromov, "sever"))[1]!;
        Assert.Equal("Котов К. К.", (string)shown["author"]!);
        Assert.False((bool)shown["mine"]!);
        Assert.Equal("🟠 Случай №142", (string)shown["replyTo"]!["text"]!);
        Assert.Equal((3, 2), ((int)shown["photo"]!["width"]!, (int)shown["photo"]!["height"]!));
        using var fetched = await gromov.Client.GetAsync((string)shown["photo"]!["url"]!);
        Assert.Equal(("image/png", "nosniff"), (
            fetched.Content.Headers.ContentType!.MediaType, Assert.Single(fetched.Headers.GetValues("X-Content-Type-Options"))));

        using var stranger = await _host.EnterAsync("yug", "1");
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync((string)shown["photo"]!["url"]!));
        var there = ((string)shown["photo"]!["url"]!).Replace("/sever/", "/yug/", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync(there));
    }

    [Fact]
    public async Task The_same_message_sent_again_is_one_message()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var key = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => gromov.WriteAsync("sever", "Приехал", key: key)));
        var ids = await Task.WhenAll(answers.Select(async x => (long)(await WebVisit.BodyAsync(x))["id"]!));
        Assert.Single(ids.Distinct());
        Assert.Single((await Page(gromov, "sever")).AsArray());
        Assert.Single(_host.Feature.Messages);
    }

    [Fact]
    public async Task A_message_in_the_own_room_is_private()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        using var answer = await gromov.WriteAsync("@gromov", "/mine");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var message = Assert.Single(_host.Feature.Messages).Message;
        Assert.True(message.IsPrivate);
        var outcome = await _host.Channel.SendAsync(
            message.Chat, new OutgoingMessage("Ждёт вас: 1", [], []), 77, CancellationToken.None);
        Assert.IsType<SendOutcome.Sent>(outcome);
        Assert.Equal(2, (await Page(gromov, "%40gromov")).AsArray().Count);
    }

    [Fact]
    public async Task What_is_no_photo_or_nothing_at_all_is_refused()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        using var script = await gromov.WriteAsync("sever", "", photo: "<svg onload=alert(1)>"u8.ToArray());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, script.StatusCode);
        using var empty = await gromov.WriteAsync("sever", "  \n ");
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        using var tooLong = await gromov.WriteAsync("sever", new string('ж', 4001));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        using var tooLarge = await gromov.WriteAsync("sever", "", photo: [.. Png, .. new byte[10 * 1024 * 1024]]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Empty(_host.Feature.Messages);
    }

    [Fact]
    public async Task History_comes_in_pages_of_fifty_without_gaps_or_doubles()
    {
        for (var i = 1; i <= 120; i++) await _host.SendCardAsync("sever", $"Карточка {i}", []);
        using var gromov = await _host.EnterAsync("sever", "gromov");
        var seen = new List<long>();
        long? before = null;
        bool more;
        do
        {
            var page = await gromov.GetAsync($"/chat/api/rooms/sever/messages{(before is null ? "" : $"?before={before}")}");
            var ids = page["messages"]!.AsArray().Select(x => (long)x!["id"]!).ToList();
            Assert.InRange(ids.Count, 1, 50);
            seen.InsertRange(0, ids);
            before = ids[0];
            more = (bool)page["more"]!;
        }
        while (more);

        Assert.Equal(120, seen.Count);
        Assert.Equal(seen.Order().Distinct(), seen);
        var after = await gromov.GetAsync($"/chat/api/rooms/sever/messages?after={seen[117]}");
        Assert.Equal(seen[118..], after["messages"]!.AsArray().Select(x => (long)x!["id"]!));
    }

    [Fact]
    public async Task Unread_are_the_messages_of_others_since_the_mark_and_the_mark_never_goes_back()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        using var kotov = await _host.EnterAsync("sever", "kotov");
        var first = await _host.SendCardAsync("sever", "Первая", [], ["Да"]);
        await _host.SendCardAsync("sever", "Вторая", []);
        (await kotov.WriteAsync("sever", "Смотрю")).Dispose();
        Assert.Equal((3, 0), (await Unread(gromov), await Unread(kotov)));

        (await gromov.PostJsonAsync("/chat/api/rooms/sever/read", new { upTo = long.Parse(first.MessageId) })).Dispose();
        Assert.Equal(2, await Unread(gromov));
        await _host.EditCardAsync(first, "Первая, изменённая", [], ["Да"]);
        Assert.Equal(2, await Unread(gromov));
        (await gromov.PostJsonAsync("/chat/api/rooms/sever/read", new { upTo = 1_000_000 })).Dispose();
        (await gromov.PostJsonAsync("/chat/api/rooms/sever/read", new { upTo = 1 })).Dispose();
        Assert.Equal(0, await Unread(gromov));
        await _host.SendCardAsync("sever", "Третья", []);
        Assert.Equal(1, await Unread(gromov));
    }

    [Fact]
    public async Task English_speaks_to_those_who_chose_it()
    {
        await using var english = await WebChatHost.StartAsync(settings: SampleStations.Settings("en"));
        using var gromov = await english.EnterAsync("sever", "gromov");
        Assert.Equal("station manager", (string)(await gromov.GetAsync("/chat/api/me"))["roles"]![0]!);
        Assert.Equal("Reply", (string)(await gromov.GetAsync("/chat/api/texts"))["texts"]!["Reply"]!);
    }

    private static async Task<JsonNode> Page(WebVisit visit, string room) =>
        (await visit.GetAsync($"/chat/api/rooms/{room}/messages"))["messages"]!;

    private static async Task<int> Unread(WebVisit visit) =>
        (int)(await visit.GetAsync("/chat/api/rooms"))["rooms"]![0]!["unread"]!;
}
