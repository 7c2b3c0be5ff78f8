namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// The course of events in a survey text: why the vehicle came, what was done to it, how it was afterwards. What was wrong
/// before the visit is its reason and no complaint; what is wrong after the work is one.
/// </summary>
internal static class SurveyCourse
{
    private const int Near = 3;

    private static readonly UInt128 Well = SurveyWords.Mask(Cue.Praise, Cue.Fixed, Cue.Gone, Cue.Cure);
    private static readonly UInt128 Arrivals = SurveyWords.Mask(Cue.Visit, Cue.Tow, Cue.Return, Cue.Handover);
    private static readonly UInt128 Things = SurveyWords.Mask(Cue.Part, Cue.Fluid, Cue.Vehicle);
    private static readonly UInt128 Persons = SurveyWords.Mask(
        Cue.Worker, Cue.Service, Cue.StrongService, Cue.Us, Cue.Works, Cue.Visit, Cue.Praise, Cue.OtherFault, Cue.Frail, Cue.Earlier);

    private static readonly UInt128 Works = SurveyWords.Mask(Cue.Work, Cue.Cure, Cue.Handover, Cue.Today);

    /// <summary>Whether the clause tells why the vehicle came: it was brought behind, or mended, and the text ends well.</summary>
    public static bool IsReason(SurveyWords text, SurveyClause clause)
    {
        if (IsSinceRepair(text, clause) || clause.HasAny(Works)) return false;
        var came = false;
        for (var i = clause.Index + 1; i < text.Clauses.Count; i++)
        {
            var later = text.Clauses[i];
            if (later.Scope != Scope.Ours) continue;
            came |= (later.HasAny(Arrivals) && later.Has(Cue.Us)) || Admits(text, later);
            if (came && (later.HasAny(Well) || IsRunning(later))) return !later.Has(Cue.Self);
        }

        return false;
    }

    /// <summary>Whether the text says that what the clause tells has nothing to do with the repair.</summary>
    public static bool IsUnrelated(SurveyWords text, SurveyClause clause)
    {
        for (var i = Math.Max(0, clause.Index - 1); i < text.Clauses.Count && i <= clause.Index + Near; i++)
        {
            var place = text.Clauses[i];
            if (place.Has(Cue.Unrelated) && !IsTheirWord(text, place) && !(place.Before is { } before && IsTheirWord(text, before))) return true;
        }

        return false;
    }

    /// <summary>Whether the clause asks and the next one says no: "отремонтировали? нет".</summary>
    public static bool IsAnsweredNo(SurveyWords text, SurveyClause clause) => text.IsAsked(clause.Last)
        && clause.Index + 1 < text.Clauses.Count && text.At(text.Clauses[clause.Index + 1].First) is "нет" or "неа" or "увы" or "нифига";

    /// <summary>
    /// The word by which a part, a fluid or the vehicle does what no list knows, or null: "антифриз убегает". Who is content
    /// says so; a state told without praise is a complaint.
    /// </summary>
    public static SaidCue? StrangeState(SurveyWords text, SurveyClause clause)
    {
        if (!clause.HasAny(Things) || clause.HasAny(Persons)) return null;
        for (var i = clause.First; i <= clause.Last; i++)
        {
            if (text.At(i) is not { Length: > 4 } word || !text.IsUnknown(i) || text.Is(i - 1, Cue.Neg)) continue;
            // "педаль дубовая": an adjective behind its noun tells a state.
            if (Tense.IsSurelyPresent(word) || (i == clause.Last && text.Is(i - 1, Cue.Part) && IsAdjective(word))) return new(Cue.Symptom, i, i, false);
        }

        return null;
    }

    private static bool IsAdjective(string word) => word.EndsWith("ый", StringComparison.Ordinal) || word.EndsWith("ая", StringComparison.Ordinal)
        || word.EndsWith("ое", StringComparison.Ordinal) || word.EndsWith("ые", StringComparison.Ordinal);

    /// <summary>Whether a further fault is told of beside work that is praised: "подтекает ещё раздатка".</summary>
    public static bool IsBeside(SurveyWords text, SurveyClause clause)
    {
        if (clause.HasAny(SurveyWords.Mask(Cue.After, Cue.Again, Cue.Now, Cue.Same, Cue.Remain))) return false;
        var apart = false;
        for (var i = clause.First; i <= clause.Last; i++) apart |= text.At(i) is "еще" or "также" or "заодно" or "отдельно" or "очереди";
        apart |= clause.Index > 0 && text.At(text.Clauses[clause.Index - 1].First) is "отдельно" or "кстати";
        return apart && text.Clauses.Exists(other => other.Index < clause.Index && other.Scope == Scope.Ours && other.HasAny(Well));
    }

    /// <summary>Whether the clause tells a state that belies the work named behind it: "мягкая педаль, хотя вчера прокачали".</summary>
    public static bool BeliesWork(SurveyWords text, SurveyClause clause) => clause.Behind is { } behind
        && behind.HasAny(SurveyWords.Mask(Cue.Work, Cue.Cure)) && text.At(behind.First) is "хотя" or "хоть" or "ведь";

    /// <summary>Whether the text goes on to say how bad it was earlier: "теперь молчит, раньше выл".</summary>
    public static bool WasWorse(SurveyClause clause) => clause.Behind is { } behind && behind.Has(Cue.Earlier) && behind.Has(Cue.Symptom) && !clause.Has(Cue.Worse);

    /// <summary>Whether work of ours is named shortly before the clause.</summary>
    public static bool FollowsWork(SurveyWords text, SurveyClause clause)
    {
        for (var i = clause.Index - 1; i >= 0 && i >= clause.Index - Near; i--)
        {
            var earlier = text.Clauses[i];
            if (earlier.Scope == Scope.Ours && (earlier.HasAny(Works) || earlier.Has(Cue.WorkNoun)) && !earlier.Has(Cue.OtherFault)) return true;
        }

        return false;
    }

    /// <summary>
    /// The work that the text dates some time back, or null: "в январе делали сцепление", "месяц назад меняли". A repair that
    /// held for weeks was one, and what is wrong with it now came back.
    /// </summary>
    public static SaidCue? WorkSomeTimeAgo(SurveyWords text)
    {
        foreach (var clause in text.Clauses)
        {
            if (clause.Scope is Scope.Elsewhere or Scope.Unreal || clause.Any(Cue.Work, Cue.Cure, Cue.WorkNoun) is not { } work) continue;
            for (var i = clause.First; i <= clause.Last; i++)
            {
                if (IsSomeTimeAgo(text, i)) return work;
            }
        }

        return null;
    }

    // "месяц назад", "на прошлой неделе", "в марте", "весной", "недавно"
    private static bool IsSomeTimeAgo(SurveyWords text, int place)
    {
        var word = text.At(place);
        if (NamesMonth(text, place)) return true;
        if (word is "недавно" or "весной" or "летом" or "осенью" or "зимой") return true;
        if (word is "назад") return IsSpan(text.At(place - 1));
        if (word.StartsWith("прошл", StringComparison.Ordinal)) return IsSpan(text.At(place + 1));
        return false;
    }

    /// <summary>Whether a month is named there: "в марте".</summary>
    public static bool NamesMonth(SurveyWords text, int place)
    {
        var word = text.At(place);
        if (text.At(place - 1) is not ("в" or "с" or "начале" or "конце")) return false;
        foreach (var month in (ReadOnlySpan<string>)["январ", "феврал", "март", "апрел", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"])
        {
            if (word.StartsWith(month, StringComparison.Ordinal)) return true;
        }

        return word is "мае";
    }

    private static bool IsSpan(string word) => word.StartsWith("недел", StringComparison.Ordinal) || word.StartsWith("месяц", StringComparison.Ordinal)
        || word is "полгода" or "год" or "году";

    /// <summary>Whether the clause says behind what the fault came: "после чип-тюнинга расход вырос".</summary>
    public static bool SaysAfter(SurveyWords text, SurveyClause clause, SaidCue fault)
    {
        for (var i = clause.First; i < fault.First; i++)
        {
            if (text.At(i) is "после") return true;
        }

        return false;
    }

    /// <summary>Whether the fault happened or is there, and not merely was: "потёк", "не завёлся", "стучит", not "стучал".</summary>
    public static bool Happened(SurveyWords text, SaidCue fault)
    {
        if (fault.Cue == Cue.Broke) return true;
        var word = text.At(fault.Last);
        return Tense.IsPast(word) ? !Tense.IsLasting(word) : fault.Cue != Cue.Fault;
    }

    // Explicitly behind our work.
    private static bool IsSinceRepair(SurveyWords text, SurveyClause clause)
    {
        foreach (var cue in clause.Cues)
        {
            if (cue.Cue == Cue.After && text.At(cue.First) is "после" or "спустя" or "через") return true;
        }

        return clause.HasAny(SurveyWords.Mask(Cue.Now, Cue.Again, Cue.Count));
    }

    private static bool IsRunning(SurveyClause clause) => clause.Has(Cue.Works);

    private static bool Admits(SurveyWords text, SurveyClause clause)
    {
        for (var i = clause.First; i <= clause.Last; i++)
        {
            if (text.At(i) is "приняли" or "взяли" or "впустили" or "взялись" or "загнали" or "втиснули" or "выручили") return true;
        }

        return false;
    }

    // "говорят, не связано": the workshop's excuse.
    private static bool IsTheirWord(SurveyWords text, SurveyClause clause)
    {
        for (var i = clause.First; i <= clause.Last; i++)
        {
            if (text.At(i) is "сказали" or "говорят" or "якобы" or "утверждают" or "мол" or "дескать" or "заявили" or "уверяют" or "ответили") return true;
        }

        return false;
    }
}
