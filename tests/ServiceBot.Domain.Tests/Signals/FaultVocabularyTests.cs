using ServiceBot.Domain.Signals.Language;

namespace ServiceBot.Domain.Tests.Signals;

public class FaultVocabularyTests
{
    [Fact]
    public void Every_part_is_recognised_by_its_own_names()
    {
        var vocabulary = FaultVocabulary.Default;
        var examined = 0;
        foreach (var line in new[] { "parts-engine", "parts-chassis", "parts-body" }.SelectMany(FaultVocabulary.Lines))
        {
            if (line[0] == '[') continue;
            var names = line.Split('=', '{', '>')[0].Split('/');
            foreach (var name in names.Select(static name => name.Trim()))
            {
                var parts = vocabulary.Book.Find(vocabulary.Read(name)).Where(static hit => hit.Entry.Kind == TermKind.Part).ToList();
                Assert.True(parts.Exists(hit => hit.Entry.Russian == names[0].Trim()), $"{name}: {string.Join(", ", parts.Select(static hit => hit.Entry))}");
                examined++;
            }
        }

        Assert.InRange(examined, 300, int.MaxValue);
    }

    [Fact]
    public void Further_lines_extend_the_dictionary()
    {
        var vocabulary = new FaultVocabulary(["[washer] мойка высокого давления / pressure washer = мойка", "пистолет / spray gun = пистолет; копьё > течь; не работает"]);
        var hit = Assert.Single(vocabulary.Book.Find(vocabulary.Read("потекло копьё")), static hit => hit.Entry.Kind == TermKind.Part);
        Assert.Equal("пистолет", hit.Entry.Russian);
    }

    [Theory]
    [InlineData("пистолет / spray gun = пистолет > плавится")] // no such symptom
    [InlineData("пистолет = пистолет")] // no English name
    [InlineData("пистолет / spray gun = шаровая опора")] // the phrase is taken
    [InlineData("пистолет / spray gun = пистолет ~ бочка")] // no such part
    public void A_line_that_cannot_be_right_is_refused(string line) =>
        Assert.ThrowsAny<FormatException>(() => new FaultVocabulary(["[washer] мойка / washer unit = мойка", line]));

    [Theory]
    [InlineData("колодка", "колодки", "колодок", "колодками")]
    [InlineData("стойка", "стойки", "стоек", "стойкой")]
    [InlineData("ремень", "ремня", "ремней", "ремнём")]
    [InlineData("подшипник", "подшипника", "подшипники", "подшипников")]
    [InlineData("шаровая", "шаровой", "шаровую", "шаровых")]
    [InlineData("палец", "пальца", "пальцы", "пальцев")]
    [InlineData("сцепление", "сцепления", "сцеплением", "сцеплений")]
    [InlineData("двигатель", "двигателя", "двигателем", "двигателей")]
    [InlineData("подушка", "подушки", "подушек", "подушкой")]
    public void The_forms_of_a_word_have_one_key(params string[] forms) =>
        Assert.Single(forms.Select(static form => RussianStem.Key(Words.Fold(form))).Distinct());

    [Theory]
    [InlineData("подш. ступ. пер. лев.", "подшипник ступица передний левый")]
    [InlineData("Стук. Течь масла", "стук течь масла")]
    [InlineData("лев/прав", "левый правый")]
    [InlineData("р/тяга", "рулевая тяга")]
    [InlineData("cтyк", "стук")] // two Latin letters
    [InlineData("ДВС", "двигатель")]
    [InlineData("незаводится", "не заводится")]
    public void A_text_is_cut_into_the_words_that_were_meant(string text, string words) =>
        Assert.Equal(words, string.Join(' ', FaultVocabulary.Default.Read(text).Select(static word => word.Text)));

    [Fact]
    public void A_shortening_dot_does_not_end_the_sentence_and_a_full_stop_does()
    {
        var shortened = FaultVocabulary.Default.Read("замена шар. опоры пер. лев.");
        Assert.Equal(0, shortened[^1].Sentence);
        var two = FaultVocabulary.Default.Read("Есть стук. Течь масла");
        Assert.Equal(1, two[^1].Sentence);
    }

    [Theory]
    [InlineData("подшипник", "подшибник", true)]
    [InlineData("амортизатор", "аммортизатор", true)]
    [InlineData("генератор", "геннератар", false)]
    [InlineData("стартер", "стратер", true)]
    [InlineData("стартер", "стартер", true)]
    public void One_slip_of_the_fingers_is_forgiven(string word, string typed, bool forgiven)
    {
        Assert.Equal(forgiven, Typing.OneSlip(word, typed));
        Assert.Equal(forgiven, Typing.OneSlip(typed, word));
    }
}
