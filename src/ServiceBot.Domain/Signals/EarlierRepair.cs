using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>Finds the repair to which a visit may be a return.</summary>
internal static class EarlierRepair
{
    /// <summary>A repair of the vehicle that was handed over before.</summary>
    public sealed record Candidate(WorkOrder Order, FaultComparison Comparison, int DaysSince);

    /// <summary>Whether an order is a repair by its kind; a cancelled one repaired nothing.</summary>
    public static bool IsRepairByKind(WorkOrder order, RuleSettings settings) =>
        !order.Cancelled && !settings.ExcludedKinds.Contains(order.OrderKind);

    /// <summary>The repairs within the window before the visit, compared with it; what the visit only continues is left out.</summary>
    public static IReadOnlyList<Candidate> Within(
        VehicleHistory history, Visit visit, DateTimeOffset at, DateTimeOffset saidAt, RuleSettings settings,
        StationCalendar calendar, FaultReadings readings)
    {
        var before = WithinByKind(history, visit, at, saidAt, settings, calendar);
        if (before.Count == 0) return [];
        before.RemoveAll(x => !readings.IsRepair(x));
        if (before.Count == 0) return [];
        var fault = visit.Fault;
        var latestVisit = history.Visits.First(v => v.Orders.Contains(before[^1]));
        var arrived = settings.Continuations && Texts(fault).Any(PartAwaited.SaysPartHasArrived);
        var found = new List<Candidate>();
        foreach (var order in before)
        {
            if (arrived && latestVisit.Orders.Contains(order)) continue;
            if (settings.Continuations && IsAwaited(order, visit, readings)) continue;
            found.Add(new Candidate(
                order, Tempered(order, visit, readings.Compare(order, visit)), DaysSince(order, at, saidAt, calendar)));
        }

        return found;
    }

    /// <summary>The repairs by kind within the window before the visit, by closing: no word of theirs is read.</summary>
    public static List<WorkOrder> WithinByKind(
        VehicleHistory history, Visit visit, DateTimeOffset at, DateTimeOffset saidAt, RuleSettings settings, StationCalendar calendar)
    {
        var odometer = visit.Orders.Select(x => x.OdometerKm).FirstOrDefault(x => x is not null);
        return [.. ByKind(history, visit, at, settings).Where(IsWithin)];

        bool IsWithin(WorkOrder order) => DaysSince(order, at, saidAt, calendar) <= settings.WindowDays
            || (settings.WindowKm is { } km && order.OdometerKm is { } then && odometer is { } now && now - then >= 0 && now - then <= km);
    }

    /// <summary>The best of the candidates: by grade, then the latest.</summary>
    public static Candidate? Best(IEnumerable<Candidate> candidates) => candidates
        .OrderByDescending(x => x.Comparison.Grade)
        .ThenByDescending(x => x.Order.ClosedAt)
        .ThenByDescending(x => x.Order.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Repairs handed over before a moment and not of the visit itself, by closing.</summary>
    public static IReadOnlyList<WorkOrder> Before(
        VehicleHistory history, Visit? visit, DateTimeOffset at, RuleSettings settings, FaultReadings readings) =>
        [.. ByKind(history, visit, at, settings).Where(readings.IsRepair)];

    private static int DaysSince(WorkOrder order, DateTimeOffset at, DateTimeOffset saidAt, StationCalendar calendar) =>
        calendar.DaysBetween(order.ClosedAt!.Value, saidAt < order.ClosedAt ? at : saidAt);

    private static IEnumerable<WorkOrder> ByKind(VehicleHistory history, Visit? visit, DateTimeOffset at, RuleSettings settings) =>
        history.Orders
            .Where(x => IsRepairByKind(x, settings) && x.ClosedAt <= at && visit?.Orders.Contains(x) != true)
            .OrderBy(x => x.ClosedAt).ThenBy(x => x.Id, StringComparer.Ordinal);

    /// <summary>What one order says of the fault.</summary>
    public static FaultText Fault(WorkOrder order) => new(
        order.Complaint,
        [.. order.Lines.Select(x => x.Text)],
        [.. order.Lines.Select(x => x.Area).OfType<string>()],
        [.. order.Parts.Select(x => x.Name)]);

    // What was only looked at cannot have been repaired badly, and a planned check brings no fault back: such a return
    // is told and opens no case by itself.
    private static FaultComparison Tempered(WorkOrder earlier, Visit visit, FaultComparison comparison) =>
        comparison.Grade < FaultGrade.SameFault ? comparison
        : WorkNature.OnlyLooked(earlier)
            ? comparison with { Grade = FaultGrade.SameArea, Reason = SimilarityReason.OnlyLookedAt }
        : WorkNature.HasNoComplaint(visit)
            ? comparison with { Grade = FaultGrade.SameArea, Reason = SimilarityReason.NoComplaint }
        : comparison;

    // The earlier order waited for a part for just this, and did not do it then: the visit goes on with its work.
    private static bool IsAwaited(WorkOrder earlier, Visit now, FaultReadings readings)
    {
        var awaited = earlier.Lines.Select(x => x.Text).Append(earlier.Complaint ?? "")
            .Where(PartAwaited.SaysPartIsAwaited).ToList();
        if (awaited.Count == 0) return false;
        var done = earlier.Lines.Select(x => x.Text).Where(x => !awaited.Contains(x)).ToList();
        return GradeOf(awaited) >= FaultGrade.SameArea && GradeOf(done) < FaultGrade.SameFault;

        FaultGrade GradeOf(List<string> works) =>
            readings.Dictionary.Compare(readings.Dictionary.Read(new FaultText(null, works, [], [])), readings.Of(now)).Grade;
    }

    private static IEnumerable<string> Texts(FaultText fault) =>
        fault.Complaint is null ? fault.Works : fault.Works.Append(fault.Complaint);
}
