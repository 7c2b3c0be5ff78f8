using ServiceBot.Benchmarks.Service;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Benchmarks.Scenarios;

/// <summary>The published service: how soon it is ready, and what it holds when nothing happens.</summary>
internal sealed class StartScenario : IScenario
{
    public string Name => "start";

    public string Title => "the published service starts, and rests";

    public async Task<IReadOnlyList<Figure>> RunAsync(bool quick, Action<string> say)
    {
        var (starts, rest) = quick ? (1, TimeSpan.Zero) : (7, TimeSpan.FromSeconds(20));
        using var published = new ScratchFolder();
        say(quick ? "the build beside the benchmarks is taken" : "publishing");
        var program = quick ? ServiceBuild.Beside : await ServiceBuild.PublishAsync(published.Path);
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fleet = new Fleet(telegram, stations: 3);
        using var folder = new ScratchFolder();
        TimeSpan fresh;
        await using (var service = await ServiceUnderLoad.StartAsync(program, folder.Path, fleet.Settings())) fresh = service.ReadyAfter;

        var times = new List<TimeSpan>();
        var held = (Resident: 0.0, OfFiles: 0.0);
        for (var n = 0; n < starts; n++)
        {
            await using var service = await ServiceUnderLoad.StartAsync(program, folder.Path, fleet.Settings());
            times.Add(service.ReadyAfter);
            if (n < starts - 1) continue;
            await Task.Delay(rest);
            held = service.Megabytes;
        }

        return
        [
            new("the first start, with a new store", fresh.TotalMilliseconds, "ms"),
            new($"until ready, p50 of {starts} further starts", new Times(times).Percentile(50), "ms", Aim.AtMost(1000)),
            new("memory at rest", held.Resident, "MB", Aim.AtMost(120)),
            new("of it pages of program files", held.OfFiles, "MB"),
        ];
    }
}
