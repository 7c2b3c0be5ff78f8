using System.Buffers.Binary;
using System.Text;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Storage;

/// <summary>
/// How a <see cref="RecordOutline"/> is kept: its kind, two moments in ticks of UTC (0 where there is none), for an order its
/// kind, whether it was cancelled and the odometer (-1 where there is none), then the texts, each with its length plus one
/// before it (0 where there is none).
/// </summary>
internal static class OutlineBytes
{
    /// <summary>How many texts there are up to the plate, the station being the first; the id is the next.</summary>
    public const int TextsToPlate = 4;

    private const int KindAt = 0;
    private const int FirstAt = 1;
    private const int SecondAt = 9;
    private const int OrderKindAt = 17;
    private const int CancelledAt = 18;
    private const int OdometerAt = 19;
    private const int TextsAt = 23;

    /// <summary>The bytes of an outline; null where the record has none.</summary>
    /// <param name="record">The record as it stands.</param>
    public static byte[]? Write(SourceRecord record)
    {
        var (first, second, booking, consolidated) = record switch
        {
            WorkOrder { PossibleRepeat: not true, OdometerKm: null or >= 0 } x => (x.OpenedAt, x.ClosedAt, x.BookingId, x.ConsolidatedOrderId),
            Booking { PossibleRepeat: not true } x => (x.CreatedAt, x.PlannedAt, null, null),
            _ => default,
        };
        if (first == default || record.Vehicle is not { IsKnown: true } vehicle) return null;
        ReadOnlySpan<string?> texts =
        [
            record.Station, vehicle.Vin?.Value, vehicle.SecondVin?.Value, vehicle.Plate?.Value, record.Id, vehicle.Model, booking, consolidated,
        ];
        var length = TextsAt;
        foreach (var text in texts) length += LengthBytes + (text is null ? 0 : Encoding.UTF8.GetByteCount(text));
        var bytes = new byte[length];
        bytes[KindAt] = (byte)record.Kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(FirstAt), first.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(SecondAt), second?.UtcTicks ?? 0);
        if (record is WorkOrder order)
        {
            bytes[OrderKindAt] = (byte)order.OrderKind;
            bytes[CancelledAt] = order.Cancelled ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(OdometerAt), order.OdometerKm ?? -1);
        }

        var at = TextsAt;
        foreach (var text in texts)
        {
            var written = text is null ? 0 : Encoding.UTF8.GetBytes(text, bytes.AsSpan(at + LengthBytes));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), text is null ? (ushort)0 : checked((ushort)(written + 1)));
            at += LengthBytes + written;
        }

        return bytes;
    }

    /// <summary>The record without its words.</summary>
    public static SourceRecord Read(ReadOnlySpan<byte> bytes)
    {
        var texts = new OutlineTexts(bytes[TextsAt..]);
        var station = texts.NextText()!;
        var vin = Vin.Read(texts.NextText());
        var second = Vin.Read(texts.NextText());
        var plate = PlateNumber.Read(texts.NextText());
        var id = texts.NextText()!;
        var vehicle = new VehicleRef(vin, second, plate, texts.NextText());
        var (at, until) = (Moment(bytes[FirstAt..])!.Value, Moment(bytes[SecondAt..]));
        if ((RecordKind)bytes[KindAt] == RecordKind.Booking)
            return new Booking { Station = station, Id = id, Vehicle = vehicle, CreatedAt = at, PlannedAt = until };
        return new WorkOrder
        {
            Station = station, Id = id, Vehicle = vehicle, BookingId = texts.NextText(), ConsolidatedOrderId = texts.NextText(),
            OpenedAt = at, ClosedAt = until, OrderKind = (WorkOrderKind)bytes[OrderKindAt], Cancelled = bytes[CancelledAt] != 0,
            OdometerKm = BinaryPrimitives.ReadInt32LittleEndian(bytes[OdometerAt..]) is >= 0 and var odometer ? odometer : null,
        };
    }

    /// <summary>The stay of an order; null for a booking.</summary>
    public static OutlinedStay? Stay(ReadOnlySpan<byte> bytes)
    {
        if ((RecordKind)bytes[KindAt] == RecordKind.Booking) return null;
        var closed = BinaryPrimitives.ReadInt64LittleEndian(bytes[SecondAt..]);
        return new OutlinedStay(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[FirstAt..]), closed == 0 ? null : closed, (WorkOrderKind)bytes[OrderKindAt],
            bytes[CancelledAt] != 0);
    }

    /// <summary>Its texts: the station, both chassis numbers, the plate, and the record's id first.</summary>
    public static OutlineTexts Texts(ReadOnlySpan<byte> bytes) => new(bytes[TextsAt..]);

    private const int LengthBytes = sizeof(ushort);

    private static DateTimeOffset? Moment(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes) is not 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}

/// <summary>The texts of an outline one after another, UTF-8; empty where there is none.</summary>
internal ref struct OutlineTexts(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    /// <summary>The next one as a text, or null.</summary>
    public string? NextText()
    {
        var isThere = BinaryPrimitives.ReadUInt16LittleEndian(_rest) > 0;
        var text = Next();
        return isThere ? Encoding.UTF8.GetString(text) : null;
    }

    /// <summary>The next one as it lies there.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        var text = length == 0 ? default : _rest.Slice(sizeof(ushort), length - 1);
        _rest = _rest[(sizeof(ushort) + text.Length)..];
        return text;
    }
}
