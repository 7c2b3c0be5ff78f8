using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
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
    [InlineData(1, 60)]
    [InlineData(100_001, 40)]
    public void Records_arriving_one_at_a_time_in_any_order_end_in_the_same_living_cases(int first, int count)
    {
        var (living, kinds) = (0, new HashSet<Type>());
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

            var model = Run(arrivals, settings);
            living += model.Living.Count;
            kinds.UnionWith(model.Cases.SelectMany(x => model.Facts(x.Number)).Select(x => x.GetType()));
        }

        // The property must have had something to say.
        Assert.True(living > count / 2, $"only {living} cases");
        Assert.Superset(
            new HashSet<Type> { typeof(SignalJoined), typeof(SignalWithdrawn), typeof(CaseTied), typeof(CaseMerged), typeof(CaseWithdrawn) },
            kinds);
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

    [Fact]
    public void Verdicts_that_fall_meanwhile_stand_and_no_signal_is_lost_and_none_is_told_in_two_open_cases()
    {
        var verdicts = 0;
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var order = new RandomHistory(-seed).Shuffled(new RandomHistory(seed).Arrivals());
            var model = new DetectorModel(Strict);
            var decided = new Dictionary<int, Verdict>();
            foreach (var arrival in order)
            {
                model.Take(arrival);
                var wrong = Wrong(model, decided);
                Assert.True(wrong is null, $"seed {seed}: {wrong}\n{string.Join("\n", order)}");
                if (random.Next(3) > 0 || model.Living.FirstOrDefault(x => x.Verdict is null) is not { } open) continue;
                var verdict = (Verdict)random.Next(1, 3);
                decided[open.Number] = verdict;
                model.Append(open.Number, new VerdictDeclared(Ballot.Start, Actor.Service, verdict, new Tally(2, 1, 0), null));
            }

            verdicts += decided.Count;
        }

        Assert.True(verdicts > 30, $"only {verdicts} verdicts");
    }

    private static string? Wrong(DetectorModel model, Dictionary<int, Verdict> decided)
    {
        foreach (var (number, verdict) in decided)
        {
            if (model.Living.SingleOrDefault(x => x.Number == number)?.Verdict != verdict) return $"the verdict of {number} is gone";
        }

        var open = model.Living.Where(x => x.Verdict is null).ToList();
        var groups = VehicleHistory.Gather(model.Records, model.Reports, new VisitRules())
            .SelectMany(h => CaseGroup.Gather(ServiceBot.Domain.Signals.Rules.Judge(h, Strict, Moscow.Calendar))).ToList();
        foreach (var group in groups)
        {
            var keys = group.Signals.Select(x => x.Key).ToList();
            foreach (var key in keys.Where(key => !model.Living.Any(x => x.Signals.Concat(x.SignalsAfterVerdict).Contains(key))))
                return $"{key} is in no case";
            if (open.Count(x => x.Signals.Any(keys.Contains)) > 1) return $"{string.Join(", ", keys)} is told in two open cases";
        }

        var alive = groups.SelectMany(g => g.Signals).Select(x => x.Key).ToHashSet(StringComparer.Ordinal);
        return open.Find(x => x.Signals.Count == 0 || !x.Signals.All(alive.Contains)) is { } idle
            ? $"case {idle.Number} holds what nobody says any more"
            : null;
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
        var groups = VehicleHistory.Gather(model.Records, model.Reports, new VisitRules())
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
