using System.Globalization;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// How like a text is to those that people have labelled: no claim, a poor repair, the same defect again. Weights of traits, learned from
/// the labelled texts of the tests (<c>tests/ServiceBot.Labelled -- learn</c>) by logistic regression; why: docs/decisions/0015.
/// Built once, then safe to use from many threads.
/// </summary>
internal sealed class SurveyLikeness
{
    /// <summary>No claim, <see cref="SurveyClaim.PoorRepair"/>, <see cref="SurveyClaim.RepeatedSameDefect"/>.</summary>
    public const int Classes = 3;

    /// <summary>The trait that every text has.</summary>
    public const string Bias = "!";

    // In the resource a weight is a whole number of hundredths.
    private const float Unit = 0.01f;

    private static readonly Lazy<SurveyLikeness> Shared = new(() => new SurveyLikeness(FaultVocabulary.Lines("survey-likeness")));
    private readonly Dictionary<string, float[]> weights = new(StringComparer.Ordinal);

    /// <summary>Reads weights.</summary>
    /// <param name="lines">A trait and its three weights each, tabs between.</param>
    /// <exception cref="FormatException">A line has another form.</exception>
    public SurveyLikeness(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var columns = line.Split('\t');
            if (columns.Length != 1 + Classes) throw new FormatException($"A trait and {Classes} weights are needed: {line}");
            weights[columns[0]] = [.. columns.Skip(1).Select(static x => int.Parse(x, CultureInfo.InvariantCulture) * Unit)];
        }
    }

    /// <summary>The weights that ship.</summary>
    public static SurveyLikeness Default => Shared.Value;

    /// <summary>The line of a trait.</summary>
    public static string Line(string trait, IEnumerable<double> weights) =>
        trait + '\t' + string.Join('\t', weights.Select(static x => ((int)Math.Round(x / Unit)).ToString(CultureInfo.InvariantCulture)));

    /// <summary>How probable each class is; they sum to one.</summary>
    public double[] Of(IReadOnlyCollection<string> traits) => Probable(Scores(traits));

    /// <summary>The clause that speaks most for a claim against none.</summary>
    /// <param name="text">The text, of one clause at least.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="lexicon">By what the text was read.</param>
    public SurveyClause Telling(SurveyWords text, SurveyClaim claim, SurveyLexicon lexicon) => text.Clauses.MaxBy(clause =>
    {
        var alone = Scores(SurveyTraits.Of(new SurveyWords(text.Written(clause.First, clause.Last), lexicon), null));
        return alone[(int)claim] - alone[0];
    })!;

    /// <summary>Probabilities of scores.</summary>
    public static double[] Probable(double[] scores)
    {
        var most = scores.Max();
        var parts = Array.ConvertAll(scores, x => Math.Exp(x - most));
        var sum = parts.Sum();
        return Array.ConvertAll(parts, x => x / sum);
    }

    private double[] Scores(IReadOnlyCollection<string> traits)
    {
        var scores = new double[Classes];
        var known = 0;
        foreach (var trait in traits)
        {
            if (!weights.TryGetValue(trait, out var own)) continue;
            known++;
            for (var k = 0; k < Classes; k++) scores[k] += own[k];
        }

        // A long text has no more to say than a short one.
        for (var k = 0; k < Classes; k++) scores[k] = (scores[k] / Math.Sqrt(known + 1)) + (weights.TryGetValue(Bias, out var bias) ? bias[k] : 0);
        return scores;
    }
}
