using System.Globalization;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using Xunit.Abstractions;

namespace ServiceBot.Domain.Tests.Signals;

/// <summary>
/// Measures the readers on labelled texts. The "held" part was written before the dictionaries were tuned and is not
/// looked at while they are changed; floors stand at what is reached there, so that a change cannot lose it unseen.
/// </summary>
public class LabelledTextTests(ITestOutputHelper output)
{
    [Fact]
    public void Survey_texts_are_read_as_people_read_them()
    {
        var scores = Measure("survey.tsv", static columns => Survey(columns[3], columns[4]));
        Assert.All(
            new[] { "None", "PoorRepair", "RepeatedSameDefect" },
            name => AssertFloors(scores, name, tune: (0.98, 0.98), held: (0.95, 0.92)));
    }

    [Fact]
    public void Fault_pairs_are_graded_as_people_grade_them()
    {
        var scores = Measure("faults.tsv", static columns => Grade(columns).ToString());
        Assert.All(
            new[] { "SameFault", "SameArea", "Unrelated" },
            name => AssertFloors(scores, name, tune: (0.98, 0.98), held: (0.95, 0.94)));
    }

    private static string Survey(string question, string text)
    {
        var reading = question.Length == 0
            ? SurveyText.Read([], text, [])
            : SurveyText.Read([new SurveyAnswer(question, text)], null, []);
        return reading.Claim?.ToString() ?? "None";
    }

    private static FaultGrade Grade(string[] columns) => FaultSimilarity.Compare(
        Visit(columns[3], columns[4]), Visit(columns[5], columns.Length > 6 ? columns[6] : "")).Grade;

    private static FaultText Visit(string complaint, string works) =>
        new(complaint, works.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), [], []);

    private Dictionary<(string Part, string Name), Score> Measure(string file, Func<string[], string> read)
    {
        var scores = new Dictionary<(string, string), Score>();
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Signals", "Labelled", file));
        foreach (var line in lines.Where(static line => line.Length > 0 && line[0] != '#'))
        {
            var columns = line.Split('\t');
            var (part, wanted, got) = (columns[0], columns[2], read(columns));
            if (wanted == got)
            {
                scores[(part, wanted)] = scores.GetValueOrDefault((part, wanted)).Right();
                continue;
            }

            scores[(part, wanted)] = scores.GetValueOrDefault((part, wanted)).Missed();
            scores[(part, got)] = scores.GetValueOrDefault((part, got)).Wrong();
            // The held part keeps its secret: who tunes the dictionary must not read its misses.
            if (part == "tune") output.WriteLine($"wanted {wanted}, got {got}: {string.Join(" | ", columns[3..])}");
        }

        foreach (var ((part, name), score) in scores.OrderBy(static pair => pair.Key))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{file} {part} {name}: precision {score.Precision:F3}, recall {score.Recall:F3} ({score.Hits} of {score.Hits + score.Misses})"));
        }

        return scores;
    }

    private static void AssertFloors(
        Dictionary<(string Part, string Name), Score> scores,
        string name,
        (double Precision, double Recall) tune,
        (double Precision, double Recall) held)
    {
        AssertFloor(scores[("tune", name)], tune);
        AssertFloor(scores[("held", name)], held);
    }

    private static void AssertFloor(Score score, (double Precision, double Recall) floor)
    {
        Assert.InRange(score.Hits + score.Misses, 10, int.MaxValue);
        Assert.InRange(score.Precision, floor.Precision, 1);
        Assert.InRange(score.Recall, floor.Recall, 1);
    }

    private readonly record struct Score(int Hits, int False, int Misses)
    {
        public double Precision => (double)Hits / Math.Max(1, Hits + False);

        public double Recall => (double)Hits / Math.Max(1, Hits + Misses);

        public Score Right() => this with { Hits = Hits + 1 };

        public Score Wrong() => this with { False = False + 1 };

        public Score Missed() => this with { Misses = Misses + 1 };
    }
}
