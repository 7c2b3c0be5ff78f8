using System.Net.Http.Json;
using Microsoft.Data.Sqlite;

namespace ServiceBot.Faults.Rows;

/// <summary>The disk fills up while records and presses come, and is freed.</summary>
internal static class FullDisk
{
    private const int MostBatches = 200;

    public static FaultRow Row { get; } = new(
        18, "disk full (1 MB left), then freed", "503 or 507, no false success, integrity check clean, recovers by itself", 20, 1, 1, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        using var disk = SmallDisk.Make();
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced with { Disk = disk });
        await town.BringBackAsync(1, 4);
        await town.AllSentAsync();
        var voting = new Voting(town);
        var cards = voting.AllCards();
        disk.Fill(town.Database);

        var (next, refused) = (5, 0);
        for (var i = 0; i < MostBatches && refused < 5; i++)
        {
            var (first, place) = (next, town.Places[1 + (i % 3)]);
            next += 50;
            var numbers = Enumerable.Range(first, 50).ToList();
            if (!await TakenAsync(town, trial, "work-orders", [.. numbers.Select(n => Long(place.Code, n, town.Clock.GetUtcNow().AddDays(-9)))])
                || !await TakenAsync(town, trial, "bookings", [.. numbers.Take(2).Select(n => town.Booking(place.Code, n))]))
            {
                refused++;
                continue;
            }

            foreach (var n in numbers.Take(2)) town.Book.Accepted[n] = new Acceptance(place.Code, town.Clock.GetUtcNow());
        }

        trial.Findings.Add("calls refused", refused);
        trial.Findings.Check(refused == 5, $"the disk was not full after {MostBatches} calls");
        // People press while it is full; Telegram keeps it until it can be taken.
        for (var i = 0; i < 4; i++) voting.PressAny([cards[i]], trial.Random);
        await town.PassAsync(TimeSpan.FromSeconds(20));
        disk.Free();
        await town.Telegram.WaitUntil(() => voting.Presses.All(x => x.Answer is not null), Town.Patience);
        await town.BringBackAsync(town.Places.Count * 5000, 4);
        await town.AllSentAsync();

        trial.Findings.Count = 1;
        await town.Book.CompareAsync(trial.Findings, othersToo: true);
        await voting.CompareAsync(trial.Findings);
        trial.Findings.Add(disk.IsMounted ? "disks" : "bounds of the database instead of disks", 1);
        await using var database = new SqliteConnection($"Data Source={town.Database}");
        await database.OpenAsync();
        await using var check = database.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        var words = (string)(await check.ExecuteScalarAsync())!;
        trial.Findings.Check(words == "ok", $"integrity check: {words}");
    }

    // A work order with much to say.
    private static object Long(string station, int n, DateTimeOffset opened) => new
    {
        id = $"ЗН-{n}", station, vehicle = Town.Vehicle(n), openedAt = opened, closedAt = opened.AddHours(5), complaint = new string('ж', 900),
        lines = new[] { new { text = "Замена шаровой опоры" } },
    };

    private static async Task<bool> TakenAsync(Town town, Trial trial, string kind, IReadOnlyCollection<object> records)
    {
        using var answer = await town.Http.PostAsJsonAsync("api/v1/" + kind, records);
        if (answer.IsSuccessStatusCode) return true;
        trial.Findings.Check((int)answer.StatusCode is 503 or 507, $"refused with {(int)answer.StatusCode}");
        return false;
    }
}
