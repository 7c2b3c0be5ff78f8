using ServiceBot.Domain.Sources;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>More new cases in a minute than a group can take: it is told what is coming, and then it comes.</summary>
public sealed class AStorm
{
    private const int Bound = 10;

    [Fact]
    public async Task Is_announced_first_by_one_message_and_its_cards_follow_through_a_restart_at_the_pace_of_the_chat()
    {
        await using var station = await StationInTelegram.OpenAsync(
            new FastClock(speed: 30, Given.Monday.AddDays(9)), change: x => x.Detection.AnnounceOver = Bound);
        var (telegram, group) = (station.Telegram, station.Group.Id);

        await station.AcceptAsync(Returns(1, 30));
        await telegram.WaitUntil(() => station.Cards().Count >= 3, TimeSpan.FromSeconds(60));
        await station.StopAsync();
        await station.StartAsync();
        // More of the same hour is added to the same list.
        await station.AcceptAsync(Returns(31, 42));
        await telegram.WaitUntil(() => station.Cards().Count >= 42, TimeSpan.FromSeconds(120));
        await station.AllSentAsync();

        var announced = Assert.Single(telegram.BotMessages(group), m => !station.Cards().Contains(m));
        Assert.Equal(telegram.BotMessages(group)[0].Id, announced.Id);
        Assert.StartsWith("Сразу много новых случаев: 42 · СТО Северный", announced.Words, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 42), n => Assert.Contains($"№{n} ", announced.Words));
        Assert.Equal(42, station.Cards().Select(x => x.Words.Split(" · ")[0]).Distinct().Count());
        Assert.Equal(43, telegram.BotMessages(group).Count);
        Assert.Equal(0, telegram.Counters.TooManyRequests);
    }

    [Fact]
    public async Task Is_none_while_as_many_come_as_the_bound_allows()
    {
        await using var station = await StationInTelegram.OpenAsync(
            new FastClock(speed: 30, Given.Monday.AddDays(9)), change: x => x.Detection.AnnounceOver = Bound);

        await station.AcceptAsync(Returns(1, Bound));
        await station.Telegram.WaitUntil(() => station.Cards().Count == Bound, TimeSpan.FromSeconds(60));
        await station.AllSentAsync();

        Assert.Equal(Bound, station.Telegram.BotMessages(station.Group.Id).Count);
    }

    [Fact]
    public async Task Is_seen_too_where_its_cases_come_one_by_one_and_a_later_one_is_another()
    {
        // Slow enough for a loaded machine to take them within a minute of this clock.
        var clock = new FastClock(speed: 5, Given.Monday.AddDays(9));
        await using var station = await StationInTelegram.OpenAsync(clock, change: x => x.Detection.AnnounceOver = Bound);
        foreach (var n in Enumerable.Range(1, Bound + 1)) await station.AcceptAsync(Returns(n, n));
        await station.Telegram.WaitForMessage(station.Group.Id, IsAnnouncement, TimeSpan.FromSeconds(60));
        await station.AllSentAsync();

        await station.StopAsync();
        clock.Leap(TimeSpan.FromHours(2));
        await station.StartAsync();
        await station.AcceptAsync(Returns(101, 101 + Bound));
        await station.Telegram.WaitUntil(
            () => station.Telegram.BotMessages(station.Group.Id).Count(IsAnnouncement) == 2, TimeSpan.FromSeconds(60));
        await station.AllSentAsync();

        var lists = station.Telegram.BotMessages(station.Group.Id).Where(IsAnnouncement).ToList();
        Assert.All(lists, x => Assert.StartsWith($"Сразу много новых случаев: {Bound + 1} ", x.Words, StringComparison.Ordinal));
        Assert.Contains("А001ВС178", lists[0].Words);
        Assert.DoesNotContain("А001ВС178", lists[1].Words);
    }

    private static bool IsAnnouncement(FakeMessage message) =>
        message.Words.StartsWith("Сразу много новых случаев", StringComparison.Ordinal);

    private static SourceRecord[] Returns(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).SelectMany(n => (SourceRecord[])[Given.Repair($"ЗН-{n}", n), Given.Booking($"З-{n}", n)])];
}
