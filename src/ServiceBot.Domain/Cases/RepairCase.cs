using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Cases;

/// <summary>How far the vote has come.</summary>
public enum VotingStage
{
    /// <summary>Until the first deadline.</summary>
    Voting = 1,

    /// <summary>Those missing were reminded.</summary>
    Reminded = 2,

    /// <summary>The director was asked to decide.</summary>
    DirectorAsked = 3,

    /// <summary>No decision came in time; votes still count.</summary>
    Lapsed = 4,

    /// <summary>Decided, withdrawn or merged.</summary>
    Over = 5,
}

/// <summary>The file opened on one suspected repeat repair: what its facts come to.</summary>
public sealed record RepairCase
{
    /// <summary>The station's code.</summary>
    public required string Station { get; init; }

    /// <summary>The number within the station.</summary>
    public required int Number { get; init; }

    /// <summary>The vehicle, with all that is known.</summary>
    public required VehicleRef Vehicle { get; init; }

    /// <summary>The repair in doubt, or null while unknown.</summary>
    public string? EarlierWorkOrderId { get; init; }

    /// <summary>The return visit, or null.</summary>
    public string? ReturnId { get; init; }

    /// <summary>Keys of the signals that speak of it now, in the order in which they came.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];

    /// <summary>Keys of signals that came after the verdict.</summary>
    public IReadOnlyList<string> SignalsAfterVerdict { get; init; } = [];

    /// <summary>When the case was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Whether it was opened from old records, without an alert, and no news has come to it.</summary>
    public bool FromHistory { get; init; }

    /// <summary>Opened from old records, and nobody has asked for it yet: it has no card and no vote.</summary>
    public bool AwaitsOpening => FromHistory && Frame is null && MergedInto is null && !Withdrawn;

    /// <summary>Electorate and rules of the vote, or null before it opened.</summary>
    public VotingFrame? Frame { get; init; }

    /// <summary>When the vote should be over, or null.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How far the vote has come.</summary>
    public VotingStage Stage { get; init; } = VotingStage.Voting;

    /// <summary>Whether the director was asked because too few had voted: his vote then decides alone.</summary>
    public bool DirectorDecides { get; init; }

    /// <summary>The votes that count now, one a member, by member id.</summary>
    public IReadOnlyList<Vote> Votes { get; init; } = [];

    /// <summary>Ids of members who do not vote because their own work is judged.</summary>
    public IReadOnlyList<string> Recused { get; init; } = [];

    /// <summary>The latest press of each member in each channel, of former votes too: an earlier one that arrives late
    /// does not count.</summary>
    public IReadOnlyList<LatestPress> LatestPresses { get; init; } = [];

    /// <summary>The verdict, or null.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The count the verdict rests on, or null.</summary>
    public Tally? DecidedBy { get; init; }

    /// <summary>When it was decided, or null.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The cause, or null.</summary>
    public Cause? Cause { get; init; }

    /// <summary>The responsible, or null.</summary>
    public Responsible? Responsible { get; init; }

    /// <summary>How the last call to the customer went, or null.</summary>
    public CallOutcome? CustomerCall { get; init; }

    /// <summary>Whether cause, responsible and call are all there.</summary>
    public bool Complete { get; init; }

    /// <summary>Whether no signal is left.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>The case it was merged into, or null.</summary>
    public int? MergedInto { get; init; }

    /// <summary>Whether a member asked for a diagnosis in this vote.</summary>
    public bool DiagnosisRequested { get; init; }

    /// <summary>What the station manager answered to the last request, or null while it is awaited; of any member where no manager votes.</summary>
    public RemarkMade? Diagnosis { get; init; }

    /// <summary>Whether a diagnosis was asked for and is not there yet.</summary>
    public bool AwaitsDiagnosis => DiagnosisRequested && Diagnosis is null;

    /// <summary>Whether the flag was taken off a record after it had been on.</summary>
    public bool FlagWasLowered { get; init; }

    /// <summary>What members said, in order.</summary>
    public IReadOnlyList<RemarkMade> Remarks { get; init; } = [];

    /// <summary>Whether votes count now.</summary>
    public bool TakesVotes => Frame is not null && Stage != VotingStage.Over;

    /// <summary>Where the case stands.</summary>
    public CaseState State => this switch
    {
        { MergedInto: not null } or { Withdrawn: true } or { Complete: true } => CaseState.Closed,
        { Verdict: Commission.Verdict.Repeat } => CaseState.Repeat,
        { Verdict: Commission.Verdict.NotRepeat } => CaseState.NotRepeat,
        { Stage: VotingStage.Lapsed } => CaseState.Undecided,
        _ => CaseState.Open,
    };

    /// <summary>What the facts come to.</summary>
    /// <param name="facts">All facts of one case, in order; the first is <see cref="CaseOpened"/>.</param>
    /// <exception cref="ArgumentException">The first fact opens no case.</exception>
    public static RepairCase From(IEnumerable<CaseFact> facts)
    {
        RepairCase? state = null;
        foreach (var fact in facts)
        {
            state = fact is CaseOpened opened && state is null
                ? Opened(opened)
                : (state ?? throw new ArgumentException($"A case begins with {nameof(CaseOpened)}.", nameof(facts))).With(fact);
        }

        return state ?? throw new ArgumentException("A case has at least one fact.", nameof(facts));
    }

    /// <summary>The case after one more fact.</summary>
    /// <param name="fact">What happened.</param>
    public RepairCase With(CaseFact fact) => fact switch
    {
        VotingOpened x => this with
        {
            Frame = x.Frame, Deadline = x.Deadline, Stage = VotingStage.Voting, DirectorDecides = false, Votes = [],
            Recused = x.Recused, DiagnosisRequested = false, Diagnosis = null, FromHistory = FromHistory && !x.ForNews,
        },
        SignalJoined x => this with { Signals = Joined(Signals, [x.Signal]) },
        SignalWithdrawn x => this with
        {
            Signals = [.. Signals.Where(s => s != x.Signal)],
            SignalsAfterVerdict = [.. SignalsAfterVerdict.Where(s => s != x.Signal)],
        },
        SignalAfterVerdict x => this with { SignalsAfterVerdict = Joined(SignalsAfterVerdict, [x.Signal]) },
        CaseTied x => this with
        {
            Vehicle = x.Vehicle, EarlierWorkOrderId = x.EarlierWorkOrderId, ReturnId = x.ReturnId,
        },
        CaseMerged x => this with { MergedInto = x.Into, Stage = VotingStage.Over, Signals = [] },
        CaseTookOver x => this with { Signals = Joined(Signals, x.Signals) },
        CaseWithdrawn => this with { Withdrawn = true, Stage = VotingStage.Over },
        FlagLowered => this with { FlagWasLowered = true },
        RemarkMade x => this with { Remarks = [.. Remarks, x], Diagnosis = AwaitsDiagnosis && IsByManager(x) ? x : Diagnosis },
        VoteCast x => IsOutdated(x.MemberId, x.Press)
            ? this
            : this with { Votes = Counted(x), LatestPresses = Pressed(x.MemberId, x.Press) },
        VoteConfirmed x => IsOutdated(x.MemberId, x.Press)
            ? this
            : this with { LatestPresses = Pressed(x.MemberId, x.Press) },
        Cases.DiagnosisRequested => this with { DiagnosisRequested = true, Diagnosis = null },
        MissingReminded x => this with { Stage = VotingStage.Reminded, Deadline = x.Deadline },
        DirectorAsked x => this with
        {
            Stage = VotingStage.DirectorAsked, DirectorDecides = x.ForLackOfQuorum, Deadline = x.Deadline,
        },
        VotingLapsed => this with { Stage = VotingStage.Lapsed },
        VerdictDeclared x => this with
        {
            Verdict = x.Verdict, DecidedBy = x.Tally, DecidedAt = x.At, Stage = VotingStage.Over,
        },
        CaseReopened => this with
        {
            Verdict = null, DecidedBy = null, DecidedAt = null, Cause = null, Responsible = null, CustomerCall = null,
            Complete = false, Withdrawn = false, Signals = Joined(Signals, SignalsAfterVerdict), SignalsAfterVerdict = [],
        },
        CauseNamed x => this with { Cause = x.Cause },
        CauseTakenBack => this with { Cause = null, Responsible = null },
        ResponsibleNamed x => this with { Responsible = x.Responsible },
        CustomerCalled x => this with { CustomerCall = x.Outcome },
        CaseClosed => this with { Complete = true },
        _ => throw new ArgumentException($"A case cannot take {fact.GetType().Name} here.", nameof(fact)),
    };

    private bool IsByManager(RemarkMade remark)
    {
        var managers = (Frame?.Electorate ?? []).Where(x => x.Is(Role.StationManager)).ToList();
        return managers.Count == 0 || managers.Exists(x => x.Id == remark.By.MemberId);
    }

    private static RepairCase Opened(CaseOpened x) => new()
    {
        Station = x.Station,
        Number = x.Number,
        Vehicle = x.Vehicle,
        EarlierWorkOrderId = x.EarlierWorkOrderId,
        ReturnId = x.ReturnId,
        Signals = x.Signals,
        OpenedAt = x.At,
        FromHistory = x.FromHistory,
    };

    private static IReadOnlyList<string> Joined(IReadOnlyList<string> known, IReadOnlyList<string> added) =>
        [.. known, .. added.Where(x => !known.Contains(x))];

    private IReadOnlyList<Vote> Counted(VoteCast cast) =>
    [
        .. Votes.Where(x => x.MemberId != cast.MemberId)
            .Append(new Vote(cast.MemberId, cast.Choice, cast.At, cast.Press))
            .OrderBy(x => x.MemberId, StringComparer.Ordinal),
    ];

    private IReadOnlyList<LatestPress> Pressed(string memberId, PressOrder? press) => press is null
        ? LatestPresses
        : [.. LatestPresses.Where(x => x.MemberId != memberId || x.Press.Channel != press.Channel), new LatestPress(memberId, press)];

    // Of two presses of one member in one channel the one with the higher number stands, whichever arrived first.
    internal bool IsOutdated(string memberId, PressOrder? press) =>
        press is not null && LatestIn(memberId, press.Channel) > press.Number;

    internal long? LatestIn(string memberId, string channel) =>
        LatestPresses.FirstOrDefault(x => x.MemberId == memberId && x.Press.Channel == channel)?.Press.Number;
}
