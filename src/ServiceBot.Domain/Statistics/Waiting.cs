using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Statistics;

/// <summary>What a case waits for.</summary>
public enum Awaited
{
    /// <summary>A member's vote.</summary>
    Vote = 1,

    /// <summary>The service director's decision: too few voted, or the votes are even.</summary>
    DirectorsVote = 2,

    /// <summary>All have voted, the votes are even and nobody has the casting vote: somebody must change theirs.</summary>
    MajorityOfVotes = 3,

    /// <summary>The station manager's word on the cause.</summary>
    Cause = 4,

    /// <summary>The station manager's word on whose work it was.</summary>
    Responsible = 5,

    /// <summary>The client service's call to the customer; one that did not reach them is to be made again.</summary>
    CustomerCall = 6,

    /// <summary>What the station manager's inspection shows, because a member asked for a diagnosis before voting.</summary>
    Diagnosis = 7,
}

/// <summary>What waits for one person or role.</summary>
/// <param name="For">What is awaited.</param>
/// <param name="Member">The member who is to vote, or null where a role is asked.</param>
/// <param name="Cases">The cases, by number.</param>
public sealed record Waiting(Awaited For, string? Member, IReadOnlyList<WaitingCase> Cases)
{
    /// <summary>What waits for whom.</summary>
    /// <param name="cases">Cases as they stood then.</param>
    /// <param name="asOf">The moment.</param>
    /// <param name="calendar">The station's calendar: days are its days.</param>
    public static IReadOnlyList<Waiting> In(IEnumerable<CaseAsOf> cases, DateTimeOffset asOf, StationCalendar calendar)
    {
        var found = new List<(Awaited For, string? Member, WaitingCase Case)>();
        foreach (var one in cases.Where(x => !x.IsMerged))
        {
            var since = one.State.DecidedAt ?? one.Last<VotingOpened>()?.At ?? one.State.OpenedAt;
            var waiting = new WaitingCase(
                one.State.Number, one.IsOpen && one.FirstDeadline <= asOf, calendar.DaysBetween(since, asOf));
            found.AddRange(Needs(one).Select(x => (x.For, x.Member, waiting)));
        }

        return
        [
            .. found.GroupBy(x => (x.For, x.Member))
                .OrderBy(x => x.Key.For).ThenBy(x => x.Key.Member, StringComparer.Ordinal)
                .Select(x => new Waiting(x.Key.For, x.Key.Member, [.. x.Select(y => y.Case).OrderBy(y => y.Number)])),
        ];
    }

    /// <summary>Whether it waits for this member: by name, or for one of their roles.</summary>
    /// <param name="member">The member.</param>
    public bool IsFor(CommissionMember member) => For switch
    {
        Awaited.Vote or Awaited.DirectorsVote => Member == member.Name,
        Awaited.MajorityOfVotes => member.MayVote,
        Awaited.Cause or Awaited.Responsible or Awaited.Diagnosis => member.Is(Role.StationManager),
        Awaited.CustomerCall => member.Is(Role.HeadOfClientService),
    };

    private static IEnumerable<(Awaited For, string? Member)> Needs(CaseAsOf one)
    {
        var state = one.State;
        return state.State switch
        {
            CaseState.Open or CaseState.Undecided => state.TakesVotes ? Votes(state, state.Frame!).Concat(Inspection(state)) : [],
            CaseState.Repeat => AfterRepeat(state),
            CaseState.NotRepeat or CaseState.Closed => [],
        };
    }

    private static IEnumerable<(Awaited For, string? Member)> Votes(RepairCase state, VotingFrame frame)
    {
        if (state.Stage == VotingStage.DirectorAsked)
            return frame.Electorate.Where(x => x.Is(Role.ServiceDirector)).Select(x => (Awaited.DirectorsVote, (string?)x.Name));
        var missing = VotingRules.Missing(frame, state.Votes);
        if (missing.Count > 0) return missing.Select(x => (Awaited.Vote, (string?)x.Name));
        // One side may have it while the minimum time still runs: then only the clock is waited for.
        return VotingRules.Stands(frame, state.Votes, state.DirectorDecides) is Standing.Has ? [] : [(Awaited.MajorityOfVotes, null)];
    }

    private static IEnumerable<(Awaited For, string? Member)> Inspection(RepairCase state)
    {
        if (state.AwaitsDiagnosis) yield return (Awaited.Diagnosis, null);
    }

    private static IEnumerable<(Awaited For, string? Member)> AfterRepeat(RepairCase state)
    {
        if (state.Cause is null) yield return (Awaited.Cause, null);
        else if (state.Responsible is null) yield return (Awaited.Responsible, null);
        if (state.CustomerCall is null or CallOutcome.NotReached) yield return (Awaited.CustomerCall, null);
    }
}

/// <summary>A case that waits.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Overdue">The vote was to be over by now.</param>
/// <param name="Days">Calendar days since the vote opened, or since the verdict.</param>
public sealed record WaitingCase(int Number, bool Overdue, int Days);
