using ServiceBot.Domain.Signals.Language;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Signals;

public class SurveyTextTests
{
    private static SurveyReading Comment(string text) => SurveyText.Read([], text, []);

    private static SurveyReading Answer(string question, string answer, params string[] negative) =>
        SurveyText.Read([new SurveyAnswer(question, answer)], null, negative);

    [Theory]
    [InlineData("Некачественный ремонт")]
    [InlineData("Сделали плохо, не устранили течь")]
    [InlineData("poor repair")]
    [InlineData("Пришлось переделывать в другом сервисе")]
    public void Poor_repair_is_a_claim(string text) => Assert.Equal(SurveyClaim.PoorRepair, Comment(text).Claim);

    [Theory]
    [InlineData("обращался несколько раз с данным дефектом")]
    [InlineData("Третий раз приезжаю с одной и той же проблемой")]
    [InlineData("Вернулся с тем же")]
    [InlineData("После ремонта через день снова застучало")]
    [InlineData("Пришлось приезжать трижды, в итоге сделали")]
    [InlineData("Хватило на 200 км")]
    [InlineData("came several times with this defect")]
    [InlineData("came back with the same problem")]
    [InlineData("Плохо сделали, второй раз приезжаю с этим стуком")]
    public void A_fault_that_came_again_wins_over_poor_repair(string text) =>
        Assert.Equal(SurveyClaim.RepeatedSameDefect, Comment(text).Claim);

    [Theory]
    [InlineData("Не жалуюсь")]
    [InlineData("Ни разу не возвращался")]
    [InlineData("Не скажу, что плохо сделали")]
    [InlineData("Претензий нет")]
    [InlineData("В другом сервисе сделали плохо, вы исправили")]
    [InlineData("Снова к вам, всё понравилось")]
    [InlineData("Второй раз ремонтируюсь, всё отлично")]
    [InlineData("Дорого")]
    [InlineData("Долго ждал, грубый приёмщик")]
    [InlineData("")]
    [InlineData("Боялся, что сделают плохо, но всё отлично")]
    public void Praise_denial_and_complaints_of_other_things_are_no_claim(string text) => Assert.Null(Comment(text).Claim);

    [Fact]
    public void A_bare_answer_takes_its_meaning_from_the_question()
    {
        Assert.Equal(SurveyClaim.PoorRepair, Answer("Устранена ли неисправность?", "Нет").Claim);
        Assert.Null(Answer("Устранена ли неисправность?", "Да").Claim);
        Assert.Equal(SurveyClaim.RepeatedSameDefect, Answer("Обращались ли вы ранее с этим дефектом?", "Да").Claim);
        Assert.Null(Answer("Обращались ли вы ранее с этим дефектом?", "Нет").Claim);
    }

    [Fact]
    public void A_negative_answer_of_the_settings_is_a_claim_in_any_case_and_spacing()
    {
        var poor = Answer("Оцените визит", " НЕКАЧЕСТВЕННЫЙ  ремонт ", "некачественный ремонт");
        Assert.Equal(SurveyClaim.PoorRepair, poor.Claim);
        Assert.Equal(["НЕКАЧЕСТВЕННЫЙ  ремонт"], poor.Terms);
        Assert.Equal(
            SurveyClaim.RepeatedSameDefect,
            Answer("Оцените визит", "обращался несколько раз с данным дефектом", "Обращался несколько раз с данным дефектом").Claim);
        Assert.Equal(SurveyClaim.PoorRepair, Answer("Оценка", "вариант Б", "вариант б").Claim);
    }

    [Fact]
    public void A_text_as_long_as_a_letter_is_read_in_any_punctuation()
    {
        var letter = string.Concat(Enumerable.Repeat("приехал вовремя всё показали ", 400));
        Assert.Null(Comment(letter).Claim);
        var reading = Comment(letter + "но стук остался");
        Assert.Equal(SurveyClaim.PoorRepair, reading.Claim);
        Assert.Equal(["стук остался"], reading.Terms);
    }

    [Theory]
    [InlineData("НЕ УСТРАНИЛИ ТЕЧЬ")]
    [InlineData("неустранили течь")]
    [InlineData("ne ustranili tech")]
    [InlineData("не устраннили течь")]
    public void Shouting_haste_and_transliteration_change_nothing(string text) =>
        Assert.Equal(SurveyClaim.PoorRepair, Comment(text).Claim);

    [Fact]
    public void The_terms_are_the_customers_own_words()
    {
        Assert.Equal(["не устранили"], Comment("Приехал вечером. Течь так и осталась мала, но не устранили").Terms.Where(t => t == "не устранили"));
        Assert.Empty(Comment("Всё отлично").Terms);
    }

    [Theory]
    [InlineData("Второй раз меняете мне насос гура и второй раз лужа под кабиной", SurveyClaim.RepeatedSameDefect)]
    [InlineData("болты на поддоне затянули через один, масло сопливит", SurveyClaim.PoorRepair)]
    public void What_the_rules_have_no_words_for_is_known_by_its_likeness_and_tells_its_clause(string text, SurveyClaim claim)
    {
        var reading = SurveyText.Read([], text, []);

        Assert.Equal(claim, reading.Claim);
        var term = Assert.Single(reading.Terms);
        Assert.Contains(term, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_says_that_the_fault_is_gone_has_a_claim_by_the_rules_words_and_hardly_by_likeness()
    {
        SurveyAnswer[] gone = [new("Устранена ли неисправность?", "Да")];

        Assert.Null(SurveyText.Read(gone, "Сделали даже больше, чем просил: подтянули хомуты и долили омывайку.", []).Claim);
        Assert.Equal(SurveyClaim.PoorRepair, SurveyText.Read(gone, "Но течь не устранили", []).Claim);
    }

    [Theory]
    [InlineData("течёт")]
    [InlineData("the pump leaks oil under the cabin for the second time")]
    public void Texts_of_a_word_or_two_and_foreign_ones_are_left_to_the_rules(string text)
    {
        var words = new SurveyWords(text, SurveyLexicon.Default);

        Assert.Equal(SurveyJudgement.Of(words).Claim, SurveyText.Read([], text, []).Claim);
    }
}
