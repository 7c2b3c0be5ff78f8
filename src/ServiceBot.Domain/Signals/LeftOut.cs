using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>Why an order that was opened soon after a repair of the same vehicle is no return to it.</summary>
public enum LeftOutBecause
{
    /// <summary>The order was cancelled: it repaired nothing and is no visit.</summary>
    Cancelled = 1,

    /// <summary>Its kind, or all its words, are none of a repair: maintenance, tyres, body work, internal (<see cref="RuleSettings.ExcludedKinds"/>).</summary>
    KindExcluded = 2,

    /// <summary>It belongs to the same stay: one booking, overlapping times.</summary>
    OneVisit = 3,

    /// <summary>The visit goes on with work for which a part was awaited.</summary>
    Continuation = 4,

    /// <summary>What was done before was no repair.</summary>
    EarlierNotARepair = 5,

    /// <summary>It belongs to the same stay by a consolidated order.</summary>
    ConsolidatedOrder = 6,

    /// <summary>It is a supplementary order of the same stay.</summary>
    Supplementary = 7,
}

/// <summary>An order that the rule of returns looked at and left out.</summary>
/// <param name="WorkOrderId">The order.</param>
/// <param name="EarlierWorkOrderId">The order before it.</param>
/// <param name="At">When it was opened.</param>
/// <param name="DaysSince">Calendar days after the earlier one was handed over.</param>
/// <param name="Because">Why it is no return.</param>
/// <param name="Kind">With <see cref="LeftOutBecause.KindExcluded"/>: what it is instead of a repair; else null.</param>
public sealed record LeftOut(
    string WorkOrderId, string EarlierWorkOrderId, DateTimeOffset At, int DaysSince, LeftOutBecause Because, WorkOrderKind? Kind)
{
    /// <summary>The orders of a vehicle that came within the window after an earlier one and gave no signal of a return.</summary>
    /// <param name="history">The vehicle's history.</param>
    /// <param name="signals">What the rules say of it.</param>
    /// <param name="settings">How the rules are set.</param>
    /// <param name="calendar">The station's calendar: days are its days.</param>
    public static IReadOnlyList<LeftOut> Of(
        VehicleHistory history, IReadOnlyList<Signal> signals, RuleSettings settings, StationCalendar calendar)
    {
        var told = signals.Where(x => x.Rule == RuleName.ReturnedWithinWindow).Select(x => x.ReturnId)
            .ToHashSet(StringComparer.Ordinal);
        var readings = new FaultReadings(settings);
        var found = new List<LeftOut>();
        foreach (var order in history.Orders)
        {
            var visit = history.Visits.FirstOrDefault(x => x.Orders.Contains(order));
            if (visit is not null && told.Contains(visit.Key)) continue;
            // The latest that was handed over before, or with it in one stay.
            var before = history.Orders.Where(x => x != order && !x.Cancelled && x.ClosedAt is not null && IsBefore(x, order))
                .OrderBy(x => x.ClosedAt).ThenBy(x => x.Id, StringComparer.Ordinal).ToList();
            if (before.Count == 0) continue;
            var earlier = before[^1];
            var days = Math.Max(0, calendar.DaysBetween(earlier.ClosedAt!.Value, order.OpenedAt));
            if (days > settings.WindowDays) continue;
            var because = Why(order, earlier, visit, before, readings, settings.Visits);
            found.Add(new LeftOut(
                order.Id, earlier.Id, order.OpenedAt, days, because,
                because == LeftOutBecause.KindExcluded ? readings.KindOf(order) : null));
        }

        return found;
    }

    private static bool IsBefore(WorkOrder earlier, WorkOrder order) =>
        earlier.OpenedAt < order.OpenedAt
        || (earlier.OpenedAt == order.OpenedAt && string.CompareOrdinal(earlier.Id, order.Id) < 0);

    private static LeftOutBecause Why(
        WorkOrder order, WorkOrder earlier, Visit? visit, IReadOnlyList<WorkOrder> before, FaultReadings readings, VisitRules visits)
    {
        if (order.Cancelled) return LeftOutBecause.Cancelled;
        if (!readings.IsRepair(order)) return LeftOutBecause.KindExcluded;
        if (visit?.Orders.Contains(earlier) == true) return Tied(order, earlier, visit, visits);
        return before.Any(readings.IsRepair)
            ? LeftOutBecause.Continuation
            : LeftOutBecause.EarlierNotARepair;
    }

    // Two orders of a visit need not be tied themselves: both can be to a third. Then what ties the later one is told.
    private static LeftOutBecause Tied(WorkOrder order, WorkOrder earlier, Visit visit, VisitRules visits) =>
        visit.Orders.Where(x => x != order && IsBefore(x, order)).OrderBy(x => x != earlier)
            .Select(x => visits.Between(x, order)).FirstOrDefault(x => x is not null) switch
        {
            VisitTie.ConsolidatedOrder => LeftOutBecause.ConsolidatedOrder,
            VisitTie.Supplementary => LeftOutBecause.Supplementary,
            VisitTie.Booking or VisitTie.Overlap or null => LeftOutBecause.OneVisit,
        };
}
