using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Stories;

/// <summary>
/// kill -9 at random moments of a scripted day, while it starts too. Afterwards the ledgers of the program that posted, of
/// the people who pressed and of Telegram are held against the service's.
/// </summary>
[Collection(Alone.Name)]
public sealed partial class KilledAtAnyMoment(ITestOutputHelper output)
{
    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("SERVICEBOT_KILLS"), out var wanted) ? wanted : 50;

    // So few cards a station that the pace of a group (20 a minute) holds nothing up.
    private const int Stations = 16;
    private const int Vehicles = 48;

    // A life between two kills: the day may be over, and nothing more to come.
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(6);

    // What is waited for takes seconds; this is for a machine that is busy with other things.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_counted_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SERVICEBOT_SEED"), out var set) ? set : 20261122;
        await using var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions
        {
            Limits = new FakeLimits { GroupPerMinute = 0, ChatPerSecond = 0 },
        });
        using var folder = new TemporaryFolder();
        var day = new ScriptedDay(telegram, Stations, Vehicles);
        await using var service = new ServiceProcess(folder.Path, day.Settings());
        var began = TimeProvider.System.GetTimestamp();
        await service.StartAsync();
        await day.PostAgedAsync(service.Http);
        await service.KillAsync();
        HaveSeenRecordsTwoWeeksAgo(service.Database);

        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        var posting = day.PostAllAsync(service.Http, over.Token);
        var pressing = day.PressAllAsync(seed + 1, over.Token);
        var kills = await KillAsync(service, day, new Random(seed));
        var during = day.Votes.Count;
        output.WriteLine($"seed {seed}: {Kills} kills in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s, {during} votes by then");
        await posting;
        await pressing;
        await telegram.WaitUntil(() => Count(service, "\"Outbox\" WHERE \"State\" <> 3") == 0, Patience);

        var problems = new List<string>();
        foreach (var (station, _, _) in day.Stations) await CompareAsync(service, day, station, problems);
        CompareVotesOnce(service, telegram, problems);
        var doubles = Doubles(telegram, day, kills, problems);
        output.WriteLine(
            $"{day.Accepted.Count} records and {day.Votes.Count} votes acknowledged, {telegram.Counters.Sends} messages, {doubles} of them doubled; "
            + $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s in all");
        Assert.True(problems.Count == 0, string.Join("\n", problems));
        Assert.Equal(Stations, Count(service, "\"Documents\" WHERE \"Key\" LIKE 'digest:%'"));
        Assert.True(during > 0, "No vote was taken while the service was being killed: that proves nothing of votes.");
        Assert.Equal(Vehicles * 2, day.Accepted.Count);
        Assert.Equal(Vehicles * ScriptedDay.Voters, day.Votes.Count);
        await StraysAreRetired(telegram, day);
    }

    /// <summary>Kills and starts again, the last time for good.</summary>
    /// <returns>When the kills were.</returns>
    private static async Task<IReadOnlyList<DateTimeOffset>> KillAsync(ServiceProcess service, ScriptedDay day, Random random)
    {
        // Spread over the day by what was acknowledged, so that the last kills fall among the last votes.
        var most = 2 * day.Expected * 5 / (3 * Kills);
        var kills = new List<DateTimeOffset>();
        var start = TimeSpan.FromSeconds(1);
        while (kills.Count < Kills)
        {
            var began = TimeProvider.System.GetTimestamp();
            service.Begin();
            if (kills.Count % 5 < 2 && kills.Count > 0)
            {
                // Somewhere on the way to being ready.
                await Task.Delay(start * (0.3 + (0.7 * random.NextDouble())));
            }
            else
            {
                await service.UntilReadyAsync();
                start = TimeProvider.System.GetElapsedTime(began);
                var (ready, until) = (TimeProvider.System.GetTimestamp(), day.Acknowledged + random.Next(most + 1));
                do await Task.Delay(random.Next(5, 100));
                while (day.Acknowledged < until && TimeProvider.System.GetElapsedTime(ready) < LongestLife);
            }

            await service.KillAsync();
            kills.Add(TimeProvider.System.GetUtcNow());
        }

        await service.StartAsync();
        return kills;
    }

    private static async Task CompareAsync(ServiceProcess service, ScriptedDay day, string station, List<string> problems)
    {
        var cards = day.CardsOf(station);
        var cases = await ItemsAsync(service, $"api/v1/cases?station={station}");
        var accepted = day.Accepted.Where(x => x.Station == station && x.Id.StartsWith("З-", StringComparison.Ordinal)).Select(x => x.Id).Order(StringComparer.Ordinal).ToList();
        var signals = (await ItemsAsync(service, $"api/v1/signals?station={station}"))
            .Select(x => x.GetProperty("records").GetProperty("bookingId").GetString()!).Order(StringComparer.Ordinal).ToList();
        if (!signals.SequenceEqual(accepted)) problems.Add($"{station}: accepted {string.Join(' ', accepted)}, signals {string.Join(' ', signals)}");
        if (cases.Count != accepted.Count) problems.Add($"{station}: {cases.Count} cases of {accepted.Count}");
        foreach (var item in cases)
        {
            var number = item.GetProperty("number").GetInt32();
            if (cards.All(c => ScriptedDay.CaseOf(c) != number)) problems.Add($"{station} {number}: no card");
            var told = day.Votes.Where(x => x.Key.Station == station && x.Key.Case == number)
                .Select(x => $"{x.Key.Member} {x.Value}").Order(StringComparer.Ordinal).ToList();
            var kept = item.GetProperty("votes").EnumerateArray()
                .Select(x => $"{x.GetProperty("member").GetString()} {x.GetProperty("choice").GetString()}").Order(StringComparer.Ordinal).ToList();
            if (!told.SequenceEqual(kept)) problems.Add($"{station} {number}: told {string.Join(", ", told)}, kept {string.Join(", ", kept)}");
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(ServiceProcess service, string path)
    {
        using var json = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return [.. json.RootElement.Clone().GetProperty("items").EnumerateArray()];
    }

    // Each press that was told to count is one row, and each vote counted is one press.
    private static void CompareVotesOnce(ServiceProcess service, FakeTelegramServer telegram, List<string> problems)
    {
        var taken = telegram.Presses.Where(x => x.Answer?.Text is { } text && ScriptedDay.IsTaken(text)).Select(x => x.Id).ToHashSet();
        var kept = Strings(service, "SELECT \"QueryId\" FROM \"Presses\"");
        if (!taken.IsSubsetOf(kept)) problems.Add($"{taken.Except(kept).Count()} answered presses are not kept");
        var (facts, presses) = (Count(service, "\"CaseFacts\" WHERE \"Kind\" = 'VoteCast'"), Count(service, "\"Presses\" WHERE \"Outcome\" = 'VoteTaken'"));
        if (facts != presses) problems.Add($"{facts} votes counted of {presses} presses");
    }

    // A message whose sending the service did not live to write down is sent once more: one a kill, the one under way then.
    private static int Doubles(FakeTelegramServer telegram, ScriptedDay day, IReadOnlyList<DateTimeOffset> kills, List<string> problems)
    {
        var sent = telegram.Requests.Where(x => x.Method == "sendMessage" && x.CarriedOut)
            .GroupBy(x => (x.ChatId, What: Subject(x["text"]!))).ToList();
        foreach (var (station, group, _) in day.Stations)
        {
            if (!sent.Any(x => x.Key.ChatId == group.Id && x.Key.What.Contains("Сводка", StringComparison.Ordinal))) problems.Add($"{station}: no digest");
        }

        var unwritten = sent.SelectMany(x => x.OrderBy(m => m.Number).SkipLast(1)).ToList();
        foreach (var ofKill in unwritten.GroupBy(x => kills.FirstOrDefault(kill => kill >= x.At)))
        {
            if (ofKill.Key == default) problems.Add($"{ofKill.Count()} messages are doubled although nothing was killed after them");
            else if (ofKill.Count() > 1) problems.Add($"one kill doubled {ofKill.Count()} messages: {string.Join("; ", ofKill)}");
        }

        return unwritten.Count;
    }

    // A card is known by its number, whatever it has come to say; anything else by all it says.
    private static string Subject(string text) => CardNumber().Match(text) is { Success: true } card ? card.Value : text;

    [GeneratedRegex("^[^\n]{0,16}Случай №[0-9]+")]
    private static partial Regex CardNumber();

    private static async Task StraysAreRetired(FakeTelegramServer telegram, ScriptedDay day)
    {
        foreach (var (station, group, members) in day.Stations)
        {
            foreach (var copies in day.CardsOf(station).GroupBy(ScriptedDay.CaseOf).Where(x => x.Count() > 1))
            {
                foreach (var copy in copies) await telegram.PressAsync(members[0].Id, group.Id, copy.Id, "🤚 Воздержусь", Patience);
                await telegram.WaitUntil(() => copies.Count(c => !telegram.Message(group.Id, c.Id)!.Keyboard.IsEmpty) == 1, Patience);
            }
        }
    }

    // As if the service had been there when last week began: then a digest of it is owed.
    private static void HaveSeenRecordsTwoWeeksAgo(string path)
    {
        using var database = new SqliteConnection($"Data Source={path}");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"UPDATE \"Records\" SET \"FirstSeenAt\" = \"FirstSeenAt\" - {TimeSpan.FromDays(14).Ticks}";
        Assert.Equal(Stations, command.ExecuteNonQuery());
    }

    private static long Count(ServiceProcess service, string what) =>
        long.Parse(Strings(service, "SELECT count(*) FROM " + what).Single(), CultureInfo.InvariantCulture);

    private static HashSet<string> Strings(ServiceProcess service, string query)
    {
        using var database = new SqliteConnection($"Data Source={service.Database};Mode=ReadOnly");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var found = new HashSet<string>();
        while (reader.Read()) found.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return found;
    }
}
