namespace ServiceBot.Domain.Signals.Language;

/// <summary>Questions to one survey text, clause by clause.</summary>
internal sealed class SurveyClauses
{
    private readonly List<SaidCue>[] cues;
    private readonly int[] firsts;

    /// <summary>Sorts the cues by clause.</summary>
    public SurveyClauses(SurveyWords text)
    {
        Text = text;
        Scopes = SurveyScopes.Of(text);
        cues = new List<SaidCue>[text.Clauses];
        firsts = new int[text.Clauses];
        for (var i = 0; i < cues.Length; i++) cues[i] = [];
        for (var i = text.Count - 1; i >= 0; i--) firsts[text.ClauseOf(i)] = i;
        foreach (var cue in text.Cues) cues[text.ClauseOf(cue.First)].Add(cue);
    }

    /// <summary>The text.</summary>
    public SurveyWords Text { get; }

    /// <summary>Whose words a clause speaks.</summary>
    public Scope[] Scopes { get; }

    /// <summary>How many clauses.</summary>
    public int Count => cues.Length;

    /// <summary>The cues of a clause; none outside the text.</summary>
    public IReadOnlyList<SaidCue> In(int clause) => clause >= 0 && clause < cues.Length ? cues[clause] : [];

    /// <summary>Whether a cue stands in the clause, denied or not.</summary>
    public bool Has(int clause, Cue cue)
    {
        foreach (var said in In(clause))
        {
            if (said.Cue == cue) return true;
        }

        return false;
    }

    /// <summary>Whether a cue is denied in the clause.</summary>
    public bool Denies(int clause, Cue cue)
    {
        foreach (var said in In(clause))
        {
            if (said.Cue == cue && said.Denied) return true;
        }

        return false;
    }

    /// <summary>The first cue of the list in the clause that is not denied.</summary>
    public SaidCue? Real(int clause, Cue cue)
    {
        foreach (var said in In(clause))
        {
            if (said.Cue == cue && !said.Denied) return said;
        }

        return null;
    }

    /// <summary>The same anywhere in the sentence of the clause.</summary>
    public SaidCue? RealInSentence(int clause, Cue cue)
    {
        for (var i = 0; i < cues.Length; i++)
        {
            if (SameSentence(i, clause) && Real(i, cue) is { } real) return real;
        }

        return null;
    }

    /// <summary>Whether two clauses are of one sentence.</summary>
    public bool SameSentence(int a, int b) => a >= 0 && b >= 0 && a < cues.Length && b < cues.Length
        && Text.SentenceOf(firsts[a]) == Text.SentenceOf(firsts[b]);

    /// <summary>The first word of a clause.</summary>
    public string Opening(int clause) => clause >= 0 && clause < cues.Length ? Text.At(firsts[clause]) : "";

    /// <summary>The place of one of the words in the clause, or null.</summary>
    public int? Place(int clause, params ReadOnlySpan<string> forms)
    {
        for (var i = firsts[clause]; i < Text.Count && Text.ClauseOf(i) == clause; i++)
        {
            if (forms.Contains(Text.At(i))) return i;
        }

        return null;
    }

    /// <summary>The fault said in the clause and not denied.</summary>
    public SaidFault? FaultIn(int clause)
    {
        foreach (var fault in Text.Faults)
        {
            if (!fault.Denied && Text.ClauseOf(fault.First) == clause) return fault;
        }

        return null;
    }

    /// <summary>Whether a part is named in the clause.</summary>
    public bool PartIn(int clause) => Text.PartPlaces.Any(place => Text.ClauseOf(place) == clause);

    /// <summary>Whether another fault is spoken of in the clause or beside it.</summary>
    public bool OtherFaultNear(int clause) => Text.Faults.Any(fault => fault.Other && Math.Abs(Text.ClauseOf(fault.First) - clause) <= 1);

    /// <summary>Whether the fault is what the customer came with: "со стуком".</summary>
    public bool Brought(int place) => Text.At(place - 1) is "с" or "со" or "по" or "из" or "with";

    /// <summary>Whether the clause is of service and of no fault.</summary>
    public bool ServiceOnly(int clause) => Has(clause, Cue.Service) && FaultIn(clause) is null;

    /// <summary>Whether the customer is pleased in the sentence.</summary>
    public bool Pleased(int clause) => (RealInSentence(clause, Cue.Praise) ?? RealInSentence(clause, Cue.Fixed)) is not null;

    /// <summary>Sameness said of a fault, with its words: "та же проблема", "ошибка та же", "с тем же"; not "тот же мастер".</summary>
    public SaidCue? SameIn(int clause)
    {
        foreach (var cue in In(clause))
        {
            if (cue.Cue != Cue.Same || cue.Denied) continue;
            for (var i = cue.First; i <= cue.Last + 3 && i < Text.Count && Text.ClauseOf(i) == clause; i++)
            {
                if (IsFault(i) || IsMatter(clause, i) || (Text.PartPlaces.Contains(i) && (IsStrong(cue) || Has(clause, Cue.Count))))
                    return cue with { Last = Math.Max(i, cue.Last) };
            }

            if (!IsStrong(cue)) continue;
            if (IsFault(cue.First - 1)) return cue with { First = cue.First - 1 };
            var ends = cue.Last + 1 >= Text.Count || Text.ClauseOf(cue.Last + 1) != clause;
            if (ends && (Brought(cue.First) || Text.At(cue.First - 1) is "на")) return cue;
        }

        return null;
    }

    /// <summary>"с той же" compares with an earlier visit, "с этой" only points.</summary>
    public bool IsStrong(SaidCue same)
    {
        for (var i = same.First; i <= same.Last; i++)
        {
            if (Text.At(i) is "же" or "самое" or "самым" or "самой" or "same" or "одно" or "одной" or "одним" or "одну" or "аналогичной"
                or "аналогичным" or "прежней" or "прежняя") return true;
        }

        return false;
    }

    private bool IsFault(int place) => Text.Faults.Any(fault => fault.First == place && !fault.Denied);

    private bool IsMatter(int clause, int place) => In(clause).Any(cue => cue.Cue == Cue.Matter && cue.First == place);
}
