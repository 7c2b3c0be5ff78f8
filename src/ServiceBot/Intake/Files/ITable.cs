using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>A table in a file, whatever the format: rows of text cells.</summary>
internal interface ITable
{
    /// <summary>The name of the sheet, where the format has any.</summary>
    string? Sheet { get; }

    /// <summary>The encoding by its web name, or the format where it has none.</summary>
    string Encoding { get; }

    /// <summary>What stands between the cells; NUL where nothing does.</summary>
    char Separator { get; }

    /// <summary>The rows from the first on, pulled one by one. May be begun twice: for the header, then for the records.</summary>
    /// <param name="width">How many cells a row has, once that is known: broken rows can then be mended.</param>
    IEnumerable<TableRow> Rows(int? width);
}

/// <summary>A text of separated values, read with one separator.</summary>
internal sealed class SeparatedTable(Stream content, Encoding encoding, char separator) : ITable
{
    public string? Sheet => null;

    public string Encoding => encoding.WebName;

    public char Separator => separator;

    public IEnumerable<TableRow> Rows(int? width) => new CsvRows(content, encoding, separator) { Width = width }.Read();
}
