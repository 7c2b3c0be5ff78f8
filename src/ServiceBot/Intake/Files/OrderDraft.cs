using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>A work order of which further rows may come.</summary>
internal sealed class OrderDraft(TableHeader header, string station, string id, TableRow first, OrderWords words)
{
    /// <summary>
    /// What stands for the text of a job where the table has none; the mechanic and the hours are worth keeping.
    /// </summary>
    private const string Unnamed = "—";

    private readonly string[] _head = [.. first.Cells];
    private readonly List<WorkOrderLine> _lines = [];
    private readonly List<PartLine> _parts = [];
    private readonly List<FileFault> _faults = [];

    /// <summary>The station.</summary>
    public string Station => station;

    /// <summary>The number of the order.</summary>
    public string Id => id;

    /// <summary>The line of its first row.</summary>
    public int Line => first.Line;

    /// <summary>How many characters it holds.</summary>
    public int Characters { get; private set; }

    /// <summary>
    /// The field in which a further row says otherwise than the first, or null: then it is another order of the same
    /// number.
    /// </summary>
    public Field? Contradicts(TableRow row, RecordCells cells)
    {
        var before = new RecordCells(header, new TableRow(Line, _head), []);
        if (Differs(before, cells, Field.OpenedAt, Moment)) return Field.OpenedAt;
        if (Differs(before, cells, Field.Vin, Vin.Read)) return Field.Vin;
        return Differs(before, cells, Field.Plate, PlateNumber.Read) ? Field.Plate : null;
    }

    /// <summary>Whether the order already says so in that column.</summary>
    public bool SaysSame(int column, string text) => column < _head.Length && _head[column] == text;

    /// <summary>Adds the jobs and parts of a row, and what the first row left empty.</summary>
    /// <returns>How many characters it added.</returns>
    public int Add(TableRow row, HashSet<int> rowColumns)
    {
        for (var at = 0; at < Math.Min(_head.Length, row.Cells.Length); at++)
        {
            if (_head[at].Length == 0 && !rowColumns.Contains(at)) _head[at] = row.Cells[at];
        }

        var cells = new RecordCells(header, row, _faults);
        if (_lines.Count + _parts.Count < RecordLimits.Rows)
        {
            AddParts(cells);
            AddLines(cells);
        }
        else if (!_faults.Any(f => f.Fault.Key == "TooManyRows"))
        {
            cells.Refuse(Field.Id, "TooManyRows", RecordLimits.Rows);
        }

        var characters = 64;
        foreach (var cell in row.Cells) characters += cell.Length;
        Characters += characters;
        return characters;
    }

    /// <summary>The order, or its refusal where anything in its rows cannot be taken.</summary>
    public FileItem Complete(RowStations stations)
    {
        var cells = new RecordCells(header, new TableRow(Line, _head), _faults);
        var (_, zone) = stations.Of(cells);
        var openedAt = cells.RequiredTime(Field.OpenedAt, zone, Field.OpenedTime);
        var closedAt = VisitTimes.ClosedAt(openedAt, cells.Time(Field.ClosedAt, zone, Field.ClosedTime));
        if (openedAt != default && closedAt < openedAt) cells.Refuse(Field.ClosedAt, "ClosedBeforeOpened");
        var order = new WorkOrder
        {
            Station = station,
            Id = id,
            BookingId = cells.Name(Field.BookingId),
            ConsolidatedOrderId = cells.Name(Field.ConsolidatedOrderId),
            OpenedAt = openedAt,
            ClosedAt = closedAt,
            Vehicle = cells.Vehicle(required: true),
            Client = cells.Client(),
            OrderKind = OrderKind(cells),
            OdometerKm = cells.Whole(Field.OdometerKm),
            Complaint = cells.Texts(Field.Complaint),
            Foreman = words.Person(cells.Name(Field.Foreman)),
            Advisor = words.Person(cells.Name(Field.Advisor)),
            PossibleRepeat = cells.Flag(Field.PossibleRepeat),
            Cancelled = (cells.Flag(Field.Cancelled) ?? false) || words.SaysCancelled(cells.Text(Field.State) ?? ""),
            Lines = _lines,
            Parts = _parts,
            Total = cells.Number(Field.Total, mayBeNegative: true),
        };
        return _faults.Count == 0 ? new FileItem.Record(Line, order) : new FileItem.Rejection(Line, id, _faults);
    }

    private static bool Differs(RecordCells before, RecordCells now, Field field, Func<string, object?> read)
    {
        if (before.Text(field) is not { } first || now.Text(field) is not { } second || first == second) return false;
        return !Equals(read(first), read(second));
    }

    private static object? Moment(string text) =>
        CellTime.Read(text, TimeZoneInfo.Utc, out var at) == TimeReading.Moment ? at : null;

    private WorkOrderKind OrderKind(RecordCells cells)
    {
        if (cells.Name(Field.OrderKind) is not { } text) return WorkOrderKind.Repair;
        if (words.Kind(text) is { } kind) return kind;
        cells.Refuse(Field.OrderKind, "CellUnknownOrderKind", WorkOrderKindNames.Allowed);
        return WorkOrderKind.Repair;
    }

    private void AddLines(RecordCells cells)
    {
        var (code, area, mechanic) = (cells.Name(Field.LineCode), cells.Name(Field.LineArea), words.Person(cells.Name(Field.Mechanic)));
        var (hours, rate) = (cells.Number(Field.NormHours), cells.Number(Field.Rate));
        if (cells.Text(Field.LineText) is { } text)
        {
            _lines.Add(new WorkOrderLine(code, text, area, mechanic, hours, rate));
            return;
        }

        if (cells.Text(Field.LineTexts) is { } several)
        {
            // The hours of a whole list belong to no single job of it, so such a list stays one.
            var jobs = hours is null ? CellLists.Split(several) : [several];
            _lines.AddRange(jobs.Select(job => new WorkOrderLine(code, job, area, mechanic, hours, rate)));
            return;
        }

        var namesPart = cells.Name(Field.PartName) is not null;
        if (namesPart || (hours is null && code is null)) return;
        _lines.Add(new WorkOrderLine(code, code ?? Unnamed, area, mechanic, hours, rate));
    }

    private void AddParts(RecordCells cells)
    {
        if (cells.Name(Field.PartName) is { } name)
        {
            var quantity = cells.Number(Field.PartQuantity, mayBeNegative: true);
            _parts.Add(new PartLine(cells.Name(Field.PartNumber), name, quantity));
        }

        if (cells.Name(Field.PartNames) is not { } several) return;
        _parts.AddRange(CellLists.Split(several).Select(part => new PartLine(null, part)));
    }
}
