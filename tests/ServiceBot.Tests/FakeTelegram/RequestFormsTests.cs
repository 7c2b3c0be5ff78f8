using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ServiceBot.FakeTelegram;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>How requests may be written, files, chats, commands and webhooks.</summary>
public class RequestFormsTests
{
    // One white pixel.
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Parameters_come_by_query_form_parts_or_json_and_methods_in_any_case()
    {
        await using var s = await Situation.New();
        var id = s.Chat.Id;
        var parameters = new Dictionary<string, string> { ["chat_id"] = $"{id}", ["text"] = "форма" };
        using var parts = new MultipartFormDataContent
        {
            { new StringContent($"{id}"), "chat_id" }, { new StringContent("части"), "text" },
        };

        await s.Http.GetAsync($"SENDMESSAGE?chat_id={id}&text=запрос");
        await s.Http.PostAsync("sendmessage", new FormUrlEncodedContent(parameters));
        await s.Http.PostAsync("sendMessage", parts);
        await s.Http.PostAsync(
            "sendMessage", new StringContent($$"""{"chat_id":"{{id}}","text":"json"}""", Encoding.UTF8, "application/json"));

        Assert.Equal(["запрос", "форма", "части", "json"], s.Server.Messages(id).Select(message => message.Text));
        Assert.All(s.Server.Requests, request => Assert.Equal("sendMessage", request.Method));
    }

    [Fact]
    public async Task Wrong_tokens_paths_and_methods_are_told_apart()
    {
        await using var s = await Situation.New();
        Assert.Equal("Not Found: method not found", (string?)(await s.Get("sendGold"))["description"]);
        using var stranger = await s.Http.GetAsync($"{s.Server.Url}/bot123:wrong/getMe");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        using var nowhere = await s.Http.GetAsync($"{s.Server.Url}/elsewhere");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        using var broken = await s.Http.PostAsync("getChat", new StringContent("{", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
    }

    [Fact]
    public async Task Photos_are_pictures_and_documents_are_anything()
    {
        await using var s = await Situation.New(o => o with { Limits = FakeLimits.None });
        var svg = "<svg/>"u8.ToArray();
        var photo = await s.Client.SendPhoto(s.Chat.Id, new MemoryStream(Png), "<b>вид</b>", ParseMode.Html);
        Assert.Equal((1, 1, "вид"), (photo.Photo![^1].Width, photo.Photo[^1].Height, photo.Caption));
        await Situation.Refused(
            400, "Bad Request: IMAGE_PROCESS_FAILED", () => s.Client.SendPhoto(s.Chat.Id, new MemoryStream(svg)));
        await Situation.Refused(
            400, "Bad Request: file must be non-empty", () => s.Client.SendPhoto(s.Chat.Id, new MemoryStream()));
        await Situation.Refused(
            400, "Bad Request: message caption is too long",
            () => s.Client.SendPhoto(s.Chat.Id, new MemoryStream(Png), new string('ж', 1025)));
        Assert.Equal("Bad Request: there is no photo in the request", (string?)(await s.Get($"sendPhoto?chat_id={s.Chat.Id}"))["description"]);

        var document = await s.Client.SendDocument(s.Chat.Id, InputFile.FromStream(new MemoryStream(svg), "итог.svg"));
        Assert.Equal("итог.svg", document.Document!.FileName);
        var again = await s.Client.SendDocument(s.Chat.Id, document.Document);
        Assert.Equal(document.Document.FileId, again.Document!.FileId);
        await Situation.Refused(
            400, "Bad Request: there is no text in the message to edit", () => s.Client.EditMessageText(s.Chat.Id, photo.Id, "э"));
    }

    [Fact]
    public async Task What_is_far_too_big_is_refused_by_a_page_and_not_by_json()
    {
        await using var s = await Situation.New();
        using var big = new ByteArrayContent(new byte[52 * 1024 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "sendDocument") { Content = big };
        request.Headers.ExpectContinue = true;
        using var answer = await s.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task What_people_send_can_be_fetched()
    {
        await using var s = await Situation.New();
        var chat = s.Server.AddPrivateChat(s.Anna);
        s.Server.SendPhoto(s.Anna.Id, chat.Id, Png);
        var photo = Assert.Single(await s.Client.GetUpdates()).Message!.Photo!;
        using var content = new MemoryStream();
        var file = await s.Client.GetInfoAndDownloadFile(photo[^1], content);
        Assert.Equal(Png, content.ToArray());
        Assert.StartsWith("photos/", file.FilePath);

        s.Server.SendDocument(s.Anna.Id, chat.Id, new byte[(20 * 1024 * 1024) + 1], "видео.mp4");
        var big = (await s.Client.GetUpdates(-1))[0].Message!.Document!;
        await Situation.Refused(400, "Bad Request: file is too big", () => s.Client.GetFile(big.FileId));
        await Situation.Refused(400, "Bad Request: invalid file_id", () => s.Client.GetFile("никакой"));
    }

    [Fact]
    public async Task Chats_and_their_members_can_be_asked_for()
    {
        await using var s = await Situation.New();
        var chat = await s.Client.GetChat(s.Chat.Id);
        Assert.Equal((ChatType.Supergroup, "СТО Восток"), (chat.Type, chat.Title));
        Assert.Equal(ChatMemberStatus.Creator, (await s.Client.GetChatMember(s.Chat.Id, s.Anna.Id)).Status);
        Assert.Equal(ChatMemberStatus.Left, (await s.Client.GetChatMember(s.Chat.Id, s.Server.AddUser("Гость").Id)).Status);
        Assert.Equal(ChatMemberStatus.Member, (await s.Client.GetChatMember(s.Chat.Id, s.Client.BotId)).Status);
        await Situation.Refused(400, "Bad Request: user not found", () => s.Client.GetChatMember(s.Chat.Id, 5));
        Assert.Equal([s.Anna.Id], (await s.Client.GetChatAdministrators(s.Chat.Id)).Select(member => member.User.Id));
        Assert.Equal(3, await s.Client.GetChatMemberCount(s.Chat.Id));
        await s.Client.LeaveChat(s.Chat.Id);
        await Situation.Refused(
            403, "Forbidden: bot is not a member of the supergroup chat", () => s.Client.SendMessage(s.Chat.Id, "т"));
    }

    [Fact]
    public async Task Commands_are_checked_and_kept_by_scope_and_language()
    {
        await using var s = await Situation.New();
        await s.Client.SetMyCommands([("help", "Помощь")], BotCommandScope.AllGroupChats(), "ru");
        Assert.Equal("Помощь", (string?)JsonNode.Parse(s.Server.Commands("all_group_chats", "ru")!)![0]!["description"]);
        Assert.Null(s.Server.Commands());
        await Situation.Refused(400, "Bad Request: BOT_COMMAND_INVALID", () => s.Client.SetMyCommands([("Help", "Помощь")]));
        await Situation.Refused(
            400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID", () => s.Client.SetMyCommands([("help", " ")]));
    }

    [Fact]
    public async Task A_webhook_takes_updates_again_until_it_accepts_them_and_shuts_out_polling()
    {
        await using var s = await Situation.New();
        await using var site = new TelegramClient.LoopbackServer(
            TelegramClient.LoopbackServer.Answer("500 Internal Server Error", "", "text/plain"),
            TelegramClient.LoopbackServer.Answer("200 OK", "", "text/plain"));
        await Situation.Refused(
            400, "Bad Request: secret token contains unallowed characters", () => s.Client.SetWebhook(site.Url, secretToken: "со"));
        await s.Client.SetWebhook(site.Url + "/hook", secretToken: "s-1_A");
        await Situation.Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            () => s.Client.GetUpdates());

        s.Server.Write(s.Anna.Id, s.Chat.Id, "/start");
        await s.Server.WaitUntil(() => s.Server.PendingUpdates == 0);
        Assert.Equal(2, site.Requests.Count);
        Assert.All(site.Requests, request => Assert.Contains("X-Telegram-Bot-Api-Secret-Token: s-1_A", request.Head));
        Assert.Contains("\"text\":\"/start\"", site.Requests[1].Body);
        Assert.Equal(site.Url + "/hook", (await s.Client.GetWebhookInfo()).Url);
        await s.Client.DeleteWebhook();
        Assert.Equal("", (await s.Client.GetWebhookInfo()).Url);
        Assert.Empty(await s.Client.GetUpdates());
    }
}
