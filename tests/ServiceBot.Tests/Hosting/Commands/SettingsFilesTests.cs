using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using ServiceBot.Hosting;
using ServiceBot.Hosting.Commands;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hosting.Commands;

public sealed class SettingsFilesTests : IDisposable
{
    private const string Below =
        """
        { "Urls": "http://127.0.0.1:5080", // what is delivered
          "ServiceBot": { "Language": "en", "DataFolder": "data", "Retention": { "PersonalDataMonths": 36 },
            "Bonus": { "Mechanic": { "0": 10, "1": 0 } },
            "Api": { "Keys": [ { "Name": "a", "Key": "k-a", "Stations": [ "sever", "yug" ] }, { "Name": "old", "Key": "k-old" } ] },
            "Stations": [
              { "Code": "sever", "Chats": [ { "Channel": "web", "Id": "sever" }, { "Channel": "web", "Id": "sever-2" } ],
                "Members": [ { "Id": "a", "Roles": [ "Foreman", "Administrator" ] }, { "Id": "b", "Roles": [ "Mechanic" ] } ], "Commission": { "Quorum": 1 } },
              { "Code": "yug", "Chats": [ { "Channel": "web", "Id": "yug" } ] } ], } }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Settings Read(string above, params (string Key, string Value)[] environment)
    {
        var files = new SettingsFiles();
        foreach (var (json, i) in new[] { Below, above }.Select((json, i) => (json, i)))
        {
            var path = Path.Combine(_folder.Path, $"{i}.json");
            File.WriteAllText(path, json);
            files.Add(path);
        }

        var read = SettingsCheck.Read(new ConfigurationBuilder().AddInMemoryCollection(files.Values)
            .AddInMemoryCollection(environment.Select(x => KeyValuePair.Create(x.Key, (string?)x.Value))).Build());
        Assert.Empty(read.Faults.Select(x => x.Line(SettingsWording.In("en"))));
        return read.Settings;
    }

    [Fact]
    public void A_shorter_list_of_stations_replaces_the_longer_one_below_with_all_that_was_in_it()
    {
        var settings = Read("""{ "ServiceBot": { "Stations": [ { "Code": "zapad" } ], "Api": { "Keys": [] } } }""");

        var station = Assert.Single(settings.Stations);
        Assert.Equal("zapad", station.Code);
        Assert.Empty(station.Chats);
        Assert.Empty(station.Members);
        Assert.Empty(settings.Api.Keys);
        Assert.Equal(("en", "data", 36), (settings.Language, settings.DataFolder, settings.Retention.PersonalDataMonths));
    }

    [Fact]
    public void A_list_within_a_list_is_as_the_upper_file_writes_it()
    {
        var settings = Read(
            """
            { "servicebot": { "stations": [ { "code": "sever", "chats": [ { "id": "one" } ], "members": [ { "id": "c", "roles": [ "Mechanic" ] } ] }, { "code": "yug" } ],
              "api": { "keys": [ { "name": "b", "key": "k-b", "stations": [ "yug" ] } ] } } }
            """);

        Assert.Equal(["sever", "yug"], settings.Stations.Select(x => x.Code));
        Assert.Equal("one", Assert.Single(settings.Stations[0].Chats).Id);
        Assert.Equal(["Mechanic"], Assert.Single(settings.Stations[0].Members).Roles);
        Assert.Empty(settings.Stations[1].Chats);
        Assert.Equal(["yug"], Assert.Single(settings.Api.Keys).Stations);
    }

    [Fact]
    public void Groups_are_merged_single_values_replaced_and_null_takes_a_value_away()
    {
        var settings = Read("""{ "ServiceBot": { "Language": "ru", "Retention": { "PersonalDataMonths": null }, "Bonus": { "Mechanic": { "1": 5 } } } }""");

        Assert.Equal(("ru", "data", null), (settings.Language, settings.DataFolder, settings.Retention.PersonalDataMonths));
        Assert.Equal(["sever", "yug"], settings.Stations.Select(x => x.Code));
        Assert.Equal((10m, 5m), (settings.Bonus.Mechanic!["0"], settings.Bonus.Mechanic["1"]));
    }

    [Fact]
    public void The_environment_still_sets_single_items_of_the_list_that_stands()
    {
        var settings = Read(
            """{ "ServiceBot": { "Stations": [ { "Code": "zapad", "Name": "СТО" } ], "Api": { "Keys": [ { "Name": "1C" } ] } } }""",
            ("ServiceBot:Stations:0:Name", "СТО Запад"), ("ServiceBot:Api:Keys:0:Key", "from-the-environment"));

        Assert.Equal(("zapad", "СТО Запад"), (Assert.Single(settings.Stations).Code, settings.Stations[0].Name));
        Assert.Equal(("1C", "from-the-environment"), (Assert.Single(settings.Api.Keys).Name, settings.Api.Keys[0].Key));
    }

    [Fact]
    public async Task The_file_of_a_command_replaces_the_delivered_stations()
    {
        using var none = new Shell(change: s => s["Stations"] = new JsonArray());

        var (code, _, error) = await none.RunAsync("cases");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("ServiceBot:Stations", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_byte_order_mark_is_read_and_one_that_is_no_JSON_is_named()
    {
        var (marked, broken) = (Path.Combine(_folder.Path, "marked.json"), Path.Combine(_folder.Path, "broken.json"));
        File.WriteAllText(marked, """{ "A": [ 1, 2 ] }""", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        File.WriteAllText(broken, "{ \"A\": [ 1, ");
        var files = new SettingsFiles();

        files.Add(marked);

        Assert.Equal(["A:0", "A:1"], files.Values.Keys.Order());
        Assert.Contains("broken.json", Assert.Throws<InvalidDataException>(() => files.Add(broken)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => files.Add(Path.Combine(_folder.Path, "none.json")));
        Assert.Equal(2, files.Values.Count);
    }
}
