using ServiceBot.Digests;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Statistics;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Digests;

public sealed class DigestCommandTests
{
    private static async Task<DigestStore> OnWednesdayAsync(Action<Settings>? change = null)
    {
        var store = await DigestStore.OpenAsync(change);
        store.Set(DigestStore.West, "2026-11-17 10:00");
        await store.FlagAsync(DigestStore.West, "З-1");
        await store.DecideAsync(DigestStore.West, 1, Verdict.Repeat);
        store.Set(DigestStore.West, "2026-11-18 10:00");
        return store;
    }

    private static Task<DigestPrint> RunAsync(DigestStore store, string? week = null, bool posting = false) =>
        store.Get<DigestCommand>().RunAsync(
            store.At(DigestStore.West), ReportingWeek.TryParse(week, out var asked) ? asked : null, posting, CancellationToken.None);

    [Fact]
    public async Task Without_a_week_the_one_that_runs_is_printed_and_says_so()
    {
        await using var store = await OnWednesdayAsync();

        var print = await RunAsync(store);

        Assert.Null(print.Refusal);
        Assert.StartsWith("Сводка за неделю 47 (16–22 ноября 2026) · СТО Западный\n⏳ Неделя ещё идёт: цифры на 18 ноября, 10:00.\n", print.Text);
        Assert.Contains("\nПодтверждено: 1\n", print.Text);
        Assert.Equal(print, await RunAsync(store, "2026-W47"));
        Assert.Empty(await store.SentAsync());
    }

    [Fact]
    public async Task English_is_complete()
    {
        await using var store = await OnWednesdayAsync(x => x.Language = "en");

        Assert.Contains("\nConfirmed: 1\n", (await RunAsync(store)).Text);
    }

    [Fact]
    public async Task A_week_that_has_not_begun_is_refused_in_words()
    {
        await using var store = await OnWednesdayAsync();
        const string Words = "Неделя 2026-W48 ещё не началась.";

        Assert.Equal(new DigestPrint(null, Words), await RunAsync(store, "2026-W48"));
        Assert.Equal(Words, (await RunAsync(store, "2026-W48", posting: true)).Refusal);
    }

    [Fact]
    public async Task Posting_a_week_that_runs_is_refused_and_says_when_it_is_over()
    {
        await using var store = await OnWednesdayAsync();

        var print = await RunAsync(store, "2026-W47", posting: true);

        Assert.Equal("Неделя 2026-W47 ещё идёт: отправить сводку можно после её конца, с 23.11.2026 00:00.", print.Refusal);
        Assert.Empty(await store.SentAsync());
    }

    [Fact]
    public async Task Posting_without_a_week_sends_the_last_one_that_is_over_and_once_only()
    {
        await using var store = await OnWednesdayAsync();
        store.Set(DigestStore.West, "2026-11-23 08:00");

        var print = await RunAsync(store, posting: true);
        var again = await RunAsync(store, "2026-W47", posting: true);
        await store.Post.PostDueDigests(store.Set(DigestStore.West, "2026-11-23 09:00"), default);

        var sent = Assert.Single(await store.SentAsync(), x => x.Chat == "web:zapad");
        Assert.Equal(sent.Text + "\n\nСводка за неделю 2026-W47 передана на отправку: 1 чат. Отправит работающая служба.", print.Text);
        Assert.Equal("Сводка за неделю 2026-W47 уже отправлена 23.11.2026 08:00; второй раз не отправляется.", again.Refusal);
        Assert.DoesNotContain("опоздала", sent.Text);
    }

    [Fact]
    public async Task Posting_at_a_station_without_a_chat_is_refused()
    {
        await using var store = await OnWednesdayAsync(x => x.Stations[1].Chats.Clear());
        store.Set(DigestStore.West, "2026-11-23 08:00");

        Assert.Equal("У СТО zapad нет ни одного чата: отправлять некуда.", (await RunAsync(store, posting: true)).Refusal);
    }

    [Fact]
    public async Task A_past_week_that_was_never_sent_is_drawn_from_the_facts_up_to_its_end()
    {
        await using var store = await OnWednesdayAsync();
        store.Set(DigestStore.West, "2026-11-25 10:00");
        await store.ReopenAsync(DigestStore.West, 1);
        await store.DecideAsync(DigestStore.West, 1, Verdict.NotRepeat);

        var print = await RunAsync(store, "2026-W47");

        Assert.Contains("\nПодтверждено: 1\n", print.Text);
        Assert.Contains("\nОтклонено: 0\n", print.Text);
        Assert.DoesNotContain("Открыто заново", print.Text);
    }
}
