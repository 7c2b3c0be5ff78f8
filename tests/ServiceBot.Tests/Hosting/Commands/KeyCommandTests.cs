using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Hosting;
using ServiceBot.Hosting.Commands;
using ServiceBot.Tests.Intake.Api;

namespace ServiceBot.Tests.Hosting.Commands;

public sealed class KeyCommandTests
{
    [Fact]
    public async Task A_new_key_opens_the_API_where_only_its_hash_stands_in_the_settings()
    {
        using var shell = new Shell();
        var (code, output, error) = await shell.RunAsync("key", "1С", "--station", "SEVER");
        Assert.Equal((ExitCode.Done, 1), (code, error.Trim().Split('\n').Length));
        var lines = output.Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        var (key, entry) = (lines[0], JsonSerializer.Deserialize<ApiKeySettings>(lines[1])!);
        Assert.Equal(("1С", ApiKeyHash.Write(key)), (entry.Name, entry.Key));
        Assert.Equal(["sever"], entry.Stations);

        await using var api = await ApiDriver.StartAsync(s => s.Api.Keys = [entry]);

        var (ours, _, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/cases?station=sever", key: key);
        var (foreign, _, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/cases?station=yug", key: key);
        var (hash, _, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/cases?station=sever", key: entry.Key);
        Assert.Equal(HttpStatusCode.OK, ours);
        Assert.NotEqual(HttpStatusCode.OK, foreign);
        Assert.Equal(HttpStatusCode.Unauthorized, hash);
    }

    [Fact]
    public async Task The_entry_is_taken_by_the_check_of_the_settings()
    {
        using var maker = new Shell();
        var entry = (await maker.RunAsync("key", "1C")).Out.Trim().Split('\n')[1];
        using var shell = new Shell(change: s => s["Api"] = new JsonObject { ["Keys"] = new JsonArray(JsonNode.Parse(entry)) });

        var (code, _, error) = await shell.RunAsync("cases");

        Assert.True(code == ExitCode.Done, error);
    }

    [Fact]
    public async Task No_two_keys_are_the_same_and_each_is_long()
    {
        using var shell = new Shell();
        var first = (await shell.RunAsync("key", "a")).Out.Split('\n')[0];
        var second = (await shell.RunAsync("key", "a")).Out.Split('\n')[0];

        Assert.NotEqual(first, second);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", first);
    }

    [Fact]
    public async Task A_key_for_a_station_that_is_not_there_is_not_made()
    {
        using var shell = new Shell("en");

        var (code, output, error) = await shell.RunAsync("key", "1C", "--station", "sever", "--station", "yug");

        Assert.Equal((ExitCode.Refused, ""), (code, output));
        Assert.Contains("yug", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_may_be_written_in_capitals()
    {
        var hash = "SHA256:" + ApiKeyHash.Write("k")[ApiKeyHash.Prefix.Length..].ToUpperInvariant();
        var keys = new KnownKeys(new ApiSettings { Keys = [new ApiKeySettings { Name = "a", Key = hash }] }, before: null);

        Assert.NotNull(keys.Find("k"));
        Assert.Null(keys.Find("K"));
    }
}
