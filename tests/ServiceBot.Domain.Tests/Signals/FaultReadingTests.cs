using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Signals.Language;

namespace ServiceBot.Domain.Tests.Signals;

/// <summary>How the words of a visit are put together before they are compared.</summary>
public class FaultReadingTests
{
    private static FaultGrade Grade(string complaint, string work, string later) =>
        FaultSimilarity.Compare(new(complaint, [work], [], []), new(later, [], [], [])).Grade;

    [Theory]
    [InlineData("не лезет вторая", "не включается передача")]
    [InlineData("передачи еле втыкаются", "не включается передача")]
    [InlineData("вылетает пятая передача", "выбивает передачу")]
    [InlineData("на третью с хрустом", "передачи с хрустом")]
    [InlineData("батарея сдохла", "садится АКБ")]
    [InlineData("сажает аккумулятор в ноль", "садится АКБ")]
    [InlineData("лифт еле поднимается", "не поднимается гидроборт")]
    [InlineData("шины ест с краю", "износ шин")]
    public void Words_that_stand_for_one_another_make_one_symptom_in_any_combination(string text, string symptom)
    {
        var found = FaultVocabulary.Default.Book.Find(FaultVocabulary.Default.Read(text)).Where(static hit => hit.Entry.Kind == TermKind.Symptom);
        Assert.Contains(found, hit => hit.Entry.Russian == symptom);
    }

    [Fact]
    public void An_unknown_list_of_words_is_refused() =>
        Assert.ThrowsAny<FormatException>(static () => new FaultVocabulary(["symptom стук = не $никакие"]));

    [Theory]
    [InlineData("стук слева", "замена шаровой левой", "стук справа, шаровая", FaultGrade.SameArea)]
    [InlineData("стук слева", "замена шаровой левой", "стук слева, шаровая", FaultGrade.SameFault)]
    public void A_part_named_behind_the_comma_is_where_the_symptom_is(string complaint, string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, Grade(complaint, work, later));

    [Theory]
    [InlineData("уходит антифриз", "замена расширительного бачка", "помпа плачет", FaultGrade.SameArea)]
    [InlineData("утечка воздуха", "замена осушителя", "травит кран ручника", FaultGrade.SameArea)]
    [InlineData("уходит антифриз", "замена помпы", "помпа плачет", FaultGrade.SameFault)]
    public void A_symptom_said_of_another_part_than_the_one_mended_is_that_parts(string complaint, string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, Grade(complaint, work, later));

    [Theory]
    [InlineData("течь масла двигателя", "замена сальника коленвала переднего", "масло гонит из-под шкива коленвала")]
    [InlineData("воздух падает за ночь", "замена четырёхконтурного клапана", "к утру ресиверы пустые")]
    public void Where_something_is_seen_is_not_what_is_blamed(string complaint, string work, string later) =>
        Assert.Equal(FaultGrade.SameFault, Grade(complaint, work, later));

    [Theory]
    [InlineData("замена предохранителя", "перетёрт жгут, пропадает масса", FaultGrade.SameArea)]
    [InlineData("замена предохранителя", "пропадает масса", FaultGrade.SameFault)]
    public void What_the_customer_calls_broken_explains_the_symptom(string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, Grade("", work, later));

    [Theory]
    [InlineData("замена насоса гидроборта", "не реагирует пульт гидроборта", FaultGrade.SameArea)]
    [InlineData("замена насоса гидроборта", "гидроборт не поднимается", FaultGrade.SameFault)]
    [InlineData("замена форсунки мочевины", "течёт бак мочевины", FaultGrade.SameArea)]
    [InlineData("замена форсунки мочевины", "горит мочевина, едет 60", FaultGrade.SameFault)]
    [InlineData("замена насоса гидроборта", "открылся боковой борт, запор погнут", FaultGrade.Unrelated)]
    [InlineData("замена защиты картера", "каплет с поддона", FaultGrade.Unrelated)]
    public void Pieces_of_one_unit_are_told_apart_and_the_unit_stands_for_each(string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, Grade("", work, later));

    [Theory]
    [InlineData("", "ХОУ: муфта компрессора", "не работает пульт ХОУ", FaultGrade.SameArea)]
    [InlineData("", "КПП: сальник вторичного вала", "шумит коробка на третьей", FaultGrade.SameArea)]
    [InlineData("", "Стартер: замена", "стартер не крутит", FaultGrade.SameFault)]
    [InlineData("", "замена гофры глушителя", "гофра воздуховода печки слетела", FaultGrade.Unrelated)]
    [InlineData("", "модулятор EBS", "кабель EBS прицепа перебит", FaultGrade.SameArea)]
    public void The_unit_that_heads_a_text_or_follows_a_piece_owns_it(string complaint, string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, Grade(complaint, work, later));

    [Theory]
    [InlineData("масло из цилиндра подъёма кузова", "манжеты гидроцилиндра", "цилиндр опять в масле", FaultGrade.SameFault)]
    [InlineData("", "топливный фильтр - замена", "фильтр салона весь в пуху", FaultGrade.Unrelated)]
    public void A_bare_word_means_the_piece_spoken_of_before(string complaint, string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, Grade(complaint, work, later));

    [Fact]
    public void Words_the_dictionary_does_not_know_are_still_the_same_words()
    {
        var outcome = FaultSimilarity.Compare(new("что-то хлюпает в бардачке", ["осмотр"], [], []), new("опять хлюпает", [], [], []));
        Assert.Equal(FaultGrade.SameFault, outcome.Grade);
        Assert.Equal(SimilarityReason.CustomerSaysSame, outcome.Reason);
        Assert.Equal("хлюпает", Assert.Single(outcome.Terms));
    }

    [Theory]
    [InlineData("гул", "замена подшипника ступицы", "гудит коробка", FaultGrade.Unrelated)]
    [InlineData("гул", "замена подшипника ступицы", "гул остался", FaultGrade.SameFault)]
    public void What_was_mended_tells_which_symptom_it_was(string complaint, string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, Grade(complaint, work, later));

    [Theory]
    [InlineData("P0171", "замена расходомера воздуха", "P0340", FaultGrade.SameArea)]
    [InlineData("P0171", "замена расходомера воздуха", "P0171", FaultGrade.SameFault)]
    public void Codes_are_faults_of_the_engine_and_other_codes_other_faults(string complaint, string work, string later, FaultGrade grade) =>
        Assert.Equal(grade, Grade(complaint, work, later));
}
