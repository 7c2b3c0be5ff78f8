using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;

namespace ServiceBot.Domain.Tests.Builders;

/// <summary>A case whose vote is open, and people who act on it; the facts of each act are appended as the host does.</summary>
internal sealed class Ballot
{
    private readonly List<CaseFact> _facts = [];
    private readonly IReadOnlyList<CommissionMember> _members;
    private readonly TimeSpan _minimum;

    public Ballot(
        IReadOnlyList<CommissionMember>? members = null, int quorum = 3, double minimumMinutes = 0, bool allowChange = true,
        params string[] recused)
    {
        _members = members ?? New.Commission;
        _minimum = TimeSpan.FromMinutes(minimumMinutes);
        Quorum = quorum;
        AllowChange = allowChange;
        Append(new CaseOpened(
            Start, Actor.Service, New.Station, 1, New.Vehicle(), "E1", "R1", ["ReturnedWithinWindow:R1"]));
        OpenVote(recused);
    }

    public static DateTimeOffset Start { get; } = Moscow.At("2026-11-20 10:00");

    public static DateTimeOffset Deadline { get; } = Moscow.At("2026-11-20 18:00");

    public int Quorum { get; }

    public bool AllowChange { get; }

    public DateTimeOffset Now { get; set; } = Start.AddHours(1);

    public IReadOnlyList<CaseFact> Facts => _facts;

    public RepairCase State { get; private set; } = null!;

    public void OpenVote(params string[] recused) => Append(new VotingOpened(
        Start, Actor.Service,
        VotingFrame.Open(_members, recused.ToHashSet(), Quorum, _minimum, AllowChange, Start), Deadline, recused));

    public void Append(params IEnumerable<CaseFact> facts)
    {
        foreach (var fact in facts) _facts.Add(fact);
        State = RepairCase.From(_facts);
    }

    public CommissionMember? Member(string id) => _members.FirstOrDefault(x => x.Id == id);

    public static Actor By(string id) => new(id, id, "telegram");

    public CaseOutcome Cast(string member, VoteChoice choice, long? press = null, string channel = "telegram") =>
        Take(CaseDecisions.CastVote(
            State, Member(member), By(member), choice, press is { } number ? new PressOrder(channel, number) : null, Now));

    public CaseOutcome Diagnosis(string member) => Take(CaseDecisions.RequestDiagnosis(State, Member(member), By(member), Now));

    public CaseOutcome Name(string member, Cause cause) => Take(CaseDecisions.NameCause(State, Member(member), By(member), cause, Now));

    public CaseOutcome TakeBack(string member) => Take(CaseDecisions.TakeCauseBack(State, Member(member), By(member), Now));

    public CaseOutcome Name(string member, ResponsibleKind kind) =>
        Take(CaseDecisions.NameResponsible(State, Member(member), By(member), new Responsible(kind, null), Now));

    public CaseOutcome Call(string member, CallOutcome outcome) => Take(CaseDecisions.RecordCall(State, Member(member), By(member), outcome, Now));

    public CaseOutcome Reopen(string member) => Take(CaseDecisions.Reopen(State, Member(member), By(member), Now));

    /// <summary>The clock rings; a new stage would last until <paramref name="next"/>.</summary>
    public IReadOnlyList<CaseFact> Tick(DateTimeOffset now, DateTimeOffset? next = null)
    {
        Now = now;
        var facts = CaseDecisions.Tick(State, now, next ?? now.AddHours(4));
        Append(facts);
        return facts;
    }

    /// <summary>Three agree, so that nobody left can change it.</summary>
    public Ballot Decided(Verdict verdict)
    {
        var choice = verdict == Verdict.Repeat ? VoteChoice.Repeat : VoteChoice.NotRepeat;
        foreach (var member in new[] { "client", "manager", "director" }) Cast(member, choice);
        Assert.Equal(verdict, State.Verdict);
        return this;
    }

    private CaseOutcome Take(CaseOutcome outcome)
    {
        Append(outcome.Facts);
        return outcome;
    }
}
