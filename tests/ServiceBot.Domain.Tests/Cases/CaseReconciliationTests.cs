using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Cases;

public class CaseReconciliationTests
{
    private static readonly WorkOrder First = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00");
    private static readonly WorkOrder Back = New.Return("R1", "2026-11-05 10:00");
    private static readonly SurveyResponse Poor = New.Survey("S1", "2026-11-03 10:00", "E1");

    private readonly DetectorModel _detector = new(new RuleSettings());

    private static DateTimeOffset Now => Moscow.At("2026-12-01 12:00");

    private RepairCase Case(int number) => _detector.Cases.Single(x => x.Number == number);

    private T Last<T>(int number) where T : CaseFact => Assert.IsType<T>(_detector.Facts(number)[^1]);

    private void Take(params SourceRecord[] records)
    {
        foreach (var record in records) _detector.Take(new Arrival(record, null));
    }

    private void Decide(int number, Verdict verdict = Verdict.NotRepeat) =>
        _detector.Append(number, new VerdictDeclared(Now, Actor.Service, verdict, new Tally(0, 3, 0), null));

    [Fact]
    public void A_strong_signal_opens_a_case()
    {
        Take(First, Back);
        var state = Assert.Single(_detector.Cases);
        Assert.Equal(("E1", "R1", CaseState.Open), (state.EarlierWorkOrderId, state.ReturnId, state.State));
        Assert.Equal(["ReturnedWithinWindow:R1"], state.Signals);
    }

    [Fact]
    public void A_further_signal_strengthens_it()
    {
        Take(First, Back, Poor);
        Assert.Equal(["ReturnedWithinWindow:R1", "SurveyNamesPoorRepair:S1"], Assert.Single(_detector.Cases).Signals);
        Assert.Equal(RuleName.SurveyNamesPoorRepair, Last<SignalJoined>(1).Rule);
    }

    [Fact]
    public void The_same_record_again_changes_nothing()
    {
        Take(First, Back, Poor);
        var facts = _detector.Facts(1).Count;
        Take(Back, First, Poor, Back);
        Assert.Equal(facts, _detector.Facts(1).Count);
    }

    [Fact]
    public void A_case_opened_without_an_earlier_order_is_tied_to_it_as_soon_as_it_is_known()
    {
        var booking = New.Booking("B1", "2026-11-05 10:00");
        Take(booking);
        Assert.Equal((null, "booking:B1"), (Case(1).EarlierWorkOrderId, Case(1).ReturnId));
        Take(First);
        Assert.Equal(("E1", "booking:B1"), (Case(1).EarlierWorkOrderId, Case(1).ReturnId));
        Assert.Equal("E1", Last<CaseTied>(1).EarlierWorkOrderId);
        Take(New.Return("R1", "2026-11-06 10:00") with { BookingId = "B1" });
        Assert.Equal(("E1", "R1"), (Case(1).EarlierWorkOrderId, Case(1).ReturnId));
        Assert.Single(_detector.Cases);
    }

    [Fact]
    public void A_case_learns_the_vehicle_of_a_survey_when_its_order_arrives()
    {
        Take(New.Survey("S1", "2026-11-03 10:00", "E1", namesVehicle: false));
        Assert.False(Case(1).Vehicle.IsKnown);
        Take(First);
        Assert.Equal(First.Vehicle, Case(1).Vehicle);
        Assert.Single(_detector.Cases);
    }

    [Fact]
    public void Two_open_cases_that_turn_out_to_be_one_are_merged_and_the_older_goes_on()
    {
        // A booking far from home, and a survey; only the order's arrival tells that both doubt it.
        Take(New.Booking("B1", "2026-11-05 10:00"), New.Survey("S1", "2026-11-06 10:00", "E1", namesVehicle: false));
        Assert.Equal(2, _detector.Living.Count);
        Take(First);
        Assert.Equal(1, Case(2).MergedInto);
        Assert.Equal(CaseState.Closed, Case(2).State);
        Assert.Empty(Case(2).Signals);
        Assert.Equal(["BookingSaysPossibleRepeat:B1", "SurveyNamesPoorRepair:S1"], Case(1).Signals);
        Assert.Equal(2, Assert.Single(_detector.Facts(1).OfType<CaseTookOver>()).From);
        Assert.Equal(["SurveyNamesPoorRepair:S1"], _detector.Facts(1).OfType<CaseTookOver>().Single().Signals);
        Assert.Equal("E1", Case(1).EarlierWorkOrderId);
    }

    [Fact]
    public void Signals_that_part_become_two_cases_and_the_older_keeps_what_it_was_about()
    {
        var booking = New.Booking("B1", "2026-11-05 10:00", complaint: null);
        Take(First, Poor, booking);
        Assert.Equal("E1", Assert.Single(_detector.Living).EarlierWorkOrderId);
        // The latest repair before the booking turns out to have been another.
        Take(New.WorkOrder("E2", "2026-11-04 09:00", "2026-11-04 18:00", New.DeadLamp, "замена лампы ближнего света"));
        Assert.Equal(
            [(1, "E1", "SurveyNamesPoorRepair:S1"), (2, "E2", "BookingSaysPossibleRepeat:B1")],
            _detector.Living.Select(x => (x.Number, x.EarlierWorkOrderId!, x.Signals.Single())));
        Assert.Equal("BookingSaysPossibleRepeat:B1", Assert.Single(_detector.Facts(1).OfType<SignalWithdrawn>()).Signal);
    }

    [Fact]
    public void A_case_whose_signal_is_replaced_by_another_of_the_same_return_goes_on_with_its_votes()
    {
        // The source keeps the flag on the order; the flagged booking of the visit arrives after it.
        var old = New.WorkOrder("E0", "2026-08-01 09:00", "2026-08-01 18:00");
        Take(old, Back with { PossibleRepeat = true, BookingId = "B1" });
        Assert.Equal(["BookingSaysPossibleRepeat:order:R1"], Case(1).Signals);
        _detector.Append(1, new VoteCast(Now, Ballot.By("client"), "client", VoteChoice.Repeat, null));
        Take(New.Booking("B1", "2026-11-04 10:00"));
        var state = Assert.Single(_detector.Cases);
        Assert.Equal(["BookingSaysPossibleRepeat:B1"], state.Signals);
        Assert.Single(state.Votes);
        Assert.False(state.Withdrawn);
    }

    [Fact]
    public void A_case_is_withdrawn_when_its_last_signal_is_lost()
    {
        Take(First, Back);
        Take(Back with { Cancelled = true });
        Assert.True(Case(1).Withdrawn);
        Assert.Equal(CaseState.Closed, Case(1).State);
        Assert.Equal("ReturnedWithinWindow:R1", Assert.Single(_detector.Facts(1).OfType<SignalWithdrawn>()).Signal);
        Last<CaseWithdrawn>(1);
    }

    [Fact]
    public void A_case_that_loses_one_of_two_signals_goes_on()
    {
        Take(First, Back, Poor);
        Take(Back with { Cancelled = true });
        Assert.Equal(["SurveyNamesPoorRepair:S1"], Assert.Single(_detector.Living).Signals);
        Assert.Equal(("E1", null), (Case(1).EarlierWorkOrderId, Case(1).ReturnId));
    }

    [Fact]
    public void A_signal_that_comes_back_to_a_withdrawn_case_is_told_by_a_new_one()
    {
        Take(First, Back, Back with { Cancelled = true }, Back);
        Assert.True(Case(1).Withdrawn);
        Assert.Equal(["ReturnedWithinWindow:R1"], Case(2).Signals);
        Assert.Single(_detector.Living);
    }

    [Fact]
    public void A_signal_that_reaches_a_decided_case_becomes_a_remark()
    {
        Take(First, Back);
        Decide(1);
        Take(Poor);
        var state = Assert.Single(_detector.Cases);
        Assert.Equal(Verdict.NotRepeat, state.Verdict);
        Assert.Equal(["ReturnedWithinWindow:R1"], state.Signals);
        Assert.Equal(["SurveyNamesPoorRepair:S1"], state.SignalsAfterVerdict);
        Last<SignalAfterVerdict>(1);
        var facts = _detector.Facts(1).Count;
        Take(Poor, Back);
        Assert.Equal(facts, _detector.Facts(1).Count);
    }

    [Fact]
    public void A_decided_case_stands_when_its_signals_are_lost()
    {
        Take(First, Back);
        Decide(1);
        Take(Back with { Cancelled = true });
        Assert.Equal((Verdict.NotRepeat, false), (Case(1).Verdict, Case(1).Withdrawn));
    }

    [Fact]
    public void A_decided_case_is_found_again_when_its_signal_comes_back()
    {
        Take(First, Back);
        Decide(1);
        Take(Back with { Cancelled = true }, Back);
        Assert.Single(_detector.Cases);
        Assert.Equal(["ReturnedWithinWindow:R1"], Case(1).SignalsAfterVerdict);
    }

    [Fact]
    public void A_decided_case_is_not_tied_anew()
    {
        Take(First, Back);
        Decide(1, Verdict.Repeat);
        Take(New.WorkOrder("E2", "2026-11-03 09:00", "2026-11-03 18:00"));
        Assert.Equal("E1", Case(1).EarlierWorkOrderId);
    }

    [Fact]
    public void A_chain_of_returns_is_two_cases_and_the_verdict_of_one_leaves_the_other_open()
    {
        Take(First, New.WorkOrder("R1", "2026-11-05 10:00", "2026-11-05 18:00", New.KnockAgain));
        Decide(1, Verdict.Repeat);
        Take(New.Return("R2", "2026-11-12 10:00"));
        Assert.Equal([("E1", "R1"), ("R1", "R2")], _detector.Cases.Select(x => (x.EarlierWorkOrderId!, x.ReturnId!)));
        Assert.Equal([CaseState.Repeat, CaseState.Open], _detector.Cases.Select(x => x.State));
    }

    [Fact]
    public void What_came_after_the_verdict_is_among_the_reasons_when_the_case_is_reopened()
    {
        Take(First, Back);
        Decide(1);
        Take(Poor);
        _detector.Append(1, new CaseReopened(Now, Ballot.By("client")), new VotingOpened(Now, Actor.Service, New.Frame(), Now, []));
        Assert.Equal(["ReturnedWithinWindow:R1", "SurveyNamesPoorRepair:S1"], Case(1).Signals);
        Assert.Equal(CaseState.Open, Case(1).State);
        Take(New.Survey("S2", "2026-11-04 10:00", "E1"));
        Assert.Equal(3, Assert.Single(_detector.Cases).Signals.Count);
    }

    [Fact]
    public void A_withdrawn_case_that_people_reopened_stays_until_they_decide()
    {
        Take(First, Back, Back with { Cancelled = true });
        _detector.Append(1, new CaseReopened(Now, Ballot.By("client")), new VotingOpened(Now, Actor.Service, New.Frame(), Now, []));
        Take(New.WorkOrder("M1", "2026-11-07 09:00", "2026-11-07 10:00", kind: WorkOrderKind.Maintenance));
        Assert.False(Case(1).Withdrawn);
        Take(Back);
        Assert.Equal(["ReturnedWithinWindow:R1"], Assert.Single(_detector.Cases).Signals);
    }

    [Fact]
    public void A_reopened_case_and_one_that_was_opened_meanwhile_are_merged()
    {
        CaseFact[] opening = [new CaseOpened(Now, Actor.Service, New.Station, 1, New.Vehicle(), "E1", "R1", ["A"])];
        var reopened = RepairCase.From(
        [
            .. opening, new SignalWithdrawn(Now, Actor.Service, "A"), new CaseWithdrawn(Now, Actor.Service),
            new CaseReopened(Now, Ballot.By("client")),
        ]);
        var meanwhile = RepairCase.From(opening) with { Number = 2 };
        var plan = CaseReconciliation.Plan(
            [reopened, meanwhile], [New.Signal("A", "E1", "R1")], new HashSet<string> { "A" }, Now);
        Assert.Equal(1, Assert.IsType<CaseMerged>(Assert.Single(plan.Changed[2])).Into);
        Assert.Equal(1, plan.Homes["A"]);
        Assert.Equal(["A"], plan.Changed[1].Aggregate(reopened, (s, fact) => s.With(fact)).Signals);
    }

    [Fact]
    public void A_signal_that_was_not_judged_is_not_lost()
    {
        var state = RepairCase.From(
            [new CaseOpened(Now, Actor.Service, New.Station, 1, New.Vehicle(), "E1", "R1", ["R1", "S1"])]);
        var plan = CaseReconciliation.Plan([state], [], new HashSet<string> { "S1" }, Now);
        Assert.Equal("S1", Assert.IsType<SignalWithdrawn>(Assert.Single(plan.Changed[1])).Signal);
    }

    [Fact]
    public void A_decided_case_keeps_its_signals_when_an_open_one_turns_out_to_be_the_same()
    {
        var decided = RepairCase.From(
        [
            new CaseOpened(Now, Actor.Service, New.Station, 1, New.Vehicle(), "E1", "R1", ["A"]),
            new VerdictDeclared(Now, Actor.Service, Verdict.Repeat, new Tally(3, 0, 0), null),
        ]);
        var open = RepairCase.From(
            [new CaseOpened(Now, Actor.Service, New.Station, 2, New.Vehicle(), "E2", "R1", ["B"])]);
        Signal[] signals = [New.Signal("A", "E1", "R1"), New.Signal("B", "E1", "R1"), New.Signal("C", "E1", "R1")];
        var plan = CaseReconciliation.Plan([decided, open], signals, new HashSet<string> { "A", "B", "C" }, Now);
        Assert.Empty(plan.Opened);
        Assert.Equal(new Dictionary<string, int> { ["A"] = 1, ["B"] = 2, ["C"] = 2 }, plan.Homes);
        Assert.Equal([2], plan.Changed.Keys);
    }

    [Fact]
    public void A_report_by_staff_joins_the_case_of_its_repair_or_opens_one()
    {
        Take(First, Back);
        _detector.Take(new Arrival(null, New.Report("k1", "2026-11-06 10:00", "E1")));
        Assert.Equal(["ReportedByStaff:k1", "ReturnedWithinWindow:R1"], Assert.Single(_detector.Cases).Signals.Order());
        _detector.Take(new Arrival(null, New.Report("k2", "2026-11-06 10:00", vehicle: New.Vehicle(null, "К001КК77"))));
        Assert.Equal(2, _detector.Living.Count);
    }
}
