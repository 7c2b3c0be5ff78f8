using System.Globalization;
using System.Text;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Reads a table of separated values, and skips what is no record: titles, totals, headers of further pages.
/// </summary>
internal static class TableFile
{
    private const int ColumnsShown = 12;
    private const int LeastColumnNumbers = 3;

    private static readonly string[] TotalWords = ["итого", "всего", "total", "subtotal"];

    /// <summary>Reads the file.</summary>
    /// <param name="content">A stream that can seek.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="fileName">Its name, which may say what it holds.</param>
    /// <param name="options">What is known beforehand.</param>
    public static IEnumerable<FileItem> Read(
        Stream content, Encoding encoding, string fileName, FileReadingOptions options)
    {
        var stations = new RowStations(options);
        var found = HeaderSearch.Find(content, encoding, fileName, options);
        if ((stations.Refuse(found.Header) ?? RefuseHeader(found, options)) is { } refused)
        {
            yield return new FileItem.Refusal(refused);
            yield break;
        }

        var header = found.Header!;
        yield return new FileItem.Header(
            found.Line, header.Kind, encoding.WebName, found.Separator, header.Read, header.Ignored);
        IRowRecords records = header.Kind == RecordKind.WorkOrder
            ? new OrderRows(header, stations)
            : new SingleRows(header, stations);
        foreach (var row in new CsvRows(content, encoding, found.Separator) { Width = found.Width }.Read())
        {
            if (row.Line <= found.Line || (row.Fault is null && IsNoRecord(row.Cells, header))) continue;
            var fault = row.Fault ?? TooWide(row.Cells, found.Width);
            foreach (var item in fault is null ? records.Take(row) : [Broken(row, fault)]) yield return item;
        }

        foreach (var item in records.Finish()) yield return item;
    }

    private static FileFault? RefuseHeader(FoundHeader found, FileReadingOptions options)
    {
        if (found.Header is not null) return null;
        var needed = new IntakeFault(options.Kind is { } kind ? $"Needed{kind}" : "NeededAny");
        var names = found.Likeliest?.Cells.Where(cell => cell.Length > 0).Take(ColumnsShown).ToList() ?? [];
        return names.Count < 2
            ? new FileFault(0, null, null, new IntakeFault("NoHeader", needed))
            : new FileFault(
                found.Likeliest!.Line, null, null, new IntakeFault("HeaderLacksColumns", string.Join(", ", names), needed));
    }

    private static bool IsNoRecord(string[] cells, TableHeader header)
    {
        var filled = cells.Count(cell => cell.Length > 0);
        if (filled == 0) return true;
        var first = Array.FindIndex(cells, cell => cell.Length > 0);
        if (IsTotal(cells[first]) || header.IsOnlyNames(cells) || IsColumnNumbers(cells, filled)) return true;
        return filled == 1 && IsLineOfText(cells[first], first, header);
    }

    /// <summary>
    /// A title of a group, a signature: one cell that is neither a job or part of the order above nor, being one word,
    /// a number whose row was lost.
    /// </summary>
    private static bool IsLineOfText(string text, int at, TableHeader header) => header.ColumnsOf(Field.Id).Contains(at)
        ? text.AsSpan().ContainsAny(" :\u00A0")
        : !header.ColumnsOf(Field.LineText).Contains(at) && !header.ColumnsOf(Field.PartName).Contains(at);

    /// <summary>The row 1, 2, 3… under a header of a printed form.</summary>
    private static bool IsColumnNumbers(string[] cells, int filled) => filled >= LeastColumnNumbers && cells
        .Where(cell => cell.Length > 0)
        .Select((cell, at) => cell == (at + 1).ToString(CultureInfo.InvariantCulture))
        .All(same => same);

    private static bool IsTotal(string first)
    {
        var word = new string([.. first.TakeWhile(char.IsLetter)]).ToLowerInvariant();
        return TotalWords.Contains(word, StringComparer.Ordinal);
    }

    /// <summary>
    /// More cells than columns: a separator stands inside a text, and what follows it is under the wrong names.
    /// </summary>
    private static IntakeFault? TooWide(string[] cells, int width) =>
        cells.Skip(width).Any(cell => cell.Length > 0) ? new IntakeFault("RowTooWide", cells.Length, width) : null;

    private static FileItem.Rejection Broken(TableRow row, IntakeFault fault) =>
        new(row.Line, null, [new FileFault(row.Line, null, null, fault)]);
}
