using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;

namespace ServiceBot.Domain.Statistics;

/// <summary>
/// The figures of a week. Every case is counted from its facts as they stood at the end of the week, so a later
/// reopening leaves them as they are; a case that goes on under another number is counted there only.
/// </summary>
public sealed record DigestContent
{
    /// <summary>The week.</summary>
    public required ReportingWeek Week { get; init; }

    /// <summary>The moment up to which it counts: the end of the week, or the present while the week runs.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Whether the week is not over yet.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Cases opened in the week.</summary>
    public required int Suspected { get; init; }

    /// <summary>Of <see cref="Suspected"/>, those opened from old records, without an alert.</summary>
    public int FromHistory { get; init; }

    /// <summary>Cases decided "repeat" in the week, the decision still standing at its end.</summary>
    public required int Confirmed { get; init; }

    /// <summary>Cases decided "not repeat" in the week, the decision still standing at its end.</summary>
    public required int Rejected { get; init; }

    /// <summary>Cases whose vote lapsed without a decision in the week and had none at its end.</summary>
    public required int Undecided { get; init; }

    /// <summary>Cases withdrawn in the week because no signal was left. Not a rejection: nobody decided.</summary>
    public required int Withdrawn { get; init; }

    /// <summary>Cases opened again in the week.</summary>
    public required int Reopened { get; init; }

    /// <summary>Cases without a decision at the end of the week, whenever they were opened.</summary>
    public required int Open { get; init; }

    /// <summary>Of <see cref="Open"/>, those whose vote was to be over by then.</summary>
    public required int Overdue { get; init; }

    /// <summary><see cref="Confirmed"/> of the repair orders closed in the week.</summary>
    public required Proportion Rate { get; init; }

    /// <summary>The same of the week before, as it stood at that week's end.</summary>
    public required Proportion RateBefore { get; init; }

    /// <summary>Causes named in the week and standing at its end, the most frequent first. A case's cause is counted in the
    /// week in which it was named, which may be later than its verdict.</summary>
    public required IReadOnlyList<CauseCount> Causes { get; init; }

    /// <summary>Responsible named in the week and standing at its end, the most frequent first.</summary>
    public required IReadOnlyList<ResponsibleCount> Responsible { get; init; }

    /// <summary>What waits for whom at the end of the week.</summary>
    public required IReadOnlyList<Waiting> Waiting { get; init; }

    /// <summary>Signals noticed in the week, by rule.</summary>
    public required IReadOnlyList<SignalCount> Signals { get; init; }

    /// <summary>Returns within the window noticed in the week, by how like the faults were, the closest first.</summary>
    public required IReadOnlyList<GradeCount> Returns { get; init; }

    /// <summary>Records from which the flag "possible repeat" was taken off in the week, each once.</summary>
    public required IReadOnlyList<RecordMark> LoweredFlags { get; init; }

    /// <summary>Orders opened in the week without a booking; null where the station requires none.</summary>
    public required IReadOnlyList<string>? OrdersWithoutBooking { get; init; }

    /// <summary>What can be said of the two weeks' rates.</summary>
    public Change Change => Rate.ChangeSince(RateBefore);

    /// <summary>Draws the digest.</summary>
    /// <param name="input">What is known.</param>
    public static DigestContent From(DigestInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var start = input.Week.Start(input.Calendar);
        var end = input.Week.End(input.Calendar);
        var asOf = input.Now < end ? input.Now : end;
        var before = input.Week.Previous.Start(input.Calendar);
        bool InWeek(DateTimeOffset? at) => at >= start && at < asOf;

        var cases = input.Cases.Select(x => x.AsOf(asOf)).OfType<CaseAsOf>().Where(x => !x.IsMerged).ToList();
        var confirmedBefore = input.Cases.Select(x => x.AsOf(start)).OfType<CaseAsOf>()
            .Count(x => !x.IsMerged && x.State.Verdict == Verdict.Repeat && x.State.DecidedAt >= before);
        var open = cases.Where(x => x.IsOpen).ToList();
        var confirmed = cases.Count(x => x.State.Verdict == Verdict.Repeat && InWeek(x.State.DecidedAt));
        return new DigestContent
        {
            Week = input.Week,
            AsOf = asOf,
            IsRunning = input.Now < end,
            Suspected = cases.Count(x => InWeek(x.State.OpenedAt)),
            FromHistory = cases.Count(x => x.State.FromHistory && InWeek(x.State.OpenedAt)),
            Confirmed = confirmed,
            Rejected = cases.Count(x => x.State.Verdict == Verdict.NotRepeat && InWeek(x.State.DecidedAt)),
            Undecided = cases.Count(x => x.State.State == CaseState.Undecided && InWeek(x.Last<VotingLapsed>()?.At)),
            Withdrawn = cases.Count(x => x.State.Withdrawn && InWeek(x.Last<CaseWithdrawn>()?.At)),
            Reopened = cases.Count(x => InWeek(x.Last<CaseReopened>()?.At)),
            Open = open.Count,
            Overdue = open.Count(x => x.FirstDeadline <= asOf),
            Rate = new Proportion(confirmed, input.RepairOrders),
            RateBefore = new Proportion(confirmedBefore, input.RepairOrdersBefore),
            Causes = CauseCount.Of(cases
                .Where(x => InWeek(x.Last<CauseNamed>()?.At)).Select(x => x.State.Cause).OfType<Cause>()),
            Responsible = ResponsibleCount.Of(
                cases.Where(x => InWeek(x.Last<ResponsibleNamed>()?.At)).Select(x => x.State.Responsible)
                    .OfType<Responsible>(),
                input.ShowNames),
            Waiting = Statistics.Waiting.In(cases, asOf, input.Calendar),
            Signals = SignalCount.Of(input.Signals),
            Returns = GradeCount.Of(input.Signals),
            LoweredFlags = [.. input.LoweredFlags.Distinct()],
            OrdersWithoutBooking = input.OrdersWithoutBooking,
        };
    }
}
