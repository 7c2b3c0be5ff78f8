namespace ServiceBot.Domain.Signals.Language;

/// <summary>A text with the phrases found in it, and the questions that a reader asks of their neighbourhood.</summary>
internal sealed class Sentence
{
    private static readonly HashSet<string> Brands = ["adblue", "webasto", "eberspacher", "denoxtronic", "kitas", "knorr", "wabco", "bosch"];

    private readonly FaultVocabulary vocabulary;
    private readonly Dictionary<int, Sides> sides;
    private readonly bool isEnglish;

    private Sentence(FaultVocabulary vocabulary, List<Word> words)
    {
        this.vocabulary = vocabulary;
        Words = words;
        isEnglish = IsEnglishText(words);
        All = vocabulary.Book.Find(words);
        Hits = All.FindAll(hit => hit.Entry.Kind switch
        {
            TermKind.Part or TermKind.System => !IsMerelySymptom(hit) && !IsMerelyPlace(hit),
            TermKind.Symptom => !IsInsidePart(hit),
            TermKind.Fluid => true,
            TermKind.Hint or TermKind.Position or TermKind.Speech => false,
        });
        sides = SidePlacing.Of(Words, All, Hits);
    }

    /// <summary>The words of the text.</summary>
    public List<Word> Words { get; }

    /// <summary>Every phrase found.</summary>
    public List<Hit<Term>> All { get; }

    /// <summary>Parts, systems, symptoms and fluids.</summary>
    public List<Hit<Term>> Hits { get; private set; }

    /// <summary>The systems in which noises of the running vehicle arise.</summary>
    public ulong Running => vocabulary.Running;

    /// <summary>Reads a text.</summary>
    public static Sentence Of(FaultVocabulary vocabulary, string text) => new(vocabulary, vocabulary.Read(text));

    /// <summary>Reads words cut before.</summary>
    public static Sentence Of(FaultVocabulary vocabulary, List<Word> words) => new(vocabulary, words);

    /// <summary>Whether a word of that list stands anywhere.</summary>
    public bool Says(Term list)
    {
        foreach (var hit in All)
        {
            if (hit.Entry == list) return true;
        }

        return false;
    }

    /// <summary>Whether a word of the first list stands outside the phrases of the second.</summary>
    public bool SaysApart(Term list, Term than) => All.Exists(hit => hit.Entry == list
        && !All.Exists(other => other.Entry == than && Array.IndexOf(other.Places, hit.First) >= 0));

    /// <summary>Whether the clause, or else the whole text, speaks of taking the unit out and of no repair.</summary>
    public bool IsReached(Hit<Term> unit, Term access, Term repair)
    {
        var clause = ClauseOf(unit);
        var reaches = All.Exists(hit => hit.Entry == access && ClauseOf(hit) == clause);
        var mends = All.Exists(hit => hit.Entry == repair && ClauseOf(hit) == clause
            && !All.Exists(other => other.Entry == access && Array.IndexOf(other.Places, hit.First) >= 0));
        return reaches || mends ? reaches && !mends : Says(access) && !SaysApart(repair, access);
    }

    /// <summary>Whether a phrase of that list stands up to four words before, in the same clause.</summary>
    public bool Follows(Term list, Hit<Term> hit)
    {
        foreach (var other in All)
        {
            if (other.Entry == list && ClauseOf(other) == ClauseOf(hit) && other.First < hit.First && hit.First - other.Last <= 4)
                return true;
        }

        return false;
    }

    /// <summary>Whether a word of that list stands in the clause of the phrase.</summary>
    public bool SaysBeside(Term list, Hit<Term> hit) => All.Exists(other => other.Entry == list && ClauseOf(other) == ClauseOf(hit));

    /// <summary>Whether the phrase is written in Latin letters and the text is English.</summary>
    public bool IsEnglish(Hit<Term> hit) => Words[hit.First].Text[0] is >= 'a' and <= 'z' && isEnglish;

    // A brand or a code in Latin letters makes no English text: "Замена насоса AdBlue", "EGR".
    private static bool IsEnglishText(List<Word> words) => words.Exists(static w => w.Text.Length > 3 && w.Text[0] is >= 'a' and <= 'z' && !Brands.Contains(w.Text))
        && !words.Exists(static w => w.Text.Length > 2 && w.Text[0] is >= 'а' and <= 'я');

    /// <summary>The sides said of a phrase.</summary>
    public Sides SidesOf(Hit<Term> hit) => sides.GetValueOrDefault(hit.First);

    /// <summary>Takes out what the text says is not there: "стука нет", "не стучит", "стук пропал".</summary>
    public void DropWhatIsDenied(Term gone, Term again) => Hits = Hits.FindAll(hit => !IsDenied(hit, gone, again));

    /// <summary>The nearest fluid of the clause, or of the sentence, or null, and whether the symptom's own words name it.</summary>
    public (Term? Fluid, bool Says) FluidOf(Hit<Term> hit)
    {
        const int Farther = 1000;
        Hit<Term>? nearest = null;
        var best = int.MaxValue;
        foreach (var other in Hits)
        {
            if (other.Entry.Kind != TermKind.Fluid || !(hit.Entry.Leaks || Covers(hit, other)) || SentenceOf(other) != SentenceOf(hit)) continue;
            // "лужа под мордой, тосол"
            var distance = Distance(other, hit) + (ClauseOf(other) == ClauseOf(hit) ? 0 : Farther);
            if (distance >= best) continue;
            best = distance;
            nearest = other;
        }

        return nearest is { } fluid ? (fluid.Entry, Covers(hit, fluid)) : (null, false);
    }

    /// <summary>The systems at which the hints of the clause, or else of the sentence, point; 0 when there is none.</summary>
    public ulong HintsBy(Hit<Term> hit)
    {
        ulong near = 0, far = 0;
        foreach (var other in All)
        {
            if (other.Entry.Kind != TermKind.Hint || (other.First >= hit.First && other.Last <= hit.Last)) continue;
            if (ClauseOf(other) == ClauseOf(hit)) near = near == 0 ? other.Entry.Systems : Both(near, other.Entry.Systems);
            else if (SentenceOf(other) == SentenceOf(hit)) far = far == 0 ? other.Entry.Systems : Both(far, other.Entry.Systems);
        }

        return near != 0 ? near : far;
        static ulong Both(ulong a, ulong b) => (a & b) != 0 ? a & b : a | b;
    }

    /// <summary>The parts and systems a symptom is said of: in its clause, else the nearest fitting ones of its sentence.</summary>
    public List<NamedPart> SubjectsOf(Hit<Term> symptom, List<(Hit<Term> Hit, NamedPart Part)> parts)
    {
        var found = new List<NamedPart>();
        foreach (var (hit, part) in parts)
        {
            if (!part.Past && ClauseOf(hit) == ClauseOf(symptom)) found.Add(part);
        }

        // "Свет не горит, фары": the system of the clause is narrowed by a part of it behind the comma.
        var systems = 0UL;
        foreach (var part in found)
        {
            if (part.Term.Kind != TermKind.System) return found;
            systems |= part.Term.Systems;
        }

        var nearest = systems == 0 ? int.MaxValue : 1;
        foreach (var (hit, part) in parts)
        {
            if (part.Past || SentenceOf(hit) != SentenceOf(symptom)) continue;
            if (systems != 0 && (part.Term.Kind != TermKind.Part || part.Term.Vague || (part.Term.Systems & systems) == 0
                || Hits.Exists(other => other.Entry.Kind == TermKind.Symptom && Covers(other, hit)))) continue;
            if (symptom.Entry.Systems != 0 && (symptom.Entry.Systems & part.Term.Systems) == 0) continue;
            var distance = Math.Abs(ClauseOf(hit) - ClauseOf(symptom));
            if (distance > nearest) continue;
            if (distance < nearest) found.Clear();
            nearest = distance;
            found.Add(part);
        }

        return found;
    }

    /// <summary>Words of content that the dictionary does not know: key and word.</summary>
    public IEnumerable<(string Key, string Word)> Strangers()
    {
        var used = new bool[Words.Count];
        foreach (var hit in All)
        {
            foreach (var place in hit.Places) used[place] = true;
        }

        for (var i = 0; i < Words.Count; i++)
        {
            var text = Words[i].Text;
            if (FaultCode.Of(text) is { } code) yield return (code, code);
            else if (!used[i] && text.Length >= 4 && char.IsLetter(text[0])) yield return (RussianStem.Key(text), text);
        }
    }

    // "датчик давления масла" is a part, no word of low oil pressure.
    private bool IsInsidePart(Hit<Term> symptom) => All.Exists(part => part.Entry.Kind == TermKind.Part
        && part.Places.Length > symptom.Places.Length && Covers(part, symptom));

    // "нет тяги" names no tie rod, "стартер не крутит" does name the starter.
    private bool IsMerelySymptom(Hit<Term> part) => All.Exists(symptom => symptom.Entry.Kind == TermKind.Symptom
        && symptom.Places.Length > part.Places.Length && Covers(symptom, part)
        && symptom.Entry.Systems != 0 && (symptom.Entry.Systems & part.Entry.Systems) == 0);

    // "свист под капотом" names no bonnet.
    private bool IsMerelyPlace(Hit<Term> part) => All.Exists(hint => hint.Entry.Kind == TermKind.Hint
        && hint.Places.Length > part.Places.Length && Covers(hint, part));

    /// <summary>Whether both stand in one sentence, a clause apart at most.</summary>
    public bool IsNear(Hit<Term> a, Hit<Term> b) => SentenceOf(a) == SentenceOf(b) && Math.Abs(ClauseOf(a) - ClauseOf(b)) <= 1;

    /// <summary>
    /// Whether the hit only says to what the part before it belongs: "ручка задней двери", "сальник КПП". Between them
    /// stands an adjective at most.
    /// </summary>
    public bool Owns(Hit<Term> owner, Hit<Term> piece)
    {
        if (ClauseOf(owner) != ClauseOf(piece) || owner.First <= piece.Last || owner.First - piece.Last > 2) return false;
        return owner.First - piece.Last == 1 || Words[owner.First - 1].Text.Length > 2;
    }

    /// <summary>The word before the part, or before its adjective, that says which piece of it is meant; or null.</summary>
    public string? PieceOf(Hit<Term> part, Term pieces)
    {
        foreach (var hit in All)
        {
            if (hit.Entry == pieces && Owns(part, hit) && Array.IndexOf(part.Places, hit.Last) < 0) return RussianStem.Key(Words[hit.Last].Text);
        }

        return null;
    }

    /// <summary>Whether the part is blamed itself, or only where something is seen: "из-под шкива", "бачок пустой".</summary>
    public Mention MentionOf(Hit<Term> part)
    {
        foreach (var i in (ReadOnlySpan<int>)[part.First - 1, part.Last + 1])
        {
            if (i >= 0 && i < Words.Count && Words[i].Clause == ClauseOf(part) && Words[i].Text.StartsWith("пуст", StringComparison.Ordinal)) return Mention.Empty;
        }

        for (var i = part.First - 1; i >= Math.Max(0, part.First - 2) && Words[i].Clause == ClauseOf(part); i--)
        {
            if (Words[i].Text is "возле" or "около" or "у" or "рядом" or "near") return Mention.Empty;
            if (Words[i].Text is "из" or "под" or "с" or "со" or "в" or "на" or "над" or "за" or "по" or "from" or "under") return Mention.Place;
        }

        return Mention.Itself;
    }

    internal static bool Covers(Hit<Term> whole, Hit<Term> piece) => Array.TrueForAll(piece.Places, place => Array.IndexOf(whole.Places, place) >= 0);

    private bool IsDenied(Hit<Term> hit, Term gone, Term again)
    {
        for (var i = hit.First - 1; i >= Math.Max(0, hit.First - 2) && Words[i].Clause == ClauseOf(hit); i--)
        {
            if (Denies(Words[i].Text) && !Belongs(i)) return !AgainAfter(hit.Last, hit, again);
        }

        if (hit.Entry.Kind != TermKind.Symptom && Hits.Exists(other => other.Entry.Kind == TermKind.Symptom && ClauseOf(other) == ClauseOf(hit)))
            return false;
        var next = hit.Last + 1;
        if (next < Words.Count && Words[next].Clause == ClauseOf(hit) && Words[next].Text == "нет" && !Belongs(next))
            return !AgainAfter(next, hit, again);
        foreach (var other in All)
        {
            if (other.Entry != gone || ClauseOf(other) != ClauseOf(hit) || Distance(other, hit) > 3 || Belongs(other.First)) continue;
            if (other.First > 0 && Denies(Words[other.First - 1].Text)) continue;
            return !AgainAfter(other.Last, hit, again);
        }

        return false;
    }

    private bool AgainAfter(int index, Hit<Term> hit, Term again)
    {
        foreach (var other in All)
        {
            if (other.Entry == again && other.First > index && SentenceOf(other) == SentenceOf(hit)) return true;
        }

        return false;
    }

    private static bool Denies(string word) => word is "не" or "нет" or "без" or "not" or "no" or "without";

    // Whether the word is a part of a phrase: the "не" of "не заводится" denies nothing else.
    private bool Belongs(int place)
    {
        foreach (var hit in Hits)
        {
            if (Array.IndexOf(hit.Places, place) >= 0) return true;
        }

        return false;
    }

    private int ClauseOf(Hit<Term> hit) => Words[hit.First].Clause;

    private int SentenceOf(Hit<Term> hit) => Words[hit.First].Sentence;

    internal static int Distance(Hit<Term> a, Hit<Term> b) =>
        a.First > b.Last ? a.First - b.Last : b.First > a.Last ? b.First - a.Last : 0;
}
