using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Intake;

/// <summary>
/// Reads the fields of one JSON object. What cannot be taken is put on the list of errors under its path, and null
/// is answered, so that all wrong fields of a record are reported at once. Absent, null and blank are the same.
/// </summary>
internal sealed class JsonFields(JsonElement element, string path, List<FieldError> errors)
{
    private const int LongestValueShown = 60;

    /// <summary>Whether the field is there and neither null nor a blank string.</summary>
    public bool Has(string name) => Find(name) is { } value && !IsBlank(value);

    /// <summary>Puts a fault of the field on the list.</summary>
    public void Refuse(string name, string key, params object[] arguments) =>
        errors.Add(new FieldError(
            PathOf(name), new IntakeFault(key, arguments), Find(name) is { } value ? Shown(value) : null));

    /// <summary>A text without spaces around it, or null.</summary>
    public string? Text(string name, int limit) => Raw(name, limit) is { } text ? Cleaned(text.Trim()) : null;

    /// <summary>A text that must be there; an empty string where it is not, with an error on the list.</summary>
    public string RequiredText(string name, int limit)
    {
        var before = errors.Count;
        if (Text(name, limit) is { Length: > 0 } text) return text;
        if (errors.Count == before) Refuse(name, "Required");
        return "";
    }

    /// <summary>A key, whole as it was sent, or null.</summary>
    public string? Id(string name)
    {
        if (Raw(name, RecordLimits.Id) is not { } id) return null;
        if (!id.Any(char.IsControl)) return id;
        Refuse(name, "ControlCharacters");
        return null;
    }

    /// <summary>A number, or null.</summary>
    public decimal? Number(string name, bool mayBeNegative = false)
    {
        if (Find(name) is not { } value || IsBlank(value)) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number))
        {
            Refuse(name, "NotANumber", Shown(value));
            return null;
        }

        if (number >= 0 || mayBeNegative) return number;
        Refuse(name, "Negative", Shown(value));
        return null;
    }

    /// <summary>A whole number, not negative, or null. <c>95000.0</c> is whole.</summary>
    public int? Whole(string name)
    {
        if (Number(name) is not { } number) return null;
        if (number == decimal.Truncate(number) && number <= int.MaxValue) return (int)number;
        Refuse(name, "NotWhole", number.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>A yes or no, or null.</summary>
    public bool? Flag(string name)
    {
        if (Find(name) is not { } value || IsBlank(value)) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Refuse(name, "NotABoolean", Shown(value));
        return null;
    }

    /// <summary>A moment, or null; without an offset it is the station's local time.</summary>
    public DateTimeOffset? Time(string name, TimeZoneInfo zone)
    {
        if (Find(name) is not { } value || IsBlank(value)) return null;
        var moment = default(DateTimeOffset);
        var reading = value.ValueKind == JsonValueKind.String && TryGetString(value, out var text)
            ? RecordTime.ReadIso(text.Trim(), zone, out moment)
            : TimeReading.Unreadable;
        if (reading == TimeReading.Unreadable) Refuse(name, "NotATime", Shown(value));
        return reading == TimeReading.Moment ? moment : null;
    }

    /// <summary>A moment that must be there.</summary>
    public DateTimeOffset RequiredTime(string name, TimeZoneInfo zone)
    {
        var before = errors.Count;
        if (Time(name, zone) is { } time) return time;
        if (errors.Count == before) Refuse(name, "Required");
        return default;
    }

    /// <summary>A member of staff: a name, or an object of id and name.</summary>
    public Person? Person(string name)
    {
        if (Find(name) is not { } value || IsBlank(value)) return null;
        if (value.ValueKind == JsonValueKind.String)
        {
            return Text(name, RecordLimits.Name) is { } plain ? new Person(null, plain) : null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse(name, "NotAPerson", TypeOf(value));
            return null;
        }

        var fields = new JsonFields(value, PathOf(name), errors);
        var (id, full) = (fields.Id("id"), fields.Text("name", RecordLimits.Name));
        return (full ?? id) is { } known ? new Person(id, known) : null;
    }

    /// <summary>An object, or null.</summary>
    public JsonFields? Object(string name)
    {
        if (Find(name) is not { } value || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Object) return new JsonFields(value, PathOf(name), errors);
        Refuse(name, "NotAnObject", TypeOf(value));
        return null;
    }

    /// <summary>The objects of an array; none when the field is absent. What is no object goes on the list.</summary>
    public IEnumerable<JsonFields> Objects(string name)
    {
        if (Find(name) is not { } value || value.ValueKind == JsonValueKind.Null) yield break;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, "NotAnArray", TypeOf(value));
            yield break;
        }

        if (value.GetArrayLength() > RecordLimits.Rows)
        {
            Refuse(name, "TooManyRows", RecordLimits.Rows);
            yield break;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var itemName = string.Create(CultureInfo.InvariantCulture, $"{name}[{index++}]");
            if (item.ValueKind == JsonValueKind.Object) yield return new JsonFields(item, PathOf(itemName), errors);
            else Refuse(itemName, "NotAnObject", TypeOf(item));
        }
    }

    private static bool IsBlank(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        || (value.ValueKind == JsonValueKind.String && TryGetString(value, out var text) && string.IsNullOrWhiteSpace(text));

    /// <summary>False for a string that holds half of a surrogate pair: it is no text.</summary>
    private static bool TryGetString(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>The type is named, not the value: it may be a customer's name or telephone.</summary>
    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
    };

    private static string Shown(JsonElement value)
    {
        var raw = value.ValueKind == JsonValueKind.String && TryGetString(value, out var text) ? text : value.GetRawText();
        return Beginning.Of(raw, LongestValueShown);
    }

    /// <summary>Databases refuse the zero character, and no text needs the other control characters.</summary>
    private static string Cleaned(string text)
    {
        if (!text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsControl(c) || c is '\n' or '\r' or '\t') clean.Append(c);
        }

        return clean.ToString();
    }

    private string? Raw(string name, int limit)
    {
        if (Find(name) is not { } value || IsBlank(value)) return null;
        if (value.ValueKind != JsonValueKind.String || !TryGetString(value, out var text))
        {
            Refuse(name, "NotAText", TypeOf(value));
            return null;
        }

        if (text.Length <= limit) return text;
        Refuse(name, "TooLong", text.Length, limit);
        return null;
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private JsonElement? Find(string name)
    {
        if (TryExact(name) is { } exact) return exact;
        foreach (var property in element.EnumerateObject())
        {
            if (IsNamed(property, name)) return property.Value;
        }

        return null;
    }

    private JsonElement? TryExact(string name)
    {
        try
        {
            return element.TryGetProperty(name, out var exact) ? exact : null;
        }
        catch (InvalidOperationException)
        {
            // Another name holds half of a surrogate pair.
            return null;
        }
    }

    // A name that holds half of a surrogate pair is no field of ours.
    private static bool IsNamed(JsonProperty property, string name)
    {
        try
        {
            return string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
