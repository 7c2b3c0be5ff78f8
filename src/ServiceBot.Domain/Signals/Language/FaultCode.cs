using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>Codes of the on-board diagnosis: P0401, and the same typed with Cyrillic letters.</summary>
internal static class FaultCode
{
    /// <summary>The code in capital Latin letters, or null when the word is none.</summary>
    public static string? Of(string word)
    {
        if (word.Length != 5) return null;
        var folded = LookalikeLetters.Folded(word);
        if (folded[0] is not ('P' or 'C' or 'B' or 'U')) return null;
        for (var i = 1; i < folded.Length; i++)
        {
            if (!char.IsAsciiHexDigit(folded[i])) return null;
        }

        return char.IsAsciiDigit(folded[1]) && char.IsAsciiDigit(folded[2]) ? folded : null;
    }
}
