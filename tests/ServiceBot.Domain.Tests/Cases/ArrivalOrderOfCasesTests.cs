using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Cases;

public class ArrivalOrderOfCasesTests
{
    private static readonly RuleSettings Strict = new();

    private static readonly RuleSettings Wide = new()
    {
        OpenCaseFor = FaultGrade.SameArea,
        WindowKm = 100,
        Modes = new Dictionary<RuleName, RuleMode> { [RuleName.SurveyNamesPoorRepair] = RuleMode.Shadow },
    };

    [Theory]
    [InlineData(1, 100)]
    [InlineData(100_001, 60)]
    public void Records_arriving_one_at_a_time_in_any_order_end_in_the_same_living_cases(int first, int count)
    {
        var living = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            var settings = first == 1 ? Strict : Wide;
            var arrivals = new RandomHistory(seed).Arrivals();
            var shuffler = new RandomHistory(-seed);
            for (var i = 0; i < 4; i++)
            {
                var order = i == 0 ? arrivals : shuffler.Shuffled(arrivals);
                if (Fault(order, settings) is { } fault)
                    Assert.Fail($"seed {seed}: {fault}\n{string.Join("\n", Smallest(order, settings))}");
            }

            living += Run(arrivals, settings).Living.Count;
        }

        Assert.True(living > count / 2, $"only {living} cases: the property had nothing to say");
    }

    [Fact]
    public void A_day_handed_over_twice_changes_nothing_the_second_time()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var arrivals = new RandomHistory(seed).Arrivals();
            var last = arrivals.GroupBy(x => x.Key).Select(g => g.Last()).ToList();
            var model = Run(arrivals, Strict);
            var before = Written(model.Cases);
            foreach (var arrival in last) model.Take(arrival);
            Assert.True(before == Written(model.Cases), $"seed {seed}");
        }
    }

    private static DetectorModel Run(IEnumerable<Arrival> arrivals, RuleSettings settings)
    {
        var model = new DetectorModel(settings);
        foreach (var arrival in arrivals) model.Take(arrival);
        return model;
    }

    // What is wrong after the last arrival, or null. The truth is what one look at all records gives.
    private static string? Fault(IReadOnlyList<Arrival> order, RuleSettings settings)
    {
        var model = Run(order, settings);
        var groups = VehicleHistory.Gather(model.Records, model.Reports)
            .SelectMany(h => CaseGroup.Gather(ServiceBot.Domain.Signals.Rules.Judge(h, settings, Moscow.Calendar)));
        var expected = string.Join("\n", groups
            .Select(g => Line(g.Vehicle.ToString(), g.EarlierWorkOrderId, g.ReturnId, g.Signals.Select(x => x.Key))).Order());
        var actual = Written(model.Living);
        return expected == actual ? null : $"the history says\n{expected}\nthe cases are\n{actual}\nafter";
    }

    private static string Written(IEnumerable<RepairCase> cases) => string.Join("\n", cases
        .Select(c => Line(c.Vehicle.ToString(), c.EarlierWorkOrderId, c.ReturnId, c.Signals)).Order());

    private static string Line(string vehicle, string? earlier, string? back, IEnumerable<string> signals) =>
        $"{earlier} -> {back}: {string.Join(", ", signals.Order(StringComparer.Ordinal))} {vehicle}";

    // Leaves out what the fault does not need.
    private static List<Arrival> Smallest(IReadOnlyList<Arrival> order, RuleSettings settings)
    {
        var kept = order.ToList();
        for (var i = kept.Count - 1; i >= 0; i--)
        {
            var fewer = kept.Where((_, k) => k != i).ToList();
            if (Fault(fewer, settings) is not null) kept = fewer;
        }

        return kept;
    }
}
