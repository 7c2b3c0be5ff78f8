using System.Text.Json;
using ServiceBot.Benchmarks;
using ServiceBot.Benchmarks.Peers;

namespace ServiceBot.Tests.Benchmarks;

/// <summary>What of the measuring of another program beside ours can be wrong without anybody noticing.</summary>
public sealed class PeerTests
{
    [Fact]
    public void Each_station_of_the_peer_has_the_group_that_ours_has_and_waits_for_nothing()
    {
        using var config = JsonDocument.Parse(Alertmanager.Config("http://127.0.0.1:81", "42:secret", [-1001, -1002]));
        var route = config.RootElement.GetProperty("route");

        Assert.Equal("0s", route.GetProperty("group_wait").GetString());
        Assert.Equal(
            [("s1", "station=\"s1\""), ("s2", "station=\"s2\"")],
            route.GetProperty("routes").EnumerateArray().Select(x => (x.GetProperty("receiver").GetString()!, x.GetProperty("matchers")[0].GetString()!)));
        var chats = config.RootElement.GetProperty("receivers").EnumerateArray()
            .ToDictionary(x => x.GetProperty("name").GetString()!, x => x.GetProperty("telegram_configs")[0]);
        Assert.Equal(-1001, chats["s1"].GetProperty("chat_id").GetInt64());
        Assert.Equal(-1002, chats["s2"].GetProperty("chat_id").GetInt64());
        Assert.All(chats.Values, x => Assert.Equal(
            ("http://127.0.0.1:81", "42:secret"), (x.GetProperty("api_url").GetString(), x.GetProperty("bot_token").GetString())));
    }

    [Fact]
    public void The_program_is_found_under_both_its_names_and_only_where_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-peer-");
        try
        {
            var (empty, full) = (folder.CreateSubdirectory("empty").FullName, folder.CreateSubdirectory("full").FullName);
            Assert.Null(Alertmanager.Find(null));
            Assert.Null(Alertmanager.Find(empty + Path.PathSeparator + full));

            File.WriteAllText(Path.Combine(full, "alertmanager"), "");
            Assert.Equal(Path.Combine(full, "alertmanager"), Alertmanager.Find(empty + Path.PathSeparator + full));

            File.WriteAllText(Path.Combine(empty, "prometheus-alertmanager"), "");
            Assert.Equal(Path.Combine(empty, "prometheus-alertmanager"), Alertmanager.Find(empty + Path.PathSeparator + full));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_percentile_is_the_least_time_that_so_many_of_a_hundred_do_not_exceed()
    {
        var times = new Times(Enumerable.Range(1, 200).Reverse().Select(x => TimeSpan.FromMilliseconds(x)));

        Assert.Equal((100, 198, 200), (times.Percentile(50), times.Percentile(99), times.Percentile(100)));
        Assert.Equal(7, new Times([TimeSpan.FromMilliseconds(7)]).Percentile(99));
    }
}
