using System.Collections.Concurrent;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Remembers what texts were understood to say: a workshop writes the same few thousand jobs over and over. Bounded: when
/// it is full it begins anew. Safe to use from many threads.
/// </summary>
/// <param name="read">Understands a text; the same text always gets an equal answer, which nobody changes.</param>
/// <param name="most">How many texts are remembered at most.</param>
internal sealed class TextMemo<T>(Func<string, T> read, int most = 10_000)
{
    private const int LongestKept = 400;

    private readonly ConcurrentDictionary<string, T> known = new(StringComparer.Ordinal);
    private int count;

    /// <summary>What the text says.</summary>
    public T Of(string text)
    {
        if (known.TryGetValue(text, out var said)) return said;
        said = read(text);
        if (text.Length > LongestKept || !known.TryAdd(text, said)) return said;
        if (Interlocked.Increment(ref count) < most) return said;
        known.Clear();
        Interlocked.Exchange(ref count, 0);
        return said;
    }
}
