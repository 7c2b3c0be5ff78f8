using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;
using JsonValue = System.Text.Json.Nodes.JsonValue;

namespace ServiceBot.Intake;

/// <summary>
/// A record as it is put together from what another system calls its fields, in the form of the API, by whose rules it is
/// then read.
/// </summary>
internal sealed class RecordDraft(RecordKind kind)
{
    private readonly JsonObject _root = [];

    /// <summary>The kind of record.</summary>
    public RecordKind Kind => kind;

    /// <summary>Puts a value in. Null and blank texts are as good as absent.</summary>
    /// <param name="field">A name of <see cref="RecordFields"/>, no member of a row.</param>
    /// <param name="value">A text, number, boolean, time, or a JSON value.</param>
    public void Set(string field, object? value)
    {
        if (Node(RecordFields.ShapeOf(kind, field), value) is not { } node) return;
        var path = field.Split('.');
        if (path.Length == 1)
        {
            _root[field] = node;
            return;
        }

        if (_root[path[0]] is not JsonObject inner) _root[path[0]] = inner = [];
        inner[path[1]] = node;
    }

    /// <summary>Adds a row of a list. A row without any value is none.</summary>
    /// <param name="rows"><c>lines</c>, <c>parts</c> or <c>answers</c>.</param>
    /// <param name="values">The members of the row by their names of <see cref="RecordFields"/>.</param>
    public void AddRow(string rows, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var row = new JsonObject();
        foreach (var (field, value) in values)
        {
            if (Node(RecordFields.ShapeOf(kind, field), value) is { } node) row[field.Split('.')[1]] = node;
        }

        if (row.Count == 0) return;
        if (_root[rows] is not JsonArray list) _root[rows] = list = [];
        list.Add((JsonNode)row);
    }

    /// <summary>Whether a field has a value.</summary>
    public bool Has(string field) => _root[field] is not null;

    /// <summary>The record, or all that is wrong with it.</summary>
    /// <param name="station">The code of the station, as the settings write it.</param>
    /// <param name="clocks">The stations there are.</param>
    public RecordJsonResult Read(string station, StationClocks clocks) =>
        RecordJson.Read(JsonSerializer.SerializeToElement(_root), kind, clocks, station);

    private static JsonNode? Node(FieldShape shape, object? value)
    {
        if (value is JsonElement json) value = Plain(json);
        if (value is DBNull) return null;
        if (value is string text && string.IsNullOrWhiteSpace(text)) return null;
        return value switch
        {
            null => null,
            JsonNode node => node,
            _ => shape switch
            {
                FieldShape.Text => JsonValue.Create(Text(value)),
                FieldShape.Number or FieldShape.Whole => Number(value),
                FieldShape.Flag => Flag(value),
                FieldShape.Time => JsonValue.Create(Time(value)),
            },
        };
    }

    /// <summary>A JSON value as .NET has it; of an array the values with commas between them.</summary>
    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        // Objects, lest the compiler takes all of them for nodes, which come into being from a text and a number unasked.
        JsonValueKind.Null or JsonValueKind.Undefined => (object?)null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => (object)true,
        JsonValueKind.False => (object)false,
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? (object)number : json.GetRawText(),
        JsonValueKind.Array => string.Join(", ", json.EnumerateArray().Select(x => Plain(x) is { } one ? Text(one) : "").Where(x => x.Length > 0)),
        JsonValueKind.Object => JsonNode.Parse(json.GetRawText()),
    };

    private static string Text(object value) => value switch
    {
        string text => text.Trim(),
        bool flag => flag ? "да" : "нет",
        DateTime or DateTimeOffset or DateOnly => Time(value),
        byte[] bytes => Convert.ToHexString(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture) ?? "",
        _ => value.ToString() ?? "",
    };

    /// <summary>A number that a text or another type holds; what holds none stays a text, for the fault to name it.</summary>
    private static JsonNode? Number(object value) => value switch
    {
        decimal or int or long or short or byte => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        double or float => Finite(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        string text when CellWords.SaysNothing(text) => null,
        string text when CellNumber.TryRead(text, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(Text(value)),
    };

    private static JsonNode Finite(double value) =>
        double.IsFinite(value) && Math.Abs(value) < 1e20
            ? JsonValue.Create((decimal)value)
            : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    private static JsonNode? Flag(object value) => value switch
    {
        bool flag => JsonValue.Create(flag),
        decimal or int or long or short or byte when Convert.ToDecimal(value, CultureInfo.InvariantCulture) is var number && number is 0 or 1 =>
            JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture) == 1),
        string text when CellWords.ReadFlag(text) is { } flag => JsonValue.Create(flag),
        _ => JsonValue.Create(Text(value)),
    };

    /// <summary>ISO 8601; the ways people write a date are brought into that form, the rest is left for the fault.</summary>
    private static string Time(object value) => value switch
    {
        DateTime { Kind: DateTimeKind.Utc } utc => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime local => local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string text => Written(text.Trim()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Written(string text)
    {
        if (RecordTime.ReadIso(text, TimeZoneInfo.Utc, out _) != TimeReading.Unreadable) return text;
        // Read in no zone, so that it stays the reading of the station's clock.
        return CellTime.Read(text, TimeZoneInfo.Utc, out var moment) switch
        {
            TimeReading.Moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            TimeReading.Empty => "0001-01-01",
            TimeReading.Unreadable => text,
        };
    }
}
