using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>kill -9: of a process that imports, that sends, that takes votes.</summary>
internal static class Kills
{
    private const int AlertsPerKill = 10;
    private const int PressesPerKill = 50;
    private const int RowsPerFile = 3000;

    public static FaultRow Import { get; } = new(
        1, "`kill -9` during file import", "rows equal the truth, L = 0, D = 0", 200, 2, 50, ImportAsync);

    public static FaultRow Sending { get; } = new(
        2, "`kill -9` between detection, outbox, send, mark sent", "L = 0, D ≤ 1 a kill and only after the send", 300, 2, 50, SendingAsync);

    public static FaultRow Votes { get; } = new(3, "`kill -9` during votes", "every answered vote once", 200, 2, 50, VotesAsync);

    private static TownPlan Plan { get; } = new() { IsProcess = true, Limits = FakeLimits.None };

    private static async Task ImportAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, Plan with { Stations = 1 });
        await town.StopAsync();
        var inbox = Path.Combine(town.DataFolder, "inbox");
        var (expected, flagged, files, busy) = (new HashSet<string>(), 0, 0, 0);
        var longest = 0.3;
        for (var kill = 0; kill < trial.Count; kill++)
        {
            if (Waiting(inbox) == 0) await WriteFileAsync();
            await town.StartAsync();
            await Task.Delay(TimeSpan.FromSeconds(longest * trial.Random.NextDouble()));
            if (Waiting(inbox) > 0)
            {
                busy++;
                longest = Math.Min(longest * 1.2, 6);
            }
            else
            {
                longest = Math.Max(longest / 1.5, 0.1);
            }

            await town.StopAsync();
        }

        await town.StartAsync();
        await Town.UntilAsync(() => Task.FromResult(Waiting(inbox) == 0), "the last file is read");
        await Town.UntilAsync(async () => await town.ReadAsync(db => db.Unjudged.CountAsync()) == 0, "all vehicles are judged");
        await town.AllSentAsync();

        trial.Findings.Count = trial.Count;
        var stored = await town.ReadAsync(db => db.Records.Select(x => x.RecordId).ToListAsync());
        trial.Findings.Lost += expected.Except(stored).Count();
        trial.Findings.Doubled += stored.Count - stored.Distinct().Count();
        trial.Findings.Check(stored.Count == expected.Count, $"{stored.Count} records stored, {expected.Count} in the files");
        var edits = await town.ReadAsync(db => db.RecordEdits.CountAsync());
        trial.Findings.Check(edits == 0, $"{edits} records changed");
        var cases = await Store.CasesAsync(town);
        trial.Findings.Lost += Math.Max(0, flagged - cases.Select(x => x.Vin).Distinct().Count());
        trial.Findings.Doubled += cases.Count - cases.Select(x => x.Vin).Distinct().Count();
        trial.Findings.Check(cases.Count == flagged, $"{cases.Count} cases of {flagged} flags");
        var rejected = Directory.Exists(Path.Combine(inbox, "rejected")) ? Directory.GetFiles(Path.Combine(inbox, "rejected")).Length : 0;
        trial.Findings.Check(rejected == 0, $"{rejected} files in rejected");
        trial.Findings.Add("files", files);
        trial.Findings.Add("records", expected.Count);
        trial.Findings.Add("kills while a file was being read", busy);
        trial.Findings.Check(busy > 0, "no kill fell into the reading of a file");
        return;

        async Task WriteFileAsync()
        {
            files++;
            var text = new StringBuilder("Номер заявки;Дата заявки;VIN;Телефон;Возможен повторный ремонт\r\n");
            for (var i = 0; i < RowsPerFile; i++)
            {
                // One in a thousand is a case: more would have to wait for the pace of the group.
                var isFlagged = i % 1000 == 500;
                if (isFlagged) flagged++;
                var id = $"Ф{files}-{i}";
                expected.Add(id);
                text.Append(CultureInfo.InvariantCulture, $"{id};{town.Clock.GetUtcNow().AddDays(-1):dd.MM.yyyy HH:mm:ss};{Town.Vin((files * RowsPerFile) + i)};{town.Search.Canaries.Phone};{(isFlagged ? "Да" : "Нет")}\r\n");
            }

            Directory.CreateDirectory(inbox);
            var partial = Path.Combine(town.DataFolder, "unfinished");
            await File.WriteAllTextAsync(partial, text.ToString());
            File.Move(partial, Path.Combine(inbox, $"bookings-{files}.csv"));
        }
    }

    private static int Waiting(string inbox) => Directory.Exists(inbox) ? Directory.GetFiles(inbox, "*.csv").Length : 0;

    private static async Task SendingAsync(Trial trial)
    {
        // Many groups, so that the pace of a group holds nothing up.
        await using var town = await Town.OpenAsync(trial.Findings, Plan with { Stations = 40 });
        var poster = new Poster(town);
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(30));
        var kills = new List<DateTimeOffset>();
        var posted = 0;
        for (var kill = 0; kill < trial.Count; kill++)
        {
            var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var (kind, sends) = (trial.Random.Next(5), 0);
            FakeRequest? hung = null;
            var chosen = trial.Random.Next(1, AlertsPerKill);
            town.Telegram.Faults = request =>
            {
                if (request.Method != "sendMessage" || Ledger.VehicleOf(request) is null || Interlocked.Increment(ref sends) != chosen) return null;
                // Before the send, after it and before the answer, after the answer: what is chosen is killed.
                hung = request;
                moment.TrySetResult();
                return kind switch { 1 => FaultAction.Hang(carriedOut: false), 2 => FaultAction.Hang(carriedOut: true), _ => null };
            };
            var posting = poster.BringBackAsync(1 + posted, AlertsPerKill, over.Token);
            posted += AlertsPerKill;
            if (kind == 0) await Task.Delay(trial.Random.Next(5, 300));
            else await Task.WhenAny(moment.Task, Task.Delay(TimeSpan.FromSeconds(6)));
            if (kind == 2 && hung is { } sent) await Town.UntilAsync(() => Task.FromResult(sent.CarriedOut), "the chosen card is delivered");
            if (kind > 2) await Task.Delay(trial.Random.Next(0, 25));
            await town.StopAsync();
            kills.Add(town.Clock.GetUtcNow());
            town.Telegram.Faults = null;
            trial.Findings.Add(kind switch { 0 => "killed at any moment", 1 => "killed before the send", 2 => "killed after the send", _ => "killed about the answer" }, 1);
            await town.StartAsync();
            await posting;
        }

        await town.AllSentAsync();
        trial.Findings.Count = trial.Count;
        trial.Findings.Add("alerts", posted);
        await town.Book.CompareAsync(trial.Findings, ambiguities: _ => trial.Count);
        // A copy is of the kill that followed it, and a kill makes one at most.
        var copies = town.Book.Sends().SelectMany(x => x.OrderBy(r => r.Number).SkipLast(1)).ToList();
        foreach (var ofKill in copies.GroupBy(x => kills.FirstOrDefault(kill => kill >= x.At)))
        {
            trial.Findings.Check(ofKill.Key != default, $"{ofKill.Count()} doubled although nothing was killed after them");
            trial.Findings.Check(ofKill.Count() == 1, $"one kill doubled {ofKill.Count()}");
        }

        await town.Book.RetireStraysAsync(trial.Findings);
    }

    private static async Task VotesAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, Plan);
        await town.BringBackAsync(1, 20);
        await town.AllSentAsync();
        var voting = new Voting(town);
        var cards = voting.AllCards();
        for (var kill = 0; kill < trial.Count; kill++)
        {
            // Some are there when it starts, others come while it works.
            for (var i = 0; i < PressesPerKill / 2; i++) voting.PressAny(cards, trial.Random);
            var answered = voting.Presses.Count(x => x.Answer is not null);
            var until = answered + trial.Random.Next(0, PressesPerKill);
            for (var i = 0; i < PressesPerKill / 2; i++)
            {
                voting.PressAny(cards, trial.Random);
                if (i % 5 == 0) await Task.Delay(1);
            }

            var waited = TimeProvider.System.GetTimestamp();
            while (voting.Presses.Count(x => x.Answer is not null) < until && TimeProvider.System.GetElapsedTime(waited) < TimeSpan.FromSeconds(1)) await Task.Delay(2);
            await town.StopAsync();
            await town.StartAsync();
        }

        await Town.UntilAsync(() => Task.FromResult(town.Telegram.PendingUpdates == 0), "every press is fetched");
        trial.Findings.Count = trial.Count;
        trial.Findings.Add("presses", voting.Presses.Count);
        trial.Findings.Add("presses answered", voting.Presses.Count(x => x.Answer is not null));
        await voting.CompareAsync(trial.Findings);
        await voting.CompareFactsAsync(trial.Findings);
    }
}
