using ServiceBot.Domain.Signals.Language;

namespace ServiceBot.Labelled;

/// <summary>Learns the weights of <see cref="SurveyLikeness"/> from labelled texts: logistic regression, by small steps over all texts.</summary>
public static class LikenessLearning
{
    // A trait of one text is that text's own; of the others the strongest are kept.
    private const int FewestTexts = 2, Kept = 50_000;
    private const int Passes = 20, Seed = 1;
    private const double Rate = 0.3, BiasRate = 0.1, Shrinking = 1e-3, Smallest = 1e-6;

    /// <summary>All texts that may be learned from. What is held back is held back from this too; of the batches of Fresh all has been
    /// looked at since they were written.</summary>
    public static IReadOnlyList<(string Question, string Text, int Class)> Texts()
    {
        var classes = LabelledSet.Classes("survey").ToList();
        return
        [
            .. LabelledSet.Files("survey")
                .SelectMany(static file => LabelledSet.Read("survey", file).Where(x => x.Part != "held" || Path.GetFileName(Path.GetDirectoryName(file)) == "Fresh"))
                .Select(x => (x.Columns[0], x.Columns[1], classes.IndexOf(x.Wanted))),
        ];
    }

    /// <summary>The lines of the resource.</summary>
    /// <param name="texts">Texts with their class, 0 for no claim.</param>
    public static IReadOnlyList<string> Learn(IReadOnlyList<(string Question, string Text, int Class)> texts)
    {
        var read = texts.Select(static x => (Traits: SurveyTraits.Of(Words(x.Text), x.Question.Length == 0 ? null : Words(x.Question)), x.Class)).ToList();
        var shared = read.SelectMany(static x => x.Traits).CountBy(static x => x).Where(static x => x.Value >= FewestTexts)
            .Select(static x => x.Key).Order(StringComparer.Ordinal).ToList();
        var weights = Fit(read, shared);
        var strongest = shared.Select((trait, i) => (trait, Strength: weights.Max(own => Math.Abs(own[i]))))
            .OrderByDescending(static x => x.Strength).ThenBy(static x => x.trait, StringComparer.Ordinal).Take(Kept)
            .Select(static x => x.trait).Order(StringComparer.Ordinal).ToList();
        weights = Fit(read, strongest);
        return
        [
            SurveyLikeness.Line(SurveyLikeness.Bias, weights.Select(static own => own[^1])),
            .. strongest.Select((trait, i) => SurveyLikeness.Line(trait, weights.Select(own => own[i]))),
        ];
    }

    private static SurveyWords Words(string text) => new(text, SurveyLexicon.Default);

    // The steps grow smaller with what a weight has moved (AdaGrad). The last weight of a class is that of every text.
    private static double[][] Fit(List<(HashSet<string> Traits, int Class)> read, List<string> traits)
    {
        var index = traits.Select(static (trait, i) => (trait, i)).ToDictionary(static x => x.trait, static x => x.i, StringComparer.Ordinal);
        var texts = read.ConvertAll(x => (Traits: x.Traits.Where(index.ContainsKey).Select(trait => index[trait]).Order().ToArray(), x.Class));
        var weights = Empty(traits.Count);
        var moved = Empty(traits.Count);
        var random = new Random(Seed);
        var order = Enumerable.Range(0, texts.Count).ToArray();
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(order);
            foreach (var at in order) Step(texts[at].Traits, texts[at].Class, weights, moved);
        }

        return weights;
    }

    private static void Step(int[] traits, int wanted, double[][] weights, double[][] moved)
    {
        var scale = 1 / Math.Sqrt(traits.Length + 1);
        var likely = SurveyLikeness.Probable(Array.ConvertAll(weights, own => (traits.Sum(i => own[i]) * scale) + own[^1]));
        for (var k = 0; k < weights.Length; k++)
        {
            var wrong = likely[k] - (k == wanted ? 1 : 0);
            foreach (var i in traits) Move(k, i, (wrong * scale) + (Shrinking * weights[k][i]), Rate);
            Move(k, weights[k].Length - 1, wrong, BiasRate);
        }

        void Move(int k, int i, double slope, double rate)
        {
            moved[k][i] += slope * slope;
            weights[k][i] -= rate * slope / Math.Sqrt(moved[k][i] + Smallest);
        }
    }

    private static double[][] Empty(int traits) => [.. Enumerable.Range(0, SurveyLikeness.Classes).Select(_ => new double[traits + 1])];
}
