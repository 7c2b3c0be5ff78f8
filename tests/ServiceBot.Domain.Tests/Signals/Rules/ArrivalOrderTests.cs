using System.Text.Json;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class ArrivalOrderTests
{
    [Fact]
    public void The_same_records_in_any_order_give_identical_signals()
    {
        var (signals, byRule) = (0, new HashSet<RuleName>());
        for (var seed = 1; seed <= 150; seed++)
        {
            var random = new RandomHistory(seed);
            var arrivals = random.Arrivals();
            var expected = Written(arrivals, out var found);
            signals += found.Count;
            byRule.UnionWith(found.Select(x => x.Rule));
            for (var i = 0; i < 4; i++)
            {
                var actual = Written(random.Shuffled(arrivals), out _);
                Assert.True(expected == actual, $"seed {seed}\n{string.Join("\n", arrivals)}\n{expected}\n{actual}");
            }
        }

        // The property must have had something to say.
        Assert.True(signals > 200, $"{signals} signals");
        Assert.Equal(4, byRule.Count);
    }

    // The last version of each record, as the store keeps it, in the order of arrival.
    private static string Written(IReadOnlyList<Arrival> arrivals, out IReadOnlyList<Signal> signals)
    {
        var records = new Dictionary<(RecordKind?, string), SourceRecord>();
        foreach (var record in arrivals.Select(x => x.Record).OfType<SourceRecord>()) records[(record.Kind, record.Id)] = record;
        var reports = arrivals.Select(x => x.Report).OfType<StaffReport>().DistinctBy(x => x.Key).ToList();
        signals = Judging.Of(records.Values, reports);
        return JsonSerializer.Serialize(signals);
    }
}
