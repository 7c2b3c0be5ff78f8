using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Statistics;

/// <summary>What a digest is drawn from. Anything later than the end of the week, or than <see cref="Now"/>, is left out.</summary>
public sealed record DigestInput
{
    /// <summary>The week.</summary>
    public required ReportingWeek Week { get; init; }

    /// <summary>The station's calendar.</summary>
    public required StationCalendar Calendar { get; init; }

    /// <summary>When the digest is drawn; before the week is over it is a digest so far.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// The station's cases with all their facts. Those that were finished before the week before began, and to which
    /// nothing happened since, may be missing.
    /// </summary>
    public required IReadOnlyList<CaseHistory> Cases { get; init; }

    /// <summary>The signals first noticed in the week, whenever the record they rest on was made.</summary>
    public IReadOnlyList<NoticedSignal> Signals { get; init; } = [];

    /// <summary>Repair orders closed in the week.</summary>
    public int RepairOrders { get; init; }

    /// <summary>Repair orders closed in the week before.</summary>
    public int RepairOrdersBefore { get; init; }

    /// <summary>Records from which the flag "possible repeat" was taken off in the week; the same one may stand twice.</summary>
    public IReadOnlyList<RecordMark> LoweredFlags { get; init; } = [];

    /// <summary>Orders opened in the week without a booking; null where the station requires none.</summary>
    public IReadOnlyList<string>? OrdersWithoutBooking { get; init; }

    /// <summary>Whether the station shows names of those responsible.</summary>
    public bool ShowNames { get; init; }
}

/// <summary>A signal as the digest counts it.</summary>
/// <param name="Rule">Which rule spoke.</param>
/// <param name="Mode">Whether it was in shadow.</param>
/// <param name="Grade">How like the faults were, where two visits were compared.</param>
public sealed record NoticedSignal(RuleName Rule, RuleMode Mode, FaultGrade? Grade);

/// <summary>A source record that a remark is about.</summary>
/// <param name="Kind">Booking or work order.</param>
/// <param name="Id">Its id.</param>
public sealed record RecordMark(RecordKind Kind, string Id);
