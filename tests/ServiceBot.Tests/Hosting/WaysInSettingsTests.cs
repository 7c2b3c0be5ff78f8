using ServiceBot.Hosting;
using ServiceBot.Stations;
using static ServiceBot.Tests.Hosting.SettingsText;

namespace ServiceBot.Tests.Hosting;

/// <summary>The settings of watchers and hooks.</summary>
public sealed class WaysInSettingsTests
{
    [Fact]
    public void Sound_ways_in_have_no_fault_and_names_come_out_in_their_own_spelling()
    {
        var read = ReadStation(
            """ "Name": "СТО" """,
            """
            "OData": [ { "Name": "alfa", "BaseUrl": "https://server/alfa", "User": "Обмен", "Password": "p", "Preset": "alfaavto", "Since": "2026-01-01",
              "Entities": { "booking": { "Name": "" }, "WorkOrder": { "Fields": { "VEHICLE": "ТС_Key|Автомобили.Автомобиль_Key" } } }, "Kinds": { "Особый": "INTERNAL" } } ],
            "Sql": [ { "Name": "dms", "Provider": "sqlserver", "ConnectionString": "Server=s;Database=d;User Id=u;Password=p",
              "Queries": [ { "Kind": "workorder", "View": "dbo.orders", "HighWater": "changed", "Columns": { "n": "ID", "o": "openedat", "p": "vehicle.Plate" } } ] } ],
            "Hooks": [ { "Name": "forms", "Secret": "0123456789abcdef", "Fields": { "Comment": "$.c" }, "Answers": [ { "Path": "$.a" } ] } ],
            """);

        Assert.Empty(read.Faults.Select(f => f.Line(SettingsWording.In("en"))));
        var (odata, sql, hook) = (read.Settings.OData[0], read.Settings.Sql[0], read.Settings.Hooks[0]);
        Assert.Equal(("sever", "AlfaAvto", "internal"), (odata.Station, odata.Preset, odata.Kinds["Особый"]));
        Assert.Equal(["Booking", "WorkOrder"], odata.Entities.Keys.Order());
        Assert.Equal("ТС_Key|Автомобили.Автомобиль_Key", odata.Entities["WorkOrder"].Fields["vehicle"]);
        Assert.Equal(("SqlServer", "WorkOrder", "id"), (sql.Provider, sql.Queries[0].Kind, sql.Queries[0].Columns["n"]));
        Assert.Equal(("sever", "SurveyResponse", "$.c"), (hook.Station, hook.Kind, hook.Fields["comment"]));
    }

    [Fact]
    public void Every_fault_of_a_way_in_is_told_at_its_place_and_secrets_are_masked()
    {
        var read = ReadStation(
            """ "Name": "СТО" """,
            """
            "OData": [ { "Name": "alfa", "Station": "yug", "BaseUrl": "http://u:geheim@server", "User": "a:b", "Preset": "УТ", "PageSize": 1, "Ids": "x", "Passwort": "geheim",
              "Entities": { "Cars": { "Name": "x" }, "Vehicle": { "Name": "a/b", "Fields": { "wine": "VIN", "vin": "a;b" } } }, "Kinds": { "a": "b" } } ],
            "Sql": [ { "Name": "dms", "Provider": "Sqlite", "ConnectionString": "geheim", "Queries": [
              { "Kind": "WorkOrder", "View": "a b", "HighWater": "x;", "RowLimit": 0, "Columns": { "a": "id", "b": "colour", "c;": "closedAt" } },
              { "Kind": "Booking", "View": "v", "HighWater": "h", "Columns": { "a": "id" } } ] } ],
            "Hooks": [ { "Name": "forms", "Secret": "geheim", "Fields": { "lines.text": "$.a", "comment": "$..b" } }, { "Name": "FORMS", "Secret": "0123456789abcdef", "Kind": "Call", "Answers": [ { "Path": "" } ] } ],
            """);

        string[] expected =
        [
            "Hooks:0:Fields:comment", "Hooks:0:Fields:lines.text", "Hooks:0:Secret", "Hooks:1:Answers:0", "Hooks:1:Answers:0:Path", "Hooks:1:Name",
            "OData:0:BaseUrl", "OData:0:Entities:Cars", "OData:0:Entities:Vehicle:Fields:vin", "OData:0:Entities:Vehicle:Fields:wine", "OData:0:Entities:Vehicle:Name",
            "OData:0:Ids", "OData:0:Kinds:a", "OData:0:PageSize", "OData:0:Passwort", "OData:0:Preset", "OData:0:Station", "OData:0:User",
            "Sql:0:ConnectionString", "Sql:0:Queries:0:Columns:b", "Sql:0:Queries:0:Columns:c;", "Sql:0:Queries:0:HighWater", "Sql:0:Queries:0:RowLimit",
            "Sql:0:Queries:0:View", "Sql:0:Queries:1:Columns",
        ];
        Assert.Equal(expected.Select(x => "ServiceBot:" + x), read.Faults.Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.All(read.Faults, f => Assert.DoesNotContain("geheim", f.Line(SettingsWording.In("ru")), StringComparison.Ordinal));
    }
}
