namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Finds the phrases of a dictionary in a text: any inflection, words in either order, a stray word between, shortened
/// words (подш.), one typing error in a long word. Longer phrases win over shorter ones of their layer that use the
/// same words.
/// Built once, then safe to use from many threads.
/// </summary>
/// <typeparam name="T">What phrases stand for.</typeparam>
/// <param name="layer">Which phrases compete for words, 0 to 63: phrases of different layers may share a word.</param>
/// <param name="freeObjects">Whether in a phrase that negates only "не" and its verb keep their order: "на газ не переходит".</param>
internal sealed class PhraseBook<T>(Func<T, int> layer, bool freeObjects = false) where T : class
{
    private const int LongestParticle = 6;

    private readonly List<Phrase> phrases = [];
    private readonly SlotIndex index = new();
    private readonly Dictionary<string, T> owners = new(StringComparer.Ordinal);
    private List<int>[] anchored = [];

    private readonly record struct Phrase(T Entry, int[] Slots, bool Negates, bool Ordered);

    /// <summary>Adds a phrase in the notation of the dictionaries; in the order written after ">" and where it negates.</summary>
    /// <returns>Null, or what the phrase stands for already: then nothing was added.</returns>
    public T? Add(string pattern, T entry)
    {
        var words = Words.Fold(pattern).Split([' ', '-', '>'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        var slots = Array.ConvertAll(words, word => index.IdOf(word));
        var negates = Array.Exists(words, static word => word.Split('|').Any(static one => one is "не" or "без" or "not" or "no"));
        var inOrder = pattern[0] == '>' || (negates && !freeObjects);
        var key = $"{layer(entry)} {string.Join<int>(' ', inOrder || negates ? slots : slots.Order())}";
        if (owners.TryGetValue(key, out var owner) && owner != entry) return owner;
        if (owners.TryAdd(key, entry)) phrases.Add(new(entry, slots, negates, inOrder));
        return null;
    }

    /// <summary>Makes the book ready; no phrase can be added afterwards.</summary>
    public PhraseBook<T> Close()
    {
        var uses = new int[index.Count];
        foreach (var phrase in phrases)
        {
            foreach (var slot in phrase.Slots) uses[slot]++;
        }

        anchored = new List<int>[index.Count];
        for (var p = 0; p < phrases.Count; p++)
        {
            // A phrase is looked for only where its rarest word stands.
            var rarest = phrases[p].Slots.MinBy(slot => uses[slot]);
            (anchored[rarest] ??= []).Add(p);
        }

        index.Close();
        return this;
    }

    /// <summary>Whether the dictionary knows the word in some form.</summary>
    public bool Knows(string word) => index.Known(word).Length > 0;

    /// <summary>The words with "не" set apart where it was written together with a known word: "незаводится".</summary>
    public List<Word> WithoutGluedNegation(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Text.Length < 6 || !word.Text.StartsWith("не", StringComparison.Ordinal)) continue;
            if (Knows(word.Text) || !Knows(word.Text[2..])) continue;
            words[i] = word with { Text = "не", Length = 2 };
            words.Insert(i + 1, word with { Text = word.Text[2..], Start = word.Start + 2, Length = word.Length - 2 });
        }

        return words;
    }

    /// <summary>The phrases in the text, no word used twice, in the order of the text.</summary>
    public List<Hit<T>> Find(List<Word> words)
    {
        var hits = new List<Hit<T>>();
        if (words.Count == 0) return hits;
        var ids = new int[words.Count][];
        var guessed = new bool[words.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            var meanings = index.Resolve(words[i]);
            ids[i] = meanings.Ids;
            guessed[i] = meanings.Doubtful;
        }

        for (var i = 0; i < ids.Length; i++)
        {
            foreach (var id in ids[i])
            {
                foreach (var p in anchored[id] ?? [])
                {
                    // "пр." alone could be anything; beside "шаровая" it is правая.
                    if (guessed[i] && phrases[p].Slots.Length == 1) continue;
                    if (Match(phrases[p], id, i, words, ids) is { } places)
                        hits.Add(new(phrases[p].Entry, places[0], places[^1], places));
                }
            }
        }

        return WithoutOverlaps(hits, words.Count);
    }

    private static int[]? Match(Phrase phrase, int anchor, int at, List<Word> words, int[][] ids)
    {
        var slots = phrase.Slots;
        if (slots.Length == 1) return [at];
        const int stray = 2;
        var places = new int[slots.Length];
        for (var s = 0; s < slots.Length; s++)
        {
            if (slots[s] == anchor && (phrase.Ordered ? s == Array.IndexOf(slots, anchor) : !places.AsSpan(0, s).Contains(at + 1)))
            {
                places[s] = at + 1;
                continue;
            }

            var found = Nearest(slots[s], at, slots.Length + stray - 1, words, ids, places.AsSpan(0, s));
            if (found < 0) return null;
            places[s] = found + 1;
        }

        for (var s = 0; s < places.Length; s++) places[s]--;
        if (phrase.Ordered || phrase.Negates)
        {
            for (var s = 1; s < places.Length; s++)
            {
                var bound = phrase.Ordered || words[places[s - 1]].Text is "не" or "без" or "not" or "no";
                if (bound && places[s] <= places[s - 1]) return null;
                // "не очень доволен" denies, "не соответствует качеству" speaks of something else.
                if (words[places[s - 1]].Text is "не" or "not" && !(places[s] - places[s - 1] == 1
                    || (places[s] - places[s - 1] == 2 && words[places[s] - 1].Text.Length <= LongestParticle))) return null;
            }
        }

        if (!phrase.Ordered) Array.Sort(places);
        return places[^1] - places[0] < slots.Length + stray ? places : null;
    }

    // Places hold index + 1, so that 0 is "none yet".
    private static int Nearest(int slot, int at, int reach, List<Word> words, int[][] ids, ReadOnlySpan<int> taken)
    {
        for (var step = 1; step <= reach; step++)
        {
            foreach (var i in (ReadOnlySpan<int>)[at + step, at - step])
            {
                if (i < 0 || i >= ids.Length || words[i].Clause != words[at].Clause) continue;
                if (Array.IndexOf(ids[i], slot) >= 0 && !taken.Contains(i + 1)) return i;
            }
        }

        return -1;
    }

    private List<Hit<T>> WithoutOverlaps(List<Hit<T>> hits, int length)
    {
        hits.Sort(static (a, b) =>
        {
            var byLength = b.Places.Length - a.Places.Length;
            if (byLength != 0) return byLength;
            var byTightness = (a.Last - a.First) - (b.Last - b.First);
            // "замена радиатора кондиционера": the genitive behind says more than the word before.
            return byTightness != 0 ? byTightness : b.First - a.First;
        });
        var taken = new ulong[length];
        var kept = new List<Hit<T>>(hits.Count);
        foreach (var hit in hits)
        {
            var mark = 1UL << layer(hit.Entry);
            var free = true;
            foreach (var place in hit.Places) free &= (taken[place] & mark) == 0;
            if (!free) continue;
            foreach (var place in hit.Places) taken[place] |= mark;
            kept.Add(hit);
        }

        kept.Sort(static (a, b) => a.First - b.First);
        return kept;
    }
}
