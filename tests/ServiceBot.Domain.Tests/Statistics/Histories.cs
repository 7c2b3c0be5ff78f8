using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Domain.Tests.Statistics;

/// <summary>Writes the facts of one case, hour by hour.</summary>
internal sealed class History
{
    public static readonly CommissionMember Client = new("rks", "Клиентова К. К.", [Role.HeadOfClientService]);
    public static readonly CommissionMember Manager = new("rsto", "Станционов С. С.", [Role.StationManager]);
    public static readonly CommissionMember Foreman = new("mc", "Цехов Ц. Ц.", [Role.Foreman]);
    public static readonly CommissionMember Director = new("dir", "Директоров Д. Д.", [Role.ServiceDirector]);
    public static readonly IReadOnlyList<CommissionMember> Commission = [Client, Manager, Foreman, Director];

    private readonly List<CaseFact> _facts = [];
    private readonly int _number;
    private readonly IReadOnlyList<CommissionMember> _members;

    public History(int number, DateTimeOffset opened, IReadOnlyList<CommissionMember>? members = null)
    {
        _number = number;
        _members = members ?? Commission;
        At = opened;
        Add(new CaseOpened(
            At, Actor.Service, "sever", number, new VehicleRef(null, null, PlateNumber.Read("А123ВС178"), null), "ЗН-1", null,
            [$"signal:{number}"]));
        Vote();
    }

    public DateTimeOffset At { get; private set; }

    public static implicit operator CaseHistory(History history) => new([.. history._facts]);

    public History After(double hours)
    {
        At = At.AddHours(hours);
        return this;
    }

    public History Vote(double hours = 16) => Add(new VotingOpened(
        At, Actor.Service, VotingFrame.Open(_members, new HashSet<string>(), 3, TimeSpan.Zero, true, At),
        At.AddHours(hours), []));

    public History Cast(CommissionMember member, VoteChoice choice) => Add(new VoteCast(
        At, new Actor(member.Id, member.Name, "web"), member.Id, choice, null));

    public History Decide(Verdict verdict) => Add(new VerdictDeclared(At, Actor.Service, verdict, new Tally(3, 0, 0), null));

    public History Remind() => Add(new MissingReminded(At, Actor.Service, ["dir"], At.AddHours(16)));

    public History AskDirector() => Add(new DirectorAsked(At, Actor.Service, true, At.AddHours(16)));

    public History Lapse() => Add(new VotingLapsed(At, Actor.Service));

    public History Reopen() => Add(new CaseReopened(At, Actor.Service)).Vote();

    public History Merge(int into) => Add(new CaseMerged(At, Actor.Service, into));

    public History Withdraw() => Add(new CaseWithdrawn(At, Actor.Service));

    public History Name(Cause cause) => Add(new CauseNamed(At, Actor.Service, cause));

    public History TakeCauseBack() => Add(new CauseTakenBack(At, Actor.Service));

    public History Name(ResponsibleKind kind, string? person = null) => Add(new ResponsibleNamed(
        At, Actor.Service, new Responsible(kind, person is null ? null : new Person(null, person))));

    public History Call(CallOutcome outcome) => Add(new CustomerCalled(At, Actor.Service, outcome));

    public History Close() => Add(new CaseClosed(At, Actor.Service));

    public History AskForDiagnosis() => Add(new DiagnosisRequested(At, new Actor(Client.Id, Client.Name, "web")));

    public History Say(CommissionMember member, string text) => Add(new RemarkMade(At, new Actor(member.Id, member.Name, "web"), text, []));

    public History LowerFlag() => Add(new FlagLowered(At, Actor.Service, RecordKind.Booking, $"З-{_number}", "false"));

    private History Add(CaseFact fact)
    {
        _facts.Add(fact);
        return this;
    }
}
