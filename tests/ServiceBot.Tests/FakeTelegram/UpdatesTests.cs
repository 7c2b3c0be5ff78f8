using System.Diagnostics;
using Telegram.Bot;
using Telegram.Bot.Types.Enums;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>getUpdates, and what of a chat the bot is shown.</summary>
public class UpdatesTests
{
    [Fact]
    public async Task Updates_stay_until_they_are_confirmed()
    {
        await using var s = await Situation.New();
        for (var n = 0; n < 5; n++)
            s.Server.Write(s.Anna.Id, s.Chat.Id, $"/c{n}");

        var first = await s.Client.GetUpdates(limit: 2);
        Assert.Equal(["/c0", "/c1"], first.Select(u => u.Message!.Text));
        Assert.Equal(first[0].Id + 1, first[1].Id);
        Assert.Equal("/c0", (await s.Client.GetUpdates())[0].Message!.Text);
        Assert.Equal("/c2", (await s.Client.GetUpdates(first[1].Id + 1))[0].Message!.Text);
        Assert.Equal(3, s.Server.PendingUpdates);
        Assert.Equal(["/c4"], (await s.Client.GetUpdates(-1)).Select(u => u.Message!.Text));
        Assert.Equal(1, s.Server.PendingUpdates);
    }

    [Fact]
    public async Task A_long_poll_ends_when_something_happens_or_when_its_time_is_over()
    {
        await using var s = await Situation.New();
        var clock = Stopwatch.StartNew();
        Assert.Empty(await s.Client.GetUpdates(timeout: 1));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 20);

        var poll = s.Client.GetUpdates(timeout: 50);
        await s.Server.WaitUntil(() => s.Server.Requests.Count == 2);
        Assert.False(poll.IsCompleted);
        s.Server.Write(s.Anna.Id, s.Chat.Id, "/start");
        Assert.Equal("/start", Assert.Single(await poll.WaitAsync(TimeSpan.FromSeconds(20))).Message!.Text);
    }

    [Fact]
    public async Task On_a_faster_clock_a_long_poll_of_50_seconds_is_soon_over()
    {
        await using var s = await Situation.New(o => o with { Clock = new ServiceBot.FakeTelegram.ScaledClock(100) });
        var clock = Stopwatch.StartNew();
        Assert.Empty(await s.Client.GetUpdates(timeout: 50));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.45, 20);
    }

    [Fact]
    public async Task A_second_poller_ends_the_first()
    {
        await using var s = await Situation.New();
        var first = s.Client.GetUpdates(timeout: 50);
        await s.Server.WaitUntil(() => s.Server.Requests.Count == 1);
        await Task.Delay(50);
        Assert.Empty(await s.NewClient().GetUpdates());
        await Situation.Refused(
            409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", () => first);
    }

    [Fact]
    public async Task Kinds_that_are_allowed_are_remembered_and_count_from_then_on()
    {
        await using var s = await Situation.New();
        s.Server.SetBot(s.Chat.Id, ServiceBot.FakeTelegram.FakeMemberStatus.Administrator);
        s.Server.SetMember(s.Chat.Id, s.Server.AddUser("Вера"));
        var usual = await s.Client.GetUpdates();
        Assert.Equal([UpdateType.MyChatMember, UpdateType.Message], usual.Select(u => u.Type));

        await s.Client.GetUpdates(usual[^1].Id + 1, allowedUpdates: [UpdateType.ChatMember]);
        s.Server.Write(s.Anna.Id, s.Chat.Id, "/start");
        s.Server.SetMember(s.Chat.Id, s.Boris, ServiceBot.FakeTelegram.FakeMemberStatus.Left);
        var left = Assert.Single(await s.Client.GetUpdates()).ChatMember!;
        Assert.Equal((ChatMemberStatus.Member, ChatMemberStatus.Left), (left.OldChatMember.Status, left.NewChatMember.Status));

        await s.Client.GetUpdates(allowedUpdates: []);
        s.Server.Write(s.Anna.Id, s.Chat.Id, "/start");
        Assert.Equal(2, (await s.Client.GetUpdates()).Length);
    }

    [Fact]
    public async Task With_privacy_mode_only_commands_and_replies_are_shown_in_a_group()
    {
        await using var s = await Situation.New();
        var card = await s.Client.SendMessage(s.Chat.Id, "карточка");
        s.Server.Write(s.Anna.Id, s.Chat.Id, "между нами");
        s.Server.Write(s.Anna.Id, s.Chat.Id, "/cases@other_bot");
        s.Server.Write(s.Anna.Id, s.Chat.Id, "/cases@" + s.Server.Bot.Username);
        s.Server.Write(s.Anna.Id, s.Chat.Id, "замечание", replyTo: card.Id);
        s.Server.SendPhoto(s.Anna.Id, s.Chat.Id, new byte[] { 1, 2 }, "фото", replyTo: card.Id);

        var updates = await s.Client.GetUpdates();
        Assert.Equal(
            ["/cases@" + s.Server.Bot.Username, "замечание", "фото"],
            updates.Select(u => u.Message!.Text ?? u.Message.Caption));
        Assert.Equal(card.Id, updates[1].Message!.ReplyToMessage!.Id);
        Assert.Equal(MessageEntityType.BotCommand, updates[0].Message!.Entities![0].Type);

        s.Server.SetBot(s.Chat.Id, ServiceBot.FakeTelegram.FakeMemberStatus.Administrator);
        s.Server.Write(s.Anna.Id, s.Chat.Id, "при всех");
        Assert.Equal("при всех", (await s.Client.GetUpdates(-1))[0].Message!.Text);
    }

    [Fact]
    public async Task Everything_written_privately_is_shown_edits_too()
    {
        await using var s = await Situation.New();
        var chat = s.Server.AddPrivateChat(s.Anna);
        var message = s.Server.Write(s.Anna.Id, chat.Id, "добрый день");
        s.Server.Edit(chat.Id, message.Id, "добрый вечер");
        var updates = await s.Client.GetUpdates();
        Assert.Equal((ChatType.Private, "Анна"), (updates[0].Message!.Chat.Type, updates[0].Message!.Chat.FirstName));
        Assert.Equal("добрый вечер", updates[1].EditedMessage!.Text);
    }

    [Fact]
    public async Task A_kind_that_no_client_knows_yet_can_be_delivered()
    {
        await using var s = await Situation.New();
        s.Server.AddUpdate("telepathy", """{"thought":"стук"}""");
        Assert.Equal(UpdateType.Unknown, Assert.Single(await s.Client.GetUpdates()).Type);
    }
}
