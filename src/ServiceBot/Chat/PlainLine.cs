using System.Globalization;
using System.Text;

namespace ServiceBot.Chat;

/// <summary>
/// A line that is one line and reads in the order in which it was written, whatever was put into it: no breaks, no control
/// characters, nothing that turns the direction of what follows, no towers of marks over a letter.
/// </summary>
internal static class PlainLine
{
    /// <summary>
    /// Characters without a place of their own, such as accents and joiners, that may follow one letter: no script of people needs
    /// more. Hundreds of accents cover the lines around; hundreds of joiners take the place of what was said.
    /// </summary>
    private const int MostMarks = 8;

    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    /// <summary>The line without what must not be in it. Line breaks become spaces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepIsolates">
    /// Whether marks that hold a piece of another direction together stay, as long as each that is opened is closed.
    /// </param>
    public static string Of(string text, bool keepIsolates = true)
    {
        if (!NeedsWork(text)) return text;
        var plain = new StringBuilder(text.Length);
        var (marks, open) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsDirection(rune.Value)) continue;
            if (IsIsolate(rune.Value))
            {
                if (!keepIsolates || (rune.Value == PopIsolate && open == 0)) continue;
                open += rune.Value == PopIsolate ? -1 : 1;
                marks = 0;
                plain.Append((char)rune.Value);
                continue;
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.Control && !IsBreak(rune.Value)) continue;
            marks = TakesNoPlace(category) ? marks + 1 : 0;
            if (marks > MostMarks) continue;
            plain.Append(IsBreak(rune.Value) ? " " : rune.ToString());
        }

        return plain.Append(PopIsolate, open).ToString();
    }

    /// <summary>The text between marks that hold it together where something in it runs from right to left.</summary>
    public static string Isolated(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (RunsFromTheRight(rune.Value)) return $"{FirstStrongIsolate}{text}{PopIsolate}";
        }

        return text;
    }

    // Most lines are as they should be: letters, digits and what stands between them.
    private static bool NeedsWork(string text)
    {
        var marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < ' ' || (c > '~' && (char.IsControl(c) || char.IsSurrogate(c) || IsBreak(c) || IsDirection(c) || IsIsolate(c)))) return true;
            marks = c > '~' && TakesNoPlace(char.GetUnicodeCategory(c)) ? marks + 1 : 0;
            if (marks > MostMarks) return true;
        }

        return false;
    }

    private static bool TakesNoPlace(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static bool IsBreak(int c) => c is '\n' or '\r' or '\t' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029;

    // Embeddings, overrides and their end: they hold until the end of the line, whoever wrote the rest of it.
    private static bool IsDirection(int c) => c is >= 0x202A and <= 0x202E or >= 0x206A and <= 0x206F;

    private static bool IsIsolate(int c) => c is >= 0x2066 and <= 0x2069;

    // Hebrew, Arabic and their neighbours, and the marks that stand for a letter of them.
    private static bool RunsFromTheRight(int c) =>
        c is 0x200F or >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF;
}
