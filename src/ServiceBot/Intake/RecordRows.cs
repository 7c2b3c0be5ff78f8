using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Intake;

/// <summary>How a record lies in its row.</summary>
internal static class RecordRows
{
    /// <summary>The row of a record that was not there.</summary>
    /// <param name="record">The record.</param>
    /// <param name="body">As <see cref="BodyJson.WriteUtf8"/> writes it.</param>
    /// <param name="hash">SHA-256 of the body.</param>
    /// <param name="now">When it arrived.</param>
    public static RecordRow New(SourceRecord record, byte[] body, byte[] hash, DateTimeOffset now)
    {
        var row = Columns(record, hash, now);
        row.Body = Encoding.UTF8.GetString(body);
        return row;
    }

    /// <summary>The same but for the body, for whoever writes that as the bytes it is.</summary>
    /// <inheritdoc cref="New"/>
    public static RecordRow Columns(SourceRecord record, byte[] hash, DateTimeOffset now)
    {
        var row = new RecordRow
        {
            Station = record.Station, Kind = record.Kind, RecordId = record.Id, Body = "", Hash = hash, FirstSeenAt = now,
        };
        Fill(row, record, hash, now);
        return row;
    }

    /// <summary>Puts what the record says now into its row.</summary>
    /// <inheritdoc cref="New"/>
    public static void Fill(RecordRow row, SourceRecord record, byte[] body, byte[] hash, DateTimeOffset now)
    {
        Fill(row, record, hash, now);
        row.Body = Encoding.UTF8.GetString(body);
    }

    private static void Fill(RecordRow row, SourceRecord record, byte[] hash, DateTimeOffset now)
    {
        row.Vin = record.Vehicle?.Vin?.Value;
        row.SecondVin = record.Vehicle?.SecondVin?.Value;
        row.Plate = record.Vehicle?.Plate?.Value;
        row.At = record.At;
        row.Hash = hash;
        row.UpdatedAt = now;
        row.EverFlagged |= Flag(record) == true;
        row.RefersTo = record switch
        {
            WorkOrder x => x.BookingId,
            SurveyResponse x => x.WorkOrderId,
            _ => null,
        };
        if (record is not WorkOrder order) return;
        row.ClosedAt = order.ClosedAt;
        row.OrderKind = order.OrderKind;
        row.Cancelled = order.Cancelled;
    }

    /// <summary>Whether it names no vehicle: a survey with only a work order. (A call is no part of a vehicle's history.)</summary>
    public static bool IsLoose(RecordRow row) =>
        row is { Vin: null, SecondVin: null, Plate: null } && row.Kind != RecordKind.Call;

    /// <summary>
    /// What the flag "possible repeat repair" was and what a later version of the record makes of it, where that must be
    /// shown; else null.
    /// </summary>
    /// <param name="before">The version on file as it was sent (<see cref="BodyJson.ReadAsSent"/>): a flag once taken back is not taken back
    /// again by every later change of the record.</param>
    /// <param name="record">The version that arrived.</param>
    public static (string? Before, string? After)? FlagEdit(SourceRecord before, SourceRecord record)
    {
        if (record.Kind is not (RecordKind.Booking or RecordKind.WorkOrder)) return null;
        var (known, after) = (Flag(before), Flag(record));
        if (known == after) return null;
        // "Not on the order" says nothing where the source keeps the flag on the booking.
        if (known is null && after is not true) return null;
        return (Text(known), Text(after));
    }

    private static bool? Flag(SourceRecord record) => record switch
    {
        Booking x => x.PossibleRepeat,
        WorkOrder x => x.PossibleRepeat,
        _ => null,
    };

    private static string? Text(bool? flag) => flag switch { true => "true", false => "false", null => null };
}
