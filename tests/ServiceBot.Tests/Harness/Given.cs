using ServiceBot.Domain.Sources;

namespace ServiceBot.Tests.Harness;

/// <summary>Records of an invented vehicle.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 9, 7, 0, 0, TimeSpan.Zero);

    public static VehicleRef Vehicle(int n = 1) => new(
        Vin.Read($"X9632120080{n:000000}"), null, PlateNumber.Read($"А{n % 1000:000}ВС178"), "ГАЗель NEXT");

    public static WorkOrder Repair(
        string id, int vehicle = 1, int openedDay = 0, int? closedDay = 1, string complaint = "стук спереди справа на кочках",
        string work = "Замена шаровой опоры правой", string? bookingId = null) => new()
        {
            Station = StationUnderTest.Code,
            Id = id,
            BookingId = bookingId,
            Vehicle = Vehicle(vehicle),
            OpenedAt = Monday.AddDays(openedDay),
            ClosedAt = closedDay is { } day ? Monday.AddDays(day) : null,
            Complaint = complaint,
            Foreman = new Person(null, "Сменов И. И."),
            Advisor = new Person(null, "Приемкин П. П."),
            Lines = [new WorkOrderLine("R-1", work, "Подвеска", new Person("m1", "Слесарев В. В."), 1.5m, 2000m)],
        };

    public static Booking Booking(
        string id, int vehicle = 1, int day = 8, bool? flag = true, string complaint = "снова стук спереди справа") => new()
        {
            Station = StationUnderTest.Code,
            Id = id,
            Vehicle = Vehicle(vehicle),
            CreatedAt = Monday.AddDays(day),
            Complaint = complaint,
            PossibleRepeat = flag,
        };

    public static SurveyResponse Survey(string id, string? workOrderId, string comment, int day = 3) => new()
    {
        Station = StationUnderTest.Code, Id = id, WorkOrderId = workOrderId, AnsweredAt = Monday.AddDays(day), Comment = comment,
    };
}
