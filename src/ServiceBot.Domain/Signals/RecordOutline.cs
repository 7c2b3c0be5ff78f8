using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>
/// Records without their words. Whose they are, when they were and what they were for decides nearly always that there is
/// no return; complaints, jobs and parts are asked only where there may be one. So a long history can be judged by its
/// outlines, with the words of few of its records read.
/// </summary>
public static class RecordOutline
{
    /// <summary>The record without its words; null where a record speaks for itself wherever it stands: a survey response,
    /// a call, and whatever carries the flag "possible repeat repair".</summary>
    /// <param name="record">The record as it stands, its flag as it first stood.</param>
    public static SourceRecord? Of(SourceRecord record) => record switch
    {
        WorkOrder { PossibleRepeat: not true } x => new WorkOrder
        {
            Station = x.Station, Id = x.Id, Vehicle = x.Vehicle, BookingId = x.BookingId, ConsolidatedOrderId = x.ConsolidatedOrderId,
            OpenedAt = x.OpenedAt, ClosedAt = x.ClosedAt, OrderKind = x.OrderKind, OdometerKm = x.OdometerKm, Cancelled = x.Cancelled,
        },
        Booking { PossibleRepeat: not true } x => new Booking
        {
            Station = x.Station, Id = x.Id, Vehicle = x.Vehicle, CreatedAt = x.CreatedAt, PlannedAt = x.PlannedAt,
        },
        _ => null,
    };

    /// <summary>
    /// The records of a history whose words the rules would ask. With the words of these, and outlines for the rest,
    /// <see cref="Rules.Judge"/> says what it says of the whole; where there are none, it says nothing.
    /// </summary>
    /// <param name="history">Outlines of one vehicle.</param>
    /// <param name="settings">How the rules are set.</param>
    /// <param name="calendar">The station's calendar.</param>
    /// <exception cref="ArgumentException">The history holds what has no outline.</exception>
    public static IReadOnlySet<SourceRecord> NeedingWords(
        VehicleHistory history, RuleSettings settings, StationCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(settings);
        if (history.Surveys.Count > 0 || history.Reports.Count > 0)
            throw new ArgumentException("Survey responses and reports have no outline.", nameof(history));
        var needed = new HashSet<SourceRecord>(ReferenceEqualityComparer.Instance);
        if (settings.Mode(RuleName.ReturnedWithinWindow) == RuleMode.Off) return needed;
        foreach (var visit in history.Visits)
        {
            foreach (var order in visit.Orders)
            {
                if (!EarlierRepair.IsRepairByKind(order, settings)) continue;
                var before = EarlierRepair.WithinByKind(history, visit, order.OpenedAt, order.OpenedAt, settings, calendar);
                if (before.Count == 0) continue;
                needed.UnionWith(before);
                needed.UnionWith(visit.Orders);
                needed.UnionWith(visit.Bookings);
            }
        }

        return needed;
    }

    /// <summary>
    /// Whether any of these stays could be a return to another of them, whatever visits they make up and whichever of
    /// several vehicles they belong to. No means that there is none; yes means that <see cref="NeedingWords"/> must tell.
    /// </summary>
    /// <param name="stays">The stays of vehicles that share identifiers; are put in order.</param>
    /// <param name="settings">How the rules are set.</param>
    public static bool MayHoldReturn(Span<OutlinedStay> stays, RuleSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Mode(RuleName.ReturnedWithinWindow) == RuleMode.Off) return false;
        // Days are counted by the calendar: a day and two midnights more than their number in hours, and an hour where
        // the clock is changed.
        var window = TimeSpan.FromDays(settings.WindowDays + 2L).Ticks;
        stays.Sort(static (a, b) => a.OpenedAt.CompareTo(b.OpenedAt));
        var closings = new List<(long At, int Of)>(stays.Length);
        for (var i = 0; i < stays.Length; i++)
        {
            if (IsRepair(stays[i], settings) && stays[i].ClosedAt is { } at) closings.Add((at, i));
        }

        closings.Sort();
        // The last two repairs that were handed over by the time a car came: one of them is not its own.
        var (done, none) = (0, (At: long.MinValue, Of: -1));
        var (last, before) = (none, none);
        for (var i = 0; i < stays.Length; i++)
        {
            var opened = stays[i].OpenedAt;
            for (; done < closings.Count && closings[done].At <= opened; done++) (last, before) = (closings[done], last);
            var earlier = last.Of == i ? before : last;
            if (earlier.Of < 0 || !IsRepair(stays[i], settings)) continue;
            if (settings.WindowKm is not null || opened - earlier.At <= window) return true;
        }

        return false;
    }

    private static bool IsRepair(in OutlinedStay stay, RuleSettings settings) =>
        !stay.Cancelled && !settings.ExcludedKinds.Contains(stay.Kind);
}

/// <summary>When a work order was, and what for.</summary>
/// <param name="OpenedAt">The opening, in ticks of UTC.</param>
/// <param name="ClosedAt">The closing, in ticks of UTC, or null.</param>
/// <param name="Kind">What it was for.</param>
/// <param name="Cancelled">Whether it was cancelled.</param>
public readonly record struct OutlinedStay(long OpenedAt, long? ClosedAt, WorkOrderKind Kind, bool Cancelled);
