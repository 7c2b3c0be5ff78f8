using System.Globalization;
using ServiceBot.Domain.Signals.Language;
using ServiceBot.Labelled;
using Xunit.Abstractions;

namespace ServiceBot.Domain.Tests.Signals;

/// <summary>
/// Measures the readers on the labelled texts of tests/ServiceBot.Labelled. The "held" part was written before the
/// dictionaries were tuned and is not looked at while they are changed; floors stand at what is reached there, so that a
/// change cannot lose it unseen.
/// </summary>
public class LabelledTextTests(ITestOutputHelper output)
{
    [Fact]
    public void Survey_texts_are_read_as_people_read_them() => AssertFloors("survey", (part, name) => (part, name) switch
    {
        ("held", "None") => (0.92, 0.98),
        ("held", "PoorRepair") => (0.96, 0.93),
        ("held", _) => (0.99, 0.94),
        _ => (0.99, 0.99),
    });

    [Fact]
    public void Fault_pairs_are_graded_as_people_grade_them() =>
        AssertFloors("faults", static (part, _) => part == "tune" ? (0.99, 0.99) : (0.95, 0.97));

    /// <summary>
    /// The batches written later, each with the figures of its first run at its head; all were tuned on after it, so that
    /// these floors keep what was learned and promise nothing of texts unseen.
    /// </summary>
    [Theory]
    [InlineData("faults", 390, 0.94, 0.92)]
    [InlineData("survey", 470, 0.96, 0.96)]
    public void Later_batches_stay_read_as_people_read_them(string set, int atLeast, double precision, double recall)
    {
        var files = Directory.GetFiles(Path.Combine(LabelledSet.Folder, "Fresh"), $"{set}-*.tsv");
        var texts = files.SelectMany(file => LabelledSet.Judge(set, file)).ToList();
        Assert.InRange(texts.Count, atLeast, int.MaxValue);
        var confusion = new Confusion(LabelledSet.Classes(set), texts);
        foreach (var name in confusion.Classes)
        {
            Assert.InRange(confusion.Precision(name), precision, 1);
            Assert.InRange(confusion.Recall(name), recall, 1);
        }
    }

    /// <summary>
    /// Texts by people who knew neither rules nor texts; their held part is neither looked at nor learned from. It is the judge of how unseen
    /// texts are read: below the aim of 0.95 and 0.90. Of the pairs too few are held to say more than which way it goes.
    /// </summary>
    [Theory]
    [InlineData("survey", "survey-1.tsv", 120, "0.92 0.84", "0.77 0.92", "0.87 0.79")]
    [InlineData("survey", "survey-4.tsv", 180, "0.90 0.83", "0.66 0.94", "0.83 0.57")]
    [InlineData("survey", "survey-5.tsv", 600, "0.87 0.73", "0.58 0.88", "0.84 0.59")]
    [InlineData("faults", "faults-2.tsv", 30, "0.90 1.00", "1.00 0.45", "0.66 1.00")]
    public void Texts_that_nobody_has_looked_at_are_read_as_well_as_they_were(string set, string file, int count, params string[] floors)
    {
        var texts = LabelledSet.Judge(set, Path.Combine(LabelledSet.Folder, "Blind", file)).Where(static x => x.Part == "held").ToList();
        Assert.Equal(count, texts.Count);
        var confusion = new Confusion(LabelledSet.Classes(set), texts);
        foreach (var (name, floor) in confusion.Classes.Zip(floors, (name, floor) => (name, floor.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray())))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: precision {confusion.Precision(name):F3}, recall {confusion.Recall(name):F3}"));
            Assert.InRange(confusion.Precision(name), floor[0], 1);
            Assert.InRange(confusion.Recall(name), floor[1], 1);
        }
    }

    /// <summary>What was written by people who knew neither, and was looked at since.</summary>
    [Fact]
    public void Pairs_by_others_that_were_looked_at_stay_graded_as_they_are()
    {
        var texts = Directory.GetFiles(Path.Combine(LabelledSet.Folder, "Blind"), "faults-*.tsv")
            .SelectMany(static file => LabelledSet.Judge("faults", file)).Where(static x => x.Part == "tune").ToList();
        Assert.Equal(90, texts.Count);
        Assert.InRange(texts.Count(static x => x.Wanted == x.Got), 74, 90);
    }

    [Fact]
    public void The_weights_of_likeness_are_those_that_the_labelled_texts_give()
    {
        var learned = LikenessLearning.Learn(LikenessLearning.Texts());
        var shipped = FaultVocabulary.Lines("survey-likeness");

        // The last digit of a sum may differ from one processor to another.
        var other = learned.Except(shipped, StringComparer.Ordinal).Count();
        Assert.True(
            learned.Count == shipped.Count && other < learned.Count / 100,
            $"{other} of {learned.Count} weights are other ones: dotnet run -c Release --project tests/ServiceBot.Labelled -- learn src/ServiceBot.Domain/Signals/Language/survey-likeness.txt");
    }

    [Fact]
    public void The_survey_set_has_seven_hundred_texts_and_half_of_them_are_hard()
    {
        var texts = LabelledSet.Judge("survey");
        Assert.InRange(texts.Count, 700, int.MaxValue);
        Assert.InRange(texts.Count(static t => t.Level == "hard"), texts.Count / 2, texts.Count);
    }

    private void AssertFloors(string set, Func<string, string, (double Precision, double Recall)> floorOf)
    {
        var texts = LabelledSet.Judge(set);
        // The held part keeps its secret: who tunes the dictionary must not read its misses.
        foreach (var miss in texts.Where(static t => t.Part == "tune" && t.Wanted != t.Got))
            output.WriteLine($"wanted {miss.Wanted}, got {miss.Got}: {miss.Text}");
        foreach (var part in new[] { "tune", "held" })
        {
            var confusion = new Confusion(LabelledSet.Classes(set), texts.Where(t => t.Part == part));
            foreach (var name in confusion.Classes)
            {
                var floor = floorOf(part, name);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{set} {part} {name}: precision {confusion.Precision(name):F3}, recall {confusion.Recall(name):F3} of {confusion.Size(name)}"));
                Assert.InRange(confusion.Size(name), 10, int.MaxValue);
                Assert.InRange(confusion.Precision(name), floor.Precision, 1);
                Assert.InRange(confusion.Recall(name), floor.Recall, 1);
            }
        }
    }
}
