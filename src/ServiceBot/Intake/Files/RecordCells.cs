using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Reads the fields of one row. What cannot be taken is put on the list of faults with its line, column and value, and
/// null is answered, so that everything wrong with a row is reported at once.
/// </summary>
internal sealed class RecordCells(TableHeader header, TableRow row, List<FileFault> faults)
{
    private const int LongestValueShown = 200;

    /// <summary>The line of the row.</summary>
    public int Line => row.Line;

    /// <summary>The header above the row.</summary>
    public TableHeader Header => header;

    /// <summary>The first filled cell of the field, or null.</summary>
    public string? Text(Field field, int limit = RecordLimits.Text) =>
        Find(field, out _) is { } text && Fits(field, text, limit) ? text : null;

    /// <summary>All filled cells of the field, joined; the same text twice is taken once.</summary>
    public string? Texts(Field field, int limit = RecordLimits.Text)
    {
        var columns = header.ColumnsOf(field);
        if (columns.Length == 1) return Text(field, limit);
        var texts = new List<string>();
        foreach (var at in columns)
        {
            if (Cell(at) is { Length: > 0 } text && !texts.Contains(text)) texts.Add(text);
        }

        if (texts.Count == 0) return header.ConstantOf(field);
        var joined = string.Join("; ", texts);
        return Fits(field, joined, limit) ? joined : null;
    }

    /// <summary>Each filled cell of the field with the name of its column.</summary>
    public IEnumerable<(string Column, string Text)> Named(Field field) => header.ColumnsOf(field).ToArray()
        .Where(at => Cell(at).Length > 0)
        .Select(at => (header.Names[at], Cell(at)));

    /// <summary>The name of something, or null where the cell says in words that there is none.</summary>
    public string? Name(Field field) =>
        Text(field, RecordLimits.Name) is { } text && !CellWords.SaysNothing(text) ? text : null;

    /// <summary>A member of staff.</summary>
    public Person? Person(Field field) => Name(field) is { } name ? new Person(null, name) : null;

    /// <summary>A moment, or null: that of the first column of the field that has one.</summary>
    public DateTimeOffset? Time(Field field, TimeZoneInfo zone, Field? timeOfDay = null)
    {
        foreach (var column in header.ColumnsOf(field))
        {
            if (Cell(column) is not { Length: > 0 } text) continue;
            switch (CellTime.Read(text, header.MannerOf(column)?.Format, zone, out var moment))
            {
                case TimeReading.Moment:
                    return timeOfDay is { } clock && moment.TimeOfDay == TimeSpan.Zero ? AtClock(moment, clock, zone) : moment;
                case TimeReading.Unreadable when header.MannerOf(column)?.Format is { } format:
                    Refuse(column, text, "CellNotInFormat", format);
                    return null;
                case TimeReading.Unreadable:
                    Refuse(column, text, "CellNotATime");
                    return null;
                case TimeReading.Empty:
                    continue;
                default:
                    throw new InvalidOperationException();
            }
        }

        return null;
    }

    private DateTimeOffset? AtClock(DateTimeOffset day, Field clock, TimeZoneInfo zone)
    {
        if (Find(clock, out var column) is not { } time) return day;
        if (CellTime.TryReadTimeOfDay(time, out var sinceMidnight))
        {
            RecordTime.AtStation(day.DateTime + sinceMidnight, zone, out var exact);
            return exact;
        }

        Refuse(column, time, "CellNotATimeOfDay");
        return null;
    }

    /// <summary>A moment that must be there.</summary>
    public DateTimeOffset RequiredTime(Field field, TimeZoneInfo zone, Field? timeOfDay = null)
    {
        var before = faults.Count;
        if (Time(field, zone, timeOfDay) is { } time) return time;
        if (faults.Count == before) Refuse(field, "CellTimeRequired");
        return default;
    }

    /// <summary>A number, or null.</summary>
    public decimal? Number(Field field, bool mayBeNegative = false)
    {
        if (Find(field, out var column) is not { } text || CellWords.SaysNothing(text)) return null;
        if (!CellNumber.TryRead(text, out var number)) return Refuse<decimal?>(column, text, "CellNotANumber");
        return number < 0 && !mayBeNegative ? Refuse<decimal?>(column, text, "CellNegative") : number;
    }

    /// <summary>A whole number, not negative, or null; a fraction is dropped.</summary>
    public int? Whole(Field field)
    {
        if (Find(field, out var column) is not { } text || CellWords.SaysNothing(text)) return null;
        if (!CellNumber.TryReadWhole(text, out var number)) return Refuse<int?>(column, text, "CellNotANumber");
        return number is >= 0 and <= int.MaxValue ? (int)number : Refuse<int?>(column, text, "CellNegative");
    }

    /// <summary>A yes or no, or null.</summary>
    public bool? Flag(Field field)
    {
        if (Find(field, out var column) is not { } text) return null;
        if (CellWords.ReadFlag(text) is { } flag) return flag;
        return CellWords.SaysNothing(text) ? null : Refuse<bool?>(column, text, "CellNotAFlag");
    }

    /// <summary>The vehicle: its own columns, and where those are empty what the column "Автомобиль" says.</summary>
    public VehicleRef? Vehicle(bool required)
    {
        var model = Name(Field.Model);
        var vehicle = new VehicleRef(
            Vin.Read(Name(Field.Vin)) ?? VehicleInText.FindVin(model),
            Vin.Read(Name(Field.SecondVin)),
            PlateNumber.Read(Name(Field.Plate)) ?? VehicleInText.FindPlate(model),
            model);
        if (vehicle.IsKnown) return vehicle;
        if (required) faults.Add(new FileFault(Line, VehicleColumn(), null, new IntakeFault("CellVehicleRequired")));
        return null;
    }

    /// <summary>The customer.</summary>
    public Client? Client()
    {
        var (name, phone) = (Name(Field.ClientName), PhoneNumber.Read(Texts(Field.ClientPhone, RecordLimits.Text)));
        return name is null && phone is null ? null : new Client(name, phone);
    }

    /// <summary>Puts a fault of the field on the list.</summary>
    public void Refuse(Field field, string key, params object[] arguments)
    {
        var text = Find(field, out var column);
        Refuse(column, text, key, arguments);
    }

    private T? Refuse<T>(int column, string text, string key)
    {
        Refuse(column, text, key);
        return default;
    }

    private void Refuse(int column, string? text, string key, params object[] arguments)
    {
        var shown = column < 0 ? text : Shown(column, text);
        faults.Add(new FileFault(Line, column < 0 ? null : header.Names[column], shown, new IntakeFault(key, arguments)));
    }

    /// <summary>The value shortened, and without telephones where the column is no key in which digits only look so.</summary>
    private string? Shown(int column, string? text)
    {
        if (text is null) return null;
        var isKey = header.ColumnsOf(Field.Id).Contains(column) || header.ColumnsOf(Field.Vin).Contains(column)
            || header.ColumnsOf(Field.Plate).Contains(column);
        var shown = isKey ? text : MaskedPhones.In(text);
        return Beginning.Of(shown, LongestValueShown);
    }

    private bool Fits(Field field, string text, int limit)
    {
        if (text.Length <= limit) return true;
        Refuse(field, "TooLong", text.Length, limit);
        return false;
    }

    /// <summary>
    /// The first filled cell of the field and its column; the field's best column where none is filled.
    /// </summary>
    private string? Find(Field field, out int column)
    {
        var columns = header.ColumnsOf(field);
        foreach (var at in columns)
        {
            if (Cell(at) is not { Length: > 0 } text) continue;
            column = at;
            return text;
        }

        column = columns.Length > 0 ? columns[0] : -1;
        return header.ConstantOf(field);
    }

    private string? VehicleColumn()
    {
        foreach (var field in (ReadOnlySpan<Field>)[Field.Vin, Field.Plate, Field.Model])
        {
            if (header.ColumnsOf(field) is [var first, ..]) return header.Names[first];
        }

        return null;
    }

    private string Cell(int at)
    {
        var text = at < row.Cells.Length ? row.Cells[at] : "";
        return header.MannerOf(at) is { } manner && manner.Values.TryGetValue(text, out var meant) ? meant : text;
    }
}
