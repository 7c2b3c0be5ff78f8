using System.Diagnostics;
using System.Globalization;
using ServiceBot.Benchmarks.Peers;
using ServiceBot.Benchmarks.Service;
using ServiceBot.Benchmarks.Store;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Benchmarks.Scenarios;

/// <summary>More cards at once than a group takes: none is lost, none asked for in vain.</summary>
internal sealed class BurstScenario : IScenario
{
    private const string Peer = "Prometheus Alertmanager";

    // It asks again until its group's interval of five minutes is over.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    public string Name => "burst";

    public string Title => "more cards at once than the 20 a minute that a group takes";

    public async Task<IReadOnlyList<Figure>> RunAsync(bool quick, Action<string> say)
    {
        var cards = quick ? 3 : 60;
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fleet = new Fleet(telegram, stations: 1);
        using var folder = new ScratchFolder();
        await new OrderHistory(1, cards).WriteAsync(ServiceUnderLoad.DataFolder(folder.Path));
        await using var service = await ServiceUnderLoad.StartAsync(ServiceBuild.Beside, folder.Path, fleet.Settings());
        var before = telegram.Requests.Count;
        say($"{cards} cards at once");
        var began = Stopwatch.GetTimestamp();
        await service.PostAsync("bookings", Enumerable.Range(0, cards).Select(n => new
        {
            id = $"З-{n}", station = Fleet.Code(0), vehicle = OrderHistory.Api(n),
            createdAt = TimeProvider.System.GetUtcNow(), complaint = "снова стук спереди справа", possibleRepeat = true,
        }), cards);
        var group = fleet.Groups[0].Id;
        await telegram.WaitUntil(() => telegram.Counters.Sends >= cards, TimeSpan.FromMinutes(10));
        var took = Stopwatch.GetElapsedTime(began);
        // What would come too much has a moment to do so.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var there = telegram.BotMessages(group).Select(x => x.Words.Split(" · ")[0]).ToList();
        if (there.Count != cards || there.Distinct().Count() != cards)
            throw new MalfunctionException($"{cards} cards became {there.Count}, {there.Distinct().Count()} different ones.");
        var requests = telegram.Requests.Skip(before).Count(x => x.Method != "getUpdates");
        var peer = await PeerAsync(cards, say);
        return
        [
            new("cards there", there.Count, ""),
            new("until all are there", took.TotalSeconds, "s", quick ? null : Aim.AtMost(145), peer is var (arrived, after, _) ? string.Create(CultureInfo.InvariantCulture, $"{Peer}, here: {arrived} after {after.TotalSeconds:F0} s") : null),
            new("requests for them", requests, "", Aim.AtMost(quick ? cards : 63), peer is var (_, _, asked) ? string.Create(CultureInfo.InvariantCulture, $"{Peer}, here: {asked:#,0}, {(double)asked / requests:F0} times ours") : $"{Peer}, quoted: 2,368"),
            new("of them refused as too many", telegram.Counters.TooManyRequests, ""),
        ];
    }

    /// <summary>The same with the other program; null where it is not installed.</summary>
    /// <returns>Messages that are there when all are or the patience ends, after how long, and for how many requests.</returns>
    private static async Task<(long There, TimeSpan After, long Requests)?> PeerAsync(int cards, Action<string> say)
    {
        if (Alertmanager.Find(Environment.GetEnvironmentVariable("PATH")) is not { } program)
        {
            say(Alertmanager.Absent);
            return null;
        }

        await using var telegram = await FakeTelegramServer.StartAsync();
        var fleet = new Fleet(telegram, stations: 1);
        using var folder = new ScratchFolder();
        await using var peer = await Alertmanager.StartAsync(program, folder.Path, telegram, fleet);
        say($"the same to {program}");
        var began = Stopwatch.GetTimestamp();
        await peer.PostAsync(Enumerable.Range(0, cards).Select(n => (Fleet.Code(0), $"З-{n}")));
        while (telegram.Counters.Sends < cards && Stopwatch.GetElapsedTime(began) < Patience) await Task.Delay(50);
        return (telegram.Counters.Sends, Stopwatch.GetElapsedTime(began), telegram.Counters.Requests);
    }
}
