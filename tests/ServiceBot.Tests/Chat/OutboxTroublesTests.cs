using System.Text.Json;
using ServiceBot.Chat;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Chat;

/// <summary>What does not arrive as it is meant is told in words, and what was shut goes on when it is opened.</summary>
public sealed class OutboxTroublesTests
{
    [Fact]
    public async Task A_group_that_threw_the_bot_out_is_told_with_the_reason_and_what_waits_and_gets_all_when_the_bot_is_back()
    {
        await using var station = await StationInTelegram.OpenAsync(new FastClock(60, Given.Monday.AddDays(9)));
        await station.AllSentAsync();
        station.Telegram.SetBot(station.Group.Id, FakeMemberStatus.Kicked);

        await station.AcceptAsync(Given.Repair("ЗН-000123"), Given.Booking("З-77"), Given.Repair("ЗН-000124", vehicle: 2), Given.Booking("З-78", vehicle: 2));

        var words = await SaysAsync(station, "kicked");
        Assert.Equal($"Чат telegram:{station.Group.Id} не принимает сообщения (403 Forbidden: bot was kicked from the supergroup chat); ждут отправки: 2.", words);
        Assert.Single(station.Telegram.Requests, x => x.Method == "sendMessage");

        station.Telegram.SetBot(station.Group.Id, FakeMemberStatus.Member);
        await station.AllSentAsync();
        Assert.Equal(2, station.Cards().Count);
        Assert.Equal("Сообщения доходят такими, как задуманы.", await WordsAsync(station));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_tried_with_one_message_and_not_with_one_a_chat()
    {
        await using var station = await StationInTelegram.OpenAsync(withSouth: true);
        station.Telegram.Faults = _ => FaultAction.Refuse(401, "Unauthorized");

        await station.AcceptAsync(
            Given.Repair("ЗН-1"), Given.Booking("З-1"),
            Given.Repair("Ю-1", vehicle: 2) with { Station = "yug" }, Given.Booking("Ю-2", vehicle: 2) with { Station = "yug" });

        await SaysAsync(station, "Unauthorized");
        // A minute in which nothing else is tried.
        await Task.Delay(TimeSpan.FromMinutes(1), station.Clock);
        Assert.Single(station.Telegram.Requests, x => x.Method == "sendMessage");
    }

    [Fact]
    public async Task A_message_that_is_refused_for_good_is_told()
    {
        await using var station = await StationInTelegram.OpenAsync();
        station.Telegram.Faults = x => x.Method == "sendMessage" ? FaultAction.Refuse(400, "Bad Request: BUTTON_DATA_INVALID") : null;

        await station.AcceptAsync(Given.Repair("ЗН-000123"), Given.Booking("З-77"));

        Assert.Equal("Сообщение case:sever/1 не принято и само не уйдёт: 400 Bad Request: BUTTON_DATA_INVALID.", await SaysAsync(station, "не принято"));
    }

    [Fact]
    public void Tries_that_reached_nobody_use_up_nothing_of_what_a_group_takes_in_a_minute()
    {
        var start = Given.Monday;
        var clock = new FastClock(1, start);
        var (seen, unseen) = (new SendPace(new ChannelPace(20, TimeSpan.Zero, null), clock), new SendPace(new ChannelPace(20, TimeSpan.Zero, null), clock));
        for (var i = 0; i < 20; i++)
        {
            seen.Began("-1");
            seen.Ended("-1");
            unseen.Began("-1");
            unseen.Ended("-1", isCounted: false);
        }

        var now = clock.GetUtcNow();
        Assert.True(seen.Next("-1", now) > now.AddSeconds(50));
        Assert.Equal(now, unseen.Next("-1", now));
    }

    private static async Task<string> SaysAsync(StationInTelegram station, string part)
    {
        await Eventually.Zero(async () => (await WordsAsync(station)).Contains(part, StringComparison.Ordinal) ? 0 : 1);
        return await WordsAsync(station);
    }

    private static async Task<string> WordsAsync(StationInTelegram station)
    {
        using var answer = await station.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.GetProperty("checks").EnumerateArray().Single(x => x.GetProperty("name").GetString() == "outbox").GetProperty("words").GetString()!;
    }
}
