using System.Collections.Immutable;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

public sealed class MappingTests
{
    /// <summary>The README's example.</summary>
    private static readonly FileReadingOptions Mine = new(new StationClocks([new("mine", FileTrial.Moscow), new("sever", FileTrial.Moscow)]))
    {
        Mappings =
        [
            Map("PONumber", "id", RecordKind.WorkOrder),
            Map("ACtStartDate", "openedAt", RecordKind.WorkOrder) with { Format = "d/M/yyyy" },
            Map("Work_Order_Basic_Start_Date", "openedAt", RecordKind.WorkOrder) with { Format = "d/M/yyyy" },
            Map("ACtStartDate", "closedAt", RecordKind.WorkOrder) with { Format = "d/M/yyyy" },
            Map("AssetID", "vehicle.plate"),
            Map("ShortText", "complaint"),
            Map("WO_Type", "kind") with { Values = new Dictionary<string, string> { ["PM01"] = "repair", ["PM02"] = "maintenance" }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase) },
            Map("", "station") with { Value = "mine" },
        ],
    };

    private const string Header = "WO_Type,PONumber,Work_Order_Basic_Start_Date,ACtStartDate,ShortText,WorkCentre,AssetID,Work_Order_Total_Actual_Cost\n";

    [Fact]
    public void Work_orders_of_machines_without_a_plate_are_read_by_the_example_of_the_README()
    {
        var orders = FileTrial.Read(
            Header + "PM01,0017,13/09/2021,0/1/00,hose leaking at boom,WC1,0017,200\npm02,0018,06/02/2022,07/02/2022,500 hr service,WC1,DR-5,300\n",
            "work-orders.csv", Mine).All<WorkOrder>();

        Assert.Equal([("0017", "mine", "0017", WorkOrderKind.Repair), ("0018", "mine", "DR5", WorkOrderKind.Maintenance)], orders.Select(o => (o.Id, o.Station, o.Vehicle!.Plate!.Value, o.OrderKind)));
        Assert.Equal([new DateTime(2021, 9, 13), new DateTime(2022, 2, 7)], orders.Select(o => o.OpenedAt.Date));
        Assert.Equal([null, new DateTime(2022, 2, 7)], orders.Select(o => o.ClosedAt?.Date));
        Assert.Equal("hose leaking at boom", orders[0].Complaint);
    }

    [Fact]
    public void A_date_in_another_format_than_the_settings_say_is_a_fault_and_not_guessed()
    {
        var fault = Assert.Single(FileTrial.Read(Header + "PM01,1,2021-09-13,,x,WC1,DR-5,1\n", "work-orders.csv", Mine).Faults);

        Assert.Equal(("Work_Order_Basic_Start_Date", "2021-09-13", "CellNotInFormat"), (fault.Column, fault.Value, fault.Fault.Key));
        Assert.Contains("d/M/yyyy", fault.Message(FileTrial.Russian), StringComparison.Ordinal);
    }

    [Fact]
    public void Month_before_day_is_read_where_the_settings_say_so()
    {
        var options = FileTrial.North with { Mappings = [Map("Opened", "openedAt") with { Format = "MM/dd/yyyy|MM/dd/yyyy H:mm" }] };

        var order = FileTrial.Read("id,Opened,plate\n1,11/12/2026 9:10,A123BC178\n", options: options with { Kind = RecordKind.WorkOrder }).Only<WorkOrder>();

        Assert.Equal(FileTrial.At(11, 12, 9, 10), order.OpenedAt);
    }

    [Fact]
    public void A_mapping_for_other_files_says_nothing_of_this_one()
    {
        var options = FileTrial.North with { Mappings = [Map("Причина обращения", "operator") with { File = "calls-*.csv" }] };
        const string Table = "Номер заявки;Дата заявки;VIN;Причина обращения\n1;20.11.2026;XTT1;стук\n";

        Assert.Equal("стук", FileTrial.Read(Table, "bookings.csv", options).Only<Booking>().Complaint);
        Assert.Equal("стук", FileTrial.Read(Table, "Calls-11.csv", options with { Kind = RecordKind.Booking }).Only<Booking>().Operator!.Name);
    }

    [Fact]
    public void Telephones_are_hidden_in_what_is_shown_of_a_fault_and_keys_are_not()
    {
        var trial = FileTrial.Read("Номер заявки;Дата заявки;VIN;Причина обращения\n89990001122;звонить 8 (999) 000-11-22;XTT1;стук\n");

        var fault = Assert.Single(trial.Faults);
        Assert.Equal("звонить ··· 11-22", fault.Value);
        Assert.Equal("89990001122", Assert.Single(trial.Rejections).Id);
    }

    private static ColumnMapping Map(string column, string field, RecordKind? kind = null) => new(column, field, kind);
}
