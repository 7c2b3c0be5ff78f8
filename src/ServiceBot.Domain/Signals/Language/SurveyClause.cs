namespace ServiceBot.Domain.Signals.Language;

/// <summary>A clause of a survey text.</summary>
/// <param name="text">The text.</param>
/// <param name="index">Its number in the text.</param>
/// <param name="first">The index of its first word.</param>
/// <param name="sentence">The number of its sentence.</param>
internal sealed class SurveyClause(SurveyWords text, int index, int first, int sentence)
{
    private readonly List<SaidCue> said = [];
    private UInt128 real;
    private UInt128 denied;

    /// <summary>Its number in the text.</summary>
    public int Index => index;

    /// <summary>The index of its first word.</summary>
    public int First => first;

    /// <summary>The index of its last word.</summary>
    public int Last { get; set; }

    /// <summary>The number of its sentence.</summary>
    public int Sentence => sentence;

    /// <summary>Whose words it speaks.</summary>
    public Scope Scope { get; set; }

    /// <summary>Its cues in order.</summary>
    public IReadOnlyList<SaidCue> Cues => said;

    /// <summary>Adds a cue.</summary>
    public void Add(SaidCue cue)
    {
        said.Add(cue);
        if (cue.Denied) denied |= SurveyLexicon.Bit(cue.Cue);
        else real |= SurveyLexicon.Bit(cue.Cue);
    }

    /// <summary>Whether one of the cues stands here and is not denied.</summary>
    public bool Has(Cue cue) => (real & SurveyLexicon.Bit(cue)) != 0;

    /// <summary>Whether one of several stands here and is not denied.</summary>
    public bool HasAny(UInt128 lists) => (real & lists) != 0;

    /// <summary>Whether a cue is denied here.</summary>
    public bool Denies(Cue cue) => (denied & SurveyLexicon.Bit(cue)) != 0;

    /// <summary>Whether a cue stands here, denied or not.</summary>
    public bool Says(Cue cue) => ((real | denied) & SurveyLexicon.Bit(cue)) != 0;

    /// <summary>The first cue of the list that is not denied.</summary>
    public SaidCue? Real(Cue cue)
    {
        if (!Has(cue)) return null;
        foreach (var found in said)
        {
            if (found.Cue == cue && !found.Denied) return found;
        }

        return null;
    }

    /// <summary>The first cue of the list that is denied.</summary>
    public SaidCue? Denied(Cue cue)
    {
        if (!Denies(cue)) return null;
        foreach (var found in said)
        {
            if (found.Cue == cue && found.Denied) return found;
        }

        return null;
    }

    /// <summary>The first real cue of the first list that has one.</summary>
    public SaidCue? Any(params ReadOnlySpan<Cue> lists)
    {
        foreach (var cue in lists)
        {
            if (Real(cue) is { } found) return found;
        }

        return null;
    }

    /// <summary>The clause before in the same sentence.</summary>
    public SurveyClause? Before => index > 0 && text.Clauses[index - 1].Sentence == sentence ? text.Clauses[index - 1] : null;

    /// <summary>The clause behind in the same sentence.</summary>
    public SurveyClause? Behind => index + 1 < text.Clauses.Count && text.Clauses[index + 1].Sentence == sentence ? text.Clauses[index + 1] : null;

    /// <summary>Whether it begins with "но" or the like.</summary>
    public bool Contrasts => text.Is(first, Cue.Contrast);

    /// <summary>Whether a fault is spoken of, there or not.</summary>
    public bool MentionsFault => Says(Cue.Fault) || Says(Cue.Symptom) || Says(Cue.Broke);

    /// <summary>The fault that the clause says is there: a noise, a failure, a function that is denied.</summary>
    public SaidCue? Fault
    {
        get
        {
            foreach (var cue in said)
            {
                switch (cue.Cue)
                {
                    case Cue.Symptom or Cue.Fault or Cue.Broke when !cue.Denied:
                        return cue;
                    // "порвало", "сорвало": nobody did it, it broke.
                    case Cue.Damage when !cue.Denied && text.At(cue.First).EndsWith("ло", StringComparison.Ordinal):
                        return cue;
                    case Cue.Works when cue.Denied && !Says(Cue.Fault) && !Has(Cue.Gone):
                        return cue;
                    default: break;
                }
            }

            return null;
        }
    }

    /// <summary>The fault that is there at the time of writing: "стучит", "не тянет".</summary>
    public SaidCue? PresentFault
    {
        get
        {
            foreach (var cue in said)
            {
                if (cue.Cue is Cue.Symptom && !cue.Denied && (Tense.IsPresent(text.At(cue.First)) || Tense.IsPresent(text.At(cue.Last)))) return cue;
                if (cue.Cue is Cue.Symptom && !cue.Denied && (text.At(cue.Last + 1) is "стоит" or "есть" or "идет" or "слышен" or "слышно" or "слышна" or "никуда"
                    || text.At(cue.First - 1) is "стоит" or "есть" or "идет" or "слышен" or "слышно" or "слышна")) return cue;
                if (cue.Cue is Cue.Works && cue.Denied && !Says(Cue.Fault) && Tense.IsPresent(text.At(cue.First))) return cue;
            }

            return null;
        }
    }
}

/// <summary>The tense of a Russian verb, by its ending.</summary>
internal static class Tense
{
    /// <summary>Whether it happens now: стучит, глохнут.</summary>
    public static bool IsPresent(string word)
    {
        var verb = word.EndsWith("ся", StringComparison.Ordinal) ? word.AsSpan(0, word.Length - 2) : word;
        return verb.Length > 3 && (verb.EndsWith("ит") || verb.EndsWith("ет") || verb.EndsWith("ут") || verb.EndsWith("ют") || verb.EndsWith("ят") || verb.EndsWith("ат"));
    }

    /// <summary>Whether a past tense tells what went on and not what came about: стучал, заводился, not застучал, завёлся.</summary>
    public static bool IsLasting(string word)
    {
        var verb = word.EndsWith("ся", StringComparison.Ordinal) || word.EndsWith("сь", StringComparison.Ordinal) ? word.AsSpan(0, word.Length - 2) : word;
        if (verb.StartsWith("за") && !verb.StartsWith("заводи") && !verb.Contains("ыва", StringComparison.Ordinal)) return false;
        foreach (var suffix in (ReadOnlySpan<string>)["ыва", "ива", "ева", "води", "греба", "ялся"])
        {
            if (verb.Contains(suffix, StringComparison.Ordinal)) return true;
        }

        foreach (var lasting in (ReadOnlySpan<string>)
            ["стуч", "грем", "скрип", "гуд", "гул", "шум", "свист", "вибр", "тек", "теч", "дым", "трои", "глох", "дерг", "грел", "горел", "тяну", "держ", "крут", "работ", "ехал", "хруст", "био", "бил", "пищ", "капа", "тряс", "буксо", "светил", "дул", "ревел", "жра", "ела", "ел", "мигал", "морг", "вклю", "откры", "закры"])
        {
            if (verb.StartsWith(lasting)) return lasting is not ("вклю" or "откры" or "закры") || verb.EndsWith("ал") || verb.EndsWith("ала") || verb.EndsWith("али") || verb.EndsWith("ало");
        }

        return false;
    }

    /// <summary>Whether it happens now, and the word is no noun of that ending: убегает, кренится.</summary>
    public static bool IsSurelyPresent(string word)
    {
        foreach (var ending in (ReadOnlySpan<string>)["ает", "яет", "ует", "еет", "ается", "яется", "уется", "ится", "ются", "ятся", "ают", "яют", "уют"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>Whether it happened: стучало, глохла.</summary>
    public static bool IsPast(string word)
    {
        var verb = word.EndsWith("ся", StringComparison.Ordinal) || word.EndsWith("сь", StringComparison.Ordinal) ? word.AsSpan(0, word.Length - 2) : word;
        return verb.Length > 2 && (verb.EndsWith("л") || verb.EndsWith("ла") || verb.EndsWith("ло") || verb.EndsWith("ли"));
    }
}
