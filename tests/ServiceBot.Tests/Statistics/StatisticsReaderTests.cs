using System.Text.Json;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Statistics;
using ServiceBot.Tests.Approved;
using ServiceBot.Tests.Digests;

namespace ServiceBot.Tests.Statistics;

public sealed class StatisticsReaderTests
{
    private static readonly JsonSerializerOptions Shown = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static async Task<DigestStore> OfNovemberAsync()
    {
        var store = await DigestStore.OpenAsync();
        store.Set(DigestStore.West, "2026-11-03 10:00");
        foreach (var id in new[] { "З-1", "З-2", "З-3" }) await store.FlagAsync(DigestStore.West, id);
        for (var n = 1; n <= 40; n++) await store.CloseOrderAsync(DigestStore.West, $"ЗН-{n}");
        store.Set(DigestStore.West, "2026-11-03 16:00");
        await store.DecideAsync(DigestStore.West, 1, Verdict.Repeat);
        store.Set(DigestStore.West, "2026-11-05 10:00");
        await store.DecideAsync(DigestStore.West, 2, Verdict.NotRepeat);
        await store.AppendAsync(
            DigestStore.West, 1,
            new CauseNamed(store.Clock.Now, Actor.Service, Cause.NoFinalCheck),
            new ResponsibleNamed(store.Clock.Now, Actor.Service, new Responsible(ResponsibleKind.Mechanic, new Person(null, "Болтов Б. Б."))));
        store.Set(DigestStore.West, "2026-12-02 10:00");
        await store.FlagAsync(DigestStore.West, "З-4");
        await store.FlagAsync(DigestStore.East, "З-5");
        return store;
    }

    [Fact]
    public async Task The_figures_of_a_period_read_as_approved_and_name_nobody()
    {
        await using var store = await OfNovemberAsync();
        var calendar = store.At(DigestStore.West).Calendar;

        var answer = await store.Get<StatisticsReader>().ReadAsync(
            DigestStore.West, calendar.Instant(new DateTime(2026, 11, 1)), calendar.Instant(new DateTime(2026, 12, 1)), default);

        ApprovedText.Check("statistics.json", JsonSerializer.Serialize(answer, Shown).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Without_ends_everything_counts_and_another_station_never()
    {
        await using var store = await OfNovemberAsync();

        var answer = await store.Get<StatisticsReader>().ReadAsync(DigestStore.West, null, null, default);

        Assert.Equal((4, 4, 40), (answer.Cases.Total, answer.Signals.Total, answer.RepairOrders));
        Assert.Equal((1, 40), (answer.RepeatsPer100.Count, answer.RepeatsPer100.Of));
    }

    [Fact]
    public async Task An_empty_station_has_figures_too()
    {
        await using var store = await DigestStore.OpenAsync();

        var answer = await store.Get<StatisticsReader>().ReadAsync(DigestStore.West, null, null, default);

        Assert.Equal(0, answer.Cases.Total);
        Assert.Equal(new RateAnswer(0, 0, null, null, null), answer.RepeatsPer100);
        Assert.Equal(new HoursAnswer(0, null, null), answer.HoursToVerdict);
    }

    [Fact]
    public async Task The_first_instant_counts_and_the_last_does_not()
    {
        await using var store = await OfNovemberAsync();
        var at = store.At(DigestStore.West).Calendar.Instant(new DateTime(2026, 11, 3, 10, 0, 0));
        var reader = store.Get<StatisticsReader>();

        Assert.Equal(3, (await reader.ReadAsync(DigestStore.West, at, at.AddTicks(1), default)).Cases.Total);
        Assert.Equal(0, (await reader.ReadAsync(DigestStore.West, at.AddTicks(1), at.AddDays(1), default)).Cases.Total);
        Assert.Equal(0, (await reader.ReadAsync(DigestStore.West, at.AddDays(-1), at, default)).RepairOrders);
    }
}
