using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>Where the header of a table stands, if it has one.</summary>
/// <param name="Table">The table in which it was looked for.</param>
/// <param name="Line">The last line of the header; 0 where there is none.</param>
/// <param name="Width">How many cells its row has.</param>
/// <param name="Header">The header, or null.</param>
/// <param name="Likeliest">The row most like a header, where there is none.</param>
internal sealed record FoundHeader(ITable Table, int Line, int Width, TableHeader? Header, TableRow? Likeliest)
{
    private const int AnyHeader = 1_000_000;
    private const int KnownName = 1_000;

    /// <summary>How good a find it is; only comparable.</summary>
    public int Score => Header is not null
        ? AnyHeader + Header.Score
        : Likeliest is null ? 0 : LikenessOf(Likeliest);

    /// <summary>How like a header a row is: by the names in it that are known, then by how many cells it fills.</summary>
    public static int LikenessOf(TableRow row) =>
        (KnownName * TableHeader.CountKnown(row.Cells)) + row.Cells.Count(cell => cell.Length > 0);
}

/// <summary>
/// Finds the separator and the header of a table, below titles, in one row or, where names are grouped, in two.
/// </summary>
internal static class HeaderSearch
{
    /// <summary>In how many rows the header is looked for.</summary>
    public const int RowsSearched = 60;

    /// <summary>Tries every way of reading the table and answers the best find.</summary>
    /// <param name="tables">The same table, read with each separator it may have.</param>
    /// <param name="fileName">The file's name, which may say what it holds.</param>
    /// <param name="options">What is known beforehand.</param>
    public static FoundHeader Find(IEnumerable<ITable> tables, string fileName, FileReadingOptions options) =>
        tables.Select(table => Find(table, fileName, options)).MaxBy(found => found.Score)!;

    private static FoundHeader Find(ITable table, string fileName, FileReadingOptions options)
    {
        var hint = (table.Sheet is null ? null : KindHints.Read(table.Sheet)) ?? KindHints.Read(fileName);
        TableRow? above = null, likeliest = null;
        FoundHeader? found = null;
        foreach (var row in table.Rows(width: null).Take(RowsSearched))
        {
            if (found is not null) return WithGroupedNames(found, row, options, hint);
            var header = TableHeader.Understand(row.Cells, options, hint)
                ?? (above is null ? null : TableHeader.Understand(Under(above.Cells, row.Cells), options, hint));
            if (header is not null) found = new FoundHeader(table, row.Line, row.Cells.Length, NamedByGroup(header, above, row, options, hint), null);
            if (row.Cells.Count(cell => cell.Length > 0) == 1) hint = KindHints.Read(string.Concat(row.Cells)) ?? hint;
            if (likeliest is null || FoundHeader.LikenessOf(row) > FoundHeader.LikenessOf(likeliest)) likeliest = row;
            above = row;
        }

        return found ?? new FoundHeader(table, 0, 0, null, likeliest);
    }

    /// <summary>
    /// A column that is called only "Наименование" is called by the group that stands above it: "Работы", "Запчасти".
    /// </summary>
    private static TableHeader NamedByGroup(
        TableHeader header, TableRow? above, TableRow row, FileReadingOptions options, RecordKind? hint)
    {
        // One cell alone is a title.
        if (above is null || above.Cells.Count(cell => cell.Length > 0) < 2) return header;
        var (names, group, isNamed) = ((string[])[.. row.Cells], "", false);
        for (var at = 0; at < names.Length; at++)
        {
            if (at < above.Cells.Length && above.Cells[at].Length > 0) group = above.Cells[at];
            if (!ColumnNames.SaysOnlyName(names[at]) || !ColumnNames.IsKnown(group, header.Kind)) continue;
            (names[at], isNamed) = (group, true);
        }

        var named = isNamed ? TableHeader.Understand(names, options, hint) : null;
        return named is not null && named.Kind == header.Kind && named.Score > header.Score ? named : header;
    }

    /// <summary>
    /// Where the next row holds nothing but further column names ("VIN" under "Автомобиль"), the two are one header.
    /// </summary>
    private static FoundHeader WithGroupedNames(
        FoundHeader found, TableRow next, FileReadingOptions options, RecordKind? hint)
    {
        var header = found.Header!;
        if (!header.IsOnlyNames(next.Cells)) return found;
        var both = TableHeader.Understand(Under(header.Names, next.Cells), options, hint);
        return both is not null && both.Kind == header.Kind && both.Score > header.Score
            ? new FoundHeader(found.Table, next.Line, Math.Max(found.Width, next.Cells.Length), both, null)
            : found;
    }

    private static string[] Under(IReadOnlyList<string> upper, string[] lower)
    {
        var names = new string[Math.Max(upper.Count, lower.Length)];
        for (var at = 0; at < names.Length; at++)
        {
            var below = at < lower.Length ? lower[at] : "";
            names[at] = below.Length > 0 || at >= upper.Count ? below : upper[at];
        }

        return names;
    }
}
