using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>
/// What the orders and visits of one history were understood to say. Each text is read once, and only when a comparison
/// asks for it. Not safe to use from several threads.
/// </summary>
internal sealed class FaultReadings(RuleSettings settings)
{
    private readonly Dictionary<WorkOrder, FaultReading> orders = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Visit, FaultReading> visits = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<WorkOrder, bool> repairs = new(ReferenceEqualityComparer.Instance);

    /// <summary>The dictionary by which all were read.</summary>
    public FaultDictionary Dictionary => settings.Dictionary;

    /// <summary>What an order says.</summary>
    public FaultReading Of(WorkOrder order)
    {
        if (!orders.TryGetValue(order, out var reading)) orders[order] = reading = Dictionary.Read(EarlierRepair.Fault(order));
        return reading;
    }

    /// <summary>What a visit says.</summary>
    public FaultReading Of(Visit visit)
    {
        if (visits.TryGetValue(visit, out var reading)) return reading;
        // A visit of one order without a booking says what the order says.
        reading = visit is { Orders: [var only], Bookings: [] } ? Of(only) : Dictionary.Read(visit.Fault);
        return visits[visit] = reading;
    }

    /// <summary>Compares an earlier order with a visit.</summary>
    public FaultComparison Compare(WorkOrder earlier, Visit now) => Dictionary.Compare(Of(earlier), Of(now));

    /// <summary>Whether an order is a repair: by its kind, and by its words where the kind says no more than "repair".
    /// A cancelled one repaired nothing.</summary>
    public bool IsRepair(WorkOrder order)
    {
        if (!EarlierRepair.IsRepairByKind(order, settings)) return false;
        if (order.OrderKind != WorkOrderKind.Repair || !settings.KindsByWords) return true;
        if (!repairs.TryGetValue(order, out var isRepair)) repairs[order] = isRepair = !settings.ExcludedKinds.Contains(KindOf(order));
        return isRepair;
    }

    /// <summary>The kind an order is taken for: its own, or what its words say where that is no more than "repair".</summary>
    public WorkOrderKind KindOf(WorkOrder order) =>
        order.OrderKind == WorkOrderKind.Repair && settings.KindsByWords && WorkNature.ByWords(order, Dictionary) is { } kind
            ? kind
            : order.OrderKind;
}
