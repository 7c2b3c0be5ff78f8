using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>What may be sent, and where.</summary>
public class SendingTests
{
    [Fact]
    public async Task Length_is_counted_in_code_points_after_parsing()
    {
        await using var s = await Situation.New();
        var most = string.Concat(Enumerable.Repeat("🟠", 4096));
        Assert.Equal(most, (await s.Client.SendMessage(s.Chat.Id, $"<b>{most}</b>", ParseMode.Html)).Text);
        await Situation.Refused(400, "Bad Request: message is too long", () => s.Client.SendMessage(s.Chat.Id, most + "x"));
        await Situation.Refused(
            400, "Bad Request: text is too long", () => s.Client.SendMessage(s.Chat.Id, new string('ж', 16385)));
        await Situation.Refused(400, "Bad Request: message text is empty", () => s.Client.SendMessage(s.Chat.Id, " \n"));
    }

    [Theory]
    [InlineData("", "Bad Request: BUTTON_DATA_INVALID")]
    [InlineData("жжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжx", "Bad Request: BUTTON_DATA_INVALID")]
    public async Task Callback_data_has_1_to_64_bytes(string data, string fault)
    {
        await using var s = await Situation.New();
        await Situation.Refused(
            400, fault, () => s.Client.SendMessage(s.Chat.Id, "т", replyMarkup: InlineKeyboardButton.WithCallbackData("к", data)));
        var sent = await s.Client.SendMessage(
            s.Chat.Id, "т", replyMarkup: InlineKeyboardButton.WithCallbackData("к", new string('ж', 32)));
        Assert.Equal(new string('ж', 32), s.Server.Message(s.Chat.Id, sent.Id)!.Keyboard.Find("к").Data);
    }

    [Fact]
    public async Task Buttons_need_one_action_and_buttons_without_text_vanish()
    {
        await using var s = await Situation.New();
        await Situation.Refused(
            400, "Bad Request: can't parse inline keyboard button: Text buttons are not allowed in the inline keyboard",
            () => s.Client.SendMessage(s.Chat.Id, "т", replyMarkup: new InlineKeyboardButton { Text = "к" }));
        await Situation.Refused(
            400, "Bad Request: inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
            () => s.Client.SendMessage(s.Chat.Id, "т", replyMarkup: InlineKeyboardButton.WithUrl("к", "http://localhost")));
        var answer = await s.Get($"sendMessage?chat_id={s.Chat.Id}&text=x&reply_markup={{\"inline_keyboard\":1}}");
        Assert.Equal("Bad Request: field \"inline_keyboard\" must be of type Array", (string?)answer["description"]);

        var sent = await s.Client.SendMessage(
            s.Chat.Id, "т", replyMarkup: new InlineKeyboardMarkup(("", "a")).AddNewRow(("к", "b"), ("с", "https://example.org")));
        var keyboard = s.Server.Message(s.Chat.Id, sent.Id)!.Keyboard;
        Assert.Equal(["к", "с"], keyboard.Labels);
        Assert.Equal("https://example.org", sent.ReplyMarkup!.InlineKeyboard.Single().Last().Url);
    }

    [Fact]
    public async Task A_keyboard_of_more_than_a_hundred_buttons_is_too_long()
    {
        await using var s = await Situation.New();
        var rows = Enumerable.Range(0, 101).Select(n => new[] { InlineKeyboardButton.WithCallbackData($"{n}") });
        await Situation.Refused(
            400, "Bad Request: reply markup is too long",
            () => s.Client.SendMessage(s.Chat.Id, "т", replyMarkup: new InlineKeyboardMarkup(rows)));
    }

    [Fact]
    public async Task Replies_need_their_message_unless_told_otherwise()
    {
        await using var s = await Situation.New();
        await Situation.Refused(
            400, "Bad Request: message to be replied not found", () => s.Client.SendMessage(s.Chat.Id, "т", replyParameters: 99));
        var lenient = new ReplyParameters { MessageId = 99, AllowSendingWithoutReply = true };
        Assert.Null((await s.Client.SendMessage(s.Chat.Id, "т", replyParameters: lenient)).ReplyToMessage);
        var question = s.Server.Write(s.Anna.Id, s.Chat.Id, "вопрос");
        var reply = await s.Client.SendMessage(s.Chat.Id, "ответ", replyParameters: question.Id);
        Assert.Equal("вопрос", reply.ReplyToMessage!.Text);
    }

    [Fact]
    public async Task Chats_that_are_not_there_or_do_not_want_the_bot_refuse_it()
    {
        await using var s = await Situation.New();
        var privately = s.Server.AddPrivateChat(s.Boris);
        await Situation.Refused(400, "Bad Request: chat not found", () => s.Client.SendMessage(-1, "т"));
        await Situation.Refused(
            403, "Forbidden: bot can't initiate conversation with a user", () => s.Client.SendMessage(s.Anna.Id, "т"));

        s.Server.SetBot(s.Chat.Id, ServiceBot.FakeTelegram.FakeMemberStatus.Kicked);
        s.Server.SetBot(privately.Id, ServiceBot.FakeTelegram.FakeMemberStatus.Kicked);
        await Situation.Refused(
            403, "Forbidden: bot was kicked from the supergroup chat", () => s.Client.SendMessage(s.Chat.Id, "т"));
        await Situation.Refused(403, "Forbidden: bot was blocked by the user", () => s.Client.SendMessage(s.Boris.Id, "т"));
        var updates = await s.Client.GetUpdates();
        Assert.Equal([ChatMemberStatus.Kicked, ChatMemberStatus.Kicked], updates.Select(u => u.MyChatMember!.NewChatMember.Status));

        s.Server.SetBot(s.Chat.Id, ServiceBot.FakeTelegram.FakeMemberStatus.Restricted, mayWrite: false);
        await Situation.Refused(
            400, "Bad Request: not enough rights to send text messages to the chat", () => s.Client.SendMessage(s.Chat.Id, "т"));
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_says_where_it_went()
    {
        await using var s = await Situation.New();
        var group = s.Server.AddGroup("СТО Запад", s.Anna);
        var card = await s.Client.SendMessage(group.Id, "до");
        var supergroup = s.Server.Migrate(group.Id);

        var refusal = await Situation.Refused(
            400, "Bad Request: group chat was upgraded to a supergroup chat", () => s.Client.EditMessageText(group.Id, card.Id, "э"));
        Assert.Equal(supergroup.Id, refusal.Parameters!.MigrateToChatId);
        var updates = await s.Client.GetUpdates();
        Assert.Equal((group.Id, supergroup.Id), (updates[0].Message!.Chat.Id, updates[0].Message!.MigrateToChatId));
        Assert.Equal((supergroup.Id, group.Id), (updates[1].Message!.Chat.Id, updates[1].Message!.MigrateFromChatId));
        Assert.Equal(2, (await s.Client.SendMessage(supergroup.Id, "после")).Id);
    }

    [Fact]
    public async Task A_topic_must_exist_and_general_is_addressed_by_silence()
    {
        await using var s = await Situation.New();
        var forum = s.Server.AddForum("СТО с темами", s.Anna);
        var topic = s.Server.AddTopic(forum.Id, "Возвраты");
        await Situation.Refused(
            400, "Bad Request: message thread not found", () => s.Client.SendMessage(forum.Id, "т", messageThreadId: 1));

        var sent = await s.Client.SendMessage(forum.Id, "т", messageThreadId: topic);
        Assert.Equal((topic, true), (sent.MessageThreadId, sent.IsTopicMessage));
        Assert.Equal("Возвраты", sent.ReplyToMessage!.ForumTopicCreated!.Name);
        Assert.Null((await s.Client.SendMessage(forum.Id, "общее")).MessageThreadId);
        Assert.Null((await s.Client.SendMessage(s.Chat.Id, "без тем", messageThreadId: 77)).MessageThreadId);

        s.Server.CloseTopic(forum.Id, topic);
        await Situation.Refused(
            400, "Bad Request: TOPIC_CLOSED", () => s.Client.SendMessage(forum.Id, "т", messageThreadId: topic));
        s.Server.DeleteTopic(forum.Id, topic);
        await Situation.Refused(
            400, "Bad Request: message thread not found", () => s.Client.SendMessage(forum.Id, "т", messageThreadId: topic));
        Assert.Null(s.Server.Message(forum.Id, sent.Id));
    }
}
