using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>Batches of events: each has its effect once, in order, whatever comes together.</summary>
public class InboxTests
{
    private const string Token = "1:AAAAAAAAAAAAAAAA";

    [Fact]
    public async Task The_same_press_twice_in_one_batch_has_one_effect_and_the_same_words()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var card = await host.PostCardAsync();

        var answers = await host.Get<ChatInbox>().TakeAsync(
            [Press(chat, 1, "q1", card), Press(chat, 2, "q1", card), Press(chat, 3, "q2", card)], position: null, default);

        Assert.Equal(["q1", "q1", "q2"], answers.Select(x => x.QueryId));
        Assert.Single(answers.Select(x => x.Text).Distinct());
        Assert.Equal(["q1", "q2"], host.Feature.Presses.Select(x => x.QueryId));
        Assert.Equal(2, await host.ReadAsync(db => db.Presses.CountAsync()));
    }

    [Fact]
    public async Task A_press_that_comes_with_the_move_of_its_chat_finds_its_button_under_the_new_id()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var card = await host.PostCardAsync();
        var moved = new ChatAddress("telegram", "-1009999999999");

        var answers = await host.Get<ChatInbox>().TakeAsync(
            [
                Press(chat, 1, "q1", card),
                new ChatMigrated(2, chat.Address, new ChatUser("telegram", "1", "Глеб"), moved.ChatId),
                Press(chat, 3, "q2", card),
                Press(chat, 4, "q3", card) with { Chat = moved },
            ],
            position: null, default);

        Assert.All(answers, x => Assert.Equal("vote:Repeat: Глеб", x.Text));
        Assert.Equal([chat.Address.Key, moved.Key, moved.Key], host.Feature.Presses.Select(x => x.Chat.Key));
    }

    [Fact]
    public async Task A_flood_of_presses_is_taken_in_order_and_each_is_answered_once()
    {
        const int count = 1_500;
        await using var chat = await StaffChat.OpenAsync(new FakeTelegramOptions
        {
            PrivacyMode = false, Limits = FakeLimits.None, AnswerWindow = TimeSpan.FromMinutes(10),
        });
        await using var host = await chat.StartAsync(listen: false);
        var card = await host.PostCardAsync();
        host.Log.Min = LogLevel.Information;
        var presses = Enumerable.Range(0, count)
            .Select(_ => chat.Telegram.Press(chat.Foreman.Id, chat.Chat.Id, card, "✅")).ToList();

        await host.ListenAsync();
        await Task.WhenAll(presses.Select(x => x.AnswerAsync(TimeSpan.FromMinutes(1))));
        await host.StopAsync();

        Assert.Equal(presses.Select(x => x.Id), host.Feature.Presses.Select(x => x.QueryId));
        Assert.Equal(count, chat.Telegram.Requests.Count(x => x.Method == "answerCallbackQuery"));
        Assert.Equal(count, await host.ReadAsync(db => db.Presses.CountAsync()));
    }

    private static ButtonPressed Press(StaffChat chat, long order, string query, int card) =>
        new(order, chat.Address, new ChatUser("telegram", "1", "Глеб"), query, Token, card.ToString());
}
