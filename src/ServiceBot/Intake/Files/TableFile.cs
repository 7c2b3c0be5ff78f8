using System.Globalization;
using System.Text;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>Reads a table of separated values: finds the separator and the header, skips titles and totals.</summary>
internal static class TableFile
{
    private const int RowsSearchedForHeader = 60;
    private const int ColumnsShown = 12;

    private static readonly char[] Separators = [';', '\t', ',', '|'];
    private static readonly string[] TotalWords = ["итого", "всего", "total", "subtotal"];

    /// <summary>Reads the file.</summary>
    /// <param name="content">A stream that can seek.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="fileName">Its name, which may say what it holds.</param>
    /// <param name="options">What is known beforehand.</param>
    public static IEnumerable<FileItem> Read(Stream content, Encoding encoding, string fileName, FileReadingOptions options)
    {
        var stations = new RowStations(options);
        var found = Separators.Select(separator => FindHeader(new CsvRows(content, encoding, separator), separator, fileName, options)).MaxBy(f => f.Score)!;
        if ((stations.Refuse(found.Header) ?? RefuseHeader(found, options)) is { } refused)
        {
            yield return new FileItem.Refusal(refused);
            yield break;
        }

        var header = found.Header!;
        yield return new FileItem.Header(found.Line, header.Kind, encoding.WebName, found.Separator, header.Read, header.Ignored);
        IRowRecords records = header.Kind == RecordKind.WorkOrder ? new OrderRows(header, stations) : new SingleRows(header, stations);
        foreach (var row in new CsvRows(content, encoding, found.Separator) { Width = found.Width }.Read())
        {
            if (row.Line <= found.Line || IsNoRecord(row, header)) continue;
            var fault = row.Fault ?? (IsTooWide(row, found.Width) ? new IntakeFault("RowTooWide", row.Cells.Length, found.Width) : null);
            foreach (var item in fault is null ? records.Take(row) : [Broken(row, fault)]) yield return item;
        }

        foreach (var item in records.Finish()) yield return item;
    }

    private static FoundHeader FindHeader(CsvRows rows, char separator, string fileName, FileReadingOptions options)
    {
        var hint = KindHints.Read(fileName);
        TableRow? likeliest = null;
        foreach (var row in rows.Read().Take(RowsSearchedForHeader))
        {
            if (TableHeader.Understand(row.Cells, options, hint) is { } header) return new FoundHeader(separator, row.Line, row.Cells.Length, header, null);
            if (row.Cells.Count(cell => cell.Length > 0) == 1) hint = KindHints.Read(string.Concat(row.Cells)) ?? hint;
            if (likeliest is null || TableHeader.CountKnown(row.Cells) > TableHeader.CountKnown(likeliest.Cells)) likeliest = row;
        }

        return new FoundHeader(separator, 0, 0, null, likeliest);
    }

    private static FileFault? RefuseHeader(FoundHeader found, FileReadingOptions options)
    {
        if (found.Header is not null) return null;
        var needed = new IntakeFault(options.Kind is { } kind ? $"Needed{kind}" : "NeededAny");
        if (found.Likeliest is null || TableHeader.CountKnown(found.Likeliest.Cells) == 0) return new FileFault(0, null, null, new IntakeFault("NoHeader", needed));
        var names = found.Likeliest.Cells.Where(cell => cell.Length > 0).Take(ColumnsShown);
        return new FileFault(found.Likeliest.Line, null, null, new IntakeFault("HeaderLacksColumns", string.Join(", ", names), needed));
    }

    /// <summary>Blank rows, totals, the header again on a new page, the row of column numbers, and lines of text around a table.</summary>
    private static bool IsNoRecord(TableRow row, TableHeader header)
    {
        if (row.Fault is not null) return false;
        var filled = row.Cells.Where(cell => cell.Length > 0).ToList();
        if (filled.Count == 0 || IsTotal(filled[0]) || row.Cells.Take(header.Names.Count).SequenceEqual(header.Names)) return true;
        if (filled.Count >= 3 && filled.Select((cell, at) => cell == (at + 1).ToString(CultureInfo.InvariantCulture)).All(same => same)) return true;
        if (filled.Count > 1) return false;
        var at = Array.FindIndex(row.Cells, cell => cell.Length > 0);
        var isKey = header.ColumnsOf(Field.Id).Contains(at);
        return isKey ? filled[0].AsSpan().ContainsAny(" :\u00A0") : !header.ColumnsOf(Field.LineText).Contains(at) && !header.ColumnsOf(Field.PartName).Contains(at);
    }

    private static bool IsTotal(string first)
    {
        var word = new string([.. first.TakeWhile(char.IsLetter)]).ToLowerInvariant();
        return TotalWords.Contains(word, StringComparer.Ordinal);
    }

    /// <summary>More cells than columns: a separator stands inside a text, and what follows it is under the wrong names.</summary>
    private static bool IsTooWide(TableRow row, int width) => row.Cells.Skip(width).Any(cell => cell.Length > 0);

    private static FileItem.Rejection Broken(TableRow row, IntakeFault fault) =>
        new(row.Line, null, [new FileFault(row.Line, null, null, fault)]);

    private sealed record FoundHeader(char Separator, int Line, int Width, TableHeader? Header, TableRow? Likeliest)
    {
        public int Score => Header is not null ? 1_000 + Header.Score : Likeliest is null ? 0 : TableHeader.CountKnown(Likeliest.Cells);
    }
}
