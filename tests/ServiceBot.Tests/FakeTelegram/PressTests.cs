using Telegram.Bot;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>Presses: how they arrive, how they are answered, how they are lost.</summary>
public class PressTests
{
    private const string TooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";

    [Fact]
    public async Task A_press_arrives_with_its_message_and_shows_its_answer()
    {
        await using var s = await Situation.New();
        var card = await s.Client.SendMessage(s.Chat.Id, "карточка", replyMarkup: new InlineKeyboardMarkup(("✅ Повторный", "v1:a")));
        var answer = s.Server.PressAsync(s.Anna.Id, s.Chat.Id, card.Id, "✅");

        var query = Assert.Single(await s.Client.GetUpdates(timeout: 5)).CallbackQuery!;
        Assert.Equal(("v1:a", s.Anna.Id, card.Id), (query.Data, query.From.Id, query.Message!.Id));
        Assert.Equal("карточка", query.Message.Text);
        await s.Client.AnswerCallbackQuery(query.Id, "Голос учтён", showAlert: true);
        Assert.Equal(("Голос учтён", true), ((await answer).Text, (await answer).IsAlert));
    }

    [Fact]
    public async Task A_press_is_answered_once_and_in_time()
    {
        await using var s = await Situation.New(o => o with { AnswerWindow = TimeSpan.FromSeconds(20) });
        var card = await s.Client.SendMessage(s.Chat.Id, "т", replyMarkup: InlineKeyboardButton.WithCallbackData("Да", "v1:a"));
        var first = s.Server.Press(s.Anna.Id, s.Chat.Id, card.Id, "Да");
        var second = s.Server.Press(s.Boris.Id, s.Chat.Id, card.Id, "v1:a");

        await Situation.Refused(400, "Bad Request: MESSAGE_TOO_LONG", () => s.Client.AnswerCallbackQuery(first.Id, new string('ж', 201)));
        await s.Client.AnswerCallbackQuery(first.Id);
        Assert.Null(first.Answer!.Text);
        await Situation.Refused(400, TooOld, () => s.Client.AnswerCallbackQuery(first.Id, "ещё раз"));
        await Situation.Refused(400, TooOld, () => s.Client.AnswerCallbackQuery("никакой"));
        s.Clock.Move(TimeSpan.FromSeconds(21));
        await Situation.Refused(400, TooOld, () => s.Client.AnswerCallbackQuery(second.Id));
        Assert.Null(second.Answer);
        await Assert.ThrowsAsync<TimeoutException>(() => second.AnswerAsync(TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task A_press_that_nobody_fetches_for_150_seconds_is_lost_and_a_message_is_not()
    {
        await using var s = await Situation.New();
        var card = await s.Client.SendMessage(s.Chat.Id, "т", replyMarkup: InlineKeyboardButton.WithCallbackData("Да", "v1:a"));
        s.Server.Press(s.Anna.Id, s.Chat.Id, card.Id, "Да");
        s.Server.Write(s.Anna.Id, s.Chat.Id, "/help");
        s.Clock.Move(TimeSpan.FromSeconds(149));
        Assert.Equal(2, s.Server.PendingUpdates);
        s.Clock.Move(TimeSpan.FromSeconds(2));

        Assert.Equal(UpdateType.Message, Assert.Single(await s.Client.GetUpdates()).Type);
        Assert.Equal(1, s.Server.Counters.LostPresses);
    }

    [Fact]
    public async Task A_press_may_carry_any_data_and_come_from_a_message_that_is_gone()
    {
        await using var s = await Situation.New();
        var stranger = s.Server.AddUser("Чужой");
        s.Server.PressForged(stranger.Id, s.Chat.Id, 77, "v1:forged");

        var query = Assert.Single(await s.Client.GetUpdates()).CallbackQuery!;
        Assert.Equal(("v1:forged", 77, default), (query.Data, query.Message!.Id, query.Message.Date));
    }

    [Fact]
    public async Task A_button_that_is_not_there_cannot_be_pressed()
    {
        await using var s = await Situation.New();
        var card = await s.Client.SendMessage(
            s.Chat.Id, "т", replyMarkup: new InlineKeyboardMarkup(("Да", "1"), ("Дальше", "2"), ("Сайт", "https://example.org")));
        Assert.Throws<InvalidOperationException>(() => s.Server.Press(s.Anna.Id, s.Chat.Id, card.Id, "Нет"));
        Assert.Throws<InvalidOperationException>(() => s.Server.Press(s.Anna.Id, s.Chat.Id, card.Id, "Д"));
        Assert.Throws<InvalidOperationException>(() => s.Server.Press(s.Anna.Id, s.Chat.Id, card.Id, "Сайт"));
        Assert.Equal("1", s.Server.Press(s.Anna.Id, s.Chat.Id, card.Id, "Да").Data);
    }
}
