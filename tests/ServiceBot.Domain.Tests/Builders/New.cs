using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Builders;

/// <summary>Things as a station has them, each valid as it is; a test says only what it is about.</summary>
internal static class New
{
    public const string Station = "msk-1";
    public const string Vin = "X96A22R32N2712345";
    public const string Plate = "А123ВС178";

    /// <summary>What the fault is in words that the comparison surely understands.</summary>
    public const string Knock = "стук спереди";
    public const string BallJoint = "замена шаровой опоры левой";
    public const string KnockAgain = "снова стук спереди";
    public const string OtherSide = "стучит шаровая справа";
    public const string DeadLamp = "не горит фара";

    public static VehicleRef Vehicle(string? vin = Vin, string? plate = Plate, string? secondVin = null, string? model = null) =>
        new(Domain.Sources.Vin.Read(vin), Domain.Sources.Vin.Read(secondVin), PlateNumber.Read(plate), model);

    public static WorkOrder WorkOrder(
        string id, string opened, string? closed = null, string? complaint = Knock, string? work = BallJoint,
        VehicleRef? vehicle = null, WorkOrderKind kind = WorkOrderKind.Repair) => new()
    {
        Station = Station,
        Id = id,
        Vehicle = vehicle ?? Vehicle(),
        OpenedAt = Moscow.At(opened),
        ClosedAt = closed is null ? null : Moscow.At(closed),
        OrderKind = kind,
        Complaint = complaint,
        Lines = work is null ? [] : [new WorkOrderLine(null, work)],
    };

    /// <summary>A visit with the fault of <see cref="WorkOrder"/> again, still at the station.</summary>
    public static WorkOrder Return(string id, string opened, string? complaint = KnockAgain) =>
        WorkOrder(id, opened, null, complaint, work: null);

    /// <summary>A booking flagged as a possible repeat.</summary>
    public static Booking Booking(
        string id, string created, string? planned = null, bool? flag = true, string? earlier = null,
        string? complaint = KnockAgain, VehicleRef? vehicle = null) => new()
    {
        Station = Station,
        Id = id,
        Vehicle = vehicle ?? Vehicle(),
        CreatedAt = Moscow.At(created),
        PlannedAt = planned is null ? null : Moscow.At(planned),
        PossibleRepeat = flag,
        EarlierWorkOrderId = earlier,
        Complaint = complaint,
    };

    /// <summary>A survey response; "poor repair" unless told otherwise.</summary>
    public static SurveyResponse Survey(
        string id, string answered, string? order = null, string? comment = "некачественный ремонт",
        VehicleRef? vehicle = null, bool namesVehicle = true) => new()
    {
        Station = Station,
        Id = id,
        Vehicle = namesVehicle ? vehicle ?? Vehicle() : null,
        AnsweredAt = Moscow.At(answered),
        WorkOrderId = order,
        Comment = comment,
    };

    public static StaffReport Report(
        string key, string at, string? earlier = null, string? text = "снова приехал", VehicleRef? vehicle = null) =>
        new(Station, key, Moscow.At(at), vehicle ?? Vehicle(), earlier, text);

    public static CommissionMember Member(string id, params Role[] roles) => new(id, id, roles);

    /// <summary>The four of the commission: client, manager, foreman, director.</summary>
    public static IReadOnlyList<CommissionMember> Commission { get; } =
    [
        Member("client", Role.HeadOfClientService), Member("manager", Role.StationManager),
        Member("foreman", Role.Foreman), Member("director", Role.ServiceDirector),
    ];

    public static VotingFrame Frame(
        IReadOnlyList<CommissionMember>? members = null, int quorum = 3, double minimumMinutes = 0,
        bool allowChange = true, string opened = "2026-11-20 10:00", params string[] recused) =>
        VotingFrame.Open(
            members ?? Commission, recused.ToHashSet(), quorum, TimeSpan.FromMinutes(minimumMinutes), allowChange,
            Moscow.At(opened));

    public static Vote Vote(string member, VoteChoice choice) => new(member, choice, Moscow.At("2026-11-20 11:00"), null);

    /// <summary>A live signal strong enough to open a case, unless told otherwise.</summary>
    public static Signal Signal(
        string key, string? earlier, string? back = null, bool strong = true, FaultGrade? grade = null, bool names = false,
        RuleName rule = RuleName.ReturnedWithinWindow, RuleMode mode = RuleMode.Live, string at = "2026-11-10 10:00",
        VehicleRef? vehicle = null) => new()
    {
        Station = Station,
        Key = key,
        Rule = rule,
        Mode = mode,
        At = Moscow.At(at),
        Vehicle = vehicle ?? Vehicle(),
        EarlierWorkOrderId = earlier,
        NamesEarlier = names,
        ReturnId = back,
        Evidence = new SignalEvidence(grade),
        OpensCase = strong,
    };
}
