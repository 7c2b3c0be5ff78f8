using System.Diagnostics;
using System.Net;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace ServiceBot.Tests.TelegramClient;

/// <summary>What the client makes of each kind of answer.</summary>
public class AnswersTests
{
    private const string Message = """{"message_id":7,"date":1800000000,"chat":{"id":-5,"type":"group"}}""";

    private static readonly string TooMany = LoopbackServer.Answer(
        "429 Too Many Requests",
        """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}""");

    [Fact]
    public async Task A_refusal_becomes_an_exception_with_all_that_it_says()
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer(
            "400 Bad Request",
            """
            {"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",
             "parameters":{"migrate_to_chat_id":-1001234567890}}
            """));
        var refusal = await Assert.ThrowsAsync<ApiRequestException>(() => Client(server).SendMessage(-5, "т"));

        Assert.Equal(400, refusal.ErrorCode);
        Assert.Equal("Bad Request: group chat was upgraded to a supergroup chat", refusal.Message);
        Assert.Equal(-1001234567890, refusal.Parameters!.MigrateToChatId);
    }

    [Fact]
    public async Task A_429_is_waited_out_and_the_same_bytes_are_sent_again()
    {
        await using var server = new LoopbackServer(TooMany, LoopbackServer.Ok(Message));
        var clock = Stopwatch.StartNew();
        var sent = await Client(server, threshold: 60).SendMessage(-5, "т");

        Assert.Equal(7, sent.Id);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 30);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0].Body, server.Requests[1].Body);
    }

    [Fact]
    public async Task A_file_is_read_again_from_its_beginning_when_a_429_is_waited_out()
    {
        await using var server = new LoopbackServer(TooMany, LoopbackServer.Ok(Message));
        using var content = new MemoryStream("photo bytes"u8.ToArray());
        await Client(server, threshold: 60).SendPhoto(-5, InputFile.FromStream(content, "a.jpg"));

        Assert.All(server.Requests, request => Assert.Contains("photo bytes", request.Body));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_429_beyond_the_threshold_is_thrown_at_once()
    {
        await using var server = new LoopbackServer(TooMany);
        var refusal = await Assert.ThrowsAsync<ApiRequestException>(() => Client(server, threshold: 0).SendMessage(-5, "т"));

        Assert.Equal((429, 1), (refusal.ErrorCode, refusal.Parameters!.RetryAfter));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task After_the_last_repeat_the_429_is_thrown()
    {
        await using var server = new LoopbackServer(TooMany);
        var refusal = await Assert.ThrowsAsync<ApiRequestException>(
            () => Client(server, threshold: 60, count: 2).SendMessage(-5, "т"));

        Assert.Equal(429, refusal.ErrorCode);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("502 Bad Gateway", "<html>nginx</html>", "text/html", HttpStatusCode.BadGateway)]
    [InlineData("200 OK", """{"ok":true,"result":{"message_""", "application/json", HttpStatusCode.OK)]
    [InlineData("413 Request Entity Too Large", "Request Entity Too Large", "text/plain", HttpStatusCode.RequestEntityTooLarge)]
    public async Task What_is_not_json_is_no_refusal_but_an_answer_that_cannot_be_read(
        string status, string body, string type, HttpStatusCode code)
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer(status, body, type));
        var fault = await Assert.ThrowsAsync<RequestException>(() => Client(server).SendMessage(-5, "т"));

        Assert.IsNotType<ApiRequestException>(fault);
        Assert.Equal("There was an exception during deserialization of the response", fault.Message);
        Assert.Equal(code, fault.HttpStatusCode);
        Assert.NotNull(fault.InnerException);
    }

    [Theory]
    [InlineData("200 OK", """{"ok":false,"error_code":400,"description":"x"}""")]
    [InlineData("200 OK", """{"ok":true,"result":null}""")]
    [InlineData("500 Internal Server Error", """{"ok":false}""")]
    public async Task Json_without_the_properties_of_an_answer_is_no_answer(string status, string body)
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer(status, body));
        var fault = await Assert.ThrowsAsync<RequestException>(() => Client(server).SendMessage(-5, "т"));
        Assert.Equal("Required properties not found in response", fault.Message);
    }

    [Fact]
    public async Task A_timeout_is_a_request_exception()
    {
        await using var server = new LoopbackServer(LoopbackServer.Silence);
        var client = Client(server);
        client.Timeout = TimeSpan.FromMilliseconds(100);
        var fault = await Assert.ThrowsAsync<RequestException>(() => client.GetMe());

        Assert.Equal("Bot API Request timed out", fault.Message);
        Assert.IsType<TaskCanceledException>(fault.InnerException);
        Assert.Null(fault.HttpStatusCode);
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_a_cancelled_task()
    {
        await using var server = new LoopbackServer(LoopbackServer.Silence);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<TaskCanceledException>(() => Client(server).GetMe(cancel.Token));
        await Assert.ThrowsAsync<TaskCanceledException>(() => Client(server, stop: cancel.Token).GetMe());
    }

    [Fact]
    public async Task A_lost_connection_is_a_request_exception_that_names_the_fault()
    {
        await using var server = new LoopbackServer(LoopbackServer.HangUp);
        var fault = await Assert.ThrowsAsync<RequestException>(() => Client(server).SendMessage(-5, "т"));
        Assert.StartsWith("Bot API Service Failure: HttpRequestException: ", fault.Message);
    }

    [Theory]
    [InlineData("401 Unauthorized", 401, false)]
    [InlineData("200 OK", 0, true)]
    public async Task The_token_can_be_tested(string status, int code, bool accepted)
    {
        await using var server = new LoopbackServer(code == 0
            ? LoopbackServer.Ok("""{"id":1,"is_bot":true,"first_name":"Б"}""")
            : LoopbackServer.Answer(status, $$"""{"ok":false,"error_code":{{code}},"description":"Unauthorized"}"""));
        Assert.Equal(accepted, await Client(server).TestApi());
    }

    [Fact]
    public async Task Events_see_each_request_and_its_answer()
    {
        await using var server = new LoopbackServer(TooMany, LoopbackServer.Ok(Message));
        var client = Client(server, threshold: 60);
        var seen = new List<string>();
        client.OnMakingApiRequest += (_, args, _) =>
        {
            seen.Add(args.Request.MethodName);
            return ValueTask.CompletedTask;
        };
        client.OnApiResponseReceived += (_, args, _) =>
        {
            seen.Add(args.ResponseMessage.StatusCode.ToString());
            return ValueTask.CompletedTask;
        };
        await client.SendMessage(-5, "т");

        Assert.Equal(["sendMessage", "TooManyRequests", "sendMessage", "OK"], seen);
    }

    [Fact]
    public async Task A_missing_file_is_a_refusal()
    {
        await using var server = new LoopbackServer(
            LoopbackServer.Answer("404 Not Found", """{"ok":false,"error_code":404,"description":"Not Found"}"""));
        var refusal = await Assert.ThrowsAsync<ApiRequestException>(
            () => Client(server).DownloadFile("photos/none.jpg", Stream.Null));
        Assert.Equal(404, refusal.ErrorCode);
    }

    private static TelegramBotClient Client(
        LoopbackServer server, int threshold = 0, int count = 3, CancellationToken stop = default) =>
        new(new TelegramBotClientOptions("4200:invented-token", server.Url)
        {
            RetryThreshold = threshold, RetryCount = count,
        }, cancellationToken: stop);
}
