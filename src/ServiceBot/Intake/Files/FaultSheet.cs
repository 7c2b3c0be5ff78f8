using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Writes what is wrong with a file as <c>.errors.csv</c>, for Excel: UTF-8 with BOM, semicolons, CRLF. Cells that
/// Excel would run as a formula begin with an apostrophe; so does what follows a comma or a tab within a cell, for a program
/// that takes those for the end of one.
/// </summary>
internal sealed partial class FaultSheet : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly CultureInfo _culture;

    /// <summary>Begins the sheet with its column names.</summary>
    /// <param name="destination">Where it is written; stays open.</param>
    /// <param name="culture">The language of the sentences.</param>
    public FaultSheet(Stream destination, CultureInfo culture)
    {
        _culture = culture;
        var withMark = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        _writer = new StreamWriter(destination, withMark, leaveOpen: true) { NewLine = "\r\n" };
        var texts = IntakeTexts.In(culture);
        WriteRow(texts["SheetLine"], texts["SheetColumn"], texts["SheetValue"], texts["SheetFault"]);
    }

    /// <summary>How many faults were written.</summary>
    public int Count { get; private set; }

    /// <summary>Writes one fault; a line of 0, the file itself, is left empty.</summary>
    /// <param name="fault">The fault.</param>
    public void Add(FileFault fault)
    {
        var line = fault.Line > 0 ? fault.Line.ToString(CultureInfo.InvariantCulture) : "";
        WriteRow(line, fault.Place, fault.Value, fault.Message(_culture));
        Count++;
    }

    /// <summary>Writes the faults that an item of the file carries; none for a header or a good record.</summary>
    /// <param name="item">What reading the file brought.</param>
    public void Add(FileItem item)
    {
        foreach (var fault in item.Faults) Add(fault);
    }

    /// <summary>Writes out what is still in memory.</summary>
    public void Dispose() => _writer.Dispose();

    private void WriteRow(params ReadOnlySpan<string?> cells)
    {
        for (var at = 0; at < cells.Length; at++)
        {
            if (at > 0) _writer.Write(';');
            _writer.Write(Guarded(cells[at] ?? ""));
        }

        _writer.WriteLine();
    }

    private static string Guarded(string cell)
    {
        var safe = FormulaStart().Replace(cell, "'");
        return safe.AsSpan().IndexOfAny("\";\r\n") < 0
            ? safe
            : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    // The wide forms of the signs are the same to Excel where people write Chinese or Japanese. What is invisible counts for nothing.
    [GeneratedRegex(@"(?:^|(?<=[,;|\t\r\n]))(?=[""']*[\t\r]|[\s""'\p{Cf}\p{Cc}]*[=+\-@＝＋－＠])")]
    private static partial Regex FormulaStart();
}
