using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Text;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Hosting;
using ServiceBot.Tests.TelegramClient;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>The token stands in the address of every call, and nowhere else.</summary>
public class SecrecyTests
{
    private const string Token = "424242424:AAH-only_this_test_uses_this_token_1";
    private const string Message = """{"message_id":42,"date":1800000000,"chat":{"id":-5,"type":"group"}}""";

    [Fact]
    public async Task Neither_logs_nor_reasons_nor_traces_hold_the_token()
    {
        using var events = new NetworkEvents();
        var activities = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = x => activities.Enqueue(
                x.OperationName + string.Join(' ', x.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);

        // A server that says the whole address back, as error pages of proxies do.
        var page = $"<html>POST http://127.0.0.1/bot{Token}/sendMessage failed</html>";
        await using var server = new LoopbackServer(
            LoopbackServer.Ok(Message),
            SendOutcomeTests.Refusal(400, $"Bad Request: cannot serve /bot{Token}/sendMessage"),
            SendOutcomeTests.Refusal(401, $"Unauthorized {Token}"),
            LoopbackServer.Answer("502 Bad Gateway", page, "text/html"),
            LoopbackServer.HangUp);
        using var wired = new Wired(server.Url, token: Token);
        var said = new StringBuilder();
        for (var i = 0; i < 5; i++) said.Append(await wired.SendAsync());
        await wired.Channel.AnswerPressAsync("q", "слова", alert: false, default);
        using var nobody = new Wired($"http://127.0.0.1:{SendOutcomeTests.ClosedPort()}", token: Token);
        said.Append(await nobody.SendAsync());
        await nobody.Channel.AnswerPressAsync("q", "слова", alert: false, default);

        Assert.Equal(6, server.Requests.Count(x => x.Head.Contains($"/bot{Token}/")) - 1);
        foreach (var line in wired.Log.Lines.Concat(nobody.Log.Lines)) said.AppendLine(line.Text);
        Assert.Contains("***", said.ToString());
        Assert.DoesNotContain(Token, said.ToString());
        Assert.DoesNotContain(Token, string.Join('\n', activities));
        Assert.NotEmpty(events.Lines);
        Assert.Contains(events.Lines, x => x.Contains("/bot424242424:hidden/sendMessage"));
        Assert.DoesNotContain(events.Lines, x => x.Contains("only_this_test_uses_this_token"));
    }

    [Fact]
    public void What_the_client_is_given_holds_no_token()
    {
        using var wired = new Wired("https://api.telegram.org");
        Assert.Equal("777000111:hidden", wired.Secrets.Shown);
        Assert.Equal(777000111, wired.Client.BotId);
        Assert.Equal(wired.Secrets.Shown, Assert.IsType<global::Telegram.Bot.TelegramBotClient>(wired.Client).Token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData(":abc")]
    [InlineData("12x:abc")]
    [InlineData("654321:")]
    [InlineData("654321:with space")]
    [InlineData("123456:with/slash")]
    public void A_token_without_the_form_of_one_is_refused_without_telling_it(string token)
    {
        Assert.False(TelegramSecrets.HasForm(token));
        var fault = Assert.Throws<ArgumentException>(() => new TelegramSecrets(new TelegramSettings { Token = token }));
        if (token.Length > 0) Assert.DoesNotContain(token, fault.Message);
    }

    [Fact]
    public void A_description_names_every_cause_and_no_secret()
    {
        var secrets = new TelegramSecrets(new TelegramSettings { Token = Token, Proxy = "socks5://clerk:p%40ss@host:1080" });
        var text = secrets.Describe(new InvalidOperationException(
            $"a /bot{Token}/x", new IOException("b AAH-only_this_test_uses_this_token_1 p@ss")));

        Assert.Equal("InvalidOperationException: a /bot***/x <- IOException: b *** ***", text);
    }

    /// <summary>What a tool that watches the process would see.</summary>
    private sealed class NetworkEvents : EventListener
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Net.Http")
                EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            // The base constructor may already raise events, before the field is there.
            Lines?.Enqueue($"{eventData.EventName} {string.Join(' ', eventData.Payload ?? (IEnumerable<object?>)[])}");
        }
    }
}
