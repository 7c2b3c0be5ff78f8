namespace ServiceBot.Domain.Signals.Language;

/// <summary>Typing errors.</summary>
internal static class Typing
{
    /// <summary>Whether one letter added, left out, replaced, or two neighbours exchanged, turn one word into the other.</summary>
    public static bool OneSlip(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return false;
        if (a.Length > b.Length) (a, b) = (b, a);
        var head = 0;
        while (head < a.Length && a[head] == b[head]) head++;
        if (head == a.Length) return true;
        var restA = a.AsSpan(head);
        var restB = b.AsSpan(head);
        if (a.Length < b.Length) return restA.SequenceEqual(restB[1..]);
        if (restA[1..].SequenceEqual(restB[1..])) return true;
        return restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]);
    }
}
