using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.Tests.TelegramClient;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>Each way in which a send or an edit can end, and what it means: what may be repeated and what may not.</summary>
public class SendOutcomeTests
{
    private const string Message = """{"message_id":42,"date":1800000000,"chat":{"id":-5,"type":"group"}}""";

    [Fact]
    public async Task A_card_goes_out_as_html_with_its_buttons_and_without_a_link_preview()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Message));
        using var wired = new Wired(server.Url);

        var outcome = await wired.SendAsync();

        Assert.Equal(new SendOutcome.Sent("42"), outcome);
        var (head, raw) = Assert.Single(server.Requests);
        Assert.StartsWith($"POST /bot{Wired.Token}/sendMessage HTTP/1.1", head);
        Assert.Contains("Content-Length: ", head);
        var body = JsonDocument.Parse(raw).RootElement;
        Assert.Equal(-1001234567890, body.GetProperty("chat_id").GetInt64());
        Assert.Equal("<b>🟠 Случай №1</b>\nПрошлый &lt;заказ-наряд&gt; &amp; стук", body.GetProperty("text").GetString());
        Assert.Equal("Html", body.GetProperty("parse_mode").GetString());
        Assert.True(body.GetProperty("link_preview_options").GetProperty("is_disabled").GetBoolean());
        var row = body.GetProperty("reply_markup").GetProperty("inline_keyboard")[0];
        Assert.Equal("✅ Повторный", row[0].GetProperty("text").GetString());
        Assert.Equal("1:BBBBBBBBBBBBBBBB", row[1].GetProperty("callback_data").GetString());
        Assert.False(body.TryGetProperty("message_thread_id", out _));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(1, false)]
    [InlineData(17, true)]
    public async Task A_topic_is_named_unless_it_is_the_general_one(int? topic, bool isNamed)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Message));
        using var wired = new Wired(server.Url);

        await wired.Channel.SendAsync(Wired.Group with { Topic = topic }, Wired.Card, 1, default);

        var body = JsonDocument.Parse(server.Requests[0].Body).RootElement;
        Assert.Equal(isNamed, body.TryGetProperty("message_thread_id", out var named));
        if (isNamed) Assert.Equal(topic, named.GetInt32());
    }

    [Fact]
    public async Task An_address_with_a_path_before_the_bot_is_kept()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Message));
        using var wired = new Wired(server.Url + "/relay/telegram/");

        Assert.Equal(new SendOutcome.Sent("42"), await wired.SendAsync());
        Assert.StartsWith($"POST /relay/telegram/bot{Wired.Token}/sendMessage HTTP/1.1", server.Requests[0].Head);
    }

    [Fact]
    public async Task Half_a_character_in_a_text_does_not_keep_the_rest_from_arriving()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Message));
        using var wired = new Wired(server.Url);

        Assert.Equal(
            new SendOutcome.Sent("42"),
            await wired.Channel.SendAsync(Wired.Group, new OutgoingMessage("а\uD83Dб", ["\0\u0001"], []), 1, default));
        Assert.Equal(
            "<b>а\uFFFDб</b>\n\0\u0001", JsonDocument.Parse(server.Requests[0].Body).RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_edit_without_buttons_removes_them()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Message));
        using var wired = new Wired(server.Url);

        var outcome = await wired.Channel.EditAsync(Wired.Group, "42", Wired.Card with { Buttons = [] }, default);

        Assert.Equal(new SendOutcome.Sent("42"), outcome);
        Assert.Contains("/editMessageText ", server.Requests[0].Head);
        var body = JsonDocument.Parse(server.Requests[0].Body).RootElement;
        Assert.Equal(42, body.GetProperty("message_id").GetInt32());
        Assert.False(body.TryGetProperty("reply_markup", out _));
    }

    [Theory]
    [InlineData(400, "Bad Request: chat not found", "Misconfigured")]
    [InlineData(400, "Bad Request: message thread not found", "Misconfigured")]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat", "Misconfigured")]
    [InlineData(400, "Bad Request: TOPIC_CLOSED", "Misconfigured")]
    [InlineData(401, "Unauthorized", "Misconfigured")]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", "Misconfigured")]
    [InlineData(404, "Not Found", "Misconfigured")]
    [InlineData(400, "Bad Request: BUTTON_DATA_INVALID", "Refused")]
    [InlineData(400, "Bad Request: message text is empty", "Refused")]
    [InlineData(500, "Internal Server Error", "Unknown")]
    [InlineData(502, "Bad Gateway", "Unknown")]
    [InlineData(503, "Service Unavailable", "Transient")]
    [InlineData(504, "Gateway Timeout", "Unknown")]
    public async Task A_refusal_in_words_has_its_category(int code, string words, string category)
    {
        await using var server = new LoopbackServer(Refusal(code, words));
        using var wired = new Wired(server.Url);

        Assert.Equal(category, (await wired.SendAsync()).GetType().Name);
        Assert.Equal(category, (await wired.EditAsync()).GetType().Name);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_counts_as_sent()
    {
        await using var server = new LoopbackServer(Refusal(400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"));
        using var wired = new Wired(server.Url);

        Assert.Equal(new SendOutcome.Sent("42"), await wired.EditAsync());
    }

    [Theory]
    [InlineData("Bad Request: message to edit not found")]
    [InlineData("Bad Request: message can't be edited")]
    [InlineData("Bad Request: MESSAGE_ID_INVALID")]
    public async Task A_message_that_cannot_be_edited_any_more_is_gone(string words)
    {
        await using var server = new LoopbackServer(Refusal(400, words));
        using var wired = new Wired(server.Url);

        Assert.IsType<SendOutcome.Gone>(await wired.EditAsync());
    }

    [Fact]
    public async Task A_429_is_not_waited_out_by_the_client_but_reported()
    {
        await using var server = new LoopbackServer(Refusal(429, "Too Many Requests: retry after 1", """{"retry_after":1}"""));
        using var wired = new Wired(server.Url);

        Assert.Equal(new SendOutcome.RateLimited(TimeSpan.FromSeconds(1)), await wired.SendAsync());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_429_without_words_is_believed_for_its_header()
    {
        await using var server = new LoopbackServer(
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 17\r\nContent-Length: 4\r\n\r\nslow");
        using var wired = new Wired(server.Url);

        Assert.Equal(new SendOutcome.RateLimited(TimeSpan.FromSeconds(17)), await wired.SendAsync());
    }

    [Fact]
    public async Task An_upgraded_group_tells_its_new_id()
    {
        await using var server = new LoopbackServer(Refusal(
            400, "Bad Request: group chat was upgraded to a supergroup chat", """{"migrate_to_chat_id":-1009999999999}"""));
        using var wired = new Wired(server.Url);

        Assert.Equal(new SendOutcome.Migrated("-1009999999999"), await wired.SendAsync());
        Assert.Equal(new SendOutcome.Migrated("-1009999999999"), await wired.EditAsync());
    }

    [Fact]
    public async Task A_text_whose_formatting_is_refused_is_sent_once_more_without()
    {
        await using var server = new LoopbackServer(
            Refusal(400, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 3"),
            LoopbackServer.Ok(Message));
        using var wired = new Wired(server.Url);

        var sent = Assert.IsType<SendOutcome.Sent>(await wired.SendAsync());
        Assert.Equal("42", sent.MessageId);
        Assert.Contains("Unsupported start tag", sent.PlainBecause);
        Assert.Equal(2, server.Requests.Count);
        var second = JsonDocument.Parse(server.Requests[1].Body).RootElement;
        Assert.False(second.TryGetProperty("parse_mode", out _));
        Assert.Equal("🟠 Случай №1\nПрошлый <заказ-наряд> & стук", second.GetProperty("text").GetString());
        Assert.Contains(wired.Log.Lines, x => x.Level == LogLevel.Warning && x.Text.Contains("without formatting"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_for_the_server_is_sent_once_more_shorter()
    {
        await using var server = new LoopbackServer(Refusal(400, "Bad Request: message is too long"), LoopbackServer.Ok(Message));
        using var wired = new Wired(server.Url);

        var outcome = await wired.Channel.SendAsync(
            Wired.Group, new OutgoingMessage("Случай", [new string('ж', 9000)], []), 1, default);

        var sent = Assert.IsType<SendOutcome.Sent>(outcome);
        Assert.Equal("42", sent.MessageId);
        Assert.Contains("message is too long", sent.PlainBecause);
        Assert.Equal(4096 + "<b></b>".Length, Text(0).Length);
        Assert.Equal(2048, Text(1).Length);

        string Text(int i) => JsonDocument.Parse(server.Requests[i].Body).RootElement.GetProperty("text").GetString()!;
    }

    [Fact]
    public async Task A_text_that_is_refused_without_formatting_too_is_refused()
    {
        await using var server = new LoopbackServer(Refusal(400, "Bad Request: can't parse entities: x"));
        using var wired = new Wired(server.Url);

        Assert.IsType<SendOutcome.Refused>(await wired.SendAsync());
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("500 Internal Server Error", "Unknown")]
    [InlineData("502 Bad Gateway", "Unknown")]
    [InlineData("503 Service Unavailable", "Transient")]
    [InlineData("504 Gateway Timeout", "Unknown")]
    [InlineData("413 Request Entity Too Large", "Refused")]
    [InlineData("407 Proxy Authentication Required", "Misconfigured")]
    [InlineData("403 Forbidden", "Misconfigured")]
    [InlineData("302 Found", "Transient")]
    [InlineData("200 OK", "Unknown")]
    public async Task A_page_instead_of_an_answer_has_its_category(string status, string category)
    {
        await using var server = new LoopbackServer(
            LoopbackServer.Answer(status, "<html><h1>" + status + "</h1></html>", "text/html"));
        using var wired = new Wired(server.Url);

        Assert.Equal(category, (await wired.SendAsync()).GetType().Name);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("chat")]
    [InlineData("12x")]
    public async Task A_chat_id_that_is_none_is_a_matter_for_a_person(string id)
    {
        using var wired = new Wired("http://127.0.0.1:1");
        var chat = new ChatAddress("telegram", id);

        Assert.IsType<SendOutcome.Misconfigured>(await wired.Channel.SendAsync(chat, Wired.Card, 1, default));
        Assert.IsType<SendOutcome.Misconfigured>(await wired.Channel.EditAsync(chat, "1", Wired.Card, default));
    }

    internal static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static string Refusal(int code, string words, string? parameters = null) => LoopbackServer.Answer(
        $"{code} X",
        $$"""{"ok":false,"error_code":{{code}},"description":{{JsonSerializer.Serialize(words)}}{{(parameters is null ? "" : ",\"parameters\":" + parameters)}}}""");
}
