using System.Globalization;
using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Reads a table, and tells records from what is none: titles, totals, headers of further pages.
/// </summary>
internal static class TableFile
{
    private const int ColumnsShown = 12;
    private const int NameShown = 60;
    private const int LeastColumnNumbers = 3;

    private static readonly string[] TotalWords = ["итого", "итог", "всего", "total", "subtotal"];
    private static readonly string[] TotalBeginnings = ["общий итог", "общая сумма", "grand total"];

    private static readonly char[] Separators = [';', '\t', ',', '|'];

    /// <summary>Reads a file of separated values.</summary>
    /// <param name="content">A stream that can seek.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="fileName">Its name, which may say what it holds.</param>
    /// <param name="options">What is known beforehand.</param>
    public static IEnumerable<FileItem> Read(
        Stream content, Encoding encoding, string fileName, FileReadingOptions options)
    {
        var tables = Separators.Select(separator => new SeparatedTable(content, encoding, separator));
        var found = HeaderSearch.Find(tables, fileName, options);
        return Refuse(found, options) is { } refused ? [new FileItem.Refusal(refused)] : Records(found, options);
    }

    /// <summary>Why the table cannot be read, or null where it can.</summary>
    public static FileFault? Refuse(FoundHeader found, FileReadingOptions options) =>
        new RowStations(options).Refuse(found.Header) ?? RefuseHeader(found, options);

    /// <summary>The header, the records, and the count of the rows, in the order of the table.</summary>
    /// <param name="found">A header for which <see cref="Refuse"/> says nothing.</param>
    /// <param name="options">What is known beforehand.</param>
    public static IEnumerable<FileItem> Records(FoundHeader found, FileReadingOptions options)
    {
        var (table, header, stations) = (found.Table, found.Header!, new RowStations(options));
        yield return new FileItem.Header(
            found.Line, header.Kind, table.Encoding, table.Separator, header.Read, header.Ignored) { Sheet = table.Sheet };
        IRowRecords records = header.Kind == RecordKind.WorkOrder
            ? new OrderRows(header, stations)
            : new SingleRows(header, stations);
        var tally = RowTally.None;
        foreach (var row in table.Rows(found.Width))
        {
            if (row.Line <= found.Line) continue;
            var use = row.Fault is null ? UseOf(row.Cells, header) : RowUse.Broken;
            var fault = row.Fault;
            if (use == RowUse.Record && (fault = TooWide(row.Cells, found.Width)) is not null) use = RowUse.Broken;
            tally = tally.With(use);
            if (fault is not null) yield return Broken(row, fault);
            if (use != RowUse.Record) continue;
            foreach (var item in records.Take(row)) yield return item;
        }

        foreach (var item in records.Finish()) yield return item;
        yield return new FileItem.TableEnd(tally) { Sheet = table.Sheet };
    }

    private static FileFault? RefuseHeader(FoundHeader found, FileReadingOptions options)
    {
        if (found.Header is not null) return null;
        if (found.Likeliest is { Fault: { } broken } row) return new FileFault(row.Line, null, null, broken);
        var needed = new IntakeFault(options.Kind is { } kind ? $"Needed{kind}" : "NeededAny");
        var names = found.Likeliest?.Cells.Where(cell => cell.Length > 0).Take(ColumnsShown).Select(Shortened).ToList() ?? [];
        return names.Count < 2
            ? new FileFault(0, null, null, new IntakeFault("NoHeader", needed))
            : new FileFault(
                found.Likeliest!.Line, null, null, new IntakeFault("HeaderLacksColumns", string.Join(", ", names), needed));
    }

    private static string Shortened(string name) => Beginning.Of(name, NameShown);

    /// <summary>What a row is for.</summary>
    private static RowUse UseOf(string[] cells, TableHeader header)
    {
        var (filled, first) = (0, -1);
        for (var at = 0; at < cells.Length; at++)
        {
            if (cells[at].Length == 0) continue;
            if (filled++ == 0) first = at;
        }

        if (filled == 0) return RowUse.Blank;
        if (IsTotal(cells[first])) return RowUse.Total;
        if (header.IsOnlyNames(cells) || IsColumnNumbers(cells, filled, first)) return RowUse.Heading;
        return filled == 1 && IsLineOfText(cells[first], first, header) ? RowUse.Text : RowUse.Record;
    }

    /// <summary>
    /// A title of a group, a signature: one cell that is neither a job or part of the order above nor, being one word,
    /// a number whose row was lost.
    /// </summary>
    private static bool IsLineOfText(string text, int at, TableHeader header) => header.ColumnsOf(Field.Id).Contains(at)
        ? text.AsSpan().ContainsAny(" :\u00A0")
        : !header.ColumnsOf(Field.LineText).Contains(at) && !header.ColumnsOf(Field.PartName).Contains(at);

    /// <summary>The row 1, 2, 3… under a header of a printed form.</summary>
    private static bool IsColumnNumbers(string[] cells, int filled, int first) => filled >= LeastColumnNumbers && cells[first] == "1" && cells
        .Where(cell => cell.Length > 0)
        .Select((cell, at) => cell == (at + 1).ToString(CultureInfo.InvariantCulture))
        .All(same => same);

    private static bool IsTotal(string first)
    {
        if (!char.IsLetter(first[0])) return false;
        if (Array.Exists(TotalBeginnings, x => first.StartsWith(x, StringComparison.OrdinalIgnoreCase))) return true;
        var word = first.AsSpan();
        var end = 0;
        while (end < word.Length && char.IsLetter(word[end])) end++;
        foreach (var total in TotalWords)
        {
            if (word[..end].Equals(total, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>
    /// More cells than columns: a separator stands inside a text, and what follows it is under the wrong names.
    /// </summary>
    private static IntakeFault? TooWide(string[] cells, int width)
    {
        for (var at = width; at < cells.Length; at++)
        {
            if (cells[at].Length > 0) return new IntakeFault("RowTooWide", cells.Length, width);
        }

        return null;
    }

    private static FileItem.Rejection Broken(TableRow row, IntakeFault fault) =>
        new(row.Line, null, [new FileFault(row.Line, null, null, fault)]);
}
