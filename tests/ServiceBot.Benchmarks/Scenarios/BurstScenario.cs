using System.Diagnostics;
using ServiceBot.Benchmarks.Service;
using ServiceBot.Benchmarks.Store;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Benchmarks.Scenarios;

/// <summary>More cards at once than a group takes: none is lost, none asked for in vain.</summary>
internal sealed class BurstScenario : IScenario
{
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
        return
        [
            new("cards there", there.Count, ""),
            new("until all are there", took.TotalSeconds, "s", quick ? null : Aim.AtMost(145)),
            new("requests for them", requests, "", Aim.AtMost(quick ? cards : 63), "Prometheus Alertmanager, quoted: 2,368"),
            new("of them refused as too many", telegram.Counters.TooManyRequests, ""),
        ];
    }
}
