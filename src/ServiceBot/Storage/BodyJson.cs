using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Storage;

/// <summary>How records, signals and facts are kept as JSON. What is derived is not written.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(VinJson), typeof(PlateJson), typeof(PhoneJson)])]
[JsonSerializable(typeof(OrderWords))]
[JsonSerializable(typeof(Booking))]
[JsonSerializable(typeof(WorkOrder))]
[JsonSerializable(typeof(SurveyResponse))]
[JsonSerializable(typeof(CallLogEntry))]
[JsonSerializable(typeof(Signal))]
[JsonSerializable(typeof(StaffReport))]
[JsonSerializable(typeof(CaseFact))]
internal sealed partial class BodyJson : JsonSerializerContext
{
    // Cyrillic as itself: half the size, and readable in the database.
    private static readonly Lazy<BodyJson> Shared = new(Create);

    private static BodyJson Readable => Shared.Value;

    private static BodyJson Create() => new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = null,
    });

    public static string Write(SourceRecord record) => Encoding.UTF8.GetString(WriteUtf8(record));

    /// <summary>The same, as it lies in the database and is hashed.</summary>
    public static byte[] WriteUtf8(SourceRecord record) => record switch
    {
        Booking x => JsonSerializer.SerializeToUtf8Bytes(x, Readable.Booking),
        WorkOrder x => WorkOrderJson.WriteUtf8(x, Readable.Options.Encoder),
        SurveyResponse x => JsonSerializer.SerializeToUtf8Bytes(x, Readable.SurveyResponse),
        CallLogEntry x => JsonSerializer.SerializeToUtf8Bytes(x, Readable.CallLogEntry),
        _ => throw new ArgumentException($"Unknown record {record.GetType().Name}.", nameof(record)),
    };

    /// <summary>The record as it stands. A flag "possible repeat repair" that was ever on is on: nobody may take it off.</summary>
    public static SourceRecord Read(RecordRow row) =>
        Read(row.Kind, Encoding.UTF8.GetBytes(row.Body), row.EverFlagged)
        ?? throw new JsonException($"The stored record {row.Kind} {row.RecordId} is empty.");

    /// <summary>The record as its last version was sent, whatever stood in those before.</summary>
    public static SourceRecord ReadAsSent(RecordRow row) =>
        Read(row.Kind, Encoding.UTF8.GetBytes(row.Body), everFlagged: false)
        ?? throw new JsonException($"The stored record {row.Kind} {row.RecordId} is empty.");

    /// <summary>The record as it stands, of the columns of its row; null where the body is <c>null</c>.</summary>
    public static SourceRecord? Read(RecordKind kind, ReadOnlySpan<byte> body, bool everFlagged)
    {
        SourceRecord? record = kind switch
        {
            Domain.Sources.RecordKind.Booking => JsonSerializer.Deserialize(body, Readable.Booking),
            Domain.Sources.RecordKind.WorkOrder => JsonSerializer.Deserialize(body, Readable.WorkOrder),
            Domain.Sources.RecordKind.SurveyResponse => JsonSerializer.Deserialize(body, Readable.SurveyResponse),
            Domain.Sources.RecordKind.Call => JsonSerializer.Deserialize(body, Readable.CallLogEntry),
        };
        return record switch
        {
            Booking x when everFlagged => x with { PossibleRepeat = true },
            WorkOrder x when everFlagged => x with { PossibleRepeat = true },
            _ => record,
        };
    }

    /// <summary>An outline with the words of its order, which are all that the rules ask of the rest; null where the body is
    /// <c>null</c>.</summary>
    public static WorkOrder? WithWords(WorkOrder outline, ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, Readable.OrderWords) is { } words
            ? outline with
            {
                // The same moments as in the outline, by the clock that they were written by.
                OpenedAt = words.OpenedAt, ClosedAt = words.ClosedAt, Complaint = words.Complaint,
                Lines = words.Lines.ConvertAll(static x => new WorkOrderLine(null, x.Text!, x.Area)),
                Parts = words.Parts.ConvertAll(static x => new PartLine(null, x.Name!)),
            }
            : null;

    public static string Write(Signal signal) => JsonSerializer.Serialize(signal, Readable.Signal);

    public static Signal ReadSignal(string body) => JsonSerializer.Deserialize(body, Readable.Signal)!;

    public static string Write(CaseFact fact) => JsonSerializer.Serialize(fact, Readable.CaseFact);

    public static CaseFact ReadFact(string body) => JsonSerializer.Deserialize(body, Readable.CaseFact)!;

    public static string Write(StaffReport report) => JsonSerializer.Serialize(report, Readable.StaffReport);

    public static StaffReport ReadReport(string body) => JsonSerializer.Deserialize(body, Readable.StaffReport)!;
}

/// <summary>A folded number is kept as its text.</summary>
internal sealed class VinJson : JsonConverter<Vin>
{
    public override Vin? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Vin.Read(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Vin value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <inheritdoc cref="VinJson"/>
internal sealed class PlateJson : JsonConverter<PlateNumber>
{
    public override PlateNumber? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        PlateNumber.Read(reader.GetString());

    public override void Write(Utf8JsonWriter writer, PlateNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <inheritdoc cref="VinJson"/>
internal sealed class PhoneJson : JsonConverter<PhoneNumber>
{
    public override PhoneNumber? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        PhoneNumber.Read(reader.GetString());

    public override void Write(Utf8JsonWriter writer, PhoneNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
