namespace ServiceBot.Domain.Signals.Language;

/// <summary>Typing errors.</summary>
internal static class Typing
{
    /// <summary>Whether one letter added, left out, replaced, or two neighbours exchanged, turn one word into the other.</summary>
    public static bool OneSlip(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return false;
        if (a.Length > b.Length)
        {
            var shorter = b;
            b = a;
            a = shorter;
        }

        var head = 0;
        while (head < a.Length && a[head] == b[head]) head++;
        if (head == a.Length) return true;
        var restA = a[head..];
        var restB = b[head..];
        if (a.Length < b.Length) return restA.SequenceEqual(restB[1..]);
        if (restA[1..].SequenceEqual(restB[1..])) return true;
        return restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]);
    }

    /// <summary>Whether the word begins with that beginning but for one slip, which is not in its first letter.</summary>
    public static bool BeginsWithOneSlip(string word, string beginning)
    {
        if (word.Length < beginning.Length - 1 || word[0] != beginning[0]) return false;
        for (var length = beginning.Length - 1; length <= beginning.Length + 1 && length <= word.Length; length++)
        {
            if (OneSlip(word.AsSpan(0, length), beginning)) return true;
        }

        return false;
    }
}
