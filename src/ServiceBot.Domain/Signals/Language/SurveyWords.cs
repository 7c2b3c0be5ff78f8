namespace ServiceBot.Domain.Signals.Language;

/// <summary>A cue found in a survey text.</summary>
/// <param name="Cue">Which list.</param>
/// <param name="First">The index of its first word.</param>
/// <param name="Last">The index of its last word.</param>
/// <param name="Denied">Whether it is denied.</param>
internal readonly record struct SaidCue(Cue Cue, int First, int Last, bool Denied);

/// <summary>A survey text with the cues found in it, cut into clauses.</summary>
internal sealed class SurveyWords
{
    private const int Reach = 4;
    private const int LongestClause = 24;

    private static readonly UInt128 Predicates = Mask(
        Cue.Cure, Cue.Work, Cue.Gone, Cue.Remain, Cue.Works, Cue.Broke, Cue.Recur, Cue.Appear, Cue.Visit, Cue.Redo, Cue.Return, Cue.Forgot);

    private static readonly UInt128 Nouns = Mask(
        Cue.Fault, Cue.Symptom, Cue.Matter, Cue.BadSelf, Cue.Bad, Cue.VisitNoun, Cue.Redo, Cue.Count, Cue.Recur, Cue.OtherFault, Cue.Damage);

    private static readonly UInt128 Openers = Mask(Cue.Contrast, Cue.Unreal, Cue.DenySay, Cue.Honest);

    private readonly string text;
    private readonly List<SurveyToken> tokens;
    private readonly UInt128[] cues;
    private readonly bool[] binding;
    private readonly int[] clauseOf;

    /// <summary>Reads a text.</summary>
    public SurveyWords(string text, SurveyLexicon lexicon)
    {
        this.text = text;
        tokens = SurveyTokens.Read(text, lexicon);
        cues = new UInt128[tokens.Count];
        binding = new bool[tokens.Count];
        clauseOf = new int[tokens.Count];
        for (var i = 0; i < cues.Length; i++) cues[i] = tokens[i].Sense.Cues;
        var phrases = Phrases(lexicon);
        Clauses = Cut(phrases);
        Say(phrases);
        SurveyScopes.Mark(this);
    }

    /// <summary>The clauses in order.</summary>
    public List<SurveyClause> Clauses { get; }

    /// <summary>How many words the text has.</summary>
    public int Count => tokens.Count;

    /// <summary>Whether the text has no more words than an answer to tick.</summary>
    public bool IsShort => tokens.Count <= 6;

    /// <summary>Whether most of its words are Russian.</summary>
    public bool IsRussian => tokens.Count(static x => x.Text[0] is >= 'а' and <= 'я') * 2 > tokens.Count;

    /// <summary>The word at a place; empty outside the text.</summary>
    public string At(int place) => place >= 0 && place < tokens.Count ? tokens[place].Text : "";

    /// <summary>Whether the word at a place stands in the list by itself or begins a phrase of it.</summary>
    public bool Is(int place, Cue cue) => place >= 0 && place < tokens.Count && (cues[place] & SurveyLexicon.Bit(cue)) != 0;

    /// <summary>Whether the word was written in quotation marks.</summary>
    public bool Quoted(int place) => tokens[place].Quoted;

    /// <summary>Whether the clause that ends with this word is a question.</summary>
    public bool IsAsked(int last)
    {
        var from = tokens[last].Start + tokens[last].Length;
        var to = last + 1 < tokens.Count ? tokens[last + 1].Start : text.Length;
        return text.AsSpan(from, to - from).Contains('?');
    }

    /// <summary>Whether no list holds the word.</summary>
    public bool IsUnknown(int place) => tokens[place].Sense.Cues == 0 && cues[place] == 0;

    /// <summary>The clause of a word.</summary>
    public int ClauseOf(int place) => clauseOf[place];

    /// <summary>Whether a cue stands anywhere, denied or not.</summary>
    public bool Says(Cue cue) => Clauses.Exists(clause => clause.Says(cue));

    /// <summary>Whether a cue stands anywhere and is not denied.</summary>
    public bool Affirms(Cue cue) => Clauses.Exists(clause => clause.Has(cue));

    /// <summary>The words as they were written, from one place to another.</summary>
    public string Written(int first, int last) => text[tokens[first].Start..(tokens[last].Start + tokens[last].Length)];

    /// <summary>The bits of several lists.</summary>
    public static UInt128 Mask(params ReadOnlySpan<Cue> lists)
    {
        UInt128 mask = 0;
        foreach (var cue in lists) mask |= SurveyLexicon.Bit(cue);
        return mask;
    }

    // Longer phrases win; the words of a phrase lose their own meanings, except those that it names by their list.
    private List<PhraseHit> Phrases(SurveyLexicon lexicon)
    {
        var found = new List<PhraseHit>();
        for (var i = 0; i < tokens.Count; i++) lexicon.FindAt(i, tokens, found);
        if (found.Count == 0) return found;
        found.Sort(static (a, b) => b.Phrase.Length != a.Phrase.Length ? b.Phrase.Length - a.Phrase.Length
            : a.First != b.First ? a.First - b.First : a.Last - b.Last);
        var taken = new bool[tokens.Count];
        var kept = new List<PhraseHit>(found.Count);
        var asking = new List<PhraseHit>();
        foreach (var hit in found)
        {
            if (hit.Phrase.TakesNothing)
            {
                asking.Add(hit);
                continue;
            }

            if (!Array.TrueForAll(hit.Places, place => !taken[place])) continue;
            kept.Add(hit);
            for (var s = 0; s < hit.Places.Length; s++)
            {
                var place = hit.Places[s];
                taken[place] = true;
                if (hit.Phrase.Denies) binding[place] = true;
                if (!hit.Phrase.IsList(s) || hit.Phrase.Denies) cues[place] = 0;
            }
        }

        kept.AddRange(asking);
        foreach (var hit in kept) cues[hit.First] |= hit.Phrase.Cues;
        return kept;
    }

    private List<SurveyClause> Cut(List<PhraseHit> phrases)
    {
        var inside = new bool[tokens.Count];
        foreach (var hit in phrases)
        {
            for (var i = hit.First + 1; i <= hit.Last; i++) inside[i] = true;
        }

        var clauses = new List<SurveyClause>();
        var sentence = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var length = clauses.Count == 0 ? 0 : i - clauses[^1].First;
            if (tokens[i].Break == 2) sentence++;
            var opens = clauses.Count == 0 || tokens[i].Break > 0
                || (!inside[i] && ((length > 0 && Is(i, Cue.Contrast)) || (length > 2 && (cues[i] & Openers) != 0) || length >= LongestClause));
            if (opens) clauses.Add(new(this, clauses.Count, i, sentence));
            clauseOf[i] = clauses.Count - 1;
            clauses[^1].Last = i;
        }

        return clauses;
    }

    private void Say(List<PhraseHit> phrases)
    {
        var ends = new Dictionary<(int, Cue), int>();
        foreach (var hit in phrases)
        {
            for (var rest = hit.Phrase.Cues; rest != 0; rest &= rest - 1)
                ends[(hit.First, (Cue)(int)UInt128.TrailingZeroCount(rest))] = hit.Last;
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            for (var rest = cues[i]; rest != 0; rest &= rest - 1)
            {
                var cue = (Cue)(int)UInt128.TrailingZeroCount(rest);
                if (cue is Cue.Booster) continue;
                var last = ends.GetValueOrDefault((i, cue), i);
                Clauses[clauseOf[i]].Add(new(cue, i, last, IsDenied(cue, i, last)));
            }
        }
    }

    private bool IsDenied(Cue cue, int first, int last)
    {
        if (cue is Cue.Neg or Cue.None or Cue.Contrast or Cue.Unreal or Cue.Honest or Cue.Again or Cue.After or Cue.Now or Cue.Modal
            or Cue.Service or Cue.StrongService or Cue.Part or Cue.Fluid or Cue.Vehicle) return false;
        var clause = Clauses[clauseOf[first]];
        if (!binding[first] && DeniedBefore(first, clause)) return true;
        // "толку никакого", "результата ноль": what is lacking is the blame itself.
        if (cue is Cue.BadSelf && IsOutcome(At(last))) return false;
        return (Nouns & SurveyLexicon.Bit(cue)) != 0 && (MissingBefore(first, clause) || MissingAfter(last, clause));
    }

    // "не смогли до конца устранить": the denial reaches over what only colours it.
    private bool DeniedBefore(int first, SurveyClause clause)
    {
        for (var i = first - 1; i >= clause.First && i >= first - Reach - 1; i--)
        {
            if (binding[i]) return false;
            if (Is(i, Cue.Neg)) return !Is(i - 1, Cue.Neg);
            if (!Is(i, Cue.Booster) && !Is(i, Cue.Modal) && !tokens[i].Has(Cue.Booster)) return false;
        }

        return false;
    }

    // "никаких проблем", "без посторонних стуков"
    private bool MissingBefore(int first, SurveyClause clause)
    {
        for (var i = first - 1; i >= clause.First && i >= first - 3; i--)
        {
            if (binding[i]) return false;
            if (Is(i, Cue.None) || (Is(i, Cue.Neg) && i == first - 1)) return true;
            if ((cues[i] & Predicates) != 0) return false;
        }

        return false;
    }

    // "претензий к ремонту нет", "стука больше не слышно"
    private bool MissingAfter(int last, SurveyClause clause)
    {
        for (var i = last + 1; i <= clause.Last && i <= last + Reach; i++)
        {
            if (binding[i]) return false;
            if (Is(i, Cue.None) && At(i) is not "без" and not "никак") return !Is(i + 1, Cue.Praise);
            if (Is(i, Cue.Gone)) return true;
            if (Is(i, Cue.Neg)) return IsOfBeing(At(i + 1)) || (Is(i + 1, Cue.Booster) && IsOfBeing(At(i + 2)));
            if ((cues[i] & Predicates) != 0) return false;
        }

        return false;
    }

    private static bool IsOutcome(string word) => word.StartsWith("толк", StringComparison.Ordinal) || word.StartsWith("смысл", StringComparison.Ordinal)
        || word.StartsWith("эффект", StringComparison.Ordinal) || word.StartsWith("результат", StringComparison.Ordinal);

    private static bool IsOfBeing(string word)
    {
        foreach (var start in (ReadOnlySpan<string>)
            ["был", "возни", "повтор", "появ", "остал", "верн", "возвра", "беспоко", "наблюд", "замеч", "име", "выяв", "обнаруж", "слыш", "стало", "осталось", "видн", "чувств", "ощущ"])
        {
            if (word.StartsWith(start, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
