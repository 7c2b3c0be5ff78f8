using System.Buffers;
using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>The text of a cell without what exports add to it.</summary>
internal static class CellText
{
    /// <summary>Control characters but for tabs and breaks, the byte order mark, and what is written and never seen.</summary>
    private static readonly SearchValues<char> Unprintable = SearchValues.Create(
        (char[])[.. Enumerable.Range(0, ' ').Select(c => (char)c).Except(['\n', '\r', '\t']), '\uFEFF', '\u200B', '\u00AD', '\u007F']);

    /// <summary>
    /// Removes spaces around, unprintable characters, and the formula ="00123" by which leading zeros are kept in
    /// Excel.
    /// </summary>
    /// <param name="cell">The cell as the file writes it.</param>
    public static string Clean(string cell)
    {
        if (cell.Length == 0) return cell;
        var text = cell.AsSpan().ContainsAny(Unprintable) ? Printable(cell).Trim() : cell.Trim();
        var isFormula = text.Length > 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text[^1] == '"';
        return isFormula ? text[2..^1].Trim() : text;
    }

    private static bool IsUnprintable(char c) => Unprintable.Contains(c);

    private static string Printable(string cell)
    {
        var text = new StringBuilder(cell.Length);
        foreach (var c in cell)
        {
            if (!IsUnprintable(c)) text.Append(c);
        }

        return text.ToString();
    }
}
