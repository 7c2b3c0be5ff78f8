namespace ServiceBot.Domain.Signals.Language;

/// <summary>Whose words and what world a clause speaks of.</summary>
internal enum Scope
{
    /// <summary>Our repair, as it was.</summary>
    Ours,

    /// <summary>A condition, wish or fear.</summary>
    Unreal,

    /// <summary>The work of another workshop.</summary>
    Elsewhere,

    /// <summary>What the customer refuses to say.</summary>
    Refused,

    /// <summary>How it once was, where the text goes on to say how it is now.</summary>
    Past,
}

/// <summary>Finds the scope of every clause of a survey text.</summary>
internal static class SurveyScopes
{
    /// <summary>One scope a clause.</summary>
    public static Scope[] Of(SurveyWords text)
    {
        var scopes = new Scope[text.Clauses];
        var starts = new int[text.Clauses];
        for (var i = text.Count - 1; i >= 0; i--) starts[text.ClauseOf(i)] = i;
        for (var clause = 0; clause < scopes.Length; clause++)
        {
            var carried = clause > 0 ? Carried(text, scopes[clause - 1], starts[clause - 1], starts[clause], clause) : Scope.Ours;
            scopes[clause] = Own(text, clause) ?? carried;
        }

        return scopes;
    }

    private static Scope? Own(SurveyWords text, int clause)
    {
        Scope? own = null;
        foreach (var cue in text.Cues)
        {
            if (text.ClauseOf(cue.First) != clause) continue;
            own = cue.Cue switch
            {
                Cue.Elsewhere or Cue.Before => Scope.Elsewhere,
                Cue.Unreal when own is not Scope.Elsewhere => Scope.Unreal,
                Cue.Earlier when own is null && text.At(cue.First) is "раньше" or "прежде" && Says(text, clause + 1, Cue.Now) => Scope.Past,
                Cue.DenySay when own is null => Scope.Refused,
                _ => own,
            };
        }

        return own;
    }

    private static Scope Carried(SurveyWords text, Scope before, int startBefore, int start, int clause)
    {
        if (before is Scope.Ours or Scope.Past || Says(text, clause, Cue.Contrast)) return Scope.Ours;
        var sameSentence = text.SentenceOf(startBefore) == text.SentenceOf(start);
        if (before == Scope.Elsewhere)
        {
            if (SaysUs(text, clause)) return Scope.Ours;
            return sameSentence || text.At(start) is "там" or "они" or "оттуда" or "there" or "they" ? Scope.Elsewhere : Scope.Ours;
        }

        // "боялся, что сделают плохо": the fear goes on behind the comma; a further clause is real again.
        return sameSentence && text.At(start) is "что" or "чтобы" or "как" or "that" ? before : Scope.Ours;
    }

    private static bool Says(SurveyWords text, int clause, Cue cue)
    {
        foreach (var said in text.Cues)
        {
            if (said.Cue == cue && text.ClauseOf(said.First) == clause) return true;
        }

        return false;
    }

    private static bool SaysUs(SurveyWords text, int clause)
    {
        foreach (var said in text.Cues)
        {
            if (said.Cue == Cue.Us && text.ClauseOf(said.First) == clause
                && !text.Cues.Any(b => b.Cue == Cue.Before && b.First <= said.First && said.First <= b.Last)) return true;
        }

        return false;
    }
}
