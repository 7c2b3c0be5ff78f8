using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Statistics;

/// <summary>What a day's records say and the station did not: found by the system, not reported by the station.</summary>
/// <param name="UnflaggedReturns">Returns with the same fault that nobody flagged at booking.</param>
/// <param name="FlagsWithoutCase">Records that carry the flag "possible repeat repair" and belong to no case.</param>
/// <param name="ClaimsWithoutCase">Survey responses that claim poor repair and belong to no case.</param>
/// <param name="OrdersWithoutBooking">Orders opened without a booking, where the station requires one.</param>
/// <param name="Identities">Vehicles that are probably one, badly typed.</param>
public sealed record MorningCheck(
    IReadOnlyList<UnflaggedReturn> UnflaggedReturns,
    IReadOnlyList<RecordMark> FlagsWithoutCase,
    IReadOnlyList<string> ClaimsWithoutCase,
    IReadOnlyList<string> OrdersWithoutBooking,
    IReadOnlyList<IdentityQuestion> Identities)
{
    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => UnflaggedReturns.Count + FlagsWithoutCase.Count + ClaimsWithoutCase.Count
        + OrdersWithoutBooking.Count + Identities.Count == 0;

    /// <summary>The returns with the same fault that nobody flagged.</summary>
    /// <param name="returns">Returns of the day, each with the number of its case.</param>
    /// <param name="flags">The flags that may speak of them.</param>
    /// <param name="answers">What was answered at the bookings concerned, by booking id.</param>
    public static IReadOnlyList<UnflaggedReturn> Unflagged(
        IEnumerable<(Signal Signal, int? Case)> returns, IEnumerable<Signal> flags, IReadOnlyDictionary<string, bool?> answers)
    {
        var spoken = flags.Where(x => x.Rule == RuleName.BookingSaysPossibleRepeat).Select(x => x.ReturnId)
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
        [
            .. returns.Where(x => x.Signal is { Rule: RuleName.ReturnedWithinWindow, Evidence.Grade: FaultGrade.SameFault }
                    && x.Signal.ReturnId is { } visit && !spoken.Contains(visit))
                .OrderBy(x => x.Signal.At).ThenBy(x => x.Signal.WorkOrderId, StringComparer.Ordinal)
                .Select(x => new UnflaggedReturn(
                    x.Signal.WorkOrderId!, x.Signal.EarlierWorkOrderId!, x.Signal.Vehicle, x.Case,
                    x.Signal.BookingId is { } booking ? answers.GetValueOrDefault(booking) == false ? AtBooking.AnsweredNo : AtBooking.NotAsked
                        : AtBooking.NoBooking)),
        ];
    }
}

/// <summary>What the booking of a return says.</summary>
public enum AtBooking
{
    /// <summary>There is no booking.</summary>
    NoBooking = 1,

    /// <summary>The booking does not tell whether the customer was asked.</summary>
    NotAsked = 2,

    /// <summary>"No" was written down, and the history says otherwise.</summary>
    AnsweredNo = 3,
}

/// <summary>A return with the same fault that nobody flagged.</summary>
/// <param name="WorkOrderId">The order of the return.</param>
/// <param name="EarlierWorkOrderId">The repair before it.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="Case">The number of the case that the rule opened, or null.</param>
/// <param name="Booking">What the booking says.</param>
public sealed record UnflaggedReturn(
    string WorkOrderId, string EarlierWorkOrderId, VehicleRef Vehicle, int? Case, AtBooking Booking);
