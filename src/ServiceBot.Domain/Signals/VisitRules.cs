using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>What ties two orders of one vehicle into one visit.</summary>
public enum VisitTie
{
    /// <summary>Both were opened from one booking.</summary>
    Booking = 1,

    /// <summary>Both belong to one consolidated order.</summary>
    ConsolidatedOrder = 2,

    /// <summary>They were opened at one moment, or the later one before the earlier was closed. It cannot be switched off:
    /// what was not handed over cannot have come back.</summary>
    Overlap = 3,

    /// <summary>A supplementary order: opened soon after the closing with the odometer unmoved.</summary>
    Supplementary = 4,
}

/// <summary>Which orders of one vehicle are one visit, and so no returns to each other.</summary>
public sealed record VisitRules
{
    /// <summary>The ties that count at the station besides <see cref="VisitTie.Overlap"/>, which always does.</summary>
    public IReadOnlySet<VisitTie> Ties { get; init; } =
        new HashSet<VisitTie> { VisitTie.Booking, VisitTie.ConsolidatedOrder, VisitTie.Supplementary };

    /// <summary>How long after a closing an order with the odometer unmoved is supplementary; an hour by default.</summary>
    public TimeSpan SupplementaryWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What ties two orders, neither of them cancelled.</summary>
    /// <param name="first">The one that was opened first.</param>
    /// <param name="second">The one opened with it or later.</param>
    /// <returns>The first tie that holds; null where they are two visits.</returns>
    public VisitTie? Between(WorkOrder first, WorkOrder second)
    {
        if (Ties.Contains(VisitTie.Booking) && first.BookingId is not null && first.BookingId == second.BookingId) return VisitTie.Booking;
        if (Ties.Contains(VisitTie.ConsolidatedOrder)
            && first.ConsolidatedOrderId is not null && first.ConsolidatedOrderId == second.ConsolidatedOrderId)
            return VisitTie.ConsolidatedOrder;
        // Two job sheets written at one moment: a source that knows only the day gives both midnight.
        if (first.OpenedAt == second.OpenedAt) return VisitTie.Overlap;
        // An order without a closing date has handed nothing over: it neither holds a later one inside its stay nor can
        // that be a return to it.
        if (first.ClosedAt is not { } closed) return null;
        if (second.OpenedAt < closed) return VisitTie.Overlap;
        return Ties.Contains(VisitTie.Supplementary) && second.OpenedAt - closed <= SupplementaryWithin
            && first.OdometerKm is not null && first.OdometerKm == second.OdometerKm
            ? VisitTie.Supplementary
            : null;
    }
}
