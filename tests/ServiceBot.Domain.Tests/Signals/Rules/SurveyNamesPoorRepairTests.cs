using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class SurveyNamesPoorRepairTests
{
    private const string SameDefect = "обращался несколько раз с данным дефектом";

    private static readonly WorkOrder First = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00");

    private static readonly WorkOrder Lamp = New.WorkOrder(
        "E2", "2026-12-05 09:00", "2026-12-05 18:00", New.DeadLamp, "замена лампы ближнего света");

    private static Signal? Survey(params SourceRecord[] records) =>
        Judging.Of(records).Only(RuleName.SurveyNamesPoorRepair);

    [Fact]
    public void Poor_repair_speaks_of_the_order_that_the_survey_asked_about()
    {
        var signal = Survey(First, Lamp, New.Survey("S1", "2026-12-07 12:00", "E1"))!;
        Assert.Equal("SurveyNamesPoorRepair:S1", signal.Key);
        Assert.Equal(("E1", true, SurveyClaim.PoorRepair), (signal.EarlierWorkOrderId, signal.NamesEarlier, signal.Evidence.Claim));
        Assert.Null(signal.ReturnId);
        Assert.Equal("S1", signal.SurveyResponseId);
        Assert.Equal("некачественный ремонт", signal.Evidence.Quote);
        Assert.True(signal.OpensCase);
    }

    [Fact]
    public void Without_a_work_order_it_speaks_of_the_last_closed_one_before_it()
    {
        Assert.Equal("E2", Survey(First, Lamp, New.Survey("S1", "2026-12-07 12:00"))!.EarlierWorkOrderId);
        Assert.Equal("E1", Survey(First, Lamp, New.Survey("S1", "2026-12-05 12:00"))!.EarlierWorkOrderId);
        Assert.Equal("E1", Survey(First, Lamp with { Cancelled = true }, New.Survey("S1", "2026-12-07 12:00"))!.EarlierWorkOrderId);
        Assert.Equal("E1", Survey(First, Lamp with { ClosedAt = null }, New.Survey("S1", "2026-12-07 12:00"))!.EarlierWorkOrderId);
        var free = Survey(First, New.Survey("S1", "2026-10-07 12:00"))!;
        Assert.Null(free.EarlierWorkOrderId);
        Assert.False(free.NamesEarlier);
    }

    [Fact]
    public void Several_visits_with_the_same_defect_speak_of_the_return_that_the_order_was()
    {
        var back = New.WorkOrder("R1", "2026-11-08 09:00", "2026-11-08 18:00", New.KnockAgain);
        var signal = Survey(First, back, New.Survey("S1", "2026-11-10 12:00", "R1", SameDefect))!;
        Assert.Equal(SurveyClaim.RepeatedSameDefect, signal.Evidence.Claim);
        Assert.Equal(("E1", "R1", "R1"), (signal.EarlierWorkOrderId, signal.ReturnId, signal.WorkOrderId));
        Assert.False(signal.NamesEarlier);
    }

    [Fact]
    public void Poor_repair_after_a_return_doubts_the_last_repair_and_not_the_first()
    {
        var back = New.WorkOrder("R1", "2026-11-08 09:00", "2026-11-08 18:00", New.KnockAgain);
        var signal = Survey(First, back, New.Survey("S1", "2026-11-10 12:00", "R1"))!;
        Assert.Equal(("R1", null), (signal.EarlierWorkOrderId, signal.ReturnId));
    }

    [Fact]
    public void The_same_defect_without_a_known_return_doubts_the_order_itself()
    {
        var signal = Survey(First, New.Survey("S1", "2026-11-10 12:00", "E1", SameDefect))!;
        Assert.Equal(("E1", null, true), (signal.EarlierWorkOrderId, signal.ReturnId, signal.NamesEarlier));
    }

    [Fact]
    public void An_unrelated_return_is_not_the_one_that_the_same_defect_speaks_of()
    {
        var other = New.WorkOrder("R1", "2026-11-08 09:00", "2026-11-08 18:00", New.DeadLamp, "замена лампы ближнего света");
        var signal = Survey(First, other, New.Survey("S1", "2026-11-10 12:00", "R1", SameDefect))!;
        Assert.Equal(("R1", null), (signal.EarlierWorkOrderId, signal.ReturnId));
    }

    [Fact]
    public void An_answer_named_in_the_settings_is_a_claim_and_others_are_not()
    {
        var settings = new RuleSettings { NegativeAnswers = ["вариант б"] };
        var survey = New.Survey("S1", "2026-11-10 12:00", comment: null) with { Answers = [new SurveyAnswer("Оценка", "Вариант Б")] };
        var signal = Judging.Of(settings, First, survey).Only(RuleName.SurveyNamesPoorRepair)!;
        Assert.Equal((SurveyClaim.PoorRepair, "Вариант Б"), (signal.Evidence.Claim, signal.Evidence.Quote));
        Assert.Empty(Judging.Of(First, survey));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_mark_at_most_that_of_the_setting_says_poor_repair(int score, bool claimed)
    {
        var survey = New.Survey("S1", "2026-11-10 12:00", comment: null) with { Score = score };
        Assert.Equal(claimed, Judging.Of(new RuleSettings { ScoreAtMost = 3 }, First, survey).Count == 1);
        Assert.Empty(Judging.Of(First, survey));
        Assert.Empty(Judging.Of(new RuleSettings { ScoreAtMost = 3 }, First, survey with { Score = null }));
    }

    [Fact]
    public void A_content_customer_gives_no_signal() =>
        Assert.Empty(Judging.Of(First, New.Survey("S1", "2026-11-10 12:00", "E1", "Спасибо, претензий нет")));

    [Fact]
    public void A_survey_with_only_its_work_order_is_a_signal_before_that_order_arrives()
    {
        var survey = New.Survey("S1", "2026-11-10 12:00", "E1", namesVehicle: false);
        var before = Survey(survey)!;
        Assert.Equal(("E1", true, false), (before.EarlierWorkOrderId, before.NamesEarlier, before.Vehicle.IsKnown));
    }

    [Fact]
    public void A_survey_with_only_its_work_order_joins_that_orders_vehicle_when_it_arrives()
    {
        var survey = New.Survey("S1", "2026-11-10 12:00", "E1", namesVehicle: false);
        var history = Assert.Single(VehicleHistory.Gather([survey, First], [], new VisitRules()));
        Assert.Equal("S1", Assert.Single(history.Surveys).Id);
        Assert.Equal(First.Vehicle, Survey(First, survey)!.Vehicle);
    }

    [Fact]
    public void Two_surveys_of_one_order_that_has_not_arrived_are_one_vehicle()
    {
        var first = New.Survey("S1", "2026-11-10 12:00", "E1", namesVehicle: false);
        var second = New.Survey("S2", "2026-11-12 12:00", "E1", namesVehicle: false);
        var other = New.Survey("S3", "2026-11-12 12:00", "E9", namesVehicle: false);
        var histories = VehicleHistory.Gather([second, first, other], [], new VisitRules());
        Assert.Equal([["S1", "S2"], ["S3"]], histories.Select(h => h.Surveys.Select(s => s.Id).ToArray()));
    }

    [Fact]
    public void Surveys_of_a_history_stand_by_time_whether_they_name_the_vehicle_or_not()
    {
        var loose = New.Survey("S1", "2026-11-10 12:00", "E1", namesVehicle: false);
        var named = New.Survey("S2", "2026-11-12 12:00", "E1");
        Assert.Equal(["S1", "S2"], Assert.Single(VehicleHistory.Gather([named, loose, First], [], new VisitRules())).Surveys.Select(x => x.Id));
    }
}
