using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>
/// The same vehicle was opened a repair within the window after an earlier repair was closed. A shift driver may not
/// know what his partner came for; the history does.
/// </summary>
internal static class ReturnedWithinWindow
{
    public static IEnumerable<Signal> Judge(VehicleHistory history, RuleSettings settings, StationCalendar calendar, FaultReadings readings)
    {
        var mode = settings.Mode(RuleName.ReturnedWithinWindow);
        if (mode == RuleMode.Off) yield break;
        foreach (var visit in history.Visits)
        {
            // Texts are read last: most visits come after no repair at all.
            if (!visit.Orders.Any(x => EarlierRepair.IsRepairByKind(x, settings))) continue;
            if (!history.Orders.Any(x => x.ClosedAt <= visit.Orders[^1].OpenedAt && !visit.Orders.Contains(x))) continue;
            var order = visit.Orders.FirstOrDefault(readings.IsRepair);
            if (order is null) continue;
            var best = EarlierRepair.Best(
                EarlierRepair.Within(history, visit, order.OpenedAt, order.OpenedAt, settings, calendar, readings));
            if (best is null) continue;
            yield return new Signal
            {
                Station = history.Station,
                Key = $"{RuleName.ReturnedWithinWindow}:{order.Id}",
                Rule = RuleName.ReturnedWithinWindow,
                Mode = mode,
                At = order.OpenedAt,
                Vehicle = history.Vehicle,
                EarlierWorkOrderId = best.Order.Id,
                ReturnId = visit.Key,
                WorkOrderId = order.Id,
                BookingId = visit.Bookings.Count > 0 ? visit.Bookings[0].Id : null,
                Evidence = new SignalEvidence(
                    best.Comparison.Grade, best.Comparison.Reason, null, best.Comparison.Terms,
                    order.Complaint, best.DaysSince),
                OpensCase = mode == RuleMode.Live && best.Comparison.Grade >= settings.OpenCaseFor,
            };
        }
    }
}
