using ServiceBot.Domain.Signals;

namespace ServiceBot.Domain.Tests.Signals;

public class FaultDictionaryTests
{
    private static FaultText Said(string? complaint, params string[] works) => new(complaint, works, [], []);

    private static FaultComparison Compare(FaultDictionary dictionary, FaultText earlier, FaultText later) =>
        dictionary.Compare(dictionary.Read(earlier), dictionary.Read(later));

    [Fact]
    public void A_station_teaches_parts_symptoms_and_abbreviations()
    {
        var (dictionary, faults) = FaultDictionary.Of(
        [
            "# our words",
            "",
            "short г/м = гидромолот",
            "symptom стук = тарабумкает",
            "[hammer] навесное / attachment = навесное оборудование",
            "гидромолот / breaker = гидромолот; молоток > стук; течь",
            "[suspension]",
            "шаровая опора = яблочко > щелчки",
        ]);

        Assert.Empty(faults);
        Assert.Equal(FaultGrade.SameFault, Compare(dictionary, Said(null, "ремонт г/м"), Said("молоток опять стоит")).Grade);
        var ball = Compare(dictionary, Said(null, "замена шаровой опоры"), Said("тарабумкает яблочко"));
        Assert.Equal((FaultGrade.SameFault, SimilarityReason.SamePart), (ball.Grade, ball.Reason));
        Assert.Contains("шаровая опора", ball.Terms);
        Assert.Equal(FaultGrade.Unrelated, Compare(FaultDictionary.Default, Said(null, "замена шаровой опоры"), Said("тарабумкает яблочко")).Grade);
    }

    [Fact]
    public void Every_wrong_line_is_told_with_its_number_and_the_right_ones_beside_it_are_kept()
    {
        var (dictionary, faults) = FaultDictionary.Of(
        [
            "short г/м",
            "symptom стучание = тук",
            "щит / backing plate = щит",
            "[brakes]",
            "щит / backing plate = щит > искрит",
            "щит = щит",
            "шаровая / ball = шаровая опора",
            "пыльник / cover = пыльник тормоз ~ колесо сатаны",
            "[nowhere]",
            "шаровая опора = яблочко",
        ]);

        Assert.Equal(
        [
            (1, FaultLineTrouble.Form), (2, FaultLineTrouble.NoSuchSymptom), (3, FaultLineTrouble.NeedsSystem),
            (5, FaultLineTrouble.NoSuchSymptom), (6, FaultLineTrouble.NeedsBothNames), (7, FaultLineTrouble.Taken),
            (8, FaultLineTrouble.NoSuchPart), (9, FaultLineTrouble.NoSuchSystem),
        ],
            faults.Select(x => (x.Number, x.Trouble)));
        Assert.Equal("искрит", faults[3].Named);
        Assert.Equal(FaultGrade.SameFault, Compare(dictionary, Said(null, "замена шаровой опоры"), Said("люфт яблочка")).Grade);
    }

    [Fact]
    public void A_reading_is_compared_as_often_as_one_likes()
    {
        var dictionary = FaultDictionary.Default;
        var earlier = dictionary.Read(Said("стук справа", "замена шаровой опоры"));
        var later = dictionary.Read(Said("стучит шаровая слева"));
        var first = dictionary.Compare(earlier, later);
        Assert.Equal(SimilarityReason.OtherSide, first.Reason);
        Assert.Equal(first.Terms, dictionary.Compare(earlier, later).Terms);
    }
}
