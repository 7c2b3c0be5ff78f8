using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals.Rules;

/// <summary>Judged by outlines, with the words of few, a history says what it says whole.</summary>
public sealed class RecordOutlineTests
{
    [Fact]
    public void A_return_needs_the_words_of_both_visits_and_of_no_other()
    {
        SourceRecord[] records =
        [
            New.WorkOrder("W1", "2026-08-01", "2026-08-02"), New.WorkOrder("W2", "2026-10-01", "2026-10-02"),
            New.WorkOrder("W3", "2026-10-10", "2026-10-11"), New.WorkOrder("W4", "2026-11-20", "2026-11-21"),
        ];

        Assert.Equal(["W2", "W3"], Needed(records, new RuleSettings()));
    }

    [Fact]
    public void Maintenance_and_cancelled_orders_need_no_words()
    {
        SourceRecord[] records =
        [
            New.WorkOrder("W1", "2026-10-01", "2026-10-02") with { OrderKind = WorkOrderKind.Maintenance },
            New.WorkOrder("W2", "2026-10-05", "2026-10-06") with { Cancelled = true },
            New.WorkOrder("W3", "2026-10-10", "2026-10-11"),
        ];

        Assert.Empty(Needed(records, new RuleSettings()));
        Assert.False(RecordOutline.MayHoldReturn(Stays(records), new RuleSettings()));
    }

    [Theory]
    [InlineData("2026-10-16 23:59", true)]
    [InlineData("2026-10-17 00:00", false)]
    public void The_window_ends_with_its_last_day(string opened, bool needed)
    {
        SourceRecord[] records = [New.WorkOrder("W1", "2026-10-01", "2026-10-02 00:01"), New.WorkOrder("W2", opened, null)];

        Assert.Equal(needed ? 2 : 0, Needed(records, new RuleSettings()).Count);
    }

    [Fact]
    public void What_speaks_for_itself_has_no_outline()
    {
        Assert.Null(RecordOutline.Of(New.WorkOrder("W1", "2026-10-01", null) with { PossibleRepeat = true }));
        Assert.NotNull(RecordOutline.Of(New.WorkOrder("W1", "2026-10-01", null) with { PossibleRepeat = false }));
        Assert.Null(RecordOutline.Of(new SurveyResponse { Station = New.Station, Id = "S1", AnsweredAt = Moscow.At("2026-10-01") }));
    }

    [Theory]
    [InlineData(14, null)]
    [InlineData(3, null)]
    [InlineData(2, 150)]
    public void Random_histories_say_by_outlines_what_they_say_whole(int windowDays, int? windowKm)
    {
        var settings = new RuleSettings { WindowDays = windowDays, WindowKm = windowKm };
        var (told, spared, quiet) = (0, 0, 0);
        for (var seed = 1; seed <= 3_000; seed++)
        {
            // The last version of each record, without those that speak for themselves.
            var records = new RandomHistory(seed).Arrivals().Select(x => x.Record).OfType<SourceRecord>()
                .GroupBy(x => (x.Kind, x.Id)).Select(g => g.Last())
                .Select(x => x is Booking b && seed % 3 > 0 ? b with { PossibleRepeat = null } : x)
                .Where(x => RecordOutline.Of(x) is not null).ToList();
            var whole = Judging.Of(records, [], settings);

            var needed = Needed(records, settings).ToHashSet(StringComparer.Ordinal);
            var sparing = Judging.Of([.. records.Select(x => needed.Contains(x.Id) ? x : RecordOutline.Of(x)!)], [], settings);

            Assert.Equal(Text(whole), Text(sparing));
            Assert.Equal(Text(whole), Text(FromOutlines(records, settings)));
            if (needed.Count == 0) Assert.Empty(whole);
            if (!RecordOutline.MayHoldReturn(Stays(records), settings))
            {
                Assert.Empty(needed);
                quiet++;
            }

            told += whole.Count;
            spared += records.Count - needed.Count;
        }

        Assert.True(told > 500 && spared > 500, $"{told} signals, {spared} records spared");
        Assert.True(quiet > 100 || windowKm is not null, $"{quiet} histories without any look");
    }

    private static IReadOnlyList<string> Needed(IEnumerable<SourceRecord> records, RuleSettings settings) =>
    [
        .. VehicleHistory.Gather([.. records.Select(x => RecordOutline.Of(x)!)], [], settings.Visits)
            .SelectMany(x => RecordOutline.NeedingWords(x, settings, Moscow.Calendar)).Select(x => x.Id).Order(StringComparer.Ordinal),
    ];

    // Put together once, by the outlines, and given the words that are asked for.
    private static IEnumerable<Signal> FromOutlines(IReadOnlyList<SourceRecord> records, RuleSettings settings)
    {
        var whole = records.ToDictionary(x => RecordOutline.Of(x)!, (IEqualityComparer<SourceRecord>)ReferenceEqualityComparer.Instance);
        foreach (var history in VehicleHistory.Gather([.. whole.Keys], [], settings.Visits))
        {
            var needed = RecordOutline.NeedingWords(history, settings, Moscow.Calendar);
            if (needed.Count == 0) continue;
            var words = needed.ToDictionary(x => x, x => whole[x], (IEqualityComparer<SourceRecord>)ReferenceEqualityComparer.Instance);
            foreach (var signal in Domain.Signals.Rules.Judge(history.With(words), settings, Moscow.Calendar)) yield return signal;
        }
    }

    private static OutlinedStay[] Stays(IEnumerable<SourceRecord> records) =>
    [
        .. records.OfType<WorkOrder>().Select(x => new OutlinedStay(x.OpenedAt.UtcTicks, x.ClosedAt?.UtcTicks, x.OrderKind, x.Cancelled)),
    ];

    private static IReadOnlyList<string> Text(IEnumerable<Signal> signals) =>
        [.. signals.Select(x => System.Text.Json.JsonSerializer.Serialize(x)).Order(StringComparer.Ordinal)];
}
