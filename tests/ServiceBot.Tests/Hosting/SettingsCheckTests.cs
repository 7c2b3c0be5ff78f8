using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Tests.Intake;

namespace ServiceBot.Tests.Hosting;

public sealed class SettingsCheckTests
{
    private const string Members =
        """
        [ { "Id": "rks", "Name": "Орлова А.", "Roles": [ "HeadOfClientService" ], "Telegram": 1 },
          { "Id": "rsto", "Name": "Смирнов В.", "Roles": [ "StationManager" ], "Telegram": 2 },
          { "Id": "mc", "Name": "Петров П.", "Roles": [ "Foreman" ] },
          { "Id": "adm", "Name": "Ким Е.", "Roles": [ "Administrator" ] } ]
        """;

    private static CheckedSettings Read(string json, params (string Key, string Value)[] environment) =>
        SettingsCheck.Read(new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
            .AddInMemoryCollection(environment.Select(x => KeyValuePair.Create(x.Key, (string?)x.Value)))
            .Build());

    private static CheckedSettings ReadSection(string inner) =>
        Read($$"""{ "ServiceBot": { {{inner}} } }""");

    /// <summary>One station, sound, with these settings added.</summary>
    private static CheckedSettings ReadStation(string inner, string root = "") =>
        ReadSection($$"""{{root}} "Stations": [ { "Code": "sever", {{inner}} } ]""");

    private static SettingsFault Only(CheckedSettings read) => Assert.Single(read.Faults);

    [Fact]
    public void Sound_settings_have_no_fault_and_make_a_station()
    {
        var read = Read(
            $$"""
            { "Urls": "http://*:5080;https://127.0.0.1:5081",
              "ServiceBot": {
                "Language": "EN", "DataFolder": "d", "Database": { "Provider": "sqlite", "ConnectionString": "Data Source=x.db" },
                "Telegram": { "Token": "123456789:AAbb_cc-dd", "Proxy": "socks5://user:pass@proxy:1080" },
                "Api": { "Keys": [ { "Name": "dms", "Key": "k1", "Stations": [ "SEVER" ] }, { "Name": "all", "Key": "k2" } ] },
                "Inbox": { "PollSeconds": 0.5, "Mappings": [ { "Column": "Гос. №", "Field": "plate", "Kind": "workorder" } ] },
                "Detection": { "WindowDays": 30, "WindowKm": 1000, "Rules": { "returnedWithinWindow": "shadow" }, "ExcludedKinds": [ "Body" ], "OpenCaseFor": "samearea" },
                "Survey": { "NegativeAnswers": [ "Плохо" ], "ScoreAtMost": 2.5 }, "Digest": { "Day": "friday", "Time": "08:30" },
                "Bonus": { "Mechanic": { "0": 10, "1": 0 }, "Foreman": { "0": 10, "1": 5, "2": 0 } }, "Retention": { "PersonalDataMonths": 36 },
                "Stations": [ { "Code": "sever", "Name": "СТО Север", "TimeZone": "Europe/Moscow",
                  "WorkingHours": { "Mon-Fri": "09:00-19:00", "Sat,Sun": "10:00-24:00" }, "Holidays": [ "2026-11-04" ], "RequireBooking": true,
                  "Chats": [ { "Channel": "Telegram", "Id": "-1001234567890", "Topic": 7 }, { "Channel": "web", "Id": "sever" } ],
                  "Members": {{Members}}, "Commission": { "Quorum": 3, "Deadline": "1.12:00:00", "MinimumOpen": "00:00:00" } } ] } }
            """);

        Assert.Empty(read.Faults.Select(f => f.Line(SettingsWording.In("en"))));
        Assert.Equal(("en", "Sqlite", "SameArea", "Friday"), (
            read.Settings.Language, read.Settings.Database.Provider, read.Settings.Detection.OpenCaseFor, read.Settings.Digest.Day));
        Assert.Equal("Shadow", read.Settings.Detection.Rules["ReturnedWithinWindow"]);
        Assert.Equal(["body"], read.Settings.Detection.ExcludedKinds!);
        Assert.Equal(["sever"], read.Settings.Api.Keys[0].Stations);
        var station = Assert.Single(StationDirectory.From(read.Settings).All);
        Assert.Equal(TimeSpan.FromHours(36), station.Commission.Deadline);
        Assert.Equal("telegram:-1001234567890/7", station.Chats[0].Key);
    }

    [Fact]
    public void The_least_settings_are_a_station_with_a_code() =>
        Assert.Empty(ReadSection("""  "Stations": [ { "Code": "sever" } ] """).Faults);

    [Fact]
    public void Without_a_station_the_fault_says_how_to_name_one()
    {
        var fault = Only(ReadSection(""" "Language": "ru" """));

        Assert.Equal(("ServiceBot:Stations", null), (fault.Path, fault.Value));
    }

    [Fact]
    public void All_wrong_settings_are_told_at_once_those_of_a_wrong_type_too()
    {
        var read = Read(
            """
            { "ServiceBot": { "Language": "de", "Inbox": { "PollSeconds": "often" }, "Detection": { "WindowDays": 0 },
              "Stations": [ { "Code": "sever", "TimeZone": "Mars/Olympus", "Commission": { "Deadline": "16" } }, "yug", { "Code": "sever" } ] } }
            """);

        Assert.Equal(
            [
                "ServiceBot:Detection:WindowDays", "ServiceBot:Inbox:PollSeconds", "ServiceBot:Language",
                "ServiceBot:Stations:0:Commission:Deadline", "ServiceBot:Stations:0:TimeZone", "ServiceBot:Stations:1",
                "ServiceBot:Stations:2:Code",
            ],
            read.Faults.Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Stations:0:Commission:Quorom", "3", "Quorum")]
    [InlineData("Telegram:Tokn", "1:a", "Token")]
    [InlineData("Langauge", "ru", "Language")]
    [InlineData("Detection:Windowdayz", "3", "WindowDays")]
    [InlineData("Stations:0:Members:0:Role", "x", "Roles")]
    public void A_mistyped_name_is_told_with_the_nearest_known_one_and_without_its_value(string path, string value, string nearest)
    {
        var read = Read(
            """{ "ServiceBot": { "Stations": [ { "Code": "sever", "Members": [ { "Id": "a", "Roles": [ "Mechanic" ] } ] } ] } }""",
            ($"ServiceBot:{path}", value));

        var fault = Only(read);
        Assert.Equal(($"ServiceBot:{path}", null, "UnknownNearest"), (fault.Path, fault.Value, fault.Key));
        Assert.Contains(nearest, fault.Line(SettingsWording.In("ru")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_like_no_other_is_told_with_all_there_are()
    {
        var fault = Only(Read("""{ "ServiceBot": { "Stations": [ { "Code": "sever" } ], "Weather": "sunny" } }"""));

        Assert.Equal("Unknown", fault.Key);
        Assert.Contains("DataFolder", fault.Line(SettingsWording.In("en")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Telegram:Token", "secret token", "Telegram")]
    [InlineData("Telegram:Proxy", "ftp://user:secret@proxy", "Telegram")]
    [InlineData("Telegram:ApiUrl", "ftp://user:secret@host", "Telegram")]
    [InlineData("Database:ConnectionString", "secret", "Database")]
    [InlineData("Api:Keys:0:Key", "secret with blanks", "Api")]
    [InlineData("Telegram", "1:secret", "Telegram")]
    public void No_secret_is_shown(string path, string value, string section)
    {
        var read = Read("""{ "ServiceBot": { "Stations": [ { "Code": "sever" } ] } }""", ($"ServiceBot:{path}", value));

        var line = Only(read).Line(SettingsWording.In("ru"));
        Assert.StartsWith($"ServiceBot:{section}", line, StringComparison.Ordinal);
        Assert.Contains("***", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "WorkingHours": { "Mon-Fri": "19:00-09:00" } """, "WorkingHours:Mon-Fri", "NotWorkingHours")]
    [InlineData(""" "WorkingHours": { "Пн-Пт": "09:00-19:00" } """, "WorkingHours:Пн-Пт", "NotWorkingHours")]
    [InlineData(""" "WorkingHours": { "Mon-Fri": "09:00-19:00", "Fri": "09:00-18:00" } """, "WorkingHours:Mon-Fri", "DayTwice")]
    [InlineData(""" "Holidays": [ "2026-11-04", "04.11.2026" ] """, "Holidays:1", "NotADay")]
    [InlineData(""" "Chats": [ { "Channel": "icq", "Id": "1" } ] """, "Chats:0:Channel", "NotOneOf")]
    [InlineData(""" "Chats": [ { "Channel": "web" } ] """, "Chats:0:Id", "Required")]
    [InlineData(""" "Chats": [ { "Channel": "web", "Id": "a" }, { "Channel": "web", "Id": "a" } ] """, "Chats:1:Id", "Twice")]
    [InlineData(""" "Chats": [ { "Channel": "web", "Id": "a", "Topic": 3 } ] """, "Chats:0:Topic", "NotATopic")]
    [InlineData(""" "Members": [ { "Id": "a", "Roles": [ "Boss" ] } ] """, "Members:0:Roles:0", "NotOneOf")]
    [InlineData(""" "Members": [ { "Id": "a", "Roles": [ "1" ] } ] """, "Members:0:Roles:0", "NotOneOf")]
    [InlineData(""" "Members": [ { "Id": "a" } ] """, "Members:0:Roles", "NoRoles")]
    [InlineData(""" "Members": [ { "Id": "a", "Roles": [ "Mechanic" ] }, { "Id": "A", "Roles": [ "Mechanic" ] } ] """, "Members:1:Id", "Twice")]
    [InlineData(""" "Members": [ { "Id": "a", "Roles": [ "Mechanic" ], "Telegram": 5 }, { "Id": "b", "Roles": [ "Mechanic" ], "Telegram": 5 } ] """, "Members:1:Telegram", "Twice")]
    [InlineData(""" "Members": [ { "Id": "a", "Roles": [ "Mechanic" ], "Telegram": "@petrov" } ] """, "Members:0:Telegram", "NotWhole")]
    [InlineData(""" "Members": [ { "Id": "a", "Roles": [ "Foreman" ] }, { "Id": "b", "Roles": [ "Mechanic" ] } ], "Commission": { "Quorum": 2 } """, "Commission:Quorum", "QuorumTooHigh")]
    [InlineData(""" "Commission": { "Quorum": 0 } """, "Commission:Quorum", "NotPositive")]
    [InlineData(""" "Commission": { "Deadline": "-01:00:00" } """, "Commission:Deadline", "NotADuration")]
    [InlineData(""" "Commission": { "Deadline": "24:00:00" } """, "Commission:Deadline", "NotADuration")]
    [InlineData(""" "Commission": { "MinimumOpen": "-00:00:01" } """, "Commission:MinimumOpen", "NotADuration")]
    [InlineData(""" "ShowNames": "yes" """, "ShowNames", "NotABoolean")]
    public void A_wrong_setting_of_a_station_is_named(string inner, string path, string key)
    {
        var fault = Only(ReadStation(inner));

        Assert.Equal(($"ServiceBot:Stations:0:{path}", key), (fault.Path, fault.Key));
    }

    [Theory]
    [InlineData(""" "Database": { "Provider": "PostgreSql" } """, "Database:Provider", "PostgreSqlLater")]
    [InlineData(""" "Database": { "Provider": "Oracle" } """, "Database:Provider", "NotOneOf")]
    [InlineData(""" "Telegram": { "Mode": "Webhook" } """, "Telegram:Mode", "WebhookLater")]
    [InlineData(""" "Telegram": { "ApiUrl": "api.telegram.org" } """, "Telegram:ApiUrl", "NotAWebAddress")]
    [InlineData(""" "Detection": { "Rules": { "ReturnedWithinWindow": "On" } } """, "Detection:Rules:ReturnedWithinWindow", "NotOneOf")]
    [InlineData(""" "Detection": { "Rules": { "CarReturned": "Live" } } """, "Detection:Rules:CarReturned", "NoSuchRule")]
    [InlineData(""" "Detection": { "ExcludedKinds": [ "washing" ] } """, "Detection:ExcludedKinds:0", "NotOneOf")]
    [InlineData(""" "Detection": { "OpenCaseFor": "Anything" } """, "Detection:OpenCaseFor", "NotOneOf")]
    [InlineData(""" "Detection": { "WindowKm": -5 } """, "Detection:WindowKm", "NotPositive")]
    [InlineData(""" "Inbox": { "PollSeconds": 0 } """, "Inbox:PollSeconds", "OutOfRange")]
    [InlineData(""" "Inbox": { "Mappings": [ { "Column": "X" } ] } """, "Inbox:Mappings:0:Field", "Required")]
    [InlineData(""" "Inbox": { "Mappings": [ { "Column": "X", "Field": "colour" } ] } """, "Inbox:Mappings:0:Field", "NotOneOf")]
    [InlineData(""" "Inbox": { "Mappings": [ { "Column": "X", "Field": "openedAt", "Kind": "Booking" } ] } """, "Inbox:Mappings:0:Field", "NotOneOf")]
    [InlineData(""" "Digest": { "Day": "Понедельник" } """, "Digest:Day", "NotOneOf")]
    [InlineData(""" "Digest": { "Time": "9 утра" } """, "Digest:Time", "NotATimeOfDay")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "k", "Stations": [ "yug" ] } ] } """, "Api:Keys:0:Stations:0", "NoSuchStation")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "" } ] } """, "Api:Keys:0:Key", "KeyEmpty")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "k" }, { "Name": "b", "Key": "k" } ] } """, "Api:Keys:1:Key", "Twice")]
    [InlineData(""" "Bonus": { "Mechanic": { "none": 10 } } """, "Bonus:Mechanic:none", "NotACount")]
    public void A_wrong_setting_of_the_whole_is_named(string root, string path, string key)
    {
        var fault = Only(ReadStation(""" "Name": "СТО" """, root + ","));

        Assert.Equal(($"ServiceBot:{path}", key), (fault.Path, fault.Key));
    }

    [Fact]
    public void A_Telegram_chat_needs_a_token_and_a_number()
    {
        var read = ReadStation(""" "Chats": [ { "Channel": "telegram", "Id": "-100" }, { "Channel": "telegram", "Id": "@repairs" } ] """);

        Assert.Equal(["TokenMissing", "NotAChatId"], read.Faults.Select(f => f.Key));
    }

    [Fact]
    public void A_chat_has_one_station()
    {
        var read = ReadSection(
            """
            "Stations": [ { "Code": "a", "Chats": [ { "Channel": "web", "Id": "room" } ] },
                          { "Code": "b", "Chats": [ { "Channel": "web", "Id": "room" } ] } ]
            """);

        Assert.Equal(("ServiceBot:Stations:1:Chats:0:Id", "Twice"), (Only(read).Path, Only(read).Key));
    }

    [Fact]
    public void A_wrong_address_is_named()
    {
        var fault = Only(Read("""{ "Urls": "127.0.0.1:5080", "ServiceBot": { "Stations": [ { "Code": "a" } ] } }"""));

        Assert.Equal(("Urls", "127.0.0.1:5080"), (fault.Path, fault.Value));
    }

    [Fact]
    public void A_null_leaves_the_value_as_it_is_without_being_set()
    {
        var read = ReadStation(""" "Name": null, "WorkingHours": null, "Holidays": [], "TimeZone": null """);

        Assert.Empty(read.Faults);
        Assert.Equal("Europe/Moscow", read.Settings.Stations[0].TimeZone);
        Assert.NotNull(read.Settings.Stations[0].Name);
    }

    [Fact]
    public void An_empty_list_of_excluded_kinds_excludes_nothing()
    {
        Assert.Equal([], ReadStation(""" "Name": "x" """, """ "Detection": { "ExcludedKinds": [] }, """).Settings.Detection.ExcludedKinds);
        Assert.Null(ReadStation(""" "Name": "x" """).Settings.Detection.ExcludedKinds);
    }

    [Fact]
    public void An_empty_place_in_a_list_is_named_and_the_others_keep_their_places()
    {
        var read = ReadSection(""" "Stations": [ {}, { "Code": "b", "TimeZone": "x" } ] """);

        Assert.Equal(["ServiceBot:Stations:0", "ServiceBot:Stations:1:TimeZone"], read.Faults.Select(f => f.Path));
    }

    [Fact]
    public void Every_fault_has_a_sentence_in_both_languages()
    {
        ResourceParity.AssertSame(typeof(SettingsWording).FullName!, typeof(SettingsWording).Assembly);
        var fault = new SettingsFault("ServiceBot:Language", "de", "NotOneOf", "ru, en");
        Assert.Equal("ServiceBot:Language = de: допустимо: ru, en.", fault.Line(new SettingsWording(CultureInfo.GetCultureInfo("ru"))));
    }

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
