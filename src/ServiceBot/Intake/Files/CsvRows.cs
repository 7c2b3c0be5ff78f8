using System.Text;
using CsvHelper;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Takes a file of separated values apart into rows, in bounded memory. Quoted cells may span lines. A quotation mark
/// that was never closed costs nothing but its own row: the reading begins anew behind that line.
/// </summary>
internal sealed class CsvRows(Stream content, Encoding encoding, char separator)
{
    /// <summary>Bytes that one row may have; what is longer is an unclosed quotation mark or no table.</summary>
    public const int LongestRow = 4 * 1024 * 1024;

    /// <summary>Every new beginning skips the file from its start, so their number is bounded.</summary>
    private const int MostRestarts = 20;

    private const int Stop = -1;
    private const int BufferSize = 32 * 1024;

    private readonly CsvReaderOptions _options = new()
    {
        Separator = separator,
        HasHeader = false,
        TrackLineNumbers = true,
        MaxRecordSize = LongestRow,
        IncludeValuesInExceptions = false,
    };

    /// <summary>
    /// How many cells a row of this table has, once that is known: then rows with broken quotation marks are mended.
    /// </summary>
    public int? Width { get; set; }

    private readonly SeenCells _seen = new(Encoding.UTF8);

    /// <summary>Reads the rows from the start of the file.</summary>
    public IEnumerable<TableRow> Read()
    {
        int? withCare = 1;
        if (PlainRows.Open(content, encoding, separator, Width) is { } plainly)
        {
            foreach (var row in plainly.Read()) yield return row;
            withCare = plainly.GoOnAt;
        }

        if (withCare is not { } line) yield break;
        foreach (var row in Read(line)) yield return row;
    }

    /// <summary>Reads them with care from a line on.</summary>
    public IEnumerable<TableRow> Read(int from)
    {
        for (var restarts = 0; from > 0; restarts++)
        {
            using var text = Open(from);
            using var csv = CsvReader.Create(text, _options, leaveOpen: true);
            var next = Stop;
            while (Take(csv, from, restarts < MostRestarts) is { } step)
            {
                if (step.Row is { } plain)
                {
                    yield return plain;
                    continue;
                }

                foreach (var row in step.Rows) yield return row;
                next = step.GoOnAt ?? next;
                if (step.GoOnAt is not null) break;
            }

            from = next;
        }
    }

    private static string[] Clean(string[] cells)
    {
        for (var i = 0; i < cells.Length; i++) cells[i] = CellText.Clean(cells[i]);
        return cells;
    }

    private static string Unquoted(string cell)
    {
        var bare = cell.Trim();
        return bare.Length >= 2 && bare[0] == '"' && bare[^1] == '"'
            ? bare[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : cell;
    }

    /// <summary>Reads one row, and where its quotation marks are broken says at which line to begin anew.</summary>
    private Step? Take(CsvReader csv, int from, bool mayRestart)
    {
        try
        {
            if (!csv.Read()) return null;
        }
        catch (CsvFormatException tooLong)
        {
            var broken = from - 1 + (int)tooLong.LineNumber;
            if (!mayRestart) return new Step([new TableRow(broken, [], new IntakeFault("TooManyBrokenQuotes"))], Stop);
            return LineAt(broken) is { } whole
                ? new Step([Literal(whole, broken)], broken + 1)
                : new Step([new TableRow(broken, [], new IntakeFault("RowTooLong", LongestRow))], Stop);
        }

        var line = from - 1 + (int)csv.LineNumber;
        var cells = new string[csv.FieldCount];
        var suspicious = Width is { } width && csv.RawRecord.Contains((byte)'"')
            && (cells.Length != width || csv.RawRecord.ContainsAny((byte)'\n', (byte)'\r'));
        for (var i = 0; i < cells.Length; i++) cells[i] = suspicious ? csv.GetString(i) : _seen.Text(i, csv.GetSpan(i));
        return suspicious
            ? Mended(Encoding.UTF8.GetString(csv.RawRecord), cells, line, mayRestart)
            : new Step(new TableRow(line, cells));
    }

    /// <summary>
    /// Where the number of cells is wrong, or a whole row seems to stand inside a cell, the quotation marks are letters,
    /// and what they swallowed is read again.
    /// </summary>
    private Step Mended(string raw, string[] cells, int line, bool mayRestart)
    {
        var lines = raw.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        var broken = (IsRow(lines[0]) && (cells.Length != Width || lines.Skip(1).Any(IsRow)))
            || lines.Skip(1).Any(line => IsRow(line) && BeginsAlike(line, lines[0]));
        if (!broken) return new Step(new TableRow(line, Clean(cells)));
        if (lines.Length == 1) return new Step(Literal(raw, line));
        return mayRestart
            ? new Step([Literal(lines[0], line)], line + 1)
            : new Step([.. lines.Select((text, at) => Literal(text, line + at)).Where(row => !row.IsBlank)], null);
    }

    /// <summary>
    /// Whether both lines begin with a key of one shape: "ЗН-0017" and "ЗН-0018". A line inside a long text seldom does.
    /// </summary>
    private bool BeginsAlike(string line, string first) =>
        ShapeOf(line) is { Length: > 0 } shape && shape == ShapeOf(first) && shape.Contains('0', StringComparison.Ordinal);

    /// <summary>Runs of digits, letters and marks in the first cell, each as one character.</summary>
    private string ShapeOf(string line)
    {
        var end = line.IndexOf(separator, StringComparison.Ordinal);
        var shape = new StringBuilder();
        foreach (var c in end < 0 ? line : line[..end])
        {
            var kind = char.IsDigit(c) ? '0' : char.IsLetter(c) ? 'a' : '-';
            if (shape.Length == 0 || shape[^1] != kind) shape.Append(kind);
        }

        return shape.ToString();
    }

    private bool IsRow(string line) => line.AsSpan().Count(separator) + 1 == Width && Width > 2;

    private string? LineAt(int line)
    {
        using var text = Open(line);
        return PhysicalLines.Read(text, LongestRow);
    }

    private TableRow Literal(string text, int line)
    {
        var cells = text.Split(separator);
        if (Width is { } width && cells.Length != width && text.Length > 0)
        {
            return new TableRow(line, [], new IntakeFault("RowBrokenQuotes"));
        }

        return new TableRow(line, Clean([.. cells.Select(Unquoted)]));
    }

    private StreamReader Open(int line)
    {
        content.Position = 0;
        var text = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, BufferSize, leaveOpen: true);
        PhysicalLines.Skip(text, line - 1);
        return text;
    }

    // One row, as nearly always, or several and the line at which to begin anew.
    private readonly record struct Step(TableRow? Row, IReadOnlyList<TableRow> Rows, int? GoOnAt)
    {
        public Step(TableRow row)
            : this(row, [], null)
        {
        }

        public Step(IReadOnlyList<TableRow> rows, int? goOnAt)
            : this(null, rows, goOnAt)
        {
        }
    }
}
