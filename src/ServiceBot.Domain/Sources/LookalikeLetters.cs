using System.Text;

namespace ServiceBot.Domain.Sources;

/// <summary>The twelve letters that Cyrillic and Latin share by shape (ГОСТ Р 50577), upper case.</summary>
internal static class LookalikeLetters
{
    private const string Cyrillic = "АВЕКМНОРСТУХ";
    private const string Latin = "ABEKMHOPCTYX";

    /// <summary>Letters and digits of a text in upper case, Latin shapes, ordinary width; everything else left out.</summary>
    public static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var plain = c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c;
            if (char.IsLetterOrDigit(plain)) folded.Append(ToLatin(char.ToUpperInvariant(plain)));
        }

        return folded.ToString();
    }

    /// <summary>The Latin letter of the same shape; any other character unchanged.</summary>
    public static char ToLatin(char c)
    {
        var i = Cyrillic.IndexOf(c, StringComparison.Ordinal);
        return i < 0 ? c : Latin[i];
    }

    /// <summary>The Cyrillic letter of the same shape; any other character unchanged.</summary>
    public static char ToCyrillic(char c)
    {
        var i = Latin.IndexOf(c, StringComparison.Ordinal);
        return i < 0 ? c : Cyrillic[i];
    }

    /// <summary>Whether it is one of the twelve, in Latin.</summary>
    public static bool IsLatin(char c) => Latin.Contains(c, StringComparison.Ordinal);
}
