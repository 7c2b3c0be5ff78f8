using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Storage;

/// <summary>
/// Writes the body of a work order, byte for byte as the serializer would: the hash by which a record is known to be the same
/// is of these bytes. Written out because work orders come by the hundred thousand, and a serializer that asks its model
/// about each property takes three times as long.
/// </summary>
internal static class WorkOrderJson
{
    private const int UsualLength = 1_500;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? shared;

    /// <summary>The bytes of an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="encoder">What is escaped.</param>
    public static byte[] WriteUtf8(WorkOrder order, JavaScriptEncoder? encoder)
    {
        buffer ??= new ArrayBufferWriter<byte>(UsualLength);
        // The writer checks nothing here: what is written below is well formed whatever the order holds.
        shared ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = encoder, SkipValidation = true });
        buffer.ResetWrittenCount();
        shared.Reset(buffer);
        Write(shared, order);
        shared.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter to, WorkOrder order)
    {
        to.WriteStartObject();
        Text(to, nameof(order.BookingId), order.BookingId);
        Text(to, nameof(order.ConsolidatedOrderId), order.ConsolidatedOrderId);
        to.WriteString(nameof(order.OpenedAt), order.OpenedAt);
        if (order.ClosedAt is { } closed) to.WriteString(nameof(order.ClosedAt), closed);
        Kind(to, order.OrderKind);
        if (order.OdometerKm is { } odometer) to.WriteNumber(nameof(order.OdometerKm), odometer);
        Text(to, nameof(order.Complaint), order.Complaint);
        Person(to, nameof(order.Foreman), order.Foreman);
        Person(to, nameof(order.Advisor), order.Advisor);
        if (order.PossibleRepeat is { } flag) to.WriteBoolean(nameof(order.PossibleRepeat), flag);
        to.WriteBoolean(nameof(order.Cancelled), order.Cancelled);
        to.WriteStartArray(nameof(order.Lines));
        foreach (var line in order.Lines) Line(to, line);
        to.WriteEndArray();
        to.WriteStartArray(nameof(order.Parts));
        foreach (var part in order.Parts) Part(to, part);
        to.WriteEndArray();
        Number(to, nameof(order.Total), order.Total);
        to.WriteString(nameof(order.Station), order.Station);
        to.WriteString(nameof(order.Id), order.Id);
        if (order.Vehicle is { } vehicle) Vehicle(to, vehicle);
        if (order.Client is { } client)
        {
            to.WriteStartObject(nameof(order.Client));
            Text(to, nameof(client.Name), client.Name);
            Text(to, nameof(client.Phone), client.Phone?.Value);
            to.WriteEndObject();
        }

        to.WriteEndObject();
    }

    private static void Line(Utf8JsonWriter to, WorkOrderLine line)
    {
        to.WriteStartObject();
        Text(to, nameof(line.Code), line.Code);
        Text(to, nameof(line.Text), line.Text);
        Text(to, nameof(line.Area), line.Area);
        Person(to, nameof(line.Mechanic), line.Mechanic);
        Number(to, nameof(line.NormHours), line.NormHours);
        Number(to, nameof(line.Rate), line.Rate);
        to.WriteEndObject();
    }

    private static void Part(Utf8JsonWriter to, PartLine part)
    {
        to.WriteStartObject();
        Text(to, nameof(part.Number), part.Number);
        Text(to, nameof(part.Name), part.Name);
        Number(to, nameof(part.Quantity), part.Quantity);
        to.WriteEndObject();
    }

    private static void Vehicle(Utf8JsonWriter to, VehicleRef vehicle)
    {
        to.WriteStartObject(nameof(SourceRecord.Vehicle));
        Text(to, nameof(vehicle.Vin), vehicle.Vin?.Value);
        Text(to, nameof(vehicle.SecondVin), vehicle.SecondVin?.Value);
        Text(to, nameof(vehicle.Plate), vehicle.Plate?.Value);
        Text(to, nameof(vehicle.Model), vehicle.Model);
        to.WriteEndObject();
    }

    private static void Person(Utf8JsonWriter to, string name, Person? person)
    {
        if (person is null) return;
        to.WriteStartObject(name);
        Text(to, nameof(person.Id), person.Id);
        Text(to, nameof(person.Name), person.Name);
        to.WriteEndObject();
    }

    // What has no name among the kinds is written as its number.
    private static void Kind(Utf8JsonWriter to, WorkOrderKind kind)
    {
        if (Enum.GetName(kind) is { } name) to.WriteString(nameof(WorkOrder.OrderKind), name);
        else to.WriteNumber(nameof(WorkOrder.OrderKind), (int)kind);
    }

    private static void Text(Utf8JsonWriter to, string name, string? value)
    {
        if (value is not null) to.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter to, string name, decimal? value)
    {
        if (value is { } number) to.WriteNumber(name, number);
    }
}
