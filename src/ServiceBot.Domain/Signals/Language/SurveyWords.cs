namespace ServiceBot.Domain.Signals.Language;

/// <summary>A fault named in a survey text.</summary>
/// <param name="First">The index of its first word.</param>
/// <param name="Last">The index of its last word.</param>
/// <param name="Denied">Whether the text says that it is not there.</param>
/// <param name="General">Whether it is a word such as "проблема", not a symptom.</param>
/// <param name="Other">Whether it is another fault than before: "с другой проблемой".</param>
internal readonly record struct SaidFault(int First, int Last, bool Denied, bool General, bool Other);

/// <summary>A cue found in a survey text.</summary>
/// <param name="Cue">Which list.</param>
/// <param name="First">The index of its first word.</param>
/// <param name="Last">The index of its last word.</param>
/// <param name="Denied">Whether it is denied.</param>
internal readonly record struct SaidCue(Cue Cue, int First, int Last, bool Denied);

/// <summary>A survey text with the cues and faults found in it.</summary>
internal sealed class SurveyWords
{
    private static readonly HashSet<string> Deniers = ["не", "ни", "not", "never"];
    private static readonly HashSet<string> NounDeniers = ["нет", "без", "никаких", "никакой", "никакого", "ни", "no", "without", "any"];
    private static readonly HashSet<string> Between =
    [
        "очень", "совсем", "так", "слишком", "особо", "был", "была", "было", "были", "могу", "буду", "больше", "пришлось",
        "приходилось", "нужно", "надо", "стал", "стали", "стало", "имею", "have", "had", "been", "be", "to", "any", "very", "really", "well",
    ];

    private readonly string text;
    private readonly List<Word> words;
    private readonly List<SaidCue> cues = [];
    private readonly List<SaidFault> faults = [];
    private readonly HashSet<int> negationsInside = [];

    /// <summary>Reads the hits of both dictionaries.</summary>
    public SurveyWords(
        string text, List<Word> words, List<Hit<Term>> hits, List<Hit<Term>> vehicle, IReadOnlyDictionary<string, Term> lists)
    {
        this.text = text;
        this.words = words;
        foreach (var hit in hits.Concat(vehicle.Where(static v => v.Entry.Kind == TermKind.Symptom)))
        {
            if (hit.Places.Length < 2 || !IsBinding(hit)) continue;
            foreach (var place in hit.Places) if (words[place].Text is "не" or "нет" or "not" or "no") negationsInside.Add(place);
        }

        foreach (var hit in hits)
        {
            var cue = Enum.Parse<Cue>(hit.Entry.Russian, ignoreCase: true);
            cues.Add(new(cue, hit.First, hit.Last, IsDenied(hit.First, hit.Last)));
        }

        // "не доволен" is blame; the praise inside it is none.
        cues.RemoveAll(cue => cue.Cue is Cue.Praise or Cue.Fixed && cues.Exists(whole =>
            whole.Cue is Cue.Bad or Cue.NotFixed or Cue.Poor && whole.First < cue.First && cue.Last <= whole.Last));
        foreach (var hit in vehicle)
        {
            if (hit.Entry.Kind == TermKind.Symptom) AddFault(hit, general: false);
        }

        foreach (var hit in hits)
        {
            if (hit.Entry == lists["defect"]) AddFault(hit, general: true);
        }

        PartPlaces = [.. vehicle.Where(static hit => hit.Entry.Kind is TermKind.Part or TermKind.System).Select(static hit => hit.First)];
    }

    /// <summary>How many clauses the text has.</summary>
    public int Clauses => words.Count == 0 ? 0 : words[^1].Clause + 1;

    /// <summary>All cues in order.</summary>
    public IReadOnlyList<SaidCue> Cues => cues;

    /// <summary>All faults.</summary>
    public IReadOnlyList<SaidFault> Faults => faults;

    /// <summary>The indexes of words that name parts and systems.</summary>
    public IReadOnlyList<int> PartPlaces { get; }

    /// <summary>Whether a fault is named and not denied.</summary>
    public bool SaysFault => faults.Exists(static fault => !fault.Denied);

    /// <summary>Whether the text has no more words than an answer to tick.</summary>
    public bool IsShort => words.Count <= 5;

    /// <summary>Whether the text begins with a bare yes or no; null when it does not.</summary>
    public bool? Verdict
    {
        get
        {
            if (words.Count == 0) return null;
            if (words.Count > 1 && words[1].Clause == words[0].Clause && words[0].Text is not ("да" or "yes")) return null;
            foreach (var cue in cues)
            {
                if (cue.First != 0) continue;
                if (cue.Cue == Cue.Yes) return true;
                if (cue.Cue == Cue.No) return false;
            }

            return null;
        }
    }

    /// <summary>Whether a cue stands anywhere.</summary>
    public bool Says(Cue cue) => cues.Exists(said => said.Cue == cue);

    /// <summary>Whether every cue of the list is denied.</summary>
    public bool DeniesAll(Cue cue) => cues.TrueForAll(said => said.Cue != cue || said.Denied);

    /// <summary>The clause of a word.</summary>
    public int ClauseOf(int place) => words[place].Clause;

    /// <summary>The sentence of a word.</summary>
    public int SentenceOf(int place) => words[place].Sentence;

    /// <summary>The word at a place; empty outside the text.</summary>
    public string At(int place) => place >= 0 && place < words.Count ? words[place].Text : "";

    /// <summary>How many words the text has.</summary>
    public int Count => words.Count;

    /// <summary>The words as they were written, from one place to another.</summary>
    public string Written(int first, int last) => text[words[first].Start..(words[last].Start + words[last].Length)];

    private void AddFault(Hit<Term> hit, bool general)
    {
        var other = At(hit.Last + 1).StartsWith("друг", StringComparison.Ordinal);
        for (var i = hit.First - 1; i >= Math.Max(0, hit.First - 2) && ClauseOf(i) == ClauseOf(hit.First); i--)
        {
            other |= words[i].Text.StartsWith("друг", StringComparison.Ordinal) || words[i].Text.StartsWith("разн", StringComparison.Ordinal)
                || words[i].Text.StartsWith("нов", StringComparison.Ordinal) || words[i].Text is "иной" or "иным" or "other" or "different" or "another" or "new";
        }

        faults.Add(new(hit.First, hit.Last, IsDenied(hit.First, hit.Last), general, other));
    }

    // "не" that is a part of "не устранили" or "не заводится" denies nothing else.
    private static bool IsBinding(Hit<Term> hit) => hit.Entry.Kind == TermKind.Symptom
        || hit.Entry.Russian is "notfixed" or "bad" or "denysay" or "notfirst" or "count" or "poor" or "fixed" or "remains";

    private bool IsDenied(int first, int last)
    {
        var clause = ClauseOf(first);
        if (NegatesAt(first - 1, Deniers, clause) || NegatesAt(first - 1, NounDeniers, clause)) return true;
        if (first > 1 && Between.Contains(At(first - 1)) && (NegatesAt(first - 2, Deniers, clause) || NegatesAt(first - 2, NounDeniers, clause))) return true;
        if (NegatesAt(first - 2, NounDeniers, clause) || NegatesAt(first - 3, NounDeniers, clause)) return true;
        for (var i = last + 1; i <= last + 3 && i < words.Count && ClauseOf(i) == clause; i++)
        {
            if (negationsInside.Contains(i)) continue;
            if (At(i) is "нет" or "нету") return true;
            if (At(i) is "не" && IsOfBeing(At(i + 1))) return true;
        }

        return false;
    }

    private bool NegatesAt(int place, HashSet<string> deniers, int clause) =>
        place >= 0 && ClauseOf(place) == clause && deniers.Contains(At(place)) && !negationsInside.Contains(place);

    private static bool IsOfBeing(string word)
    {
        foreach (var start in (ReadOnlySpan<string>)["был", "возни", "повтор", "появ", "остал", "верн", "возвра", "беспоко", "наблюд", "замеч", "име", "выяв", "обнаруж"])
        {
            if (word.StartsWith(start, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
