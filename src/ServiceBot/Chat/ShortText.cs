using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Chat;

/// <summary>Quotes for a telephone's screen: what others wrote, within a line of ours.</summary>
internal static partial class ShortText
{
    /// <summary>The text on one line, as <see cref="PlainLine"/> leaves it.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', PlainLine.Of(text, keepIsolates: false).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text cut by whole words, so that nobody reads half of one; with an ellipsis where something was cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">UTF-16 units at most.</param>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = Whole(text, length - 1);
        var space = end > 0 ? text.LastIndexOf(' ', end) : -1;
        return text[..(space > length / 2 ? space : end)].TrimEnd(Dangling) + "…";
    }

    /// <summary>
    /// What others wrote, to stand among words of ours: on one line, cut, and where it runs from right to left so held together
    /// that it turns nothing else round.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="length">UTF-16 units at most, the two marks that hold it together not counted.</param>
    public static string Quote(string text, int length) => PlainLine.Isolated(Cut(NoCommand(OneLine(text)), length));

    /// <summary>
    /// What people said, with telephones masked. Not for numbers of records: those may look like telephones.
    /// </summary>
    /// <param name="text">The words.</param>
    /// <param name="length">UTF-16 units at most.</param>
    public static string Said(string text, int length) => PlainLine.Isolated(Cut(NoCommand(PhoneNumber.Hide(OneLine(text))), length));

    /// <summary>A name that somebody gave himself: what stands before its first letter goes, so that it looks like no sign of ours.</summary>
    public static string Name(string text)
    {
        var line = OneLine(text);
        var first = 0;
        while (first < line.Length && !char.IsLetterOrDigit(line, first)) first++;
        return first == line.Length ? "?" : Quote(line[first..], NameLength);
    }

    private const int NameLength = 60;

    // What announces something to come, which has been cut.
    private static readonly char[] Dangling = [',', ';', ':', '.', ' ', '-', '–', '—', '('];

    // A messenger sends a command for whoever taps it: "/report" of a customer is a text. The mark is not seen.
    private static string NoCommand(string line) =>
        line.Contains('/', StringComparison.Ordinal) ? Command().Replace(line, "/\u2060") : line;

    [GeneratedRegex("(?<![\\p{L}\\p{N}_/<>])/(?=[A-Za-z0-9_])")]
    private static partial Regex Command();

    // As many whole characters, marks and joined emoji included, as fit.
    private static int Whole(string text, int room)
    {
        var end = 0;
        while (end < text.Length)
        {
            var next = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            if (end + next > room) break;
            end += next;
        }

        return end;
    }
}
