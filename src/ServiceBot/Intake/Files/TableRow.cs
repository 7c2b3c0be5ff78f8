namespace ServiceBot.Intake.Files;

/// <summary>One row of a table, whatever the format of the file.</summary>
/// <param name="Line">The line of the file on which it begins, from 1.</param>
/// <param name="Cells">The cells, without spaces around them; empty where <paramref name="Fault"/> is set.</param>
/// <param name="Fault">Why the row could not be taken apart, or null.</param>
internal sealed record TableRow(int Line, string[] Cells, IntakeFault? Fault = null)
{
    /// <summary>Whether every cell is empty.</summary>
    public bool IsBlank => Fault is null && Array.TrueForAll(Cells, cell => cell.Length == 0);
}
