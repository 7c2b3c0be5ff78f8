using ServiceBot.Domain.Commission;

namespace ServiceBot.Domain.Cases;

/// <summary>What people may do to a case and what comes of it: (state, act) to facts or a refusal. Pure.</summary>
public static class CaseDecisions
{
    /// <summary>A member votes or changes their vote.</summary>
    /// <param name="state">The case.</param>
    /// <param name="member">Who, or null when the person is no member of the station.</param>
    /// <param name="by">Who, for the fact.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="press">The press it came by, or null.</param>
    /// <param name="now">The time.</param>
    public static CaseOutcome CastVote(
        RepairCase state, CommissionMember? member, Actor by, VoteChoice choice, PressOrder? press, DateTimeOffset now)
    {
        if (member is null) return new CaseOutcome.NotAMember();
        if (Ended(state) is { } ended) return ended;
        if (!member.MayVote) return new CaseOutcome.NoVoteRight();
        if (state.Frame is not { } frame) return new CaseOutcome.StaleCard();
        if (state.Recused.Contains(member.Id)) return new CaseOutcome.Recused();
        if (frame.Elector(member.Id) is null) return new CaseOutcome.NotInElectorate();

        var held = state.Votes.FirstOrDefault(x => x.MemberId == member.Id);
        if (state.IsOutdated(member.Id, press))
            return held is null ? new CaseOutcome.StaleCard() : new CaseOutcome.OutdatedPress(held.Choice);
        if (held?.Choice == choice)
        {
            var isNew = press is not null && !(state.LatestIn(member.Id, press.Channel) >= press.Number);
            return new CaseOutcome.SameVote(choice, isNew ? new VoteConfirmed(now, by, member.Id, press!) : null);
        }

        if (held is not null && !MayChange(state, frame, member)) return new CaseOutcome.ChangeNotAllowed(held.Choice);

        var cast = new VoteCast(now, by, member.Id, choice, press);
        var after = state.With(cast);
        var settled = Settle(after, now);
        return new CaseOutcome.VoteTaken(
            choice, held?.Choice, settled.OfType<VerdictDeclared>().FirstOrDefault()?.Verdict, [cast, .. settled]);
    }

    /// <summary>What follows from the votes alone: the verdict, once nobody left could change it.</summary>
    /// <param name="state">The case.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<CaseFact> Settle(RepairCase state, DateTimeOffset now)
    {
        if (!state.TakesVotes) return [];
        var has = state.Stage is VotingStage.Lapsed or VotingStage.DirectorAsked
            ? VotingRules.Stands(state.Frame!, state.Votes, state.DirectorDecides) as Standing.Has
            : VotingRules.EarlyVerdict(state.Frame!, state.Votes, state.DirectorDecides, now);
        return has is null ? [] : [Declare(state, has, now)];
    }

    /// <summary>What the clock brings: early close after the minimum time, the deadline and what follows it.</summary>
    /// <param name="state">The case.</param>
    /// <param name="now">The time.</param>
    /// <param name="nextDeadline">The deadline of the next stage, if one opens now.</param>
    public static IReadOnlyList<CaseFact> Tick(RepairCase state, DateTimeOffset now, DateTimeOffset nextDeadline)
    {
        if (!state.TakesVotes || state.Stage == VotingStage.Lapsed) return [];
        var settled = Settle(state, now);
        if (settled.Count > 0) return settled;

        var frame = state.Frame!;
        var standing = VotingRules.Stands(frame, state.Votes, state.DirectorDecides);
        var director = frame.Electorate.Any(x => x.Is(Role.ServiceDirector));
        var allIn = VotingRules.Missing(frame, state.Votes).Count == 0 && now >= frame.OpenedAt + frame.MinimumOpen;
        if (standing is Standing.Tie && allIn && director && state.Stage != VotingStage.DirectorAsked)
            return [new DirectorAsked(now, Actor.Service, ForLackOfQuorum: false, nextDeadline)];

        if (now < state.Deadline) return [];
        return (standing, state.Stage) switch
        {
            (Standing.Has has, _) => [Declare(state, has, now)],
            (_, VotingStage.DirectorAsked) => [new VotingLapsed(now, Actor.Service)],
            (Standing.Tie, _) when director => [new DirectorAsked(now, Actor.Service, false, nextDeadline)],
            (Standing.NoQuorum, VotingStage.Voting) when frame.Electorate.Count > 0 =>
                [new MissingReminded(
                    now, Actor.Service, [.. VotingRules.Missing(frame, state.Votes).Select(x => x.Id)], nextDeadline)],
            (Standing.NoQuorum, VotingStage.Reminded) when director =>
                [new DirectorAsked(now, Actor.Service, true, nextDeadline)],
            _ => [new VotingLapsed(now, Actor.Service)],
        };
    }

    /// <summary>A member asks the station manager for a diagnosis.</summary>
    /// <param name="state">The case.</param>
    /// <param name="member">Who, or null when the person is no member of the station.</param>
    /// <param name="by">Who, for the fact.</param>
    /// <param name="now">The time.</param>
    public static CaseOutcome RequestDiagnosis(RepairCase state, CommissionMember? member, Actor by, DateTimeOffset now)
    {
        if (member is null) return new CaseOutcome.NotAMember();
        if (Ended(state) is { } ended) return ended;
        if (!member.MayVote) return new CaseOutcome.NoVoteRight();
        // The request has rung already; after an answer one may ask for more.
        return state.AwaitsDiagnosis ? new CaseOutcome.AlreadyAsked() : new CaseOutcome.Done([new DiagnosisRequested(now, by)]);
    }

    /// <summary>The station manager names the cause.</summary>
    /// <param name="state">The case.</param>
    /// <param name="member">Who, or null when the person is no member of the station.</param>
    /// <param name="by">Who, for the fact.</param>
    /// <param name="cause">The cause.</param>
    /// <param name="now">The time.</param>
    public static CaseOutcome NameCause(
        RepairCase state, CommissionMember? member, Actor by, Cause cause, DateTimeOffset now) =>
        AfterRepeat(state, member, Role.StationManager)
        ?? (state.Cause is not null ? new CaseOutcome.StaleCard() : Completed(state, now, new CauseNamed(now, by, cause)));

    /// <summary>The station manager takes the cause back, to name another.</summary>
    /// <param name="state">The case.</param>
    /// <param name="member">Who, or null when the person is no member of the station.</param>
    /// <param name="by">Who, for the fact.</param>
    /// <param name="now">The time.</param>
    public static CaseOutcome TakeCauseBack(RepairCase state, CommissionMember? member, Actor by, DateTimeOffset now) =>
        AfterRepeat(state, member, Role.StationManager)
        ?? (state.Cause is null
            ? new CaseOutcome.StaleCard()
            : new CaseOutcome.Done([new CauseTakenBack(now, by)]));

    /// <summary>The station manager names whose work it was.</summary>
    /// <param name="state">The case.</param>
    /// <param name="member">Who, or null when the person is no member of the station.</param>
    /// <param name="by">Who, for the fact.</param>
    /// <param name="responsible">Who or what.</param>
    /// <param name="now">The time.</param>
    public static CaseOutcome NameResponsible(
        RepairCase state, CommissionMember? member, Actor by, Responsible responsible, DateTimeOffset now) =>
        AfterRepeat(state, member, Role.StationManager)
        ?? (state.Cause is null || state.Responsible is not null
            ? new CaseOutcome.StaleCard()
            : Completed(state, now, new ResponsibleNamed(now, by, responsible)));

    /// <summary>The client service records how the call to the customer went.</summary>
    /// <param name="state">The case.</param>
    /// <param name="member">Who, or null when the person is no member of the station.</param>
    /// <param name="by">Who, for the fact.</param>
    /// <param name="outcome">How it went.</param>
    /// <param name="now">The time.</param>
    public static CaseOutcome RecordCall(
        RepairCase state, CommissionMember? member, Actor by, CallOutcome outcome, DateTimeOffset now)
    {
        if (member is null) return new CaseOutcome.NotAMember();
        if (state.MergedInto is { } into) return new CaseOutcome.AlreadyMerged(into);
        if (state.State != CaseState.Repeat) return new CaseOutcome.StaleCard();
        if (!member.Is(Role.HeadOfClientService) && !member.Is(Role.StationManager) && !member.Is(Role.Advisor))
            return new CaseOutcome.OnlyClientService();
        return Completed(state, now, new CustomerCalled(now, by, outcome));
    }

    /// <summary>A member with a vote opens a decided case again.</summary>
    /// <param name="state">The case.</param>
    /// <param name="member">Who, or null when the person is no member of the station.</param>
    /// <param name="by">Who, for the fact.</param>
    /// <param name="now">The time.</param>
    /// <returns>The reopening alone; the new vote is opened by who knows the station's settings.</returns>
    public static CaseOutcome Reopen(RepairCase state, CommissionMember? member, Actor by, DateTimeOffset now)
    {
        if (member is null) return new CaseOutcome.NotAMember();
        if (state.MergedInto is { } into) return new CaseOutcome.AlreadyMerged(into);
        if (!member.MayVote) return new CaseOutcome.NoVoteRight();
        if (state.Verdict is null && !state.Withdrawn) return new CaseOutcome.StaleCard();
        return new CaseOutcome.Done([new CaseReopened(now, by)]);
    }

    // Where votes are final, the director who was asked may still decide, and once the deadline has passed anyone may:
    // a case that nobody could decide any more would stay overdue for ever.
    private static bool MayChange(RepairCase state, VotingFrame frame, CommissionMember member) => frame.AllowChange
        || state.Stage == VotingStage.Lapsed
        || (state.Stage == VotingStage.DirectorAsked && member.Is(Role.ServiceDirector));

    private static CaseOutcome? Ended(RepairCase state) => state switch
    {
        { MergedInto: { } into } => new CaseOutcome.AlreadyMerged(into),
        { Withdrawn: true } => new CaseOutcome.AlreadyWithdrawn(),
        { Verdict: { } verdict } => new CaseOutcome.AlreadyDecided(verdict),
        _ => null,
    };

    private static CaseOutcome? AfterRepeat(RepairCase state, CommissionMember? member, Role role)
    {
        if (member is null) return new CaseOutcome.NotAMember();
        if (state.MergedInto is { } into) return new CaseOutcome.AlreadyMerged(into);
        if (state.State != CaseState.Repeat) return new CaseOutcome.StaleCard();
        return member.Is(role) ? null : new CaseOutcome.OnlyStationManager();
    }

    private static CaseOutcome.Done Completed(RepairCase state, DateTimeOffset now, CaseFact fact)
    {
        var after = state.With(fact);
        var complete = after is { Cause: not null, Responsible: not null, CustomerCall: { } call }
            && call != CallOutcome.NotReached;
        return new CaseOutcome.Done(complete ? [fact, new CaseClosed(now, Actor.Service)] : [fact]);
    }

    private static VerdictDeclared Declare(RepairCase state, Standing.Has has, DateTimeOffset now) =>
        new(now, Actor.Service, has.Verdict, Tally.Of(state.Votes), has.CastingVoteOf);
}
