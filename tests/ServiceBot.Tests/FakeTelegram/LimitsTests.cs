using ServiceBot.FakeTelegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>How much may be sent.</summary>
public class LimitsTests
{
    private static readonly FakeLimits OnlyGroup = FakeLimits.None with { GroupPerMinute = 20 };

    [Fact]
    public async Task A_group_takes_twenty_sends_and_edits_a_minute()
    {
        await using var s = await Situation.New(o => o with { Limits = OnlyGroup });
        var card = await s.Client.SendMessage(s.Chat.Id, "0");
        for (var n = 1; n < 20; n++)
        {
            s.Clock.Move(TimeSpan.FromSeconds(1));
            await s.Client.EditMessageText(s.Chat.Id, card.Id, $"{n}");
        }

        var refusal = await Assert.ThrowsAsync<ApiRequestException>(() => s.Client.SendMessage(s.Chat.Id, "21"));
        var wait = refusal.Parameters!.RetryAfter!.Value;
        Assert.InRange(wait, 40, 41);
        Assert.Equal($"Too Many Requests: retry after {wait}", refusal.Message);

        // Another chat, and answers to presses, are free meanwhile.
        await s.Client.SendMessage(s.Server.AddSupergroup("Другая", s.Anna).Id, "т");
        await s.Client.AnswerCallbackQuery(s.Server.PressForged(s.Anna.Id, s.Chat.Id, card.Id, "x").Id);
        s.Clock.Move(TimeSpan.FromSeconds(wait));
        await s.Client.SendMessage(s.Chat.Id, "21");
        Assert.Equal(
            (1L, 0L, 3L, 19L), (s.Server.Counters.TooManyRequests, s.Server.Counters.EarlyRetries, s.Server.Counters.Sends, s.Server.Counters.Edits));
    }

    [Fact]
    public async Task Who_tries_again_too_early_waits_longer()
    {
        await using var s = await Situation.New(o => o with { Limits = FakeLimits.None with { ChatPerSecond = 0.1, ChatBurst = 1 } });
        await s.Client.SendMessage(s.Chat.Id, "1");
        Assert.Equal(10, await Wait(s));
        s.Clock.Move(TimeSpan.FromSeconds(9));
        Assert.InRange(await Wait(s), 4, 5);
        s.Clock.Move(TimeSpan.FromSeconds(2));
        Assert.InRange(await Wait(s), 5, 6);
        Assert.Equal(2, s.Server.Counters.EarlyRetries);
        s.Clock.Move(TimeSpan.FromSeconds(6));
        await s.Client.SendMessage(s.Chat.Id, "2");
    }

    [Fact]
    public async Task A_chat_takes_a_short_burst_and_then_one_a_second()
    {
        await using var s = await Situation.New(o => o with { Limits = FakeLimits.None with { ChatPerSecond = 1, ChatBurst = 4 } });
        var chat = s.Server.AddPrivateChat(s.Anna);
        for (var n = 0; n < 4; n++)
            await s.Client.SendMessage(chat.Id, $"{n}");
        var refusal = await Assert.ThrowsAsync<ApiRequestException>(() => s.Client.SendMessage(chat.Id, "5"));
        Assert.Equal(1, refusal.Parameters!.RetryAfter);
        s.Clock.Move(TimeSpan.FromSeconds(1));
        await s.Client.SendMessage(chat.Id, "5");
    }

    [Fact]
    public async Task All_chats_together_take_thirty_a_second()
    {
        await using var s = await Situation.New(o => o with { Limits = FakeLimits.None with { OverallPerSecond = 30 } });
        var refused = 0;
        for (var n = 0; n < 40; n++)
        {
            var chat = s.Server.AddPrivateChat(s.Server.AddUser($"Имя{n}"));
            try
            {
                await s.Client.SendMessage(chat.Id, "т");
            }
            catch (ApiRequestException refusal) when (refusal.ErrorCode == 429)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 10);
    }

    [Fact]
    public async Task The_wait_stands_in_a_header_too()
    {
        await using var s = await Situation.New(o => o with { Limits = FakeLimits.None with { ChatPerSecond = 0.1, ChatBurst = 1 } });
        await s.Client.SendMessage(s.Chat.Id, "1");
        using var answer = await s.Http.GetAsync($"sendMessage?chat_id={s.Chat.Id}&text=2");
        Assert.Equal((429, "10"), ((int)answer.StatusCode, answer.Headers.GetValues("Retry-After").Single()));
    }

    private static async Task<int> Wait(Situation s) =>
        (await Assert.ThrowsAsync<ApiRequestException>(() => s.Client.SendMessage(s.Chat.Id, "т"))).Parameters!.RetryAfter!.Value;
}
