using System.Globalization;
using System.Text.Json;

namespace ServiceBot.Intake.OData;

/// <summary>One object as the interface gives it: a document, a row of a table part, an item of a catalog.</summary>
/// <remarks>1C has no nulls: an empty text, an empty date (1 January of the year 1) and an empty link mean nothing.</remarks>
internal readonly record struct ODataObject(JsonElement Element)
{
    private const string EmptyDate = "0001-01-01";

    /// <summary>The key, or null where the object has none.</summary>
    public Guid? Key => Guid.TryParse(Plain("Ref_Key"), out var key) && key != Guid.Empty ? key : null;

    /// <summary>Changes with each writing of the object.</summary>
    public string Version => Plain("DataVersion") ?? "";

    /// <summary>The date of a document, in the base's own time.</summary>
    public DateTime? Date =>
        DateTime.TryParse(Plain("Date"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year > 1 ? date : null;

    /// <summary>Marked to be deleted.</summary>
    public bool IsDeleted => Is("DeletionMark");

    /// <summary>A document that is written but not posted: a draft.</summary>
    public bool IsDraft => Element.TryGetProperty("Posted", out _) && !Is("Posted");

    /// <summary>The first of these fields that is filled; a name with a full stop is a field of a table part's first such row.</summary>
    public JsonElement? Find(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var parts = name.Split('.', 2);
            if (parts.Length == 1)
            {
                if (Element.TryGetProperty(name, out var value) && IsFilled(value)) return value;
                continue;
            }

            foreach (var row in Rows([parts[0]]))
            {
                if (row.Element.TryGetProperty(parts[1], out var value) && IsFilled(value)) return value;
            }
        }

        return null;
    }

    /// <summary>The text of the first filled of these fields, without the spaces that 1C pads numbers and codes with.</summary>
    public string? Text(IReadOnlyList<string> names) => Find(names) is { } value
        ? (value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.ValueKind is JsonValueKind.Number ? value.GetRawText() : null)
        : null;

    /// <summary>The link in the first filled of these fields; of a field of several types only where it leads to that entity.</summary>
    public Guid? Link(IReadOnlyList<string> names, string? entity = null)
    {
        foreach (var name in names)
        {
            if (!Guid.TryParse(Text([name]), out var key)) continue;
            if (entity is null || TypeOf(name) is not { } type || type.EndsWith("." + entity, StringComparison.OrdinalIgnoreCase)) return key;
        }

        return null;
    }

    /// <summary>The rows of the first of these table parts that has any.</summary>
    public IEnumerable<ODataObject> Rows(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (Element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0)
                return list.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.Object).Select(x => new ODataObject(x));
        }

        return [];
    }

    private string? TypeOf(string name) => Plain(name + "_Type");

    private bool Is(string name) => Element.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => "true".Equals(value.GetString(), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private string? Plain(string name) =>
        Element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsFilled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.Array or JsonValueKind.Object => false,
        JsonValueKind.String => value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            && !text.StartsWith(EmptyDate, StringComparison.Ordinal) && !(Guid.TryParse(text, out var key) && key == Guid.Empty),
        _ => true,
    };
}
