using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Builders;

/// <summary>One thing handed to the program: a record, in one of its versions, or a report by staff.</summary>
internal sealed record Arrival(SourceRecord? Record, StaffReport? Report)
{
    /// <summary>Versions of one record share it and arrive in their order.</summary>
    public (RecordKind? Kind, string Id) Key => Record is { } r ? (r.Kind, r.Id) : (null, Report!.Key);

    public override string ToString() => Record switch
    {
        WorkOrder o => $"order {o.Id} {Vehicle(o.Vehicle)} {Time(o.OpenedAt)}..{(o.ClosedAt is { } c ? Time(c) : "open")}"
            + $" {o.OrderKind} booking={o.BookingId} sheet={o.ConsolidatedOrderId} km={o.OdometerKm} flag={o.PossibleRepeat}"
            + $"{(o.Cancelled ? " cancelled" : "")} «{o.Complaint}» {string.Join("/", o.Lines.Select(x => x.Text))}",
        Booking b => $"booking {b.Id} {Vehicle(b.Vehicle)} {Time(b.CreatedAt)} planned={(b.PlannedAt is { } p ? Time(p) : "")}"
            + $" flag={b.PossibleRepeat} earlier={b.EarlierWorkOrderId} «{b.Complaint}»",
        SurveyResponse s => $"survey {s.Id} {Vehicle(s.Vehicle)} {Time(s.AnsweredAt)} order={s.WorkOrderId} «{s.Comment}»",
        _ => $"report {Report!.Key} {Vehicle(Report.Vehicle)} {Time(Report.At)} earlier={Report.EarlierWorkOrderId}",
    };

    private static string Vehicle(VehicleRef? v) => v is null ? "-" : $"[{v.Vin?.Value}/{v.SecondVin?.Value}/{v.Plate?.Value}]";

    private static string Time(DateTimeOffset at) => at.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
