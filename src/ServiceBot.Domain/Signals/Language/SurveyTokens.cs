using System.Text;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>One word of a survey text.</summary>
/// <param name="Text">The word folded: lower case, ё as е, one alphabet.</param>
/// <param name="Start">Where it begins in the text as written.</param>
/// <param name="Length">How many characters it takes there.</param>
/// <param name="Break">What stands before it: 0 nothing, 1 a comma or the like, 2 the end of a sentence.</param>
/// <param name="Quoted">Whether a quotation mark stands before it.</param>
/// <param name="Sense">What it can mean.</param>
internal readonly record struct SurveyToken(string Text, int Start, int Length, int Break, bool Quoted, Sense Sense)
{
    /// <summary>Whether the word stands in that list by itself.</summary>
    public bool Has(Cue cue) => (Sense.Cues & SurveyLexicon.Bit(cue)) != 0;
}

/// <summary>Cuts a survey text into words as hurried people write them.</summary>
internal static class SurveyTokens
{
    private static readonly HashSet<string> Shortened =
        ["т", "к", "е", "д", "км", "руб", "тыс", "ул", "шт", "др", "пр", "г", "р", "стр", "мин", "сек", "тел", "напр"];

    private static readonly (string Latin, string Cyrillic)[] Sounds =
    [
        ("shch", "щ"), ("sch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("yu", "ю"), ("ju", "ю"),
        ("ya", "я"), ("ja", "я"), ("yo", "е"), ("jo", "е"), ("ye", "е"), ("iy", "ий"), ("yj", "ый"), ("a", "а"), ("b", "б"),
        ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"),
        ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"),
        ("w", "в"), ("x", "х"), ("y", "ы"), ("z", "з"),
    ];

    /// <summary>The words of a text; empty for one without letters and digits.</summary>
    public static List<SurveyToken> Read(string text, SurveyLexicon lexicon)
    {
        var tokens = new List<SurveyToken>();
        var (pause, quoted) = (0, false);
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                if (tokens.Count > 0) pause = Math.Max(pause, PauseAt(text, i, tokens[^1]));
                quoted = text[i] is '"' or '«' or '“' or '„' or '\'' || (quoted && text[i] == ' ');
                i++;
                continue;
            }

            var end = i + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || Joins(text, end))) end++;
            Add(tokens, text, i, end, pause, quoted, lexicon);
            (pause, quoted) = (0, false);
            i = end;
        }

        return tokens;
    }

    // "didn't" is one word, and so is a swear word with a star in it.
    private static bool Joins(string text, int at) =>
        text[at] is '\'' or '’' or '*' or '@' && at + 1 < text.Length && (char.IsLetterOrDigit(text[at + 1]) || (text[at] == '*' && text[at + 1] == '*'));

    private static int PauseAt(string text, int at, in SurveyToken last) => text[at] switch
    {
        '.' when at > 0 && last.Start + last.Length == at && (Shortened.Contains(last.Text) || (at + 1 < text.Length && char.IsDigit(text[at + 1]))) => 0,
        '.' or '!' or '?' or '\n' or '\r' or '…' => 2,
        ',' or ';' or ':' or '(' or ')' or '–' or '—' or '|' or '+' => 1,
        '-' when at > 0 && text[at - 1] == ' ' => 1,
        _ => 0,
    };

    private static void Add(List<SurveyToken> tokens, string text, int start, int end, int pause, bool quoted, SurveyLexicon lexicon)
    {
        var word = Folded(text.AsSpan(start, end - start));
        var sense = lexicon.Resolve(word);
        if (!sense.IsKnown && word[0] is >= 'a' and <= 'z' && Transliterated(word) is var russian && lexicon.Known(russian) is { IsKnown: true } meant)
            (word, sense) = (russian, meant);
        // "неустранили": the denial was written together with a word that is known alone.
        // "некачетвенный" is one mistyped word of blame.
        if (word.Length > 5 && (!sense.IsKnown || (sense.Guessed && (sense.Cues & SurveyLexicon.Bit(Cue.Bad)) == 0)) && word.StartsWith("не", StringComparison.Ordinal) && lexicon.Known(word[2..]) is { IsKnown: true } rest)
        {
            tokens.Add(new("не", start, 2, pause, quoted, lexicon.Resolve("не")));
            tokens.Add(new(word[2..], start + 2, end - start - 2, 0, false, rest));
            return;
        }

        tokens.Add(new(word, start, end - start, pause, quoted, sense));
    }

    // Lower case, ё as е, no apostrophes, letters drawn out ("плооохо") once, one alphabet by shape where two meet.
    private static string Folded(ReadOnlySpan<char> from)
    {
        Span<char> buffer = from.Length <= 128 ? stackalloc char[from.Length] : new char[from.Length];
        var length = 0;
        bool latin = false, cyrillic = false, drawn = false;
        foreach (var raw in from)
        {
            if (raw is '\'' or '’') continue;
            var c = char.ToLowerInvariant(raw);
            if (c == 'ё') c = 'е';
            if (drawn && buffer[length - 1] == c) continue;
            drawn = length > 1 && char.IsLetter(c) && buffer[length - 1] == c && buffer[length - 2] == c;
            if (drawn)
            {
                length--;
                continue;
            }

            latin |= c is >= 'a' and <= 'z';
            cyrillic |= c is >= 'а' and <= 'я';
            buffer[length++] = c;
        }

        if (latin && cyrillic)
        {
            foreach (ref var c in buffer[..length]) c = char.ToLowerInvariant(LookalikeLetters.ToCyrillic(char.ToUpperInvariant(c)));
        }

        return new string(buffer[..length]);
    }

    private static string Transliterated(string word)
    {
        var russian = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            var at = i;
            var sound = Array.Find(Sounds, pair => string.CompareOrdinal(word, at, pair.Latin, 0, pair.Latin.Length) == 0);
            russian.Append(sound.Cyrillic ?? word[i].ToString());
            i += sound.Latin?.Length ?? 1;
        }

        return russian.ToString();
    }
}
