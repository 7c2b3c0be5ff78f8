namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// What is striking about a survey text, as short names: the beginnings of its words, alone and with their neighbours, every five letters in
/// a row, over the borders of words too, and the cues found in it, denied or not, in whose scope, and together with which others.
/// <see cref="SurveyLikeness"/> goes by these.
/// </summary>
internal static class SurveyTraits
{
    private const int ShortWord = 4, Ending = 3;
    private const int CuesTogether = 4, CuesNear = 7;
    private const int Letters = 5;

    /// <summary>The traits of a text, each once.</summary>
    /// <param name="text">The comment or answer.</param>
    /// <param name="question">What it answers; null for a comment.</param>
    public static HashSet<string> Of(SurveyWords text, SurveyWords? question)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Add(found, "", text);
        AddLetters(found, text);
        if (question is not null) Add(found, "?", question);
        found.Add(text.Count switch { < 4 => "%1", < 9 => "%2", < 16 => "%3", _ => "%4" });
        return found;
    }

    private static void Add(HashSet<string> found, string of, SurveyWords text)
    {
        var (second, first) = ("", "");
        for (var i = 0; i < text.Count; i++)
        {
            var word = Beginning(text.At(i));
            found.Add(of + word);
            if (i == 0) found.Add(of + "^" + word);
            if (i > 0) found.Add($"{of}{first} {word}");
            if (i > 1) found.Add($"{of}{second} {first} {word}");
            if (i > 1) found.Add($"{of}{second} _ {word}");
            (second, first) = (first, word);
        }

        AddCues(found, of, text);
    }

    // A word that nobody has used before is told by its parts, a typing slip too.
    private static void AddLetters(HashSet<string> found, SurveyWords text)
    {
        var written = $" {string.Join(' ', Enumerable.Range(0, text.Count).Select(text.At))} ";
        for (var i = 0; i + Letters <= written.Length; i++) found.Add("~" + written[i..(i + Letters)]);
    }

    private static void AddCues(HashSet<string> found, string of, SurveyWords text)
    {
        var all = new List<string>();
        foreach (var clause in text.Clauses)
        {
            var cues = clause.Cues.OrderBy(static x => x.First).Select(static x => x.Cue + (x.Denied ? "-" : "+")).ToList();
            found.Add($"{of}@{clause.Scope}");
            for (var i = 0; i < cues.Count; i++)
            {
                found.Add($"{of}={cues[i]}");
                found.Add($"{of}@{clause.Scope}={cues[i]}");
                for (var j = i + 1; j < cues.Count && j <= i + CuesTogether; j++)
                {
                    found.Add($"{of}={cues[i]}>{cues[j]}");
                    found.Add($"{of}={Pair(cues[i], cues[j])}");
                }
            }

            all.AddRange(cues);
        }

        var once = all.Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < once.Count; i++)
        {
            for (var j = i + 1; j < once.Count && j <= i + CuesNear; j++) found.Add($"{of}*{Pair(once[i], once[j])}");
        }
    }

    private static string Pair(string a, string b) => string.CompareOrdinal(a, b) < 0 ? $"{a},{b}" : $"{b},{a}";

    // Russian endings have up to three letters; what a word begins with tells it.
    private static string Beginning(string word) => word.Length <= ShortWord ? word : word[..Math.Max(ShortWord, word.Length - Ending)];
}
