namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// A phrase of the survey lexicon. Its words stand side by side; between words that are not bound to one form a stray
/// word may stand, and two such words may change places.
/// </summary>
/// <param name="slots">Its words by number; a list stands as the complement of its own number.</param>
/// <param name="wide">For each word, whether up to two further words may stand before it.</param>
/// <param name="keeps">Whether its words keep their own meanings.</param>
/// <param name="words">The words as the lexicon writes them.</param>
internal sealed class SurveyPhrase(int[] slots, bool[] wide, bool keeps, string[] words)
{
    private const int Wide = 2;

    private static readonly UInt128 Asking = SurveyWords.Mask(Cue.Yes, Cue.No, Cue.Dislike, Cue.Scale, Cue.Rate, Cue.HowMany);

    private static readonly UInt128 Weighty = SurveyWords.Mask(
        Cue.Neg, Cue.Contrast, Cue.Cure, Cue.Work, Cue.Gone, Cue.Fault, Cue.Symptom, Cue.Works, Cue.Broke, Cue.Visit, Cue.Remain, Cue.Again);

    // Whether only that form, and nothing between it and its neighbour, will do: "двадцать минут машина" are no twenty vehicles.
    private readonly bool[] bound = Array.ConvertAll(words, IsBound);

    private readonly bool loose = slots.Length == 2 && !IsBound(words[0]) && !IsBound(words[1]) && slots[0] >= 0 && slots[1] >= 0;

    /// <summary>The lists it stands in.</summary>
    public UInt128 Cues { get; set; }

    /// <summary>Whether its words keep their meanings: a phrase that only adds one.</summary>
    public bool TakesNothing => keeps || (Cues & ~Asking) == 0;

    /// <summary>How many words it has.</summary>
    public int Length => slots.Length;

    /// <summary>Whether it holds a denial, which then denies nothing else.</summary>
    public bool Denies { get; } = Array.Exists(words, static word => word.TrimStart('=') is "не" or "ни" or "not" or "больше");

    /// <summary>The words it may begin with.</summary>
    public IEnumerable<int> Starts => loose && slots[0] != slots[1] ? slots : slots[..1];

    /// <summary>Whether the word at this place of the phrase is named by its list, and so keeps its meaning.</summary>
    public bool IsList(int index) => slots[index] < 0;

    /// <summary>The places of its words when it begins at that place, or null.</summary>
    public int[]? MatchAt(int place, IReadOnlyList<SurveyToken> tokens)
    {
        if (Follow(place, tokens, backwards: false) is { } places) return places;
        return loose ? Follow(place, tokens, backwards: true) : null;
    }

    private int[]? Follow(int place, IReadOnlyList<SurveyToken> tokens, bool backwards)
    {
        var places = new int[slots.Length];
        var at = place;
        for (var s = 0; s < slots.Length; s++)
        {
            var index = backwards ? slots.Length - 1 - s : s;
            if (s > 0)
            {
                at = Next(at, index, backwards, tokens);
                if (at < 0) return null;
            }
            else if (!Is(tokens[at], slots[index]))
            {
                return null;
            }

            places[index] = at;
        }

        return places;
    }

    private int Next(int at, int index, bool backwards, IReadOnlyList<SurveyToken> tokens)
    {
        if (at + 1 >= tokens.Count || tokens[at + 1].Break > 0) return -1;
        if (Is(tokens[at + 1], slots[index])) return at + 1;
        if (wide[index]) return Further(at, index, tokens);
        var before = backwards ? index + 1 : index - 1;
        var stray = words[before].TrimStart('=') is "не" or "ни" or "not"
            ? tokens[at + 1].Has(Cue.Booster)
            : !bound[before] && !bound[index];
        if (!stray || at + 2 >= tokens.Count || tokens[at + 2].Break > 0 || (tokens[at + 1].Sense.Cues & Weighty) != 0) return -1;
        return Is(tokens[at + 2], slots[index]) ? at + 2 : -1;
    }

    private int Further(int at, int index, IReadOnlyList<SurveyToken> tokens)
    {
        for (var next = at + 1; next <= at + 1 + Wide && next < tokens.Count && tokens[next].Break == 0; next++)
        {
            if (Is(tokens[next], slots[index])) return next;
        }

        return -1;
    }

    private static bool IsBound(string word) => word[0] == '=' || word is "не" or "ни" or "not" or "%cardinal";

    private static bool Is(in SurveyToken token, int slot) =>
        slot >= 0 ? Array.IndexOf(token.Sense.Slots, slot) >= 0 : token.Has((Cue)~slot);
}
