using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using ServiceBot.Detection;
using ServiceBot.Domain.Signals;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Tests.Intake;
using static ServiceBot.Tests.Hosting.SettingsText;

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
    [InlineData("Api:Keys:0:Key", "sha256:secret", "Api")]
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
    [InlineData(""" "Telegram": { "Mode": "Pushing" } """, "Telegram:Mode", "NotOneOf")]
    [InlineData(""" "Telegram": { "Mode": "Webhook", "WebhookSecret": "0123456789abcdef" } """, "Telegram:WebhookUrl", "Required")]
    [InlineData(""" "Telegram": { "Mode": "Webhook", "WebhookSecret": "0123456789abcdef", "WebhookUrl": "http://bot.example.test/tg" } """, "Telegram:WebhookUrl", "NotAWebhook")]
    [InlineData(""" "Telegram": { "Mode": "Webhook", "WebhookSecret": "0123456789abcdef", "WebhookUrl": "https://bot.example.test:5080/tg" } """, "Telegram:WebhookUrl", "NotAWebhook")]
    [InlineData(""" "Telegram": { "Mode": "Webhook", "WebhookSecret": "0123456789abcdef", "WebhookUrl": "https://bot.example.test/api/v1/tg" } """, "Telegram:WebhookUrl", "WebhookPath")]
    [InlineData(""" "Telegram": { "Mode": "Webhook", "WebhookSecret": "0123456789abcdef", "WebhookUrl": "https://bot.example.test/" } """, "Telegram:WebhookUrl", "WebhookPath")]
    [InlineData(""" "Telegram": { "Mode": "Webhook", "WebhookSecret": "too short", "WebhookUrl": "https://bot.example.test/tg" } """, "Telegram:WebhookSecret", "NotAWebhookSecret")]
    [InlineData(""" "Telegram": { "ApiUrl": "api.telegram.org" } """, "Telegram:ApiUrl", "NotAWebAddress")]
    [InlineData(""" "Detection": { "Rules": { "ReturnedWithinWindow": "On" } } """, "Detection:Rules:ReturnedWithinWindow", "NotOneOf")]
    [InlineData(""" "Detection": { "Rules": { "CarReturned": "Live" } } """, "Detection:Rules:CarReturned", "NoSuchRule")]
    [InlineData(""" "Detection": { "ExcludedKinds": [ "washing" ] } """, "Detection:ExcludedKinds:0", "NotOneOf")]
    [InlineData(""" "Detection": { "OneVisit": [ "Overlap" ] } """, "Detection:OneVisit:0", "NotOneOf")]
    [InlineData(""" "Detection": { "SupplementaryMinutes": 1441 } """, "Detection:SupplementaryMinutes", "OutOfRange")]
    [InlineData(""" "Detection": { "OpenCaseFor": "Anything" } """, "Detection:OpenCaseFor", "NotOneOf")]
    [InlineData(""" "Detection": { "WindowKm": -5 } """, "Detection:WindowKm", "NotPositive")]
    [InlineData(""" "Detection": { "AlertWithinDays": -1 } """, "Detection:AlertWithinDays", "OutOfRange")]
    [InlineData(""" "Detection": { "AnnounceOver": 10001 } """, "Detection:AnnounceOver", "OutOfRange")]
    [InlineData(""" "Inbox": { "PollSeconds": 0 } """, "Inbox:PollSeconds", "OutOfRange")]
    [InlineData(""" "Inbox": { "Mappings": [ { "Column": "X" } ] } """, "Inbox:Mappings:0:Field", "Required")]
    [InlineData(""" "Inbox": { "Mappings": [ { "Column": "X", "Field": "colour" } ] } """, "Inbox:Mappings:0:Field", "NotOneOf")]
    [InlineData(""" "Inbox": { "Mappings": [ { "Column": "X", "Field": "openedAt", "Kind": "Booking" } ] } """, "Inbox:Mappings:0:Field", "NotOneOf")]
    [InlineData(""" "Digest": { "Day": "Понедельник" } """, "Digest:Day", "NotOneOf")]
    [InlineData(""" "Digest": { "Time": "9 утра" } """, "Digest:Time", "NotATimeOfDay")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "k", "Stations": [ "yug" ] } ] } """, "Api:Keys:0:Stations:0", "NoSuchStation")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "" } ] } """, "Api:Keys:0:Key", "KeyEmpty")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "k" }, { "Name": "b", "Key": "k" } ] } """, "Api:Keys:1:Key", "Twice")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "k" }, { "Name": "b", "Key": "sha256:8254c329a92850f6d539dd376f4816ee2764517da5e0235514af433164480d7a" } ] } """, "Api:Keys:1:Key", "Twice")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "sha256:8254c329" } ] } """, "Api:Keys:0:Key", "KeyHash")]
    [InlineData(""" "Api": { "Keys": [ { "Name": "a", "Key": "SHA256:g254c329a92850f6d539dd376f4816ee2764517da5e0235514af433164480d7a" } ] } """, "Api:Keys:0:Key", "KeyHash")]
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
    public void An_empty_list_of_ties_leaves_only_times_to_tie_orders_into_a_visit()
    {
        var rules = RuleSettingsReader.Read(ReadStation(
            """ "Name": "x" """, """ "Detection": { "OneVisit": [], "SupplementaryMinutes": 15, "Continuations": false }, """).Settings);
        Assert.Empty(rules.Visits.Ties);
        Assert.Equal(TimeSpan.FromMinutes(15), rules.Visits.SupplementaryWithin);
        Assert.False(rules.Continuations);

        var unset = RuleSettingsReader.Read(ReadStation(""" "Name": "x" """).Settings);
        Assert.Equal([VisitTie.Booking, VisitTie.ConsolidatedOrder, VisitTie.Supplementary], unset.Visits.Ties.Order());
        Assert.True(unset.Continuations);
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
}
