using Microsoft.EntityFrameworkCore;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>A group becomes a supergroup: it has another id there, and its messages are counted anew.</summary>
public sealed class AGroupThatMoves
{
    public enum Told
    {
        /// <summary>By the service messages in both chats.</summary>
        ByServiceMessage = 1,

        /// <summary>By the answer to an edit, the service messages being missed.</summary>
        ByErrorAnswer = 2,
    }

    [Theory]
    [InlineData(Told.ByServiceMessage)]
    [InlineData(Told.ByErrorAnswer)]
    public async Task Is_followed_with_its_open_cards_nothing_is_lost_or_doubled_and_a_restart_changes_nothing(Told told)
    {
        await using var station = await StationInTelegram.OpenAsync(isBasicGroup: true);
        var telegram = station.Telegram;
        foreach (var n in new[] { 1, 2, 3 }) await station.AcceptAsync(Given.Repair($"ЗН-{n}", vehicle: n), Given.Booking($"З-{n}", vehicle: n));
        var (first, second, third) = (
            await station.CardAsync("🟠 Случай №1 "), await station.CardAsync("🟠 Случай №2 "), await station.CardAsync("🟠 Случай №3 "));
        await station.PressAsync(0, first, "✅");
        await station.UntilAsync(first, "Голоса: 1 из 4");
        // The third is over before the move: it waits for nobody.
        foreach (var member in new[] { 0, 2, 3 }) await station.PressAsync(member, third, "❌");
        await station.UntilAsync(third, "🟢 Случай №3");
        await station.AllSentAsync();

        var supergroup = await MoveAsync(station, told, first);

        var (movedFirst, movedSecond) = (
            await station.CardAsync("🟠 Случай №1 ", supergroup.Id), await station.CardAsync("🟠 Случай №2 ", supergroup.Id));
        Assert.Contains("Голоса: 1 из 4", movedFirst.Words);
        // In the old chat's history the old card can still be pressed; its number is another message's in the new chat.
        var old = telegram.PressForged(station.Members[1].Id, station.Group.Id, second.Id, second.Keyboard.Find("✅").Data!);
        Assert.StartsWith("Голос принят", (await old.AnswerAsync(TimeSpan.FromSeconds(30))).Text);
        await station.UntilAsync(movedSecond, "Голоса: 1 из 4");
        await station.StopAsync();
        await station.StartAsync();
        await station.PressAsync(2, movedFirst, "✅");
        await station.PressAsync(3, movedFirst, "✅");
        await station.UntilAsync(movedFirst, "🔴 Случай №1");
        // Something happens to the decided case: now it gets a card in the new chat too.
        Assert.StartsWith("Случай открыт заново", (await telegram.PressForged(
            station.Members[1].Id, station.Group.Id, third.Id, telegram.Message(station.Group.Id, third.Id)!.Keyboard.Find("🔁").Data!)
            .AnswerAsync(TimeSpan.FromSeconds(30))).Text);
        await station.CardAsync("🟠 Случай №3 ", supergroup.Id);
        await station.AcceptAsync(Given.Repair("ЗН-4", vehicle: 4), Given.Booking("З-4", vehicle: 4));
        await station.CardAsync("🟠 Случай №4 ", supergroup.Id);
        await station.AllSentAsync();

        Assert.Equal(
            ["№1", "№2", "№3", "№4"],
            station.Cards(supergroup.Id).Select(x => x.Words.Split(' ')[2]).Order(StringComparer.Ordinal));
        Assert.Equal(4, telegram.BotMessages(supergroup.Id).Count);
        Assert.Equal(3, telegram.BotMessages(station.Group.Id).Count);
        Assert.Equal(0, telegram.Counters.TooManyRequests);
        var move = await station.Service.ReadAsync(db => db.ChatMoves.SingleAsync());
        Assert.Equal((station.Group.Id.ToString(), supergroup.Id.ToString()), (move.OldChatId, move.NewChatId));
        // Whatever was asked of the old chat after the move is the one request by which it was learned, if it was.
        Assert.InRange(
            telegram.Requests.Count(x => x.Method is "sendMessage" or "editMessageText" && x.Status == 400), 0, told == Told.ByErrorAnswer ? 1 : 0);
    }

    [Fact]
    public async Task Topics_are_kept_when_a_chat_has_another_id()
    {
        // A basic group has no topics; a chat of any kind is followed alike, so that this holds whatever Telegram comes to do.
        await using var station = await StationInTelegram.OpenAsync(change: settings =>
        {
            foreach (var chat in settings.Stations[0].Chats.Where(x => x.Channel == "telegram")) chat.Topic = 7;
        });
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        await Eventually.Zero(async () => await station.Service.ReadAsync(db => db.Outbox.CountAsync(x => x.Topic == 7)) == 1 ? 0 : 1);
        var moved = station.Telegram.AddForum("СТО Северный", [.. station.Members]);

        await station.Service.Get<Storage.Writer>().InTransactionAsync(
            (db, cancel) => ServiceBot.Chat.ChatMoves.FollowAsync(
                db, [], "telegram", station.Group.Id.ToString(), moved.Id.ToString(), station.Clock.GetUtcNow(), cancel),
            CancellationToken.None);

        var row = await station.Service.ReadAsync(db => db.Outbox.SingleAsync(x => x.Channel == "telegram"));
        Assert.Equal((7, $"telegram:{moved.Id}/7"), (row.Topic, row.ChatKey));
        Assert.All(
            await station.Service.ReadAsync(db => db.Buttons.Where(x => x.ChatKey.StartsWith("telegram:")).ToListAsync()),
            x => Assert.Equal($"telegram:{moved.Id}/7", x.ChatKey));
    }

    [Fact]
    public async Task A_new_id_that_the_settings_were_given_before_the_move_was_heard_of_is_no_fault()
    {
        long? named = null;
        await using var station = await StationInTelegram.OpenAsync(isBasicGroup: true, change: settings =>
        {
            if (named is { } id) settings.Stations[0].Chats.Single(x => x.Channel == "telegram").Id = id.ToString();
        });
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        var card = await station.CardAsync("🟠 Случай №1 ");
        await station.AllSentAsync();
        await station.StopAsync();
        var supergroup = station.Telegram.Migrate(station.Group.Id);
        named = supergroup.Id;
        // The service messages are held back until the new chat has a card of its own.
        station.Telegram.Faults = x => x.Method == "getUpdates" ? FaultAction.InternalError() : null;
        await station.StartAsync();
        await station.AcceptAsync(Given.Survey("О-1", "ЗН-1", "некачественный ремонт"));
        var moved = await station.CardAsync("🟠 Случай №1 ", supergroup.Id);
        station.Telegram.Faults = null;
        await station.Telegram.WaitUntil(() => station.Telegram.PendingUpdates == 0, TimeSpan.FromSeconds(60));

        await station.PressAsync(0, moved, "✅");
        await station.UntilAsync(moved, "Голоса: 1 из 4");
        await station.AllSentAsync();

        Assert.Single(station.Telegram.BotMessages(supergroup.Id));
        Assert.Equal("Голоса: 0 из 4, нужно 3", station.Telegram.Message(station.Group.Id, card.Id)!.Words.Split('\n')[^1].Split(" · ")[0]);
    }

    private static async Task<FakeChat> MoveAsync(StationInTelegram station, Told told, FakeMessage card)
    {
        var telegram = station.Telegram;
        if (told == Told.ByServiceMessage)
        {
            var moved = telegram.Migrate(station.Group.Id);
            await telegram.WaitUntil(() => telegram.PendingUpdates == 0, TimeSpan.FromSeconds(30));
            return moved;
        }

        // The listening is cut off, so that only the refused edit tells of the move.
        telegram.Faults = x => x.Method == "getUpdates" ? FaultAction.InternalError() : null;
        await telegram.WaitUntil(() => telegram.Requests.Any(x => x.Method == "getUpdates" && x.Status == 500), TimeSpan.FromSeconds(60));
        var supergroup = telegram.Migrate(station.Group.Id);
        await station.AcceptAsync(Given.Survey("О-1", "ЗН-1", "некачественный ремонт"));
        await station.CardAsync("🟠 Случай №1 ", supergroup.Id);
        Assert.Contains(telegram.Requests, x => x.Description?.Contains("upgraded to a supergroup", StringComparison.Ordinal) == true);
        Assert.DoesNotContain("ответ на опрос", telegram.Message(station.Group.Id, card.Id)!.Words);
        telegram.Faults = null;
        return supergroup;
    }
}
