using Telegram.Bot;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>Edits, deletions and pins.</summary>
public class EditingTests
{
    private const string NotModified =
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
        + " as a current content and reply markup of the message";

    private static readonly InlineKeyboardMarkup Keyboard = new(("Да", "v1:y"), ("Нет", "v1:n"));

    [Fact]
    public async Task An_edit_changes_text_and_keyboard_and_without_a_keyboard_it_is_gone()
    {
        await using var s = await Situation.New();
        var sent = await s.Client.SendMessage(s.Chat.Id, "до", replyMarkup: Keyboard);
        var edited = await s.Client.EditMessageText(s.Chat.Id, sent.Id, "<b>после</b>", ParseMode.Html, Keyboard);
        Assert.Equal(("после", true), (edited.Text, edited.EditDate is not null));
        Assert.Equal(["Да", "Нет"], s.Server.Message(s.Chat.Id, sent.Id)!.Keyboard.Labels);

        await s.Client.EditMessageText(s.Chat.Id, sent.Id, "<b>после</b>", ParseMode.Html);
        Assert.True(s.Server.Message(s.Chat.Id, sent.Id)!.Keyboard.IsEmpty);
        Assert.Equal(2, s.Server.Message(s.Chat.Id, sent.Id)!.Edits);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_refused()
    {
        await using var s = await Situation.New();
        var sent = await s.Client.SendMessage(s.Chat.Id, "<b>т</b>", ParseMode.Html, replyMarkup: Keyboard);
        await Situation.Refused(
            400, NotModified, () => s.Client.EditMessageText(s.Chat.Id, sent.Id, "<b>т</b> ", ParseMode.Html, Keyboard));
        await Situation.Refused(400, NotModified, () => s.Client.EditMessageReplyMarkup(s.Chat.Id, sent.Id, Keyboard));
        await s.Client.EditMessageText(s.Chat.Id, sent.Id, "т", replyMarkup: Keyboard);
        Assert.Equal(1, s.Server.Counters.Edits);
    }

    [Fact]
    public async Task An_empty_keyboard_takes_the_buttons_away()
    {
        await using var s = await Situation.New();
        var sent = await s.Client.SendMessage(s.Chat.Id, "т", replyMarkup: Keyboard);
        await s.Client.EditMessageReplyMarkup(s.Chat.Id, sent.Id, InlineKeyboardMarkup.Empty());
        Assert.True(s.Server.Message(s.Chat.Id, sent.Id)!.Keyboard.IsEmpty);
        await Situation.Refused(400, NotModified, () => s.Client.EditMessageReplyMarkup(s.Chat.Id, sent.Id));
    }

    [Fact]
    public async Task What_cannot_be_edited_is_refused()
    {
        await using var s = await Situation.New();
        var theirs = s.Server.Write(s.Anna.Id, s.Chat.Id, "моё");
        var question = await s.Client.SendMessage(s.Chat.Id, "?", replyMarkup: ReplyMarkup.ForceReply);
        var gone = await s.Client.SendMessage(s.Chat.Id, "т");
        s.Server.Delete(s.Chat.Id, gone.Id);

        await Situation.Refused(
            400, "Bad Request: message to edit not found", () => s.Client.EditMessageText(s.Chat.Id, gone.Id, "э"));
        await Situation.Refused(
            400, "Bad Request: message identifier is not specified", () => s.Client.EditMessageText(s.Chat.Id, 0, "э"));
        await Situation.Refused(
            400, "Bad Request: message can't be edited", () => s.Client.EditMessageText(s.Chat.Id, theirs.Id, "э"));
        await Situation.Refused(
            400, "Bad Request: message can't be edited", () => s.Client.EditMessageText(s.Chat.Id, question.Id, "э"));
    }

    [Fact]
    public async Task Own_messages_can_be_deleted_for_two_days_and_those_of_others_by_an_administrator()
    {
        await using var s = await Situation.New();
        var own = await s.Client.SendMessage(s.Chat.Id, "т");
        var old = await s.Client.SendMessage(s.Chat.Id, "старое");
        var theirs = s.Server.Write(s.Anna.Id, s.Chat.Id, "моё");

        await s.Client.DeleteMessage(s.Chat.Id, own.Id);
        Assert.Null(s.Server.Message(s.Chat.Id, own.Id));
        await Situation.Refused(
            400, "Bad Request: message to delete not found", () => s.Client.DeleteMessage(s.Chat.Id, own.Id));
        await Situation.Refused(
            400, "Bad Request: message can't be deleted for everyone", () => s.Client.DeleteMessage(s.Chat.Id, theirs.Id));
        s.Server.SetBot(s.Chat.Id, ServiceBot.FakeTelegram.FakeMemberStatus.Administrator);
        await s.Client.DeleteMessage(s.Chat.Id, theirs.Id);
        s.Clock.Move(TimeSpan.FromHours(49));
        await Situation.Refused(
            400, "Bad Request: message can't be deleted for everyone", () => s.Client.DeleteMessage(s.Chat.Id, old.Id));
        await s.Client.EditMessageText(s.Chat.Id, old.Id, "и через двое суток");
    }

    [Fact]
    public async Task Pinning_takes_an_administrator()
    {
        await using var s = await Situation.New();
        var sent = await s.Client.SendMessage(s.Chat.Id, "т");
        await Situation.Refused(
            400, "Bad Request: not enough rights to manage pinned messages in the chat",
            () => s.Client.PinChatMessage(s.Chat.Id, sent.Id));
        s.Server.SetBot(s.Chat.Id, ServiceBot.FakeTelegram.FakeMemberStatus.Administrator);
        await s.Client.PinChatMessage(s.Chat.Id, sent.Id);
        Assert.Equal("т", (await s.Client.GetChat(s.Chat.Id)).PinnedMessage!.Text);
    }
}
