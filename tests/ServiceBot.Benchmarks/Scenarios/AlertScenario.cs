using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ServiceBot.Benchmarks.Peers;
using ServiceBot.Benchmarks.Service;
using ServiceBot.Benchmarks.Store;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Benchmarks.Scenarios;

/// <summary>
/// From the moment a program begins to post a booking that says "possible repeat repair" to the moment the card's request
/// arrives at Telegram; on a store that holds little and on one with a million lines of work orders.
/// </summary>
internal sealed class AlertScenario : IScenario
{
    private const string Peer = "Prometheus Alertmanager, in memory only";

    public string Name => "alert";

    public string Title => "a booking is posted -> its card arrives at Telegram";

    public async Task<IReadOnlyList<Figure>> RunAsync(bool quick, Action<string> say)
    {
        var (warm, alerts, full) = quick ? (2, 5, 50) : (100, 400, 50_000);
        var stations = quick ? 7 : 100;
        var (small, first, _) = await MeasureAsync(new OrderHistory(stations, warm + alerts), stations, warm, alerts, say);
        var history = new OrderHistory(stations, full);
        var (large, _, store) = await MeasureAsync(history, stations, warm, alerts, say);
        var peer = await PeerAsync(stations, warm, alerts, say);
        string Beside(double percent, string quoted) => peer is null ? $"{Peer}, quoted: {quoted}"
            : string.Create(CultureInfo.InvariantCulture,
                $"{Peer}, here: {peer.Percentile(percent):F1} ms; {small.Percentile(percent) / peer.Percentile(percent):F1} times");
        return
        [
            new("first alert after a start", first.TotalMilliseconds, "ms"),
            new($"p50 of {small.Count}, hardly a record in the store", small.Percentile(50), "ms", Aim.AtMost(10), Beside(50, "2.4 ms")),
            new("p99", small.Percentile(99), "ms", Aim.AtMost(30), Beside(99, "7 to 21 ms")),
            new($"p50 of {large.Count}, {history.Lines:#,0} lines in the store", large.Percentile(50), "ms", Aim.AtMost(10)),
            new("p99", large.Percentile(99), "ms", Aim.AtMost(30)),
            new("p50 of the full store, times that of the empty", large.Percentile(50) / small.Percentile(50), "", Aim.AtMost(1.2)),
            new("size of the full store", store, "MB"),
        ];
    }

    private static async Task<(Times Times, TimeSpan First, double StoreMegabytes)> MeasureAsync(
        OrderHistory history, int stations, int warm, int alerts, Action<string> say)
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fleet = new Fleet(telegram, stations);
        using var folder = new ScratchFolder();
        say($"writing {history.Lines:#,0} lines of work orders");
        await history.WriteAsync(ServiceUnderLoad.DataFolder(folder.Path));
        var size = new FileInfo(Path.Combine(ServiceUnderLoad.DataFolder(folder.Path), "servicebot.db")).Length / 1e6;

        await using var service = await ServiceUnderLoad.StartAsync(ServiceBuild.Beside, folder.Path, fleet.Settings());
        say($"{warm} alerts to warm up, {alerts} that count");
        var times = await EachAsync(telegram, fleet, warm + alerts, vehicle => service.PostAsync("bookings", new
        {
            id = $"З-{vehicle}", station = Fleet.Code(history.StationOf(vehicle)), vehicle = OrderHistory.Api(vehicle),
            createdAt = TimeProvider.System.GetUtcNow(), complaint = "снова стук спереди справа", possibleRepeat = true,
        }), history.StationOf);
        return (new Times(times.Skip(warm)), times[0], size);
    }

    /// <summary>The same with the other program; null where it is not installed.</summary>
    private static async Task<Times?> PeerAsync(int stations, int warm, int alerts, Action<string> say)
    {
        if (Alertmanager.Find(Environment.GetEnvironmentVariable("PATH")) is not { } program)
        {
            say(Alertmanager.Absent);
            return null;
        }

        await using var telegram = await FakeTelegramServer.StartAsync();
        var fleet = new Fleet(telegram, stations);
        using var folder = new ScratchFolder();
        await using var peer = await Alertmanager.StartAsync(program, folder.Path, telegram, fleet);
        say($"the same alerts to {program}");
        var times = await EachAsync(
            telegram, fleet, warm + alerts, n => peer.PostAsync((Fleet.Code(n % stations), $"З-{n}")), n => n % stations);
        return new Times(times.Skip(warm));
    }

    /// <summary>Posts one after the other and times each until its message is asked for.</summary>
    private static async Task<List<TimeSpan>> EachAsync(
        FakeTelegramServer telegram, Fleet fleet, int count, Func<int, Task> post, Func<int, int> stationOf)
    {
        var arrivals = new ConcurrentDictionary<long, TaskCompletionSource<long>>();
        telegram.Faults = request =>
        {
            var now = Stopwatch.GetTimestamp();
            if (request.Method == "sendMessage" && arrivals.TryGetValue(request.ChatId, out var waiting)) waiting.TrySetResult(now);
            return null;
        };
        var times = new List<TimeSpan>();
        for (var n = 0; n < count; n++)
        {
            var group = fleet.Groups[stationOf(n)].Id;
            var arrival = arrivals[group] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var began = Stopwatch.GetTimestamp();
            await post(n);
            times.Add(Stopwatch.GetElapsedTime(began, await arrival.Task.WaitAsync(TimeSpan.FromMinutes(1))));
            // Below the 30 a second that Telegram takes in all, and the 20 a minute of a group.
            await Task.Delay(50);
        }

        await telegram.WaitUntil(() => telegram.Counters.Sends >= count, TimeSpan.FromMinutes(1));
        if (telegram.Counters is not { TooManyRequests: 0, Refusals: 0 } seen || seen.Sends != count)
            throw new MalfunctionException($"{count} alerts became: {telegram.Counters}");
        return times;
    }
}
