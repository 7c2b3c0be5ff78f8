using System.Text.RegularExpressions;

namespace ServiceBot.Intake.Files;

/// <summary>Takes a cell apart that lists several jobs or parts.</summary>
internal static partial class CellLists
{
    /// <summary>
    /// The entries: on lines of their own or separated by semicolons, without the numbers in front of them.
    /// </summary>
    /// <param name="text">The cell.</param>
    public static IReadOnlyList<string> Split(string text) =>
    [
        .. text.Split(['\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(entry => Numbering().Replace(entry, ""))
            .Where(entry => entry.Length > 0),
    ];

    [GeneratedRegex(@"^(\d{1,3}[.)]\s+|[-–•·]\s*)")]
    private static partial Regex Numbering();
}
