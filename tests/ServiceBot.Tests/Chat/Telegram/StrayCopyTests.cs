using ServiceBot.FakeTelegram;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>A message was delivered and the answer was lost: what stands in the chat twice, and how one of the two goes.</summary>
public sealed class StrayCopyTests
{
    private const string Copy = "Это была лишняя копия";

    [Fact]
    public async Task A_card_whose_answer_was_lost_is_sent_once_more_marked_and_the_copy_goes_when_it_is_pressed()
    {
        await using var station = await StationInTelegram.OpenAsync();
        var (first, second) = await DoubledCardAsync(station);
        Assert.True(await MarkAsync(station));

        Assert.StartsWith("Голос принят", await station.PressAsync(0, first, "✅"));

        await station.UntilAsync(first, Copy);
        await station.UntilAsync(second, "Голоса: 1 из 4");
        Assert.True(station.Telegram.Message(first.ChatId, first.Id)!.Keyboard.IsEmpty);
        Assert.False(await MarkAsync(station));
        await station.AllSentAsync();
        Assert.Equal(2, station.Telegram.BotMessages(station.Group.Id).Count);
    }

    [Fact]
    public async Task A_reply_to_a_copy_is_a_remark_of_the_case_and_so_is_a_reply_to_what_is_left_of_it()
    {
        await using var station = await StationInTelegram.OpenAsync();
        var (first, second) = await DoubledCardAsync(station);

        station.Telegram.Write(station.Members[4].Id, first.ChatId, "Болт был не затянут", replyTo: first.Id);

        await station.UntilAsync(second, "Болт был не затянут");
        await station.UntilAsync(first, Copy);
        Assert.False(await MarkAsync(station));
        station.Telegram.Write(station.Members[4].Id, first.ChatId, "И гайка тоже", replyTo: first.Id);
        await station.UntilAsync(second, "И гайка тоже");
    }

    [Fact]
    public async Task A_card_that_stands_in_the_chat_while_its_send_was_answered_with_an_error_of_the_server_is_sent_once_more_marked()
    {
        foreach (var error in new[] { FaultAction.InternalError(carriedOut: true), FaultAction.BadGateway(carriedOut: true) })
        {
            await using var station = await StationInTelegram.OpenAsync();
            LoseAnswers(station, 1, error);
            await BringBackAsync(station);
            await station.AllSentAsync();

            Assert.Equal(2, station.Cards().Count);
            Assert.True(await MarkAsync(station));
        }
    }

    [Fact]
    public async Task A_card_that_is_pressed_before_it_is_sent_again_is_the_one_card()
    {
        await using var station = await StationInTelegram.OpenAsync();
        LoseAnswers(station, 1);
        await BringBackAsync(station);
        var card = await station.CardAsync("🟠 Случай №1");

        Assert.StartsWith("Голос принят", await station.PressAsync(0, card, "✅"));

        await station.UntilAsync(card, "Голоса: 1 из 4");
        await station.AllSentAsync();
        Assert.Single(station.Cards());
        Assert.False(await MarkAsync(station));
    }

    [Fact]
    public async Task A_card_that_is_pressed_while_it_is_sent_again_stays_and_the_second_one_goes()
    {
        await using var station = await StationInTelegram.OpenAsync();
        var sends = 0;
        station.Telegram.Faults = x => x.Method != "sendMessage" ? null
            : Interlocked.Increment(ref sends) == 1 ? FaultAction.ResetAfter() : FaultAction.Delay(TimeSpan.FromSeconds(15));
        await BringBackAsync(station);
        var first = await station.CardAsync("🟠 Случай №1");
        await station.Telegram.WaitUntil(() => sends == 2, TimeSpan.FromSeconds(60));

        Assert.StartsWith("Голос принят", await station.PressAsync(0, first, "✅"));

        await station.Telegram.WaitUntil(() => station.Telegram.BotMessages(station.Group.Id).Count == 2, TimeSpan.FromSeconds(60));
        var second = station.Telegram.BotMessages(station.Group.Id)[1];
        await station.UntilAsync(second, Copy);
        await station.UntilAsync(first, "Голоса: 1 из 4");
        await station.AllSentAsync();
        Assert.False(await MarkAsync(station));
    }

    [Fact]
    public async Task Two_lost_answers_in_a_row_leave_two_copies_at_most_and_both_are_counted()
    {
        await using var station = await StationInTelegram.OpenAsync();
        LoseAnswers(station, 2);
        await BringBackAsync(station);
        await station.AllSentAsync();
        Assert.Equal(3, station.Cards().Count);
        var (first, second) = (station.Cards()[0], station.Cards()[1]);

        await station.PressAsync(0, first, "✅");
        await station.UntilAsync(first, Copy);
        Assert.True(await MarkAsync(station));
        await station.PressAsync(1, second, "✅");
        await station.UntilAsync(second, Copy);

        Assert.False(await MarkAsync(station));
        Assert.Equal(1, station.Cards().Count(x => !x.Keyboard.IsEmpty));
    }

    [Fact]
    public async Task A_copy_without_buttons_goes_by_a_reply_of_who_may_and_the_real_message_stays()
    {
        await using var station = await StationInTelegram.OpenAsync();
        await BringBackAsync(station);
        var card = await station.CardAsync("🟠 Случай №1");
        await station.AllSentAsync();
        LoseAnswers(station, 1);
        Write(station, member: 1, "/cases", null);
        const string Answer = "СТО Северный: в работе 1";
        await station.Telegram.WaitUntil(() => Saying(station, Answer).Count == 2, TimeSpan.FromSeconds(60));
        var (first, second) = (Saying(station, Answer)[0], Saying(station, Answer)[1]);
        await station.AllSentAsync();

        Write(station, member: 2, "/copy", first.Id);
        await station.CardAsync("Копии убирает администратор");
        Write(station, member: 1, "/copy", null);
        await station.CardAsync("Какую копию убрать?");
        Write(station, member: 1, "/copy", second.Id);
        await station.CardAsync("Это настоящее сообщение");
        Write(station, member: 1, "/copy", card.Id);
        await station.Telegram.WaitUntil(() => Saying(station, "Это настоящее сообщение").Count == 2, TimeSpan.FromSeconds(60));
        Assert.Equal(2, Saying(station, Answer).Count);

        Write(station, member: 1, "/copy", first.Id);
        await station.CardAsync("Копия убрана");
        await station.UntilAsync(first, "Это была лишняя копия сообщения");
        Assert.StartsWith(Answer, station.Telegram.Message(second.ChatId, second.Id)!.Words, StringComparison.Ordinal);
        Assert.False(station.Telegram.Message(card.ChatId, card.Id)!.Keyboard.IsEmpty);
    }

    private static async Task<(FakeMessage First, FakeMessage Second)> DoubledCardAsync(StationInTelegram station)
    {
        LoseAnswers(station, 1);
        await BringBackAsync(station);
        await station.AllSentAsync();
        Assert.Equal(2, station.Cards().Count);
        return (station.Cards()[0], station.Cards()[1]);
    }

    private static void LoseAnswers(StationInTelegram station, int count, FaultAction? error = null)
    {
        var left = count;
        station.Telegram.Faults = x => x.Method == "sendMessage" && Interlocked.Decrement(ref left) >= 0 ? error ?? FaultAction.ResetAfter() : null;
    }

    private static Task BringBackAsync(StationInTelegram station) => station.AcceptAsync(Given.Repair("ЗН-000123"), Given.Booking("З-77"));

    private static void Write(StationInTelegram station, int member, string text, int? replyTo) =>
        station.Telegram.Write(station.Members[member].Id, station.Group.Id, text, replyTo);

    private static IReadOnlyList<FakeMessage> Saying(StationInTelegram station, string words) =>
        [.. station.Telegram.BotMessages(station.Group.Id).Where(x => x.Words.StartsWith(words, StringComparison.Ordinal))];

    // As whoever asks the API sees it.
    private static async Task<bool> MarkAsync(StationInTelegram station) =>
        (await station.CaseAsync(1)).GetProperty("messages").EnumerateArray()
            .Single(x => x.GetProperty("channel").GetString() == "telegram").GetProperty("mayBeDoubled").GetBoolean();
}
