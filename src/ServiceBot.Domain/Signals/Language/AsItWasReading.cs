namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Finds the turns that say that nothing changed: "как дымила, так и дымит", "какой был, такой и остался", "не тянет, как
/// не тянула".
/// </summary>
internal static class AsItWasReading
{
    /// <summary>Adds every such turn of our repair to the evidence.</summary>
    public static void Weigh(SurveyWords text, SurveyEvidence evidence)
    {
        for (var i = 0; i + 2 < text.Count; i++)
        {
            if (text.At(i) is not ("как" or "какой" or "какая" or "какое" or "какие" or "что")) continue;
            var clause = text.Clauses[text.ClauseOf(i)];
            if (clause.Scope != Scope.Ours || clause.Has(Cue.Praise)) continue;
            for (var so = i + 1; so < text.Count - 1 && so <= i + 6; so++)
            {
                if (text.At(so) is not ("так" or "такой" or "такая" or "такое" or "такие" or "то")) continue;
                if (Echo(text, i, so) is { } echo && !(text.At(so) == "то" && text.At(echo) != "есть")) evidence.Add(i, echo);
                break;
            }

            if (i > 1 && text.At(i + 1) is "не" && text.At(i - 2) is "не" && Alike(text.At(i - 1), text.At(i + 2))) evidence.Add(i - 2, i + 2);
        }
    }

    private static int? Echo(SurveyWords text, int from, int so)
    {
        for (var i = from + 1; i < so; i++)
        {
            for (var j = so + 1; j < text.Count && j <= so + 4; j++)
            {
                if (Alike(text.At(i), text.At(j))) return j;
                if (text.At(i).StartsWith("был", StringComparison.Ordinal) && (text.At(j) is "нет" or "есть" or "осталось" || text.Is(j, Cue.Remain))) return j;
            }
        }

        return null;
    }

    /// <summary>Whether two words share their beginning, as forms of one word do.</summary>
    public static bool Alike(string a, string b) => a.Length > 2 && b.Length > 2 && a.AsSpan(0, Math.Min(4, a.Length)).SequenceEqual(b.AsSpan(0, Math.Min(4, b.Length)));
}
