using System.Globalization;
using ServiceBot.Benchmarks.Service;
using ServiceBot.Benchmarks.Store;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Benchmarks.Scenarios;

/// <summary>
/// A month of a service's life in minutes: every hour records come in, cases are opened and voted on and people ask; what the
/// process keeps after each day, once all garbage is gone, must not grow.
/// </summary>
internal sealed class SoakScenario(bool isLeaking = false) : IScenario
{
    // What a day leaves in caches that fill once, and what sockets come and go, is no growth; a thing kept an hour is.
    private const double MostMegabytes = 3;
    private const int MostFiles = 8;

    private static readonly TimeSpan Leap = TimeSpan.FromMinutes(55);

    public string Name => "soak";

    public string Title => "a simulated month -> live memory and open files of the process, day by day";

    public async Task<IReadOnlyList<Figure>> RunAsync(bool quick, Action<string> say)
    {
        var (days, leaps, stations) = quick ? (8, 1, 2) : (30, 26, 5);
        await using var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions
        {
            Limits = FakeLimits.None, PressLife = TimeSpan.FromHours(1), AnswerWindow = TimeSpan.FromHours(1), RequestsKept = 0,
        });
        var fleet = new Fleet(telegram, stations);
        using var folder = new ScratchFolder();
        var history = new OrderHistory(stations, days * leaps);
        await history.WriteAsync(ServiceUnderLoad.DataFolder(folder.Path));
        await using var service = await ServiceUnderLoad.StartAsync(
            [typeof(SoakScenario).Assembly.Location, isLeaking ? LeapingHost.Command + "-" + LeapingHost.Leaking : LeapingHost.Command],
            folder.Path, fleet.Settings());

        var kept = new List<(double Megabytes, int Files)>();
        var (presses, n) = (0, 0);
        for (var day = 0; day < days; day++)
        {
            for (var i = 0; i < leaps; i++, n++)
            {
                using (var leapt = await service.Http.PostAsync(string.Create(CultureInfo.InvariantCulture, $"soak/leap?seconds={Leap.TotalSeconds}"), null))
                    leapt.EnsureSuccessStatusCode();
                presses += await HourAsync(telegram, fleet, history, service, n);
            }

            kept.Add(await KeptAsync(service));
            if (!quick && day % 5 == 4) say($"day {day + 1}: {kept[^1].Megabytes:0.0} MB live, {kept[^1].Files} files");
        }

        var (first, last) = (kept[..(days / 4)], kept[^(days / 4)..]);
        // The first quarter fills caches: what it ends with counts, not what it begins with.
        var (before, after) = (first.Max(x => x.Megabytes), last.Min(x => x.Megabytes));
        var (filesBefore, filesAfter) = (first.Max(x => x.Files), last.Min(x => x.Files));
        if (after - before > MostMegabytes || filesAfter - filesBefore > MostFiles)
        {
            throw new MalfunctionException(string.Create(
                CultureInfo.InvariantCulture, $"It grows: {before:0.0} -> {after:0.0} MB, {filesBefore} -> {filesAfter} files"));
        }

        return
        [
            new("days", days, ""),
            new("presses answered", presses, ""),
            new("live memory, first quarter at most", before, "MB"),
            new("live memory, last quarter at least", after, "MB", Aim.AtMost(before + MostMegabytes)),
            new("open files, first quarter at most", filesBefore, ""),
            new("open files, last quarter at least", filesAfter, "", Aim.AtMost(filesBefore + MostFiles)),
            new("resident memory at the end", service.Megabytes.Resident, "MB"),
        ];
    }

    private static async Task<int> HourAsync(
        FakeTelegramServer telegram, Fleet fleet, OrderHistory history, ServiceUnderLoad service, int n)
    {
        var station = history.StationOf(n);
        var group = fleet.Groups[station].Id;
        var before = telegram.Messages(group).Select(x => x.Id).DefaultIfEmpty(0).Max();
        await service.PostAsync("bookings", new
        {
            id = $"З-{n}", station = Fleet.Code(station), vehicle = OrderHistory.Api(n),
            createdAt = TimeProvider.System.GetUtcNow(), complaint = "снова стук спереди справа", possibleRepeat = true,
        });
        var card = await telegram.WaitForMessage(
            group, x => x.Id > before && x.Keyboard.Buttons.Any(b => b.Text == "✅ Повторный"), TimeSpan.FromMinutes(1));
        telegram.Write(fleet.Members[0].Id, group, "/mine");
        foreach (var member in fleet.Members)
        {
            var answer = await telegram.Press(member.Id, card.ChatId, card.Id, "✅ Повторный").AnswerAsync(TimeSpan.FromMinutes(1));
            if (string.IsNullOrEmpty(answer.Text)) throw new MalfunctionException("A press was answered without words.");
        }

        await telegram.WaitUntil(
            () => telegram.Messages(group).Any(x => x.Id > card.Id && x.From.Id == telegram.Bot.Id), TimeSpan.FromMinutes(1));
        return fleet.Members.Count;
    }

    private static async Task<(double Megabytes, int Files)> KeptAsync(ServiceUnderLoad service)
    {
        var parts = (await service.Http.GetStringAsync("soak/kept")).Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture) / 1e6, int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
