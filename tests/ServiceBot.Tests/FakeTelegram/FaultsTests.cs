using System.Net;
using ServiceBot.FakeTelegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>Faults that are injected: what the bot sees, and what became of the message.</summary>
public class FaultsTests
{
    public static TheoryData<string, FaultAction, bool> LostAnswers => new()
    {
        { "Bot API Service Failure", FaultAction.ResetBefore(), false },
        { "Bot API Service Failure", FaultAction.ResetAfter(), true },
        { "There was an exception during deserialization", FaultAction.BadGateway(), false },
        { "There was an exception during deserialization", FaultAction.BadGateway(carriedOut: true), true },
        { "There was an exception during deserialization", FaultAction.BrokenJson(), true },
        { "Bot API Request timed out", FaultAction.Hang(), false },
        { "Bot API Request timed out", FaultAction.Hang(carriedOut: true), true },
    };

    [Theory]
    [MemberData(nameof(LostAnswers), DisableDiscoveryEnumeration = true)]
    public async Task A_lost_answer_says_nothing_of_whether_the_message_was_sent(string words, FaultAction fault, bool isSent)
    {
        await using var s = await Situation.New();
        s.Client.Timeout = TimeSpan.FromMilliseconds(500);
        s.Server.Faults = request => request.Method == "sendMessage" ? fault : null;

        var seen = await Assert.ThrowsAsync<RequestException>(() => s.Client.SendMessage(s.Chat.Id, "т"));
        Assert.StartsWith(words, seen.Message);
        Assert.Equal(isSent ? 1 : 0, s.Server.Messages(s.Chat.Id).Count);
        var request = Assert.Single(s.Server.Requests);
        Assert.Equal((isSent, fault), (request.CarriedOut, request.Fault));
        s.Server.Faults = null;
        Assert.Equal(s.Server.Bot.Id, (await s.Client.GetMe()).Id);
    }

    [Fact]
    public async Task Refusals_can_be_injected_by_request()
    {
        await using var s = await Situation.New();
        s.Server.Faults = request => request["text"] switch
        {
            "жди" => FaultAction.TooManyRequests(17),
            "сломано" => FaultAction.InternalError(),
            _ => null,
        };
        Assert.Equal(17, (await Assert.ThrowsAsync<ApiRequestException>(() => s.Client.SendMessage(s.Chat.Id, "жди"))).Parameters!.RetryAfter);
        await Situation.Refused(500, "Internal Server Error", () => s.Client.SendMessage(s.Chat.Id, "сломано"));
        await s.Client.SendMessage(s.Chat.Id, "хорошо");
        Assert.Equal([429, 500, 200], s.Server.Requests.Select(request => request.Status));
        Assert.Equal((1L, 1L), (s.Server.Counters.TooManyRequests, s.Server.Counters.Refusals));
    }

    [Fact]
    public async Task A_slow_answer_comes_later()
    {
        await using var s = await Situation.New();
        s.Server.Faults = _ => FaultAction.Delay(TimeSpan.FromMilliseconds(200));
        var sending = s.Client.SendMessage(s.Chat.Id, "т");
        await s.Server.WaitUntil(() => s.Server.Requests.Count == 1);
        Assert.Empty(s.Server.Messages(s.Chat.Id));
        await sending;
        Assert.Single(s.Server.Messages(s.Chat.Id));
    }

    [Fact]
    public async Task A_bad_gateway_is_a_page_of_html()
    {
        await using var s = await Situation.New();
        s.Server.Faults = _ => FaultAction.BadGateway();
        using var answer = await s.Http.GetAsync("getMe");
        Assert.Equal((HttpStatusCode.BadGateway, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task What_does_not_come_to_pass_ends_the_wait_with_the_latest_requests()
    {
        await using var s = await Situation.New();
        await s.Client.SendMessage(s.Chat.Id, "т");
        var fault = await Assert.ThrowsAsync<TimeoutException>(
            () => s.Server.WaitUntil(() => s.Server.Counters.Sends == 2, TimeSpan.FromMilliseconds(100)));
        Assert.Contains($"sendMessage chat {s.Chat.Id}: 200", fault.Message);
        Assert.Equal("т", (await s.Server.WaitForMessage(s.Chat.Id, message => message.Text == "т")).Text);
    }
}
