using System.Collections.Concurrent;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>What a word of a text can mean.</summary>
/// <param name="Ids">The words of the dictionary it can be; empty for an unknown word.</param>
/// <param name="Doubtful">Whether it was only guessed at, shortened or mistyped, and could be several words.</param>
internal readonly record struct Meanings(int[] Ids, bool Doubtful);

/// <summary>Which words of the dictionaries a word of a text can be.</summary>
internal sealed class SlotIndex
{
    private const int ShortestTypo = 6;
    private const int MostRemembered = 20_000;
    private static readonly int[] None = [];

    private readonly ConcurrentDictionary<(string Text, bool Shortened), Meanings> remembered = new();
    private readonly Dictionary<Slot, int> ids = [];
    private readonly Dictionary<string, List<int>> stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> forms = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Stem, int Id)>> deletions = new(StringComparer.Ordinal);
    private readonly Dictionary<char, List<(string Prefix, int Id)>> longPrefixes = [];
    private readonly Dictionary<int, List<int>> choices = [];
    private Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> byPrefix;
    private string[] writtenWords = [];
    private int[] writtenIds = [];
    private int shortestPrefix = int.MaxValue;
    private int number = -1;

    /// <summary>How many different words the dictionary has.</summary>
    public int Count => ids.Count;

    /// <summary>The number of a word as the dictionaries write it, new or known.</summary>
    public int IdOf(string word)
    {
        var slot = Slot.Parse(word);
        if (ids.TryGetValue(slot, out var known)) return known;
        var id = ids.Count;
        ids.Add(slot, id);
        switch (slot.Kind)
        {
            case SlotKind.Choice:
                foreach (var one in word.Split('|', StringSplitOptions.RemoveEmptyEntries))
                {
                    var member = IdOf(one);
                    if (!choices.TryGetValue(member, out var list)) choices.Add(member, list = []);
                    list.Add(id);
                }

                break;
            case SlotKind.Stem:
                Append(stems, slot.Text, id);
                written.TryAdd(word, id);
                RememberTypos(slot.Text, id);
                break;
            case SlotKind.Prefix:
                Append(prefixes, slot.Text, id);
                RememberLong(slot.Text, id);
                shortestPrefix = Math.Min(shortestPrefix, slot.Text.Length);
                break;
            case SlotKind.Exact: Append(forms, slot.Text, id); break;
            case SlotKind.Number: number = id; break;
        }

        return id;
    }

    /// <summary>Freezes the index.</summary>
    public void Close()
    {
        writtenWords = [.. written.Keys];
        writtenIds = [.. written.Values];
        byPrefix = prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The words of the dictionary that this word of a text can be.</summary>
    public Meanings Resolve(Word word)
    {
        if (remembered.TryGetValue((word.Text, word.Shortened), out var before)) return before;
        var found = Search(word);
        // A station's vocabulary is small; a flood of gibberish must not fill the memory.
        if (remembered.Count < MostRemembered) remembered.TryAdd((word.Text, word.Shortened), found);
        return found;
    }

    private Meanings Search(Word word)
    {
        var known = Known(word.Text);
        if (known.Length > 0) return new(WithChoices(known), false);
        var shortened = Shortened(word);
        var guessed = shortened.Length > 0 ? shortened : Mistyped(word.Text);
        return new(WithChoices(guessed), guessed.Length > 1);
    }

    // A word is also every choice of which it is one.
    private int[] WithChoices(int[] words)
    {
        SortedSet<int>? all = null;
        foreach (var word in words)
        {
            if (choices.TryGetValue(word, out var of)) (all ??= [.. words]).UnionWith(of);
        }

        return all is null ? words : [.. all];
    }

    /// <summary>The same without guessing at shortenings and typing errors.</summary>
    public int[] Known(string text)
    {
        List<int>? found = null;
        Collect(forms, text, ref found);
        Collect(stems, RussianStem.Key(text), ref found);
        for (var length = shortestPrefix; length <= text.Length; length++)
        {
            if (byPrefix.TryGetValue(text.AsSpan(0, length), out var list)) (found ??= []).AddRange(list);
        }

        if (number >= 0 && char.IsAsciiDigit(text[0])) (found ??= []).Add(number);
        return found is null ? None : [.. found];
    }

    // "подш." is every dictionary word that begins so; without a dot four letters are needed and one meaning.
    private int[] Shortened(Word word)
    {
        var text = word.Text;
        if (text.Length < (word.Shortened ? 2 : 4) || text.Length > 8) return None;
        var first = Array.BinarySearch(writtenWords, text, StringComparer.Ordinal);
        if (first < 0) first = ~first;
        var found = new List<int>();
        for (var i = first; i < writtenWords.Length && writtenWords[i].StartsWith(text, StringComparison.Ordinal); i++)
        {
            found.Add(writtenIds[i]);
        }

        return found.Count == 0 || (!word.Shortened && found.Count > 3) ? None : [.. found];
    }

    private int[] Mistyped(string text)
    {
        if (text.Length < ShortestTypo || text[0] < 'а') return None;
        var stem = RussianStem.Key(text);
        List<int>? found = null;
        void Try(string key)
        {
            if (!deletions.TryGetValue(key, out var candidates)) return;
            foreach (var (candidate, id) in candidates)
            {
                if (Typing.OneSlip(stem, candidate) && (found is null || !found.Contains(id))) (found ??= []).Add(id);
            }
        }

        Try(stem);
        for (var i = 1; i < stem.Length; i++) Try(stem.Remove(i, 1));
        if (found is null && longPrefixes.TryGetValue(text[0], out var prefixesOfLetter))
        {
            foreach (var (prefix, id) in prefixesOfLetter)
            {
                if (Typing.BeginsWithOneSlip(text, prefix)) (found ??= []).Add(id);
            }
        }

        return found is null ? None : [.. found];
    }

    private void RememberTypos(string stem, int id)
    {
        if (stem.Length < ShortestTypo - 1 || stem[0] < 'а') return;
        Remember(stem);
        for (var i = 1; i < stem.Length; i++) Remember(stem.Remove(i, 1));

        void Remember(string key)
        {
            if (!deletions.TryGetValue(key, out var list)) deletions.Add(key, list = []);
            list.Add((stem, id));
        }
    }

    private void RememberLong(string prefix, int id)
    {
        if (prefix.Length < ShortestTypo + 1 || prefix[0] < 'а') return;
        if (!longPrefixes.TryGetValue(prefix[0], out var list)) longPrefixes.Add(prefix[0], list = []);
        list.Add((prefix, id));
    }

    private static void Append(Dictionary<string, List<int>> to, string key, int id)
    {
        if (!to.TryGetValue(key, out var list)) to.Add(key, list = []);
        list.Add(id);
    }

    private static void Collect(Dictionary<string, List<int>> from, string key, ref List<int>? found)
    {
        if (from.TryGetValue(key, out var list)) (found ??= []).AddRange(list);
    }
}
