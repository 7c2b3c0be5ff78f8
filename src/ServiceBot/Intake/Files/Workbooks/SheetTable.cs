using ExcelDataReader;

namespace ServiceBot.Intake.Files.Workbooks;

/// <summary>
/// The rows of the sheet at which the reader stands. The first ones are kept, so that the header can be looked for and
/// the table then read from its start; the others pass by once.
/// </summary>
internal sealed class SheetTable(IExcelDataReader reader) : ITable
{
    private readonly List<TableRow> _first = [];
    private bool _ended;

    public string? Sheet { get; } = reader.Name;

    public string Encoding => "xlsx";

    public char Separator => '\0';

    public IEnumerable<TableRow> Rows(int? width)
    {
        for (var at = 0; at < _first.Count; at++) yield return _first[at];
        while (Next() is { } row)
        {
            if (_first.Count < HeaderSearch.RowsSearched) _first.Add(row);
            yield return row;
        }
    }

    private TableRow? Next()
    {
        if (_ended) return null;
        try
        {
            if (reader.Read()) return new TableRow(reader.Depth + 1, Cells());
        }
        catch (Exception broken) when (broken is not (IOException or OutOfMemoryException or OperationCanceledException))
        {
            // What the library throws for a damaged sheet is not written anywhere.
            _ended = true;
            return new TableRow(_first.Count == 0 ? 1 : reader.Depth + 2, [], new IntakeFault("SheetBroken"));
        }

        _ended = true;
        return null;
    }

    private string[] Cells()
    {
        var width = Math.Min(reader.FieldCount, WorkbookLimits.Columns);
        while (width > 0 && reader.GetValue(width - 1) is null) width--;
        if (width == 0) return [];
        var cells = new string[width];
        for (var at = 0; at < width; at++)
        {
            var value = reader.GetValue(at);
            cells[at] = CellValue.Text(value, value is double ? reader.GetNumberFormatString(at) : null);
        }

        return cells;
    }
}
