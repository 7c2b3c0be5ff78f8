using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Api.Description;

/// <summary>
/// The schemas of what is sent. <see cref="RecordJson"/> and <see cref="PostCase"/> read the fields one by one, so that all
/// wrong ones are told at once; a test sends each field of these schemas and sees that it is read.
/// </summary>
internal sealed class RecordSchemas(OpenApiDocument document)
{
    // ISO 8601 as RecordTime reads it; "date-time" would ask for an offset, which may be left out.
    private const string Moment = @"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?)?(Z|[+-]\d{2}(:?\d{2})?)?$";

    /// <summary>Every schema by its name.</summary>
    public IReadOnlyDictionary<string, OpenApiSchema> All() => new Dictionary<string, OpenApiSchema>
    {
        ["Booking"] = Object(
            [.. Head, ("createdAt", Time(required: true)), ("plannedAt", Time()), ("vehicle", Required("Vehicle")), ("client", Optional("Client")),
                ("complaint", Text()), ("possibleRepeat", Flag()), ("operator", Optional("Person")), ("earlierWorkOrderId", Id())],
            ["id", "createdAt", "vehicle"], RecordSamples.Booking),
        ["WorkOrder"] = Object(
            [.. Head, ("bookingId", Id()), ("consolidatedOrderId", Id()), ("vehicle", Required("Vehicle")), ("client", Optional("Client")),
                ("openedAt", Time(required: true)), ("closedAt", Time()), ("kind", OrderKind()), ("odometerKm", Whole()), ("complaint", Text()),
                ("foreman", Optional("Person")), ("advisor", Optional("Person")), ("possibleRepeat", Flag()), ("cancelled", Flag()),
                ("lines", Rows("WorkOrderLine")), ("parts", Rows("PartLine")), ("total", Number())],
            ["id", "openedAt", "vehicle"], RecordSamples.WorkOrder),
        ["WorkOrderLine"] = Object(
            [("code", Text(RecordLimits.Name)), ("text", Text(required: true)), ("area", Text(RecordLimits.Name)), ("mechanic", Optional("Person")),
                ("normHours", Number(least: 0)), ("rate", Number(least: 0))],
            ["text"]),
        ["PartLine"] = Object(
            [("number", Text(RecordLimits.Name)), ("name", Text(required: true)), ("quantity", Number())], ["name"]),
        ["SurveyResponse"] = Object(
            [.. Head, ("answeredAt", Time(required: true)), ("workOrderId", Id()), ("vehicle", Optional("Vehicle")), ("client", Optional("Client")),
                ("score", Number()), ("answers", Rows("SurveyAnswer")), ("comment", Text())],
            ["id", "answeredAt"], RecordSamples.SurveyResponse),
        ["SurveyAnswer"] = Object([("question", Text()), ("answer", Text())], []),
        ["Call"] = Object(
            [.. Head, ("startedAt", Time(required: true)), ("direction", Names(["incoming", "outgoing"])), ("phone", Text(RecordLimits.Name, required: true)),
                ("vehicle", Optional("Vehicle")), ("client", Optional("Client")), ("operator", Optional("Person")), ("durationSeconds", Whole()),
                ("recordingUrl", Text()), ("transcript", Text(RecordLimits.Transcript))],
            ["id", "startedAt", "direction", "phone"], RecordSamples.Call),
        ["Report"] = Object(
            [("id", Id()), ("station", Text(RecordLimits.Name)), ("vehicle", Required("Vehicle")), ("complaint", Text(required: true)),
                ("earlierWorkOrderId", Id()), ("reportedBy", Optional("Person"))],
            ["vehicle", "complaint"], RecordSamples.Report),
        ["Vehicle"] = Vehicle(),
        ["Client"] = Object([("name", Text(RecordLimits.Name)), ("phone", Text(RecordLimits.Name))], []),
        ["Person"] = new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RecordLimits.Name },
                Object([("id", Id()), ("name", Text(RecordLimits.Name))], []),
            ],
        },
    };

    private static (string, IOpenApiSchema)[] Head => [("id", Id(required: true)), ("station", Text(RecordLimits.Name))];

    /// <summary>One of these names.</summary>
    public static OpenApiSchema Names(IEnumerable<string> names) =>
        new() { Type = JsonSchemaType.String, Enum = [.. names.Select(x => (JsonNode)x)] };

    private static OpenApiSchema Object((string Name, IOpenApiSchema Schema)[] fields, string[] required, string? sample = null) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(x => x.Name, x => x.Schema),
        Required = required.ToHashSet(),
        Examples = sample is null ? null : [JsonNode.Parse(sample)!],
    };

    /// <summary>Known by its chassis number, the body builder's number or its plate.</summary>
    private static OpenApiSchema Vehicle()
    {
        var vehicle = Object([("vin", Text(RecordLimits.Name)), ("vin2", Text(RecordLimits.Name)), ("plate", Text(RecordLimits.Name)), ("model", Text(RecordLimits.Name))], []);
        vehicle.AnyOf = [.. ((string[])["vin", "vin2", "plate"]).Select(x => Object([(x, Text(RecordLimits.Name, required: true))], [x]))];
        return vehicle;
    }

    private static OpenApiSchema OrderKind() => new()
    {
        Enum = [.. Enum.GetValues<WorkOrderKind>().Select(x => (JsonNode)WorkOrderKindNames.NameOf(x)), JsonNullSentinel.JsonNull],
    };

    private static OpenApiSchema Text(int limit = RecordLimits.Text, bool required = false) => new()
    {
        Type = Type(JsonSchemaType.String, required), MaxLength = limit, MinLength = required ? 1 : null,
    };

    private static OpenApiSchema Id(bool required = false) => Text(RecordLimits.Id, required);

    private static OpenApiSchema Time(bool required = false) => new() { Type = Type(JsonSchemaType.String, required), Pattern = Moment };

    private static OpenApiSchema Number(int? least = null) => new()
    {
        Type = Type(JsonSchemaType.Number), Minimum = least?.ToString(CultureInfo.InvariantCulture),
    };

    private static OpenApiSchema Whole() => new() { Type = Type(JsonSchemaType.Integer), Minimum = "0", Maximum = "2147483647" };

    private static OpenApiSchema Flag() => new() { Type = Type(JsonSchemaType.Boolean) };

    private static JsonSchemaType Type(JsonSchemaType type, bool required = false) => required ? type : type | JsonSchemaType.Null;

    private OpenApiSchema Rows(string name) => new()
    {
        Type = Type(JsonSchemaType.Array), Items = Required(name), MaxItems = RecordLimits.Rows,
    };

    private OpenApiSchemaReference Required(string name) => new(name, document);

    private OpenApiSchema Optional(string name) => new() { OneOf = [Required(name), new OpenApiSchema { Type = JsonSchemaType.Null }] };
}
