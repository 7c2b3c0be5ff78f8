using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Work orders: one row is an order, or one job or part of it. The rows of an order need not follow each other, but
/// between them at most <see cref="OpenOrders"/> other orders may begin: that bounds memory. A row with no number and
/// nothing but jobs or parts belongs to the order above it.
/// </summary>
internal sealed class OrderRows(TableHeader header, RowStations stations) : IRowRecords
{
    /// <summary>How many orders are kept open for further rows.</summary>
    public const int OpenOrders = 1_000;

    private const int OpenCharacters = 16_000_000;

    private static readonly Field[] RowFields =
    [
        Field.LineCode, Field.LineText, Field.LineTexts, Field.LineArea, Field.Mechanic, Field.NormHours, Field.Rate,
        Field.PartNumber, Field.PartName, Field.PartNames, Field.PartQuantity,
    ];

    private readonly HashSet<int> _rowColumns = ColumnsOf(header, RowFields);
    private readonly HashSet<int> _headColumns = ColumnsOf(header, Enum.GetValues<Field>().Except(RowFields));
    private readonly OrderWords _words = new();

    private readonly Dictionary<(string Station, string Id), OrderDraft> _open = [];
    private readonly Queue<OrderDraft> _inOrder = [];
    private readonly HashSet<ulong> _complete = [];
    private OrderDraft? _last;
    private long _characters;

    public IEnumerable<FileItem> Take(TableRow row)
    {
        var faults = new List<FileFault>();
        var cells = new RecordCells(header, row, faults);
        var id = cells.Text(Field.Id, RecordLimits.Id);
        if (id is null && faults.Count == 0 && _last is not null && BelongsTo(_last, row)) return Add(_last, row);
        var (station, _) = stations.Of(cells);
        if (id is null && !faults.Any(f => f.Fault.Key == "TooLong")) cells.Refuse(Field.Id, "CellRequired");
        if (faults.Count > 0) return Rejected(row, id, faults);
        var key = (station, id!);
        if (!_open.TryGetValue(key, out var draft))
        {
            if (!_complete.Add(Hash(key)))
            {
                cells.Refuse(Field.Id, "RowsTooFarApart", OpenOrders);
                return Rejected(row, id, faults);
            }

            draft = new OrderDraft(header, station, id!, row, _words);
            _open.Add(key, draft);
            _inOrder.Enqueue(draft);
        }
        else if (draft.Contradicts(row, cells) is { } field)
        {
            cells.Refuse(field, "RowContradicts", draft.Line);
            return Rejected(row, id, faults);
        }

        _last = draft;
        return Add(draft, row);
    }

    public IEnumerable<FileItem> Finish()
    {
        foreach (var draft in _inOrder) yield return draft.Complete(stations);
        _inOrder.Clear();
        _open.Clear();
    }

    private static HashSet<int> ColumnsOf(TableHeader header, IEnumerable<Field> fields)
    {
        var columns = new HashSet<int>();
        foreach (var field in fields)
        {
            foreach (var at in header.ColumnsOf(field)) columns.Add(at);
        }

        return columns;
    }

    private static FileItem[] Rejected(TableRow row, string? id, List<FileFault> faults) =>
        [new FileItem.Rejection(row.Line, id, faults)];

    private IReadOnlyList<FileItem> Add(OrderDraft draft, TableRow row)
    {
        _characters += draft.Add(row, _rowColumns);
        List<FileItem>? complete = null;
        while (_inOrder.Count > OpenOrders || (_characters > OpenCharacters && _inOrder.Count > 0))
        {
            var oldest = _inOrder.Dequeue();
            _open.Remove((oldest.Station, oldest.Id));
            _characters -= oldest.Characters;
            if (_last == oldest) _last = null;
            (complete ??= []).Add(oldest.Complete(stations));
        }

        return complete ?? (IReadOnlyList<FileItem>)[];
    }

    /// <summary>A row without a number that holds jobs or parts, and of the order nothing that it does not say itself.</summary>
    private bool BelongsTo(OrderDraft order, TableRow row)
    {
        var holds = false;
        for (var at = 0; at < row.Cells.Length; at++)
        {
            if (row.Cells[at].Length == 0) continue;
            if (_headColumns.Contains(at) && !order.SaysSame(at, row.Cells[at])) return false;
            holds |= _rowColumns.Contains(at);
        }

        return holds;
    }

    /// <summary>
    /// FNV-1a, 64 bits: the keys of a million orders in a few megabytes, and no two alike in practice.
    /// </summary>
    private static ulong Hash((string Station, string Id) key)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var text in (ReadOnlySpan<string>)[key.Station, "\n", key.Id])
        {
            foreach (var c in text) hash = unchecked((hash ^ c) * 1_099_511_628_211UL);
        }

        return hash;
    }
}
