using System.Collections.Concurrent;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>What a word of a survey text can mean.</summary>
/// <param name="Cues">The lists in which it stands by itself, one bit each.</param>
/// <param name="Slots">The dictionary words it can be; phrases are made of these.</param>
/// <param name="Guessed">Whether a typing error was assumed.</param>
internal readonly record struct Sense(UInt128 Cues, int[] Slots, bool Guessed = false)
{
    /// <summary>Whether the dictionary knows the word.</summary>
    public bool IsKnown => Slots.Length > 0;
}

/// <summary>A phrase of the lexicon found in a text.</summary>
/// <param name="Phrase">The phrase.</param>
/// <param name="First">The index of its first word.</param>
/// <param name="Last">The index of its last word.</param>
/// <param name="Places">The places of its words, in the order of the phrase.</param>
internal readonly record struct PhraseHit(SurveyPhrase Phrase, int First, int Last, int[] Places);

/// <summary>
/// The words of survey.txt and survey-repair.txt: single words by form, stem or beginning, and phrases of words and lists.
/// Built once, then safe to use from many threads.
/// </summary>
internal sealed class SurveyLexicon
{
    private const int ShortestMistyped = 7;
    private const int MostRemembered = 20_000;
    private static readonly Lazy<SurveyLexicon> Shared = new(() =>
        new([.. FaultVocabulary.Lines("survey"), .. FaultVocabulary.Lines("survey-repair")], SurveyDictionary.Patterns()));

    private readonly ConcurrentDictionary<string, Sense> remembered = new(StringComparer.Ordinal);
    private readonly Dictionary<Slot, int> ids = [];
    private readonly List<UInt128> alone = [];
    private readonly Dictionary<string, List<int>> forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> beginnings = new(StringComparer.Ordinal);
    private readonly Dictionary<char, List<(string Beginning, int Id)>> guessable = [];
    private readonly Dictionary<string, SurveyPhrase> phrases = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<SurveyPhrase>> bySlot = [];
    private readonly List<SurveyPhrase>?[] byCue = new List<SurveyPhrase>?[128];
    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> byBeginning;

    /// <summary>Reads the lines <c>list = pattern; pattern</c>.</summary>
    /// <param name="lines">The lists of the surveys' own files.</param>
    /// <param name="further">Patterns of the dictionary of faults; their words keep their own meanings.</param>
    /// <exception cref="FormatException">A line has no "=", or names a list that is none.</exception>
    public SurveyLexicon(IEnumerable<string> lines, IEnumerable<(string Pattern, Cue Cue)> further)
    {
        byBeginning = beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var line in lines)
        {
            var cut = line.IndexOf(" = ", StringComparison.Ordinal);
            if (cut < 0) throw new FormatException($"A list needs ' = ': {line}");
            var cue = CueOf(line[..cut].Trim(), line);
            foreach (var pattern in line[(cut + 3)..].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Add(Words.Fold(pattern), cue, line);
        }

        foreach (var (pattern, cue) in further) Add(Words.Fold("+" + pattern), cue, pattern);
        foreach (var phrase in phrases.Values)
        {
            foreach (var slot in phrase.Starts)
            {
                if (slot >= 0) (bySlot.TryGetValue(slot, out var list) ? list : bySlot[slot] = []).Add(phrase);
                else (byCue[~slot] ??= []).Add(phrase);
            }
        }
    }

    /// <summary>The lexicon as it ships.</summary>
    public static SurveyLexicon Default => Shared.Value;

    /// <summary>What a folded word can mean.</summary>
    public Sense Resolve(string word)
    {
        if (remembered.TryGetValue(word, out var before)) return before;
        var found = Known(word);
        if (!found.IsKnown) found = Guess(word);
        // Surveys repeat their words; a flood of gibberish must not fill the memory.
        if (remembered.Count < MostRemembered) remembered.TryAdd(word, found);
        return found;
    }

    /// <summary>The same without guessing at typing errors.</summary>
    public Sense Known(string word)
    {
        var found = new List<int>();
        if (forms.TryGetValue(word, out var list)) found.AddRange(list);
        if (stems.TryGetValue(RussianStem.Key(word), out list)) found.AddRange(list);
        for (var length = 2; length <= word.Length; length++)
        {
            if (byBeginning.TryGetValue(word.AsSpan(0, length), out list)) found.AddRange(list);
        }

        if (char.IsAsciiDigit(word[0]) && word is not ("0" or "1") && ids.TryGetValue(new(SlotKind.Number, "#"), out var number)) found.Add(number);
        return Of(found);
    }

    /// <summary>Every phrase that begins at a place of the text.</summary>
    public void FindAt(int place, IReadOnlyList<SurveyToken> tokens, List<PhraseHit> hits)
    {
        var sense = tokens[place].Sense;
        foreach (var slot in sense.Slots)
        {
            if (bySlot.TryGetValue(slot, out var list)) Match(list, place, tokens, hits);
        }

        for (var rest = sense.Cues; rest != 0;)
        {
            var cue = (int)UInt128.TrailingZeroCount(rest);
            rest &= rest - 1;
            if (byCue[cue] is { } list) Match(list, place, tokens, hits);
        }
    }

    private static void Match(List<SurveyPhrase> list, int place, IReadOnlyList<SurveyToken> tokens, List<PhraseHit> hits)
    {
        foreach (var phrase in list)
        {
            if (phrase.MatchAt(place, tokens) is { } places) hits.Add(new(phrase, place, places.Max(), places));
        }
    }

    private void Add(string pattern, Cue cue, string line)
    {
        var keeps = pattern[0] == '+';
        var words = pattern.TrimStart('+').Split([' ', '-', '>'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1 && words[0][0] != '%')
        {
            alone[IdOf(words[0])] |= Bit(cue);
            return;
        }

        // ".." is no word: it lets the words around it stand further apart.
        var wide = new bool[words.Length];
        for (var i = words.Length - 1; i > 0; i--)
        {
            if (words[i] != "..") continue;
            words = [.. words[..i], .. words[(i + 1)..]];
            wide[i] = true;
        }

        var slots = Array.ConvertAll(words, word => word[0] == '%' ? ~(int)CueOf(word[1..], line) : IdOf(word));
        var key = $"{string.Join(' ', slots)}{(keeps ? "+" : "")}";
        if (phrases.TryGetValue(key, out var known)) known.Cues |= Bit(cue);
        else phrases.Add(key, new(slots, wide, keeps, words) { Cues = Bit(cue) });
    }

    private int IdOf(string word)
    {
        var slot = word.EndsWith('*') ? new Slot(SlotKind.Prefix, word.Trim('=', '*')) : Slot.Parse(word.Replace("=#", "#", StringComparison.Ordinal));
        if (ids.TryGetValue(slot, out var id)) return id;
        id = alone.Count;
        ids.Add(slot, id);
        alone.Add(0);
        var index = slot.Kind switch { SlotKind.Exact => forms, SlotKind.Prefix => beginnings, SlotKind.Stem => stems, _ => null };
        if (index is not null) (index.TryGetValue(slot.Text, out var list) ? list : index[slot.Text] = []).Add(id);
        if (slot.Kind != SlotKind.Number && slot.Text.Length >= ShortestMistyped)
            (guessable.TryGetValue(slot.Text[0], out var near) ? near : guessable[slot.Text[0]] = []).Add((slot.Text, id));
        return id;
    }

    private Sense Guess(string word)
    {
        if (word.Length <= ShortestMistyped || !guessable.TryGetValue(word[0], out var near)) return Of([]);
        var found = new List<int>();
        foreach (var (beginning, id) in near)
        {
            if (Typing.BeginsWithOneSlip(word, beginning)) found.Add(id);
        }

        return Of(found) with { Guessed = true };
    }

    private Sense Of(List<int> slots)
    {
        UInt128 cues = 0;
        foreach (var slot in slots) cues |= alone[slot];
        return new(cues, [.. slots.Distinct()]);
    }

    private static Cue CueOf(string name, string line) => Enum.TryParse<Cue>(name, ignoreCase: true, out var cue)
        ? cue : throw new FormatException($"There is no list '{name}': {line}");

    /// <summary>The bit of a list.</summary>
    public static UInt128 Bit(Cue cue) => UInt128.One << (int)cue;
}
