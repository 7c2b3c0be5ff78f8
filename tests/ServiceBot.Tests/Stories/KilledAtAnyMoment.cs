using System.Text.Json;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Stories;

/// <summary>kill -9 at random moments of a scripted day; three ledgers are compared afterwards.</summary>
[Collection(Alone.Name)]
public sealed class KilledAtAnyMoment(ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int Stations = 8;
    private const int Vehicles = 48;

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_counted_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SERVICEBOT_SEED"), out var set) ? set : 20261122;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions
        {
            Limits = new FakeLimits { GroupPerMinute = 0, ChatPerSecond = 0 },
        });
        using var folder = new TemporaryFolder();
        var day = new ScriptedDay(telegram, Stations, Vehicles);
        await using var service = new ServiceProcess(folder.Path, day.Settings());
        await service.StartAsync();
        await day.PostAgedAsync(service.Http);
        await service.KillAsync();
        HaveSeenRecordsTwoWeeksAgo(folder.Path);
        await service.StartAsync();

        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(12));
        var posting = day.PostAllAsync(service.Http, over.Token);
        var pressing = day.PressAllAsync(new Random(seed + 1), over.Token);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(20, 900));
            await service.KillAsync();
            await service.StartAsync();
        }

        await posting;
        await pressing;
        await Quiet(telegram);

        var problems = new List<string>();
        var doubles = 0;
        foreach (var (station, group, _) in day.Stations)
        {
            var cards = telegram.BotMessages(group.Id).Where(m => m.Words.Contains("Случай №") && !m.Keyboard.IsEmpty).ToList();
            using var cases = JsonDocument.Parse(await service.Http.GetStringAsync($"api/v1/cases?station={station}&page=1"));
            var items = cases.RootElement.GetProperty("items").EnumerateArray().ToList();
            if (items.Count != Vehicles / Stations) problems.Add($"{station}: {items.Count} cases");
            foreach (var item in items)
            {
                var number = item.GetProperty("number").GetInt32();
                var own = cards.Count(c => ScriptedDay.CaseOf(c) == number);
                if (own == 0) problems.Add($"{station} {number}: no card");
                doubles += Math.Max(0, own - 1);
                foreach (var vote in item.GetProperty("votes").EnumerateArray())
                {
                    var key = (station, number, vote.GetProperty("member").GetString()!);
                    if (day.Votes.TryGetValue(key, out var told) && told != vote.GetProperty("choice").GetString())
                        problems.Add($"{key}: told {told}, kept {vote.GetProperty("choice")}");
                }

                var kept = item.GetProperty("votes").GetArrayLength();
                if (kept != day.Votes.Keys.Count(k => k.Station == station && k.Case == number))
                    problems.Add($"{station} {number}: {kept} votes kept");
            }

            using var signals = JsonDocument.Parse(await service.Http.GetStringAsync($"api/v1/signals?station={station}"));
            var flagged = day.Accepted.Count(x => x.Station == station && x.Id.StartsWith("З-", StringComparison.Ordinal));
            if (signals.RootElement.GetProperty("total").GetInt32() != flagged) problems.Add($"{station}: signals");
            var digests = telegram.BotMessages(group.Id).Count(m => m.Words.StartsWith("Сводка"));
            if (digests == 0) problems.Add($"{station}: no digest");
            doubles += Math.Max(0, digests - 1);
        }

        output.WriteLine($"{Kills} kills, {day.Accepted.Count} records, {day.Votes.Count} votes, {doubles} doubled messages");
        Assert.Empty(problems);
        Assert.Equal(Stations, FrozenDigests(folder.Path));
        Assert.Equal(Vehicles * 2, day.Accepted.Count);
        Assert.Equal(Vehicles * 3, day.Votes.Count);
        Assert.InRange(doubles, 0, Kills);
        await StraysAreRetired(telegram, day);
    }

    private static async Task StraysAreRetired(FakeTelegramServer telegram, ScriptedDay day)
    {
        foreach (var (_, group, members) in day.Stations)
        {
            var doubled = telegram.BotMessages(group.Id)
                .Where(m => m.Words.Contains("Случай №") && !m.Keyboard.IsEmpty)
                .GroupBy(ScriptedDay.CaseOf).Where(g => g.Count() > 1);
            foreach (var copies in doubled)
            {
                foreach (var copy in copies) await telegram.PressAsync(members[0].Id, group.Id, copy.Id, "🤚 Воздержусь");
                await telegram.WaitUntil(
                    () => copies.Count(c => !telegram.Message(group.Id, c.Id)!.Keyboard.IsEmpty) == 1, TimeSpan.FromSeconds(240));
            }
        }
    }

    // As if the service had been there when last week began: then a digest of it is owed.
    private static void HaveSeenRecordsTwoWeeksAgo(string folder)
    {
        using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "data", "servicebot.db")}");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"UPDATE \"Records\" SET \"FirstSeenAt\" = \"FirstSeenAt\" - {TimeSpan.FromDays(14).Ticks}";
        Assert.Equal(Stations, command.ExecuteNonQuery());
    }

    private static long FrozenDigests(string folder)
    {
        using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "data", "servicebot.db")}");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT count(*) FROM \"Documents\" WHERE \"Key\" LIKE 'digest:%'";
        return (long)command.ExecuteScalar()!;
    }

    // Until no message changes any more: the pace of a group lets an edit wait a while.
    private static async Task Quiet(FakeTelegramServer telegram)
    {
        var (last, since) = (telegram.Counters.Sends + telegram.Counters.Edits, TimeProvider.System.GetUtcNow());
        while (TimeProvider.System.GetUtcNow() - since < TimeSpan.FromSeconds(15))
        {
            await Task.Delay(500);
            var now = telegram.Counters.Sends + telegram.Counters.Edits;
            if (now != last) (last, since) = (now, TimeProvider.System.GetUtcNow());
        }
    }
}
