using System.Text;
using System.Text.Json.Nodes;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace ServiceBot.Tests.TelegramClient;

/// <summary>What a request looks like on the wire.</summary>
public class WireFormatTests
{
    private const string Token = "4200:invented-token";
    private const string SentMessage = """{"message_id":7,"date":1800000000,"chat":{"id":-5,"type":"group"}}""";

    [Fact]
    public async Task A_message_goes_out_as_escaped_snake_case_json_without_what_is_default()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(SentMessage));
        await Client(server).SendMessage(
            -1001234567890, "<b>Стук</b>", ParseMode.Html, replyParameters: 3, linkPreviewOptions: true,
            replyMarkup: new InlineKeyboardMarkup().AddButton("Да", "v1:x").AddNewRow(("Сайт", "https://example.org")));

        var (head, body) = Assert.Single(server.Requests);
        Assert.StartsWith($"POST /bot{Token}/sendMessage HTTP/1.1\r\n", head);
        Assert.Contains("\r\nContent-Type: application/json; charset=utf-8\r\n", head);
        Assert.Contains($"\r\nContent-Length: {body.Length}\r\n", head);
        Assert.Equal(
            Lines("""
            {"chat_id":-1001234567890,"text":"\u003Cb\u003E\u0421\u0442\u0443\u043A\u003C/b\u003E","parse_mode":"Html",
            "link_preview_options":{"is_disabled":true},"reply_parameters":{"message_id":3},"reply_markup":
            {"inline_keyboard":[[{"text":"\u0414\u0430","callback_data":"v1:x"}],
            [{"text":"\u0421\u0430\u0439\u0442","url":"https://example.org"}]]}}
            """),
            body);
    }

    [Fact]
    public async Task A_method_without_parameters_is_an_empty_post()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("""{"id":4200,"is_bot":true,"first_name":"Б"}"""));
        var me = await Client(server).GetMe();

        var (head, body) = Assert.Single(server.Requests);
        Assert.StartsWith($"POST /bot{Token}/getMe ", head);
        Assert.Contains("Content-Length: 0", head);
        Assert.DoesNotContain("Content-Type", head);
        Assert.Empty(body);
        Assert.Equal("Б", me.FirstName);
    }

    [Fact]
    public async Task Numbers_that_are_set_are_written_even_when_nought_and_so_is_an_empty_list()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"), LoopbackServer.Ok("true"));
        var client = Client(server);
        await client.GetUpdates(offset: 0, allowedUpdates: []);
        await client.AnswerCallbackQuery("q", cacheTime: 0, showAlert: false);

        Assert.Equal("""{"offset":0,"allowed_updates":[]}""", server.Requests[0].Body);
        Assert.Equal("""{"callback_query_id":"q","cache_time":0}""", server.Requests[1].Body);
    }

    [Fact]
    public async Task Kinds_of_updates_and_scopes_go_out_by_their_names()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"), LoopbackServer.Ok("true"));
        var client = Client(server);
        await client.GetUpdates(12, 100, 50, [UpdateType.Message, UpdateType.CallbackQuery, UpdateType.MyChatMember]);
        await client.SetMyCommands([("help", "h"), new BotCommand("start", "s")], BotCommandScope.ChatAdministrators(-5), "ru");

        Assert.Equal(
            """{"offset":12,"limit":100,"timeout":50,"allowed_updates":["message","callback_query","my_chat_member"]}""",
            server.Requests[0].Body);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(server.Requests[1].Body), JsonNode.Parse("""
            {"commands":[{"command":"help","description":"h"},{"command":"start","description":"s"}],
             "scope":{"type":"chat_administrators","chat_id":-5},"language_code":"ru"}
            """)));
    }

    [Fact]
    public async Task A_value_without_a_name_is_not_sent_at_all()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"));
        await Assert.ThrowsAsync<System.Text.Json.JsonException>(
            () => Client(server).GetUpdates(allowedUpdates: [(UpdateType)99]));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task New_files_go_out_as_parts_and_everything_else_as_text_parts()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(SentMessage));
        using var content = new MemoryStream("<svg/>"u8.ToArray());
        await Client(server).SendDocument(
            -5, InputFile.FromStream(content, "отчёт.svg"), "Итог", ParseMode.Html, disableNotification: true,
            replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Да", "v1:x")));

        var (head, body) = Assert.Single(server.Requests);
        Assert.Contains("\r\nContent-Type: multipart/form-data; boundary=", head);
        Assert.Contains($"\r\nContent-Length: {body.Length}\r\n", head);
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body));
        Assert.Contains("Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=chat_id\r\n\r\n-5\r\n", text);
        Assert.Contains("name=caption\r\n\r\nИтог\r\n", text);
        Assert.Contains("name=parse_mode\r\n\r\nHtml\r\n", text);
        Assert.Contains("name=disable_notification\r\n\r\ntrue\r\n", text);
        Assert.Contains("name=document\r\n\r\nattach://0\r\n", text);
        Assert.Contains("name=reply_markup\r\n\r\n{\"inline_keyboard\":", text);
        Assert.Contains(
            "Content-Type: application/octet-stream\r\n"
            + "Content-Disposition: form-data; name=\"0\"; filename=\"отчёт.svg\"\r\n\r\n<svg/>\r\n",
            text);
    }

    [Fact]
    public async Task A_quote_in_a_file_name_is_refused_before_anything_is_sent()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(SentMessage));
        await Assert.ThrowsAsync<FormatException>(
            () => Client(server).SendDocument(-5, InputFile.FromStream(Stream.Null, "a\"b.txt")));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_file_that_telegram_has_or_can_fetch_goes_out_as_json()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(SentMessage));
        var client = Client(server);
        await client.SendPhoto(-5, "AgADinvented");
        await client.SendPhoto(-5, "https://example.org/a.jpg");

        Assert.Equal("""{"chat_id":-5,"photo":"AgADinvented"}""", server.Requests[0].Body);
        Assert.Equal("""{"chat_id":-5,"photo":"https://example.org/a.jpg"}""", server.Requests[1].Body);
    }

    [Fact]
    public async Task Without_repeats_a_json_request_goes_out_in_chunks()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("true"));
        await Client(server, repeat: false).DeleteMessage("@invented", 4);

        Assert.Contains("Transfer-Encoding: chunked", server.Requests[0].Head);
        Assert.Contains("""{"chat_id":"@invented","message_id":4}""", server.Requests[0].Body);
    }

    [Fact]
    public async Task A_file_is_fetched_by_its_path_from_the_files_address()
    {
        await using var server = new LoopbackServer(
            LoopbackServer.Ok("""{"file_id":"f","file_unique_id":"u","file_path":"photos/file_1.jpg"}"""),
            LoopbackServer.Answer("200 OK", "bytes", "application/octet-stream"));
        using var destination = new MemoryStream();
        var file = await Client(server).GetInfoAndDownloadFile("f", destination);

        Assert.Equal("photos/file_1.jpg", file.FilePath);
        Assert.Equal("bytes", Encoding.UTF8.GetString(destination.ToArray()));
        Assert.StartsWith($"GET /file/bot{Token}/photos/file_1.jpg ", server.Requests[1].Head);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8081/some/path", false, "http://127.0.0.1:8081/bot1:a", "http://127.0.0.1:8081/file/bot1:a")]
    [InlineData(null, false, "https://api.telegram.org/bot1:a", "https://api.telegram.org/file/bot1:a")]
    [InlineData(null, true, "https://api.telegram.org/bot1:a/test", "https://api.telegram.org/file/bot1:a/test")]
    public void Of_another_servers_address_only_scheme_and_authority_are_kept(string? given, bool test, string request, string file)
    {
        var options = new TelegramBotClientOptions("1:a", given, test);
        Assert.Equal((request, file), (options.BaseRequestUrl, options.BaseFileUrl));
        Assert.Equal((given is not null, 1L), (options.LocalBotServer, options.BotId));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":a")]
    [InlineData("12")]
    [InlineData("12a:b")]
    [InlineData("12345678901234567:b")]
    public void What_cannot_be_a_token_is_refused(string token) =>
        Assert.Throws<ArgumentException>(() => new TelegramBotClientOptions(token));

    [Fact]
    public void What_cannot_be_an_address_is_refused() =>
        Assert.Throws<ArgumentException>(() => new TelegramBotClientOptions("1:a", "localhost"));

    private static TelegramBotClient Client(LoopbackServer server, bool repeat = true) =>
        new(new TelegramBotClientOptions(Token, server.Url) { RetryThreshold = repeat ? 60 : 0 });

    private static string Lines(string json) => json.ReplaceLineEndings("");
}
