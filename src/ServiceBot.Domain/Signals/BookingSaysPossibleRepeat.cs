using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>
/// The booking carries the flag "possible repeat repair"; a source that keeps the flag on the order speaks through it.
/// The caller hands in the first value that stood: a flag taken off later does not reach the rule.
/// </summary>
internal static class BookingSaysPossibleRepeat
{
    public static IEnumerable<Signal> Judge(VehicleHistory history, RuleSettings settings, StationCalendar calendar, FaultReadings readings)
    {
        var mode = settings.Mode(RuleName.BookingSaysPossibleRepeat);
        if (mode == RuleMode.Off) yield break;
        foreach (var visit in history.Visits)
        {
            var flagged = visit.Bookings.Where(b => b.PossibleRepeat == true).ToList();
            foreach (var booking in flagged)
            {
                yield return Remark(
                    history, visit, booking.Id, booking.CreatedAt, booking.EarlierWorkOrderId, booking.Complaint,
                    $"{RuleName.BookingSaysPossibleRepeat}:{booking.Id}", mode, settings, calendar, readings);
            }

            if (flagged.Count == 0 && visit.Orders.FirstOrDefault(o => o.PossibleRepeat == true) is { } order)
            {
                yield return Remark(
                    history, visit, null, order.OpenedAt, null, order.Complaint,
                    $"{RuleName.BookingSaysPossibleRepeat}:order:{order.Id}", mode, settings, calendar, readings);
            }
        }
    }

    private static Signal Remark(
        VehicleHistory history, Visit visit, string? bookingId, DateTimeOffset saidAt, string? namedEarlier, string? said,
        string key, RuleMode mode, RuleSettings settings, StationCalendar calendar, FaultReadings readings)
    {
        var at = visit.At < saidAt ? saidAt : visit.At;
        // The one that was named; else the best within the window; else the latest.
        var within = EarlierRepair.Within(history, visit, at, saidAt, settings, calendar, readings);
        var best = EarlierRepair.Best(within.Where(x => x.Comparison.Grade > FaultGrade.Unrelated));
        var earlier = namedEarlier is null
            ? best?.Order ?? EarlierRepair.Before(history, visit, at, settings, readings).LastOrDefault()
            : history.Orders.FirstOrDefault(x => x.Id == namedEarlier);
        var comparison = earlier is null
            ? null
            : best?.Order == earlier ? best.Comparison : readings.Compare(earlier, visit);
        return new Signal
        {
            Station = history.Station,
            Key = key,
            Rule = RuleName.BookingSaysPossibleRepeat,
            Mode = mode,
            At = saidAt,
            Vehicle = history.Vehicle,
            EarlierWorkOrderId = namedEarlier ?? earlier?.Id,
            NamesEarlier = namedEarlier is not null,
            ReturnId = visit.Key,
            WorkOrderId = visit.Orders.Count > 0 ? visit.Orders[0].Id : null,
            BookingId = bookingId ?? (visit.Bookings.Count > 0 ? visit.Bookings[0].Id : null),
            Evidence = new SignalEvidence(
                comparison?.Grade, comparison?.Reason, null, comparison?.Terms ?? [], said,
                earlier?.ClosedAt is { } closed ? calendar.DaysBetween(closed, saidAt < closed ? at : saidAt) : null),
            OpensCase = mode == RuleMode.Live,
        };
    }
}
