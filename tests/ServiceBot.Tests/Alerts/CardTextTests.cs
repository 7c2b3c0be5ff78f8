using System.Globalization;
using ServiceBot.Alerts;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Stations;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Alerts;

/// <summary>The lines of a card, as somebody reads them between two customers.</summary>
public sealed class CardTextTests
{
    private const string Earlier = "ЗН-1", Back = "ЗН-2", Booked = "З-1";

    private static readonly WorkOrder Repaired = Given.Repair(Earlier, openedDay: 0, closedDay: 1);

    [Theory]
    [InlineData(9, "(8 дней назад)")]
    [InlineData(1, "(в тот же день)")]
    [InlineData(0, "от 10.11: ")] // Booked before the repair was done: "minus one day ago" says nothing.
    public void The_days_are_counted_from_the_booking_that_stands_above_them(int bookedDay, string expected)
    {
        var text = Lines(
            [Returned(days: 9)], Repaired, Given.Booking(Booked, day: bookedDay), Given.Repair(Back, openedDay: 10, closedDay: null));

        Assert.Contains(expected, Assert.Single(text, x => x.StartsWith("Прошлый заказ-наряд", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_a_booking_the_days_are_those_to_the_return()
    {
        var text = Lines([Returned(days: 9) with { BookingId = null }], Repaired, Given.Repair(Back, openedDay: 10, closedDay: null));

        Assert.Contains(text, x => x.StartsWith("Возврат 19.11 10:00, заказ-наряд ЗН-2", StringComparison.Ordinal));
        Assert.Contains(text, x => x.Contains("от 10.11 (9 дней назад)", StringComparison.Ordinal));
    }

    [Fact]
    public void Words_on_which_booking_and_return_both_rest_stand_once()
    {
        var text = Lines(
            [Flagged("стук", "шаровая опора"), Returned(9, "стук", "шаровая опора")],
            Repaired, Given.Booking(Booked), Given.Repair(Back, openedDay: 10, closedDay: null));

        Assert.Contains("Почему: отметка при записи; возврат с тем же узлом: названа та же деталь (стук, шаровая опора)", text);
    }

    [Fact]
    public void Each_reason_keeps_words_of_its_own_and_the_same_reason_stands_once()
    {
        var text = Lines(
            [Flagged("стук"), Returned(9, "шаровая опора"), Answered("О-1", "не помогло"), Answered("О-2", "не помогло")],
            Repaired, Given.Booking(Booked), Given.Repair(Back, openedDay: 10, closedDay: null));

        Assert.Contains(
            "Почему: отметка при записи (стук); ответ на опрос: некачественный ремонт (не помогло); "
            + "возврат с тем же узлом: названа та же деталь (шаровая опора)",
            text);
    }

    [Theory]
    [InlineData("Устранена ли неисправность: нет", "Устранена ли неисправность: нет")]
    [InlineData("Устранена ли неисправность, с которой вы обращались к нам: нет", "Устранена ли неисправность, с…: нет")]
    public void Of_a_question_and_its_answer_the_answer_is_never_cut_off(string term, string shown) =>
        Assert.Contains($"Почему: ответ на опрос: некачественный ремонт ({shown})", Lines([Answered("О-1", term)], Repaired));

    [Fact]
    public void What_people_said_stands_in_the_quotation_marks_of_the_language()
    {
        Assert.Contains("Запись 17.11 10:00: «снова стук спереди справа»", Lines([Flagged()], Repaired, Given.Booking(Booked)));
        Assert.Contains("Booking 17.11 10:00: “снова стук спереди справа”", LinesIn("en", [Flagged()], Repaired, Given.Booking(Booked)));
    }

    private static IReadOnlyList<string> Lines(IReadOnlyList<Signal> signals, params SourceRecord[] records) =>
        LinesIn("ru", signals, records);

    private static IReadOnlyList<string> LinesIn(string language, IReadOnlyList<Signal> signals, params SourceRecord[] records)
    {
        var station = StationDirectory.From(StationUnderTest.Settings("unused")).All[0];
        var state = RepairCase.From(
        [
            new CaseOpened(
                Given.Monday, Actor.Service, station.Code, 1, Given.Vehicle(), Earlier, Back, [.. signals.Select(x => x.Key)]),
        ]);
        return new CardText(new CardWording(CultureInfo.GetCultureInfo(language)))
            .Lines(new CaseView(station, state, signals, records, FlagWasLowered: false));
    }

    private static Signal Flagged(params string[] terms) => Of(RuleName.BookingSaysPossibleRepeat, Booked) with
    {
        BookingId = Booked, Evidence = new SignalEvidence(FaultGrade.SameFault, SimilarityReason.SamePart, Terms: terms, DaysSince: 7),
    };

    private static Signal Returned(int days, params string[] terms) => Of(RuleName.ReturnedWithinWindow, Back) with
    {
        BookingId = Booked, WorkOrderId = Back,
        Evidence = new SignalEvidence(FaultGrade.SameFault, SimilarityReason.SamePart, Terms: terms, DaysSince: days),
    };

    private static Signal Answered(string id, params string[] terms) => Of(RuleName.SurveyNamesPoorRepair, id) with
    {
        SurveyResponseId = id, Evidence = new SignalEvidence(Claim: SurveyClaim.PoorRepair, Terms: terms),
    };

    private static Signal Of(RuleName rule, string record) => new()
    {
        Station = StationUnderTest.Code, Key = $"{rule}:{record}", Rule = rule, Mode = RuleMode.Live, At = Given.Monday.AddDays(10),
        Vehicle = Given.Vehicle(), EarlierWorkOrderId = Earlier, Evidence = new SignalEvidence(), OpensCase = true,
    };
}
