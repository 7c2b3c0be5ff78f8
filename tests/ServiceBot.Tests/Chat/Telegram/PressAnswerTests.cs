using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServiceBot.Tests.TelegramClient;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>Answers to presses: given once more after a network fault, and never a reason to stop.</summary>
public class PressAnswerTests
{
    [Fact]
    public async Task A_press_is_answered_in_words()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("true"));
        using var wired = new Wired(server.Url);

        await wired.Channel.AnswerPressAsync("q1", "Голос учтён: повторный", alert: true, default);

        var body = JsonDocument.Parse(Assert.Single(server.Requests).Body).RootElement;
        Assert.Equal("q1", body.GetProperty("callback_query_id").GetString());
        Assert.Equal("Голос учтён: повторный", body.GetProperty("text").GetString());
        Assert.True(body.GetProperty("show_alert").GetBoolean());
        Assert.Empty(wired.Log.Lines);
    }

    [Fact]
    public async Task An_answer_of_any_length_fits_the_200_characters_that_Telegram_takes()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("true"));
        using var wired = new Wired(server.Url);

        await wired.Channel.AnswerPressAsync("q1", string.Concat(Enumerable.Repeat("слово ", 60)), alert: false, default);

        var text = JsonDocument.Parse(server.Requests[0].Body).RootElement.GetProperty("text").GetString()!;
        Assert.InRange(text.EnumerateRunes().Count(), 180, 200);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_noted_and_not_repeated()
    {
        await using var server = new LoopbackServer(SendOutcomeTests.Refusal(
            400, "Bad Request: query is too old and response timeout expired or query ID is invalid"));
        using var wired = new Wired(server.Url);

        await wired.Channel.AnswerPressAsync("q1", "Голос учтён", alert: false, default);

        Assert.Single(server.Requests);
        Assert.Equal(LogLevel.Information, Assert.Single(wired.Log.Lines).Level);
    }

    [Fact]
    public async Task An_answer_that_met_a_gateway_fault_is_given_once_more()
    {
        await using var server = new LoopbackServer(
            LoopbackServer.Answer("502 Bad Gateway", "<html>", "text/html"), LoopbackServer.Ok("true"));
        using var wired = new Wired(server.Url);

        await wired.Channel.AnswerPressAsync("q1", "Голос учтён", alert: false, default);

        Assert.Equal(2, server.Requests.Count);
        Assert.Empty(wired.Log.Lines);
    }

    [Fact]
    public async Task An_answer_that_fails_twice_is_a_warning_and_no_exception()
    {
        await using var server = new LoopbackServer(LoopbackServer.HangUp);
        using var wired = new Wired(server.Url);

        await wired.Channel.AnswerPressAsync("q1", "Голос учтён", alert: false, default);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(LogLevel.Warning, Assert.Single(wired.Log.Lines).Level);
    }

    [Fact]
    public async Task An_answer_that_is_refused_is_a_warning_and_not_repeated()
    {
        await using var server = new LoopbackServer(SendOutcomeTests.Refusal(400, "Bad Request: something else"));
        using var wired = new Wired(server.Url);

        await wired.Channel.AnswerPressAsync("q1", "Голос учтён", alert: false, default);

        Assert.Single(server.Requests);
        Assert.Equal(LogLevel.Warning, Assert.Single(wired.Log.Lines).Level);
    }
}
