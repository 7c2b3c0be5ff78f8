namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Reads "ХОУ: муфта компрессора, ремень" as "муфта компрессора ХОУ, ремень ХОУ": the unit that heads a text is the owner of
/// the pieces that follow.
/// </summary>
internal static class Topic
{
    private const int LongestTopic = 3;

    /// <summary>The text with its topic given to its pieces.</summary>
    /// <param name="vocabulary">The words.</param>
    /// <param name="text">As written.</param>
    /// <param name="pieces">The list of words that name a piece of many.</param>
    /// <param name="acts">Lists of words of work: a heading holds none of them.</param>
    public static Sentence Of(FaultVocabulary vocabulary, string text, Term pieces, ReadOnlySpan<Term> acts)
    {
        var sentence = Sentence.Of(vocabulary, text);
        var words = sentence.Words;
        var length = 1;
        while (length < words.Count && words[length].Clause == words[0].Clause) length++;
        if (length >= words.Count || length > LongestTopic || !IsHeading(text, words[length - 1], words[length])) return sentence;
        foreach (var hit in sentence.All)
        {
            if (hit.First < length && (acts.Contains(hit.Entry) || hit.Entry.Kind == TermKind.Symptom)) return sentence;
        }

        if (sentence.Hits.FindAll(hit => hit.Last < length && hit.Entry.Kind is TermKind.Part or TermKind.System) is not [var unit]) return sentence;
        var clauses = sentence.All.Where(hit => hit.First >= length && hit.Entry != unit.Entry
            && (hit.Entry == pieces || hit.Entry.Kind == TermKind.Part)).Select(hit => words[hit.First].Clause).ToHashSet();
        if (clauses.Count == 0) return sentence;
        var heading = unit.Places.Select(place => words[place]).ToList();
        var owned = new List<Word>(words.Count + (heading.Count * clauses.Count));
        // The heading itself is said again only where nothing but an act follows it: "Стартер: замена".
        for (var i = clauses.Contains(words[length].Clause) ? length : 0; i < words.Count; i++)
        {
            owned.Add(words[i]);
            var ends = i + 1 == words.Count || words[i + 1].Clause != words[i].Clause;
            if (i >= length && ends && clauses.Contains(words[i].Clause))
                owned.AddRange(heading.Select(word => word with { Clause = words[i].Clause, Sentence = words[i].Sentence }));
        }

        return Sentence.Of(vocabulary, owned);
    }

    private static bool IsHeading(string text, Word last, Word next)
    {
        var between = text.AsSpan(last.Start + last.Length, Math.Max(0, next.Start - last.Start - last.Length));
        return between.Contains(':') || between.Contains(" - ", StringComparison.Ordinal) || between.Contains(" – ", StringComparison.Ordinal);
    }
}
