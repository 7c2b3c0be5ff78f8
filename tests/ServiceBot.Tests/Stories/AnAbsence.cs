using System.Globalization;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Chat.Web;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>Telegram keeps a press for 150 seconds: after a longer absence people must be told to press again.</summary>
public sealed class AnAbsence
{
    [Fact]
    public async Task Of_more_than_150_seconds_is_told_once_in_each_chat_with_open_cards_with_from_and_to()
    {
        var clock = new ShiftedTime();
        await using var station = await StationInTelegram.OpenAsync(clock, new FakeTelegramOptions(), withSouth: true);
        var telegram = station.Telegram;
        // The north has an open case and a decided one, the south only a decided one.
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        await station.AcceptAsync(
            Given.Repair("Ю-1", vehicle: 2) with { Station = "yug" }, Given.Booking("Ю-2", vehicle: 2) with { Station = "yug" });
        var open = await station.CardAsync("🟠 Случай №1 ");
        var south = await station.CardAsync("🟠 Случай №1 ", station.SouthGroup!.Id);
        foreach (var member in new[] { 0, 2, 3 }) await station.PressAsync(member, south, "❌");
        await station.UntilAsync(south, "🟢 Случай №1");
        await station.AllSentAsync();
        await station.StopAsync();

        // Short enough: nothing is lost and nothing is said.
        clock.Advance(TimeSpan.FromSeconds(100));
        await RunAWhileAsync(station);
        Assert.Single(telegram.BotMessages(station.Group.Id));

        var from = clock.GetUtcNow();
        var lost = telegram.Press(station.Members[0].Id, station.Group.Id, open.Id, "✅");
        clock.Advance(TimeSpan.FromSeconds(200));
        await RunAWhileAsync(station);
        var to = clock.GetUtcNow();
        await RunAWhileAsync(station);

        // That is why it is told: Telegram has not kept the press, and nobody will ever answer it.
        Assert.Null(lost.Answer);
        Assert.Equal(1, telegram.Counters.LostPresses);
        var notice = Assert.Single(telegram.BotMessages(station.Group.Id), m => m.Id != open.Id);
        AssertNames(from, notice.Words);
        AssertNames(to, notice.Words);
        Assert.Single(telegram.BotMessages(station.SouthGroup.Id));
        Assert.Equal(0, telegram.Counters.TooManyRequests);
    }

    // To the minute, in the station's time; the test may have looked at its clock a little later than the service.
    private static void AssertNames(DateTimeOffset moment, string words) => Assert.Contains(
        new[] { moment, moment.AddMinutes(-1) }, x => words.Contains(
            x.ToOffset(TimeSpan.FromHours(3)).ToString("dd.MM HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal));

    // Until Telegram was heard and all that was said of it is sent.
    private static async Task RunAWhileAsync(StationInTelegram station)
    {
        var asked = station.Telegram.Requests.Count(x => x.Method == "getUpdates" && x.Status == 200);
        await station.StartAsync();
        await station.Telegram.WaitUntil(
            () => station.Telegram.Requests.Count(x => x.Method == "getUpdates") > asked + 1, TimeSpan.FromSeconds(60));
        await station.AllSentAsync();
        await station.StopAsync();
    }
}
