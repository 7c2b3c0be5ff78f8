namespace ServiceBot.Domain.Signals.Language;

/// <summary>Whose words and what world a clause speaks of.</summary>
internal enum Scope
{
    /// <summary>Our repair, as it was.</summary>
    Ours,

    /// <summary>A condition, wish, fear or plan.</summary>
    Unreal,

    /// <summary>The work of another workshop, another owner, another vehicle.</summary>
    Elsewhere,

    /// <summary>What the customer refuses to say.</summary>
    Refused,

    /// <summary>How it once was, where the text goes on to say how it is now.</summary>
    Past,
}

/// <summary>Finds the scope of every clause of a survey text.</summary>
internal static class SurveyScopes
{
    private static readonly UInt128 Well = SurveyWords.Mask(Cue.Praise, Cue.Fixed, Cue.Gone, Cue.Cure);

    /// <summary>Marks the clauses.</summary>
    public static void Mark(SurveyWords text)
    {
        SurveyClause? before = null;
        var wellAt = LastWell(text);
        foreach (var clause in text.Clauses)
        {
            clause.Scope = Own(clause, wellAt) ?? (before is null ? Scope.Ours : Carried(text, before, clause));
            before = clause;
        }
    }

    private static int LastWell(SurveyWords text)
    {
        for (var i = text.Clauses.Count - 1; i >= 0; i--)
        {
            if (text.Clauses[i].HasAny(Well)) return i;
        }

        return -1;
    }

    private static Scope? Own(SurveyClause clause, int wellAt)
    {
        if (clause.Has(Cue.Owner) || clause.Has(Cue.Elsewhere)) return Scope.Elsewhere;
        if (clause.Has(Cue.DenySay)) return Scope.Refused;
        if (clause.Has(Cue.Unreal) && !clause.Has(Cue.Honest)) return Scope.Unreal;
        if ((clause.Has(Cue.Earlier) || clause.Has(Cue.Distant)) && wellAt > clause.Index && !clause.Has(Cue.Count) && !clause.Has(Cue.Us)) return Scope.Past;
        return null;
    }

    private static Scope Carried(SurveyWords text, SurveyClause before, SurveyClause clause)
    {
        var same = before.Sentence == clause.Sentence;
        // "ни разу не было, чтобы…", "платил, чтобы ездила": what should be, or never was.
        if (same && text.At(clause.First) is "чтобы" or "чтоб" or "дабы") return Scope.Unreal;
        switch (before.Scope)
        {
            case Scope.Elsewhere:
                if (clause.Has(Cue.Us) || (clause.Contrasts && clause.HasAny(Well))) return Scope.Ours;
                return same || text.Is(clause.First, Cue.There) ? Scope.Elsewhere : Scope.Ours;
            case Scope.Unreal or Scope.Refused:
                // "обещали, что тянуть будет, не тянет"
                if (before.Scope == Scope.Unreal && clause.PresentFault is not null && clause.Behind is null && IsPromise(text, before)) return Scope.Ours;
                return same && !clause.Contrasts ? before.Scope : Scope.Ours;
            case Scope.Past:
                return same && !clause.Contrasts && !clause.Has(Cue.Now) && !clause.HasAny(Well) ? Scope.Past : Scope.Ours;
            case Scope.Ours:
            default:
                return Scope.Ours;
        }
    }

    // "обещали", "говорили", two clauses back at most: "обещали, что тянуть будет"
    private static bool IsPromise(SurveyWords text, SurveyClause clause)
    {
        for (var i = (clause.Before ?? clause).First; i <= clause.Last; i++)
        {
            if (text.At(i).StartsWith("обеща", StringComparison.Ordinal) || text.At(i) is "говорили" or "сказали" or "уверяли" or "заверили" or "заверяли" or "уверили") return true;
        }

        return false;
    }
}
