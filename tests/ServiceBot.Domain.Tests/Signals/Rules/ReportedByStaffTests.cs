using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class ReportedByStaffTests
{
    private static readonly WorkOrder First = New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00");

    private static readonly WorkOrder Second = New.WorkOrder(
        "E2", "2026-12-05 09:00", "2026-12-05 18:00", New.DeadLamp, "замена лампы ближнего света");

    [Fact]
    public void A_report_doubts_the_order_that_it_names()
    {
        var signal = Assert.Single(Judging.Of([First, Second], [New.Report("k1", "2026-12-10 10:00", "E1")]));
        Assert.Equal("ReportedByStaff:k1", signal.Key);
        Assert.Equal(("E1", true, 39), (signal.EarlierWorkOrderId, signal.NamesEarlier, signal.Evidence.DaysSince));
        Assert.True(signal.OpensCase);
        Assert.Equal("снова приехал", signal.Evidence.Quote);
    }

    [Fact]
    public void Without_a_name_it_doubts_the_latest_repair_before_the_report()
    {
        string? Earlier(string at) => Assert.Single(Judging.Of([First, Second], [New.Report("k1", at)])).EarlierWorkOrderId;
        Assert.Equal("E2", Earlier("2026-12-10 10:00"));
        Assert.Equal("E1", Earlier("2026-12-05 12:00"));
        Assert.Null(Earlier("2026-10-10 10:00"));
    }

    [Fact]
    public void A_report_about_a_vehicle_without_records_is_a_signal()
    {
        var signal = Assert.Single(Judging.Of([], [New.Report("k1", "2026-12-10 10:00")]));
        Assert.Null(signal.EarlierWorkOrderId);
        Assert.Equal(New.Vehicle(), signal.Vehicle);
    }

    [Fact]
    public void A_report_with_only_the_plate_finds_the_vehicle()
    {
        var signal = Assert.Single(Judging.Of([First], [New.Report("k1", "2026-11-10 10:00", vehicle: New.Vehicle(vin: null))]));
        Assert.Equal(("E1", New.Vin), (signal.EarlierWorkOrderId, signal.Vehicle.Vin?.Value));
    }

    [Fact]
    public void Reports_about_other_vehicles_are_not_mixed_in()
    {
        var other = New.Report("k2", "2026-11-10 10:00", vehicle: New.Vehicle("WV1ZZZ2HZ8H012345", "О777ОО77"));
        var signals = Judging.Of([First], [New.Report("k1", "2026-11-10 10:00"), other]);
        Assert.Equal(["E1", null], signals.OrderBy(x => x.Key).Select(x => x.EarlierWorkOrderId));
    }
}
