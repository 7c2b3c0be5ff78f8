using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class VehicleIdentityTests
{
    private const string OtherVin = "WV1ZZZ2HZ8H012345";
    private const string BodyVin = "Z7C2250B7C0001234";

    private static WorkOrder Earlier(VehicleRef vehicle) =>
        New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00", vehicle: vehicle);

    private static WorkOrder Back(VehicleRef vehicle, string opened = "2026-11-05 10:00") =>
        New.Return("R1", opened) with { Vehicle = vehicle };

    [Fact]
    public void Vehicles_are_the_same_by_VIN_whatever_the_plate() =>
        Assert.NotNull(Judging.Return(Earlier(New.Vehicle(plate: "А123ВС178")), Back(New.Vehicle(plate: "В777ОР77"))));

    [Fact]
    public void Vehicles_with_different_VINs_are_different_whatever_the_plate() =>
        Assert.Null(Judging.Return(Earlier(New.Vehicle()), Back(New.Vehicle(OtherVin))));

    [Theory]
    [InlineData(null, New.Vin)]
    [InlineData(New.Vin, null)]
    [InlineData(null, null)]
    public void Where_one_has_no_VIN_the_plate_tells(string? then, string? now)
    {
        Assert.NotNull(Judging.Return(Earlier(New.Vehicle(then)), Back(New.Vehicle(now))));
        Assert.Null(Judging.Return(Earlier(New.Vehicle(then)), Back(New.Vehicle(now, "В777ОР77"))));
    }

    [Fact]
    public void Cyrillic_and_Latin_letters_of_the_same_shape_are_one_letter() =>
        Assert.NotNull(Judging.Return(
            Earlier(New.Vehicle(null, "А123ВС178")), Back(New.Vehicle(null, "a 123 bc 178 rus"))));

    [Fact]
    public void Two_VINs_of_one_record_make_one_vehicle()
    {
        var chassis = Earlier(New.Vehicle(plate: null));
        var body = Back(New.Vehicle(BodyVin, null));
        Assert.Null(Judging.Return(chassis, body));
        var both = New.WorkOrder(
            "M1", "2026-01-10 09:00", "2026-01-10 10:00", kind: WorkOrderKind.Maintenance,
            vehicle: New.Vehicle(plate: null, secondVin: BodyVin));
        Assert.NotNull(Judging.Return(chassis, body, both));
    }

    [Fact]
    public void VINs_join_through_several_records()
    {
        var one = Earlier(New.Vehicle(New.Vin, null, BodyVin));
        var two = New.Booking("B1", "2026-11-02 10:00", flag: false, vehicle: New.Vehicle(BodyVin, null, OtherVin));
        Assert.Null(Judging.Return(one, Back(New.Vehicle(OtherVin, null))));
        Assert.NotNull(Judging.Return(one, two, Back(New.Vehicle(OtherVin, null))));
    }

    [Fact]
    public void A_plate_that_moved_to_another_VIN_does_not_join_two_vehicles()
    {
        var histories = VehicleHistory.Gather([Earlier(New.Vehicle()), Back(New.Vehicle(OtherVin))], [], new VisitRules());
        Assert.Equal(2, histories.Count);
        Assert.Empty(Judging.Of(Earlier(New.Vehicle()), Back(New.Vehicle(OtherVin))));
    }

    [Fact]
    public void A_record_with_only_the_moved_plate_belongs_to_who_bore_it_then()
    {
        var earlier = Earlier(New.Vehicle());
        var newBearer = New.WorkOrder("M1", "2026-11-10 09:00", "2026-11-10 10:00", "ТО", null, New.Vehicle(OtherVin), WorkOrderKind.Maintenance);
        Assert.Equal("E1", Judging.Return(earlier, newBearer, Back(New.Vehicle(null), "2026-11-09 10:00"))?.EarlierWorkOrderId);
        Assert.Null(Judging.Return(earlier, newBearer, Back(New.Vehicle(null), "2026-11-12 10:00")));
    }

    [Fact]
    public void A_record_with_only_the_plate_before_anyone_bore_it_belongs_to_its_first_bearer()
    {
        var early = New.WorkOrder("E0", "2026-10-30 09:00", "2026-10-30 18:00", vehicle: New.Vehicle(null));
        var first = New.Return("R1", "2026-11-05 10:00");
        var second = New.WorkOrder("M1", "2026-11-10 09:00", vehicle: New.Vehicle(OtherVin));
        Assert.Equal("E0", Judging.Of(early, first, second).Single(x => x.WorkOrderId == "R1").EarlierWorkOrderId);
    }

    [Fact]
    public void The_vehicle_of_a_history_carries_the_latest_of_each_identifier()
    {
        var history = Assert.Single(VehicleHistory.Gather(
            [
                Earlier(New.Vehicle(New.Vin, "А123ВС178", null, "ГАЗель")),
                Back(New.Vehicle(New.Vin, "В777ОР77", BodyVin)),
            ],
            [], new VisitRules()));
        Assert.Equal(New.Vehicle(New.Vin, "В777ОР77", BodyVin, "ГАЗель"), history.Vehicle);
    }

    [Fact]
    public void Records_of_vehicles_that_share_nothing_stay_apart()
    {
        var histories = VehicleHistory.Gather(
            [Earlier(New.Vehicle(New.Vin, null)), Back(New.Vehicle(OtherVin, null))], [New.Report("k", "2026-11-02", vehicle: New.Vehicle(null, "К001КК77"))], new VisitRules());
        Assert.Equal([1, 1, 0], histories.OrderByDescending(h => h.Orders.Count).Select(h => h.Orders.Count));
    }
}
