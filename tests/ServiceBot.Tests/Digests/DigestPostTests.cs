using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Digests;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Digests;

public sealed class DigestPostTests
{
    private static async Task<DigestStore> WithRecordsAsync(Action<Settings>? change = null)
    {
        var store = await DigestStore.OpenAsync(change);
        store.Set(DigestStore.East, "2026-11-18 12:00");
        await store.FlagAsync(DigestStore.East, "З-1");
        await store.FlagAsync(DigestStore.West, "З-2");
        return store;
    }

    private static Task<int> RingAsync(DigestStore store, DateTimeOffset now)
    {
        store.Clock.Now = now;
        return store.Post.PostDueDigests(now, CancellationToken.None);
    }

    [Fact]
    public async Task At_its_hour_by_the_stations_clock_the_digest_goes_to_every_chat_once()
    {
        await using var store = await WithRecordsAsync(x => x.Stations[0].Chats.Add(new ChatSettings { Channel = "telegram", Id = "-100", Topic = 7 }));

        Assert.Equal(0, await RingAsync(store, store.Set(DigestStore.East, "2026-11-23 08:59:59")));
        Assert.Equal(1, await RingAsync(store, store.Set(DigestStore.East, "2026-11-23 09:00")));
        Assert.Equal(0, await RingAsync(store, store.Set(DigestStore.East, "2026-11-23 09:10")));

        var sent = await store.SentAsync();
        Assert.Equal(["telegram:-100/7", "web:vostok"], sent.Select(x => x.Chat));
        Assert.All(sent, x => Assert.Equal("digest:vostok/2026-W47", x.Subject));
        Assert.All(sent, x => Assert.StartsWith("Сводка за неделю 47 (16–22 ноября 2026) · СТО Восточный\nПод подозрением: 1\n", x.Text));

        // Eight hours later it is nine o'clock in Kaliningrad.
        Assert.Equal(0, await RingAsync(store, store.Set(DigestStore.West, "2026-11-23 08:50")));
        Assert.Equal(1, await RingAsync(store, store.Set(DigestStore.West, "2026-11-23 09:00")));
        Assert.Equal(3, (await store.SentAsync()).Count);
    }

    [Fact]
    public async Task The_next_week_has_a_digest_of_its_own()
    {
        await using var store = await WithRecordsAsync();

        for (var day = 0; day < 21; day++) await RingAsync(store, store.Set(DigestStore.West, "2026-11-23 09:01").AddDays(day));

        Assert.Equal(
            ["digest:zapad/2026-W47", "digest:zapad/2026-W48", "digest:zapad/2026-W49"],
            (await store.SentAsync()).Where(x => x.Chat == "web:zapad").Select(x => x.Subject).Order());
    }

    [Theory]
    [InlineData("2026-11-23 09:25", false)]
    [InlineData("2026-11-23 11:00", true)]
    [InlineData("2026-11-28 09:00", true)]
    public async Task A_digest_that_was_missed_is_sent_once_on_return_and_says_that_it_is_late(string back, bool late)
    {
        await using var store = await WithRecordsAsync();

        Assert.Equal(1, (await RingedAsync(store, back)).Count(x => x.Chat == "web:zapad"));
        var sent = (await RingedAsync(store, back)).Single(x => x.Chat == "web:zapad");

        Assert.Equal(late, sent.Text.Contains("Сводка опоздала: служба не работала", StringComparison.Ordinal));
        Assert.Equal(late, await store.ReadAsync(db => db.Documents.Where(x => x.Station == "zapad").Select(x => x.Late).SingleAsync()));
    }

    [Fact]
    public async Task After_six_days_a_missed_digest_is_left_to_the_next_one()
    {
        await using var store = await WithRecordsAsync();

        Assert.DoesNotContain(await RingedAsync(store, "2026-11-29 09:01"), x => x.Chat == "web:zapad");
        Assert.Equal("digest:zapad/2026-W48", (await RingedAsync(store, "2026-11-30 09:00")).Single(x => x.Chat == "web:zapad").Subject);
    }

    [Fact]
    public async Task No_week_before_the_stations_first_record_gets_a_digest()
    {
        await using var store = await DigestStore.OpenAsync();
        Assert.Empty(await RingedAsync(store, "2026-11-23 09:00"));

        // The first records come on the very Monday; what they tell of is older, and the service did not see it.
        store.Set(DigestStore.West, "2026-11-23 10:00");
        await store.TakeAsync(new Booking
        {
            Station = DigestStore.West, Id = "З-1", CreatedAt = store.Clock.Now.AddDays(-9), PossibleRepeat = true,
            Vehicle = new VehicleRef(null, null, PlateNumber.Read("А001АА39"), null),
        });

        Assert.Empty(await RingedAsync(store, "2026-11-23 10:10"));
        Assert.Equal("digest:zapad/2026-W48", Assert.Single(await RingedAsync(store, "2026-11-30 09:00")).Subject);
    }

    [Fact]
    public async Task Rings_at_the_same_moment_send_one_digest()
    {
        await using var store = await WithRecordsAsync();
        var now = store.Set(DigestStore.West, "2026-11-23 09:00");

        var posted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.Post.PostDueDigests(now, CancellationToken.None))));

        Assert.Equal(2, posted.Sum());
        Assert.Equal(2, (await store.SentAsync()).Count);
        Assert.Equal(2, await store.ReadAsync(db => db.Documents.CountAsync()));
    }

    [Fact]
    public async Task What_happens_later_leaves_the_frozen_digest_as_it_was_sent()
    {
        await using var store = await WithRecordsAsync();
        await store.DecideAsync(DigestStore.West, 1, Verdict.Repeat);
        var sent = (await RingedAsync(store, "2026-11-23 09:00")).Single(x => x.Chat == "web:zapad").Text;
        Assert.Contains("\nПодтверждено: 1\n", sent);

        store.Set(DigestStore.West, "2026-11-25 12:00");
        await store.ReopenAsync(DigestStore.West, 1);
        await store.DecideAsync(DigestStore.West, 1, Verdict.NotRepeat);
        await store.FlagAsync(DigestStore.West, "З-3");

        Assert.True(ReportingWeek.TryParse("2026-W47", out var week));
        var printed = await store.Get<DigestCommand>().RunAsync(store.At(DigestStore.West), week, posting: false, default);
        Assert.Equal(sent, printed.Text);
        var next = (await RingedAsync(store, "2026-11-30 09:00")).Single(x => x.Subject == "digest:zapad/2026-W48").Text;
        Assert.Contains("\nПодтверждено: 0\n", next);
        Assert.Contains("\nОтклонено: 1\n", next);
        Assert.Contains("\nОткрыто заново: 1\n", next);
    }

    [Fact]
    public async Task A_station_without_a_chat_gets_none_and_none_is_kept()
    {
        await using var store = await WithRecordsAsync(x => x.Stations[1].Chats.Clear());

        Assert.Equal("web:vostok", Assert.Single(await RingedAsync(store, "2026-11-23 09:00")).Chat);
        Assert.Equal(1, await store.ReadAsync(db => db.Documents.CountAsync()));
    }

    [Fact]
    public async Task A_chat_that_moved_gets_its_digest_at_the_new_id()
    {
        await using var store = await WithRecordsAsync(x => x.Stations[1].Chats = [new ChatSettings { Channel = "telegram", Id = "-5" }]);
        await store.Get<Writer>().InTransactionAsync(
            (db, cancel) => ChatMoves.FollowAsync(db, [], "telegram", "-5", "-1005", store.Clock.Now, cancel), default);

        Assert.Contains(await RingedAsync(store, "2026-11-23 09:00"), x => x.Chat == "telegram:-1005");
    }

    [Fact]
    public async Task A_fault_at_one_station_is_told_and_does_not_hold_up_the_other()
    {
        await using var store = await WithRecordsAsync();
        var now = store.Set(DigestStore.West, "2026-11-23 09:00");
        // The signals of the east cannot be read any more.
        await store.Get<Writer>().InTransactionAsync(
            async (db, cancel) => (await db.Signals.FirstAsync(x => x.Station == DigestStore.East, cancel)).Body = "?", default);

        var told = await Assert.ThrowsAsync<AggregateException>(() => store.Post.PostDueDigests(now, CancellationToken.None));

        Assert.IsType<System.Text.Json.JsonException>(Assert.Single(told.InnerExceptions), exactMatch: false);
        Assert.Equal("web:zapad", Assert.Single(await store.SentAsync()).Chat);
    }

    [Fact]
    public async Task A_week_that_is_not_over_is_never_posted()
    {
        await using var store = await WithRecordsAsync();
        var week = ReportingWeek.Of(new DateOnly(2026, 11, 16));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.Post.PostAsync(store.At(DigestStore.West), week, store.Set(DigestStore.West, "2026-11-22 23:59:59"), default));

        Assert.Empty(await store.SentAsync());
    }

    private static async Task<List<(string Chat, string Subject, string Text)>> RingedAsync(DigestStore store, string western)
    {
        await RingAsync(store, store.Set(DigestStore.West, western));
        return await store.SentAsync();
    }
}
