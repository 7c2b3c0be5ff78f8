using ServiceBot.Chat;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>Sends and edits against a server that is as strict as Telegram.</summary>
public class FakeTelegramDeliveryTests
{
    private static readonly OutgoingMessage Card = new(
        "🟠 Случай №1 <b>&amp;</b>", ["a < b && c > d 🚗", "<script>"],
        [[new OutgoingButton("✅ Повторный", "1:AAAAAAAAAAAAAAAA"), new OutgoingButton("❌ Не повторный", "1:BBBBBBBBBBBBBBBB")],
         [new OutgoingButton("🤚 Воздержусь", "1:CCCCCCCCCCCCCCCC")]]);

    [Fact]
    public async Task What_people_wrote_arrives_letter_by_letter_whatever_it_holds()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);

        var sent = Assert.IsType<SendOutcome.Sent>(await host.Channel.SendAsync(chat.Address, Card, 1, default));

        var message = Assert.Single(chat.Telegram.BotMessages(chat.Chat.Id));
        Assert.Equal(sent.MessageId, message.Id.ToString());
        Assert.Equal("🟠 Случай №1 <b>&amp;</b>\na < b && c > d 🚗\n<script>", message.Text);
        var bold = Assert.Single(message.Entities);
        Assert.Equal(Card.Title.Length, bold.Length);
    }

    [Fact]
    public async Task Ten_thousand_characters_of_any_kind_are_taken()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        string[] texts =
        [
            new('<', 10_000), new('&', 10_000), string.Concat(Enumerable.Repeat("🚗", 10_000)),
            string.Join(' ', Enumerable.Repeat("стук", 2_000)), string.Concat(Enumerable.Repeat("👨‍👩‍👧", 2_000)),
        ];
        foreach (var text in texts)
        {
            Assert.IsType<SendOutcome.Sent>(
                await host.Channel.SendAsync(chat.Address, new OutgoingMessage("Случай", [text], []), 1, default));
        }

        Assert.All(
            chat.Telegram.BotMessages(chat.Chat.Id),
            x => Assert.InRange(x.Text!.EnumerateRunes().Count(), 4000, 4096));
        Assert.Equal(texts.Length, chat.Telegram.Counters.Requests);
    }

    [Fact]
    public async Task An_edit_replaces_text_and_buttons_and_the_same_again_is_no_fault()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var sent = Assert.IsType<SendOutcome.Sent>(await host.Channel.SendAsync(chat.Address, Card, 1, default));
        var later = Card with { Title = "🔴 Случай №1", Buttons = [] };

        Assert.Equal(sent, await host.Channel.EditAsync(chat.Address, sent.MessageId, later, default));
        Assert.Equal(sent, await host.Channel.EditAsync(chat.Address, sent.MessageId, later, default));

        var message = Assert.Single(chat.Telegram.BotMessages(chat.Chat.Id));
        Assert.StartsWith("🔴 Случай №1", message.Text);
        Assert.True(message.Keyboard.IsEmpty);
        Assert.Contains(chat.Telegram.Requests, x => x.Description?.Contains("not modified") == true);
    }

    [Fact]
    public async Task A_deleted_message_is_gone_and_a_lost_chat_is_a_matter_for_a_person()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var sent = Assert.IsType<SendOutcome.Sent>(await host.Channel.SendAsync(chat.Address, Card, 1, default));
        chat.Telegram.Delete(chat.Chat.Id, int.Parse(sent.MessageId));

        Assert.IsType<SendOutcome.Gone>(await host.Channel.EditAsync(chat.Address, sent.MessageId, Card, default));
        chat.Telegram.SetBot(chat.Chat.Id, FakeMemberStatus.Kicked);
        Assert.IsType<SendOutcome.Misconfigured>(await host.Channel.SendAsync(chat.Address, Card, 1, default));
        Assert.IsType<SendOutcome.Misconfigured>(
            await host.Channel.SendAsync(new ChatAddress("telegram", "-1005550005550"), Card, 1, default));
    }

    [Fact]
    public async Task A_topic_takes_the_card_and_a_deleted_topic_is_a_matter_for_a_person()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var forum = chat.Telegram.AddForum("СТО Юг", chat.Foreman);
        var topic = chat.Telegram.AddTopic(forum.Id, "Повторы");
        var address = new ChatAddress("telegram", forum.Id.ToString(), topic);

        Assert.IsType<SendOutcome.Sent>(await host.Channel.SendAsync(address, Card, 1, default));
        Assert.IsType<SendOutcome.Sent>(await host.Channel.SendAsync(address with { Topic = 1 }, Card, 1, default));
        Assert.Equal([topic, null], chat.Telegram.BotMessages(forum.Id).Select(x => x.ThreadId));
        chat.Telegram.DeleteTopic(forum.Id, topic);
        Assert.IsType<SendOutcome.Misconfigured>(await host.Channel.SendAsync(address, Card, 1, default));
    }

    [Fact]
    public async Task An_upgraded_group_tells_where_it_went()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var group = chat.Telegram.AddGroup("Группа", chat.Foreman);
        var supergroup = chat.Telegram.Migrate(group.Id);

        Assert.Equal(
            new SendOutcome.Migrated(supergroup.Id.ToString()),
            await host.Channel.SendAsync(new ChatAddress("telegram", group.Id.ToString()), Card, 1, default));
    }

    [Fact]
    public async Task What_may_have_arrived_is_unknown_and_what_cannot_have_is_not()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        Assert.IsType<SendOutcome.Sent>(await host.Channel.SendAsync(chat.Address, Card, 1, default));
        host.Channel.SendTimeout = TimeSpan.FromSeconds(2);
        (FaultAction Fault, Type Outcome, bool Arrives)[] faults =
        [
            (FaultAction.ResetAfter(), typeof(SendOutcome.Unknown), true),
            (FaultAction.ResetBefore(), typeof(SendOutcome.Unknown), false),
            (FaultAction.Hang(carriedOut: true), typeof(SendOutcome.Unknown), true),
            (FaultAction.Hang(), typeof(SendOutcome.Unknown), false),
            (FaultAction.BrokenJson(), typeof(SendOutcome.Unknown), true),
            (FaultAction.BadGateway(), typeof(SendOutcome.Unknown), false),
            (FaultAction.BadGateway(carriedOut: true), typeof(SendOutcome.Unknown), true),
            (FaultAction.InternalError(), typeof(SendOutcome.Unknown), false),
            (FaultAction.InternalError(carriedOut: true), typeof(SendOutcome.Unknown), true),
            (FaultAction.Refuse(503, "Service Unavailable"), typeof(SendOutcome.Transient), false),
            (FaultAction.TooManyRequests(7), typeof(SendOutcome.RateLimited), false),
        ];
        foreach (var (fault, outcome, arrives) in faults)
        {
            var before = chat.Telegram.BotMessages(chat.Chat.Id).Count;
            var requests = chat.Telegram.Counters.Requests;
            chat.Telegram.Faults = _ => fault;
            Assert.Equal(outcome, (await host.Channel.SendAsync(chat.Address, Card, 1, default)).GetType());
            Assert.Equal(before + (arrives ? 1 : 0), chat.Telegram.BotMessages(chat.Chat.Id).Count);
            Assert.Equal(requests + 1, chat.Telegram.Counters.Requests);
        }
    }
}
