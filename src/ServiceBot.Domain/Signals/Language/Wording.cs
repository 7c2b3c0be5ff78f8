namespace ServiceBot.Domain.Signals.Language;

/// <summary>The very words of a complaint, for what the dictionary does not understand of it.</summary>
internal static class Wording
{
    private const int EchoLength = 5;

    /// <summary>The words that say something, known or not, by a short key that the forms of a verb share too.</summary>
    public static IEnumerable<(string Key, string Word)> Contents(Sentence sentence)
    {
        for (var i = 0; i < sentence.Words.Count; i++)
        {
            var text = sentence.Words[i].Text;
            if (text.Length < 4 || !char.IsLetter(text[0])) continue;
            if (sentence.All.Exists(hit => hit.Entry.Kind == TermKind.Speech && Array.IndexOf(hit.Places, i) >= 0)) continue;
            var key = RussianStem.Key(text);
            yield return (key.Length > EchoLength ? key[..EchoLength] : key, text);
        }
    }

    /// <summary>The words that name a piece of many; bare ones are in no part's name and before no part whose piece they are.</summary>
    public static IEnumerable<(string Key, string Word)> Nouns(Sentence sentence, Term pieces, bool bare)
    {
        foreach (var hit in sentence.All)
        {
            if (hit.Entry != pieces) continue;
            if (bare && sentence.Hits.Exists(part => part.Entry.Kind is TermKind.Part or TermKind.System && (!part.Entry.Vague || part.Places.Length > 1)
                && (Sentence.Covers(part, hit) || sentence.Owns(part, hit)))) continue;
            var word = sentence.Words[hit.First].Text;
            yield return (RussianStem.Key(word), word);
        }
    }
}
