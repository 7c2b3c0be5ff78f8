using System.Text.Json;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Cases;

public class RepairCaseTests
{
    private static readonly DateTimeOffset Now = Ballot.Start;

    private static readonly CaseOpened Opening =
        new(Now, Actor.Service, New.Station, 7, New.Vehicle(), "E1", "R1", ["A"]);

    [Fact]
    public void A_case_begins_with_its_opening()
    {
        Assert.Throws<ArgumentException>(() => RepairCase.From([]));
        Assert.Throws<ArgumentException>(() => RepairCase.From([new CaseClosed(Now, Actor.Service)]));
        Assert.Throws<ArgumentException>(() => RepairCase.From([Opening, Opening]));
    }

    [Fact]
    public void A_remark_and_a_lowered_flag_stay_with_the_case_and_change_no_vote()
    {
        var ballot = new Ballot();
        ballot.Cast("client", VoteChoice.Repeat);
        ballot.Append(
            new RemarkMade(Now, Ballot.By("mechanic"), "болт был новый", [4, 5]),
            new FlagLowered(Now, Actor.Service, RecordKind.Booking, "B1", "false"));
        Assert.Equal("болт был новый", Assert.Single(ballot.State.Remarks).Text);
        Assert.True(ballot.State.FlagWasLowered);
        Assert.Equal((CaseState.Open, 1), (ballot.State.State, ballot.State.Votes.Count));
    }

    [Fact]
    public void An_outdated_vote_among_the_facts_does_not_count()
    {
        var ballot = new Ballot();
        ballot.Append(
            new VoteCast(Now, Ballot.By("client"), "client", VoteChoice.Repeat, new PressOrder("telegram", 5)),
            new VoteCast(Now, Ballot.By("client"), "client", VoteChoice.NotRepeat, new PressOrder("telegram", 4)));
        Assert.Equal(VoteChoice.Repeat, Assert.Single(ballot.State.Votes).Choice);
    }

    [Fact]
    public void Every_kind_of_fact_is_taken()
    {
        var state = RepairCase.From([Opening]);
        var seen = new HashSet<Type> { typeof(CaseOpened) };
        var random = new Random(1);
        while (seen.Count < Kinds.Count)
        {
            var fact = Any(random);
            state = state.With(fact);
            seen.Add(fact.GetType());
        }

        Assert.Equal(Kinds.OrderBy(x => x.Name), seen.OrderBy(x => x.Name));
    }

    [Fact]
    public void Any_beginning_of_the_facts_and_then_one_by_one_comes_to_the_same_as_all_at_once()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            CaseFact[] facts = [Opening, .. Enumerable.Range(0, random.Next(1, 25)).Select(_ => Any(random))];
            var whole = Written(RepairCase.From(facts));
            for (var cut = 1; cut <= facts.Length; cut++)
            {
                var state = facts[cut..].Aggregate(RepairCase.From(facts[..cut]), (s, fact) => s.With(fact));
                Assert.True(whole == Written(state), $"seed {seed}, cut at {cut}: {string.Join("\n", facts.Select(x => x.ToString()))}");
            }
        }
    }

    [Fact]
    public void Facts_read_back_from_their_JSON_come_to_the_same_case()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            // Identifiers have no public constructor: the host's converters write them, so this vehicle bears none.
            CaseFact[] facts =
            [
                Opening with { Vehicle = new VehicleRef(null, null, null, "ГАЗель") },
                .. Enumerable.Range(0, 12).Select(_ => Any(random)).Where(x => x is not CaseTied),
            ];
            var back = JsonSerializer.Deserialize<CaseFact[]>(JsonSerializer.Serialize(facts))!;
            Assert.Equal(Written(RepairCase.From(facts)), Written(RepairCase.From(back)));
        }
    }

    private static IReadOnlyList<Type> Kinds { get; } =
        [.. typeof(CaseFact).Assembly.GetTypes().Where(x => x.IsSubclassOf(typeof(CaseFact)))];

    private static string Written(RepairCase state) => JsonSerializer.Serialize(state);

    private static CaseFact Any(Random random)
    {
        var member = New.Commission[random.Next(4)].Id;
        var by = Ballot.By(member);
        var press = random.Next(3) == 0 ? null : new PressOrder(random.Next(2) == 0 ? "telegram" : "web", random.Next(20));
        string[] keys = ["A", "B", "C"];
        var key = keys[random.Next(3)];
        return random.Next(23) switch
        {
            0 => new VotingOpened(Now, Actor.Service, New.Frame(), Now, random.Next(2) == 0 ? [] : ["foreman"]),
            1 => new SignalJoined(Now, Actor.Service, key, RuleName.ReportedByStaff),
            2 => new SignalWithdrawn(Now, Actor.Service, key),
            3 => new SignalAfterVerdict(Now, Actor.Service, key, RuleName.ReportedByStaff),
            4 => new CaseTied(Now, Actor.Service, New.Vehicle(plate: null), "E" + random.Next(3), null),
            5 => new CaseMerged(Now, Actor.Service, random.Next(9)),
            6 => new CaseTookOver(Now, Actor.Service, random.Next(9), [key]),
            7 => new CaseWithdrawn(Now, Actor.Service),
            8 => new FlagLowered(Now, Actor.Service, RecordKind.Booking, "B1", null),
            9 => new RemarkMade(Now, by, "слова", []),
            10 => new VoteCast(Now, by, member, (VoteChoice)random.Next(1, 4), press),
            11 => new VoteConfirmed(Now, by, member, press ?? new PressOrder("web", 3)),
            12 => new DiagnosisRequested(Now, by),
            13 => new MissingReminded(Now, Actor.Service, [member], Now.AddHours(random.Next(9))),
            14 => new DirectorAsked(Now, Actor.Service, random.Next(2) == 0, Now),
            15 => new VotingLapsed(Now, Actor.Service),
            16 => new VerdictDeclared(Now, Actor.Service, (Verdict)random.Next(1, 3), new Tally(1, 2, 0), null),
            17 => new CaseReopened(Now, by),
            18 => new CauseNamed(Now, by, (Cause)random.Next(1, 11)),
            19 => new CauseTakenBack(Now, by),
            20 => new ResponsibleNamed(Now, by, new Responsible(ResponsibleKind.Process, null)),
            21 => new CustomerCalled(Now, by, (CallOutcome)random.Next(1, 4)),
            _ => new CaseClosed(Now, Actor.Service),
        };
    }
}
