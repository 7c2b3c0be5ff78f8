namespace ServiceBot.Domain.Signals.Language;

/// <summary>Collects the places in a text that speak for a claim.</summary>
internal sealed class SurveyEvidence
{
    private readonly List<(int First, int Last)> spans = [];

    /// <summary>Whether anything speaks for it.</summary>
    public bool Any => spans.Count > 0;

    /// <summary>Adds evidence that spans these cues; they stand in one clause or in two that follow one another.</summary>
    public void Add(params ReadOnlySpan<SaidCue> cues)
    {
        int first = cues[0].First, last = cues[0].Last;
        foreach (var cue in cues)
        {
            first = Math.Min(first, cue.First);
            last = Math.Max(last, cue.Last);
        }

        Add(first, last);
    }

    /// <summary>Adds evidence from one place to another.</summary>
    public void Add(int first, int last) => spans.Add((first, last));

    /// <summary>The evidence in the customer's words, neighbouring and overlapping places joined.</summary>
    public List<string> Words(SurveyWords text)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var span in spans.Order())
        {
            if (merged.Count > 0 && span.First <= merged[^1].Last + 1) merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, span.Last));
            else merged.Add(span);
        }

        return merged.ConvertAll(span => text.Written(Opened(text, span.First), span.Last));
    }

    // A denial belongs to the words it denies: "не устранили", never "устранили".
    private static int Opened(SurveyWords text, int first)
    {
        for (var i = first - 1; i >= 0 && i >= first - 5 && text.ClauseOf(i) == text.ClauseOf(first); i--)
        {
            if (text.Is(i, Cue.Neg)) return i;
            if (!text.Is(i, Cue.Booster) && !text.Is(i, Cue.Modal)) break;
        }

        return first;
    }
}
