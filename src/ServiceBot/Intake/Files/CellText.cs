using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>The text of a cell without what exports add to it.</summary>
internal static class CellText
{
    /// <summary>
    /// Removes spaces around, unprintable characters, and the formula ="00123" by which leading zeros are kept in
    /// Excel.
    /// </summary>
    /// <param name="cell">The cell as the file writes it.</param>
    public static string Clean(string cell)
    {
        if (cell.Length == 0) return cell;
        var text = HasUnprintable(cell) ? Printable(cell).Trim() : cell.Trim();
        var isFormula = text.Length > 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text[^1] == '"';
        return isFormula ? text[2..^1].Trim() : text;
    }

    private static bool HasUnprintable(string cell)
    {
        foreach (var c in cell)
        {
            if (IsUnprintable(c)) return true;
        }

        return false;
    }

    private static bool IsUnprintable(char c) =>
        (c < ' ' && c is not ('\n' or '\r' or '\t')) || c is '\uFEFF' or '\u200B' or '\u00AD' or '\u007F';

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
