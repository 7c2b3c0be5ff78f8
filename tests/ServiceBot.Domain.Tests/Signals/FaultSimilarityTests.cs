using ServiceBot.Domain.Signals;

namespace ServiceBot.Domain.Tests.Signals;

public class FaultSimilarityTests
{
    private static FaultText Said(string? complaint, params string[] works) => new(complaint, works, [], []);

    [Theory]
    [InlineData("стук спереди", "замена шаровой опоры", "снова стук спереди справа", SimilarityReason.SameSymptom)]
    [InlineData("не заводится", "замена стартера", "опять не крутит стартер", SimilarityReason.SamePart)]
    [InlineData("плановое ТО", "замена термостата", "греется на трассе", SimilarityReason.PartCausesSymptom)]
    [InlineData("", "замена ступ. подш. пер. лев.", "гул спереди слева", SimilarityReason.PartCausesSymptom)]
    [InlineData("течь антифриза", "замена помпы", "уходит тосол", SimilarityReason.SameSymptom)]
    [InlineData("", "р/тяга - замена", "люфт рулевой тяги", SimilarityReason.SamePart)]
    [InlineData("", "Замена з/ч, шар.опора нижн. прав.", "Стучит шаравая справа", SimilarityReason.SamePart)]
    [InlineData("knock at the front", "ball joint replaced", "knocking again at the front", SimilarityReason.SameSymptom)]
    public void The_same_fault_is_recognised(string complaint, string work, string later, SimilarityReason reason)
    {
        var outcome = FaultSimilarity.Compare(Said(complaint, work), Said(later));
        Assert.Equal(FaultGrade.SameFault, outcome.Grade);
        Assert.Equal(reason, outcome.Reason);
        Assert.NotEmpty(outcome.Terms);
    }

    [Theory]
    [InlineData("", "замена шаровой опоры левой", "стучит шаровая справа")]
    [InlineData("", "замена тормозных колодок передних", "износ колодок сзади")]
    public void The_same_part_on_the_other_side_is_only_the_same_area(string complaint, string work, string later)
    {
        var outcome = FaultSimilarity.Compare(Said(complaint, work), Said(later));
        Assert.Equal(FaultGrade.SameArea, outcome.Grade);
        Assert.Equal(SimilarityReason.OtherSide, outcome.Reason);
    }

    [Theory]
    [InlineData("стук в двигателе", "регулировка клапанов", "скрип двери")]
    [InlineData("не горит фара", "замена лампы ближнего света", "течь масла из моста")]
    [InlineData("шум печки", "замена мотора печки", "шум коробки передач")]
    public void Other_faults_are_unrelated(string complaint, string work, string later) =>
        Assert.Equal(FaultGrade.Unrelated, FaultSimilarity.Compare(Said(complaint, work), Said(later)).Grade);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("плановое ТО")]
    [InlineData("---")]
    public void A_meaningless_complaint_compares_with_nothing(string? later)
    {
        var outcome = FaultSimilarity.Compare(Said("стук", "замена шаровой"), Said(later));
        Assert.Equal(FaultGrade.Unrelated, outcome.Grade);
        Assert.Equal(SimilarityReason.NothingToCompare, outcome.Reason);
    }
}
