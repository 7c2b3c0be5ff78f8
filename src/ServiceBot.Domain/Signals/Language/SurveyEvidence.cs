namespace ServiceBot.Domain.Signals.Language;

/// <summary>Collects the places in a text that speak for a claim, and their weight.</summary>
internal sealed class SurveyEvidence
{
    private readonly List<(int First, int Last)> spans = [];

    /// <summary>The weights added up.</summary>
    public double Weight { get; private set; }

    /// <summary>Adds evidence that spans these places.</summary>
    public void Add(double weight, params ReadOnlySpan<int> places)
    {
        int first = places[0], last = places[0];
        foreach (var place in places)
        {
            first = Math.Min(first, place);
            last = Math.Max(last, place);
        }

        Weight += weight;
        spans.Add((first, last));
    }

    /// <summary>The evidence in the customer's words, neighbouring and overlapping places joined.</summary>
    public List<string> Words(SurveyWords text)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var span in spans.Order())
        {
            if (merged.Count > 0 && span.First <= merged[^1].Last + 1) merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, span.Last));
            else merged.Add(span);
        }

        return merged.ConvertAll(span => text.Written(span.First, span.Last));
    }
}
