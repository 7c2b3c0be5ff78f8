using System.Collections.Frozen;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake;

/// <summary>What a field of a record holds.</summary>
internal enum FieldShape
{
    /// <summary>A text, as it stands.</summary>
    Text = 1,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A moment; without an offset the station's local time.</summary>
    Time,
}

/// <summary>
/// The fields that settings may name for each kind of record: the names of the API, an object's member after a full stop
/// (<c>vehicle.plate</c>), a row's member likewise (<c>lines.text</c>).
/// </summary>
internal static class RecordFields
{
    private static readonly (string, FieldShape)[] Head =
    [
        ("id", FieldShape.Text), ("vehicle.vin", FieldShape.Text), ("vehicle.vin2", FieldShape.Text),
        ("vehicle.plate", FieldShape.Text), ("vehicle.model", FieldShape.Text), ("client.name", FieldShape.Text),
        ("client.phone", FieldShape.Text),
    ];

    private static readonly FrozenDictionary<RecordKind, FrozenDictionary<string, FieldShape>> Known =
        new Dictionary<RecordKind, FrozenDictionary<string, FieldShape>>
        {
            [RecordKind.Booking] = Set(
                ("createdAt", FieldShape.Time), ("plannedAt", FieldShape.Time), ("complaint", FieldShape.Text),
                ("possibleRepeat", FieldShape.Flag), ("operator", FieldShape.Text), ("earlierWorkOrderId", FieldShape.Text)),
            [RecordKind.WorkOrder] = Set(
                ("bookingId", FieldShape.Text), ("consolidatedOrderId", FieldShape.Text), ("openedAt", FieldShape.Time),
                ("closedAt", FieldShape.Time), ("kind", FieldShape.Text), ("odometerKm", FieldShape.Whole),
                ("complaint", FieldShape.Text), ("foreman", FieldShape.Text), ("advisor", FieldShape.Text),
                ("possibleRepeat", FieldShape.Flag), ("cancelled", FieldShape.Flag), ("total", FieldShape.Number),
                ("lines.code", FieldShape.Text), ("lines.text", FieldShape.Text), ("lines.area", FieldShape.Text),
                ("lines.mechanic", FieldShape.Text), ("lines.normHours", FieldShape.Number), ("lines.rate", FieldShape.Number),
                ("parts.number", FieldShape.Text), ("parts.name", FieldShape.Text), ("parts.quantity", FieldShape.Number)),
            [RecordKind.SurveyResponse] = Set(
                ("answeredAt", FieldShape.Time), ("workOrderId", FieldShape.Text), ("score", FieldShape.Number),
                ("comment", FieldShape.Text), ("answers.question", FieldShape.Text), ("answers.answer", FieldShape.Text)),
            [RecordKind.Call] = Set(
                ("startedAt", FieldShape.Time), ("direction", FieldShape.Text), ("phone", FieldShape.Text),
                ("operator", FieldShape.Text), ("durationSeconds", FieldShape.Whole), ("recordingUrl", FieldShape.Text),
                ("transcript", FieldShape.Text)),
        }.ToFrozenDictionary();

    /// <summary>The names of a kind's fields, for a sentence that says what is allowed.</summary>
    public static IReadOnlyList<string> Of(RecordKind kind) => [.. Known[kind].Keys.Order(StringComparer.Ordinal)];

    /// <summary>The field's own spelling, or null where the kind has none of that name.</summary>
    public static string? Named(RecordKind kind, string name) =>
        Known[kind].Keys.FirstOrDefault(x => x.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>What the field holds.</summary>
    public static FieldShape ShapeOf(RecordKind kind, string field) => Known[kind][field];

    /// <summary>The list of rows the field is a member of (<c>lines</c>), or null.</summary>
    public static string? RowsOf(string field) =>
        field.Split('.')[0] is "lines" or "parts" or "answers" ? field.Split('.')[0] : null;

    /// <summary>The field that orders the records of the kind in time.</summary>
    public static string TimeOf(RecordKind kind) => kind switch
    {
        RecordKind.Booking => "createdAt",
        RecordKind.WorkOrder => "openedAt",
        RecordKind.SurveyResponse => "answeredAt",
        RecordKind.Call => "startedAt",
    };

    private static FrozenDictionary<string, FieldShape> Set(params IEnumerable<(string Name, FieldShape Shape)> fields) =>
        Head.Concat(fields).ToFrozenDictionary(x => x.Item1, x => x.Item2, StringComparer.Ordinal);
}
