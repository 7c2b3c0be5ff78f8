using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>Cuts a text into words, clauses and sentences as a person at the counter means them.</summary>
internal sealed class Words
{
    private static readonly HashSet<string> ClauseOpeners =
        ["но", "а", "однако", "зато", "хотя", "зачем", "but", "however", "though", "although"];

    private readonly Dictionary<string, string[]> abbreviations;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> byChunk;

    /// <param name="abbreviations">Lines <c>left = right</c>: what is written, what is meant.</param>
    public Words(IEnumerable<string> abbreviations)
    {
        this.abbreviations = new(StringComparer.Ordinal);
        foreach (var line in abbreviations)
        {
            var cut = line.IndexOf('=', StringComparison.Ordinal);
            if (cut < 0 || line[..cut].Trim().Length == 0 || line[(cut + 1)..].Trim().Length == 0) throw new FaultLineException(FaultLineTrouble.Form, line, null);
            var written = Fold(line[..cut].Trim());
            var meant = Fold(line[(cut + 1)..]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            this.abbreviations[written] = meant;
            // "ш/опоры" is a form of "ш/опора".
            if (written.Contains('/', StringComparison.Ordinal)) this.abbreviations.TryAdd(RussianStem.Key(written), meant);
        }

        byChunk = this.abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Lower case, ё as е; the length never changes, so places in the text stay valid.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (span, from) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var c = char.ToLowerInvariant(from[i]);
            span[i] = c is 'ё' ? 'е' : c;
        }
    });

    /// <summary>The words of the text in order; empty for a text without letters and digits.</summary>
    public List<Word> Read(string? text)
    {
        var words = new List<Word>();
        if (string.IsNullOrWhiteSpace(text)) return words;
        var folded = Fold(text);
        int clause = 0, sentence = 0, i = 0;
        while (i < folded.Length)
        {
            if (!char.IsLetterOrDigit(folded[i]))
            {
                Separate(text, i, words, ref clause, ref sentence);
                i++;
                continue;
            }

            var end = i + 1;
            while (end < folded.Length && (char.IsLetterOrDigit(folded[end]) || Joins(folded, end))) end++;
            AddChunk(words, folded, i, end, ref clause, sentence);
            i = end;
        }

        ReadFrontAsPlace(words);
        return words;
    }

    // "стук прав. перед" is in front; "перед заменой" is before.
    private static void ReadFrontAsPlace(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Text != "перед") continue;
            var last = i + 1 == words.Count || words[i + 1].Clause != words[i].Clause;
            if (last || words[i].Shortened || words[i + 1].Text.StartsWith("лев", StringComparison.Ordinal) || words[i + 1].Text.StartsWith("прав", StringComparison.Ordinal))
                words[i] = words[i] with { Text = "передний" };
        }
    }

    // A dash, a slash or an apostrophe between two letters may belong to the word; a dot only inside a known shortening.
    private static bool Joins(string text, int at) =>
        text[at] is '-' or '/' or '\\' or '\'' or '’' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);

    private void AddChunk(List<Word> words, string text, int start, int end, ref int clause, int sentence)
    {
        var dotted = end < text.Length && text[end] == '.';
        var chunk = text.AsSpan(start, end - start);
        if (byChunk.TryGetValue(chunk, out var meant)
            || (chunk.Contains('/') && abbreviations.TryGetValue(RussianStem.Key(chunk.ToString()), out meant)))
        {
            foreach (var word in meant) words.Add(new(word, start, end - start, clause, sentence, false));
            return;
        }

        var from = start;
        for (var i = start; i <= end; i++)
        {
            if (i < end && char.IsLetterOrDigit(text[i])) continue;
            if (i > from) AddWord(words, text, from, i, ref clause, sentence, dotted && i == end);
            from = i + 1;
        }
    }

    private void AddWord(List<Word> words, string text, int from, int to, ref int clause, int sentence, bool dotted)
    {
        var piece = text.AsSpan(from, to - from);
        if (byChunk.TryGetValue(piece, out var meant))
        {
            foreach (var part in meant) words.Add(new(part, from, to - from, clause, sentence, false));
            return;
        }

        var word = OneAlphabet(piece.ToString());
        if (ClauseOpeners.Contains(word) && words.Count > 0 && words[^1].Clause == clause) clause++;
        words.Add(new(word, from, to - from, clause, sentence, dotted));
    }

    private void Separate(string text, int at, List<Word> words, ref int clause, ref int sentence)
    {
        if (words.Count == 0) return;
        switch (text[at])
        {
            case '.' when Shortens(text, at, words[^1]): break;
            case '.' or '!' or '?' or '\n' or '\r' or '…':
                clause++;
                sentence++;
                break;
            case ',' or ';' or ':' or '(' or ')' or '–' or '—' or '|' or '+':
                clause++;
                break;
            case '-' when at > 0 && text[at - 1] == ' ':
                clause++;
                break;
            default: break;
        }
    }

    // "пер. лев. подш. ступ." is one phrase, "Стук. Течь масла." two: a dot shortens before a letter or after a stump,
    // and no capital letter follows it.
    private bool Shortens(string text, int at, Word last)
    {
        if (last.Start + last.Length != at) return false;
        if (at + 1 < text.Length && char.IsLetter(text[at + 1])) return true;
        return last.Length <= 5 && !EndsWithVowel(text[at - 1]) && HasMore(text, at);
    }

    private static bool HasMore(string text, int at)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i])) return !char.IsUpper(text[i]);
            if (text[i] is not ' ') return false;
        }

        return false;
    }

    private static bool EndsWithVowel(char c) => "аеиоуыэюяьАЕИОУЫЭЮЯЬ".Contains(c);

    // "cтyк" with two Latin letters is the word стук: where both alphabets meet in a word, shapes decide.
    private static string OneAlphabet(string word)
    {
        bool latin = false, cyrillic = false;
        foreach (var c in word)
        {
            latin |= c is >= 'a' and <= 'z';
            cyrillic |= c is >= 'а' and <= 'я';
        }

        if (!latin || !cyrillic) return word;
        return string.Create(word.Length, word, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.ToLowerInvariant(LookalikeLetters.ToCyrillic(char.ToUpperInvariant(from[i])));
            }
        });
    }
}
