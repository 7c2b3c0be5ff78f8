using FsCheck;
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
    [InlineData("ошибка AdBlue", "Замена насоса AdBlue", "AdBlue")]
    [InlineData("", "Замена насоса мочевины", "ошибка AdBlue, обратный отсчёт")]
    [InlineData("Webasto не запускается", "Ремонт Webasto", "Webasto опять не запускается")]
    public void A_brand_in_latin_letters_makes_no_english_text(string complaint, string work, string later)
    {
        var outcome = FaultSimilarity.Compare(Said(complaint, work), Said(later));
        Assert.Equal(FaultGrade.SameFault, outcome.Grade);
        Assert.All(outcome.Terms, static term => Assert.Contains(term, static c => c is >= 'а' and <= 'я'));
    }

    [Theory]
    [InlineData("", "Замена подушки ДВС", "подушка лопнула", FaultGrade.SameFault)]
    [InlineData("", "Замена правой пневмоподушки", "подушка справа спускает за ночь", FaultGrade.SameFault)]
    [InlineData("", "Замена правой пневмоподушки", "левая подушка лопнула", FaultGrade.SameArea)]
    [InlineData("", "Замена стартера", "подушка лопнула", FaultGrade.Unrelated)]
    public void A_short_word_means_the_part_that_was_mended(string complaint, string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, FaultSimilarity.Compare(Said(complaint, work), Said(later)).Grade);

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
    [InlineData("гудит ступица прицепа", "замена подшипника ступицы 1 оси", "гудит ступица 3й оси прицепа", FaultGrade.SameArea)]
    [InlineData("гудит ступица прицепа", "замена подшипника ступицы 2 оси", "опять гудит ступица второй оси прицепа", FaultGrade.SameFault)]
    [InlineData("скрипит рессора задней оси", "замена рессоры задней оси", "опять скрипит рессора 2 оси", FaultGrade.SameFault)]
    public void Numbered_axles_exclude_each_other_and_not_the_rear(string complaint, string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, FaultSimilarity.Compare(Said(complaint, work), Said(later)).Grade);

    [Fact]
    public void A_return_whose_works_show_another_culprit_is_only_the_same_area()
    {
        var earlier = Said("опускается кузов самосвала под грузом", "Гидроцилиндр подъёма — замена уплотнений");

        Assert.Equal(FaultGrade.SameArea, FaultSimilarity.Compare(earlier, Said("кузов не поднимается, насос воет", "Насос гидравлический НШ — замена")).Grade);
        Assert.Equal(FaultGrade.SameFault, FaultSimilarity.Compare(earlier, Said("кузов не поднимается")).Grade);
    }

    [Fact]
    public void A_leak_that_was_said_of_one_part_and_mended_at_another_is_only_the_same_area()
    {
        var earlier = Said("утечка воздуха из тормозной камеры", "Камера тормозная — замена");

        Assert.Equal(FaultGrade.SameArea, FaultSimilarity.Compare(earlier, Said("падает давление на стоянке", "Кран четырёхконтурный защитный — замена")).Grade);
        Assert.Equal(FaultGrade.SameFault, FaultSimilarity.Compare(earlier, Said("падает давление на стоянке", "Камера тормозная — замена")).Grade);
    }

    [Fact]
    public void A_return_with_nothing_but_the_same_again_is_the_same_fault()
    {
        var outcome = FaultSimilarity.Compare(Said("не греет печка", "замена крана отопителя"), Said("повторно с той же неисправностью"));
        Assert.Equal(FaultGrade.SameFault, outcome.Grade);
        Assert.Equal(SimilarityReason.CustomerSaysSame, outcome.Reason);
        Assert.Contains("той же неисправностью", Assert.Single(outcome.Terms));
    }

    [Theory]
    [InlineData("стук спереди", "замена шаровой опоры", "стука нет, не работает магнитола")]
    [InlineData("стук спереди", "замена шаровой опоры", "стук пропал, не горит фара")]
    [InlineData("скрип тормозов", "замена колодок", "тормоза в норме, люфт руля")]
    public void What_the_customer_says_is_gone_is_no_fault_of_the_return(string complaint, string work, string later) =>
        Assert.NotEqual(FaultGrade.SameFault, FaultSimilarity.Compare(Said(complaint, work), Said(later)).Grade);

    [Fact]
    public void The_works_of_the_return_speak_where_its_complaint_is_silent()
    {
        var outcome = FaultSimilarity.Compare(Said("стук спереди", "протяжка ходовой"), Said(null, "замена шаровой опоры"));
        Assert.Equal(FaultGrade.SameFault, outcome.Grade);
        Assert.Equal(SimilarityReason.PartCausesSymptom, outcome.Reason);
    }

    [Fact]
    public void The_side_of_a_repair_is_known_from_the_complaint()
    {
        var earlier = Said("стук справа спереди", "замена шаровой опоры");
        Assert.Equal(SimilarityReason.OtherSide, FaultSimilarity.Compare(earlier, Said("стучит шаровая слева")).Reason);
        Assert.Equal(FaultGrade.SameFault, FaultSimilarity.Compare(earlier, Said("стучит шаровая справа")).Grade);
    }

    [Theory]
    [InlineData("Замена двух шаровых, левой и правой")]
    [InlineData("Шаровая опора лев./прав. - замена")]
    [InlineData("Замена шаровых с двух сторон")]
    public void A_repair_on_both_sides_excludes_none(string work) =>
        Assert.Equal(FaultGrade.SameFault, FaultSimilarity.Compare(Said(null, work), Said("стук шаровой слева")).Grade);

    [Fact]
    public void Parts_and_areas_of_the_source_are_read_too()
    {
        var earlier = new FaultText(null, [], ["Тормозная система"], ["Колодки тормозные передние к-т"]);
        var same = FaultSimilarity.Compare(earlier, Said("скрипят передние колодки"));
        Assert.Equal((FaultGrade.SameFault, SimilarityReason.SamePart), (same.Grade, same.Reason));
        var area = FaultSimilarity.Compare(new FaultText("проверить", [], ["Тормоза"], []), Said("лопнул тормозной шланг"));
        Assert.Equal((FaultGrade.SameArea, SimilarityReason.SameSystem), (area.Grade, area.Reason));
    }

    [Fact]
    public void Terms_are_named_in_the_language_of_the_text()
    {
        var outcome = FaultSimilarity.Compare(Said(null, "ball joint replaced"), Said("knocking ball joint"));
        Assert.Equal(["ball joint", "knock"], outcome.Terms);
    }

    [Fact]
    public void The_same_texts_always_get_the_same_answer_with_sorted_terms()
    {
        var random = new Random(5);
        string[] complaints = ["стук спереди справа", "не заводится", "течь масла, дымит", "снова то же самое", "", "скрип двери", "ошибка АБС и люфт руля", "knock at the rear"];
        string[] works = ["замена шаровой опоры лев.", "ремонт стартера", "замена сальника коленвала", "ТО-2", "регулировка двери", "диагностика", "shock absorber replaced"];
        for (var i = 0; i < 300; i++)
        {
            FaultText Any() => Said(complaints[random.Next(complaints.Length)], works[random.Next(works.Length)], works[random.Next(works.Length)]);
            var (earlier, later) = (Any(), Any());
            var first = FaultSimilarity.Compare(earlier, later);
            var second = FaultSimilarity.Compare(earlier, later);
            Assert.Equal((first.Grade, first.Reason), (second.Grade, second.Reason));
            Assert.Equal(first.Terms, second.Terms);
            Assert.Equal(first.Terms.Distinct().Order(StringComparer.Ordinal), first.Terms);
            Assert.Equal(first.Grade == FaultGrade.Unrelated, first.Terms.Count == 0);
        }
    }

    [Fact]
    public void Two_complaints_are_as_alike_in_either_order()
    {
        string[] complaints = ["стук спереди справа", "стук сзади", "не заводится", "стартер не крутит", "течь масла", "течь антифриза", "скрип тормозов", "стучит амортизатор", "гудит ступица", "гул"];
        foreach (var a in complaints)
        {
            foreach (var b in complaints)
            {
                var there = FaultSimilarity.Compare(Said(a), Said(b));
                var back = FaultSimilarity.Compare(Said(b), Said(a));
                Assert.Equal((a, b, there.Grade), (a, b, back.Grade));
            }
        }
    }

    [Fact]
    public void Any_text_at_all_is_compared_without_a_fault() => FsCheck.Fluent.Prop.ForAll<string, string>(static (a, b) =>
        FaultSimilarity.Compare(Said(a, b ?? ""), Said(b)).Terms is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void A_comparison_is_quick_once_the_dictionary_is_loaded()
    {
        var earlier = Said("стук в подвеске спереди, скрип при торможении", "Замена шаровой опоры нижней левой", "Замена тормозных колодок передних", "Сход-развал");
        var later = Said("снова стук спереди справа на кочках");
        for (var i = 0; i < 200; i++) FaultSimilarity.Compare(earlier, later);
        var best = TimeSpan.MaxValue;
        for (var batch = 0; batch < 50; batch++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            for (var i = 0; i < 20; i++) FaultSimilarity.Compare(earlier, later);
            if (watch.Elapsed < best) best = watch.Elapsed;
        }

        // Some 35 microseconds are usual in a release build; the bound leaves room for a debug build and a busy machine.
        Assert.InRange(best.TotalMicroseconds / 20, 0, 500);
    }

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
