using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Another program holds the database's one place for writing.</summary>
internal static class LockedDatabase
{
    public static FaultRow Row { get; } = new(17, "database locked 1–30 s", "no success before commit, L = 0", 100, 2, 10, RunAsync);

    // Towns side by side: what takes time is waiting.
    private static async Task RunAsync(Trial trial)
    {
        var locks = Enumerable.Range(0, trial.Count)
            .Select(_ => TimeSpan.FromSeconds(trial.IsSmall ? 1 + trial.Random.NextDouble() : trial.Random.Next(1, 31))).ToList();
        foreach (var one in await Task.WhenAll(locks.Select(OneAsync))) trial.Findings.Add(one);
    }

    private static async Task<Findings> OneAsync(TimeSpan length)
    {
        var findings = new Findings { Count = 1 };
        await using var town = await Town.OpenAsync(findings, TownPlan.Unpaced with { Speed = 1 });
        await town.BringBackAsync(1, 4);
        await town.AllSentAsync();
        var voting = new Voting(town);
        var cards = voting.AllCards();

        await using var other = new SqliteConnection($"Data Source={town.Database}");
        await other.OpenAsync();
        await using (var begin = other.CreateCommand())
        {
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync();
        }

        var began = town.Clock.GetUtcNow();
        // A program posts and a person presses while it lasts; each comes again until it is answered with success.
        var posting = PostUntilTakenAsync(town, findings);
        for (var i = 0; i < 4; i++) voting.PressAny([cards[i]], new Random(i));
        await Task.Delay(length);
        findings.Check(!posting.IsCompleted, "a record was acknowledged while nothing could be written");
        findings.Check(voting.Presses.All(x => x.Answer is null), "a press was answered while nothing could be written");
        await using (var end = other.CreateCommand())
        {
            end.CommandText = "COMMIT";
            await end.ExecuteNonQueryAsync();
        }

        await posting;
        await town.Telegram.WaitUntil(() => voting.Presses.All(x => x.Answer is not null), Town.Patience);
        await town.AllSentAsync();
        await town.Book.CompareAsync(findings);
        await voting.CompareAsync(findings);
        findings.Check(findings.Doubled == 0, $"{findings.Doubled} doubled");
        findings.Most("longest lock, s", (town.Clock.GetUtcNow() - began).TotalSeconds);
        return findings;
    }

    private static async Task PostUntilTakenAsync(Town town, Findings findings)
    {
        var place = town.Places[1];
        const int Vehicle = 5;
        var taken = 0;
        foreach (var (kind, record) in new[]
        {
            ("work-orders", town.Repair(place.Code, Vehicle, town.Clock.GetUtcNow().AddDays(-9))), ("bookings", town.Booking(place.Code, Vehicle)),
        })
        {
            while (true)
            {
                using var answer = await town.Http.PostAsJsonAsync("api/v1/" + kind, record);
                if (answer.IsSuccessStatusCode) break;
                findings.Check((int)answer.StatusCode == 503, $"refused with {(int)answer.StatusCode}");
                findings.Add("told to come again", 1);
            }

            // When it is answered it is on disk.
            taken++;
            var stored = await town.ReadAsync(db => Task.FromResult(db.Records.Count()));
            findings.Check(stored == 8 + taken, $"{stored} records stored when number {8 + taken} was acknowledged");
        }

        town.Book.Accepted[Vehicle] = new Acceptance(place.Code, town.Clock.GetUtcNow());
    }
}
