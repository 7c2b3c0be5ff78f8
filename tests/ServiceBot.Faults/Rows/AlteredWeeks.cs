using System.Globalization;
using Microsoft.Data.Sqlite;
using ServiceBot.FakeTelegram;
using ServiceBot.Faults.Weeks;

namespace ServiceBot.Faults.Rows;

/// <summary>The week's check of itself: in each place that is compared something is altered on purpose, and the row must say so.</summary>
internal static class AlteredWeeks
{
    private static readonly string[] InStore =
    [
        "DELETE FROM \"Records\" WHERE rowid = (SELECT MIN(rowid) FROM \"Records\")",
        "DELETE FROM \"Signals\" WHERE rowid = (SELECT MIN(rowid) FROM \"Signals\")",
        "DELETE FROM \"CaseFacts\" WHERE rowid = (SELECT MAX(rowid) FROM \"CaseFacts\" WHERE \"Kind\" = 'VoteCast')",
        "DELETE FROM \"Presses\" WHERE rowid = (SELECT MIN(rowid) FROM \"Presses\" WHERE \"QueryId\" NOT LIKE 'message:%')",
        "UPDATE \"Presses\" SET \"Reply\" = 'Иное' WHERE rowid = (SELECT MAX(rowid) FROM \"Presses\" WHERE \"QueryId\" NOT LIKE 'message:%')",
    ];

    public static FaultRow Row { get; } = new(0, "a week is altered everywhere", "is found", 1, 1, 1, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        await using var week = await WeekTown.OpenAsync(trial, new TownPlan(), WeekSize.Small);
        await week.LiveAsync();
        var town = week.Town;
        var messages = town.Telegram.BotMessages(town.Places[0].Group.Id);
        var cards = messages.Where(x => Ledger.CaseOf(x) is not null).Take(3).ToList();
        var digest = messages.Single(x => x.Words.StartsWith("Сводка", StringComparison.Ordinal));
        town.Telegram.Delete(cards[0].ChatId, cards[0].Id);
        await EditAsync(town, cards[1], "Случай закрыт");
        await SayAsync(town, "sendMessage", cards[2], cards[2].Words);
        await EditAsync(town, digest, digest.Words.Replace("Под подозрением: ", "Под подозрением: 7", StringComparison.Ordinal));

        await using (var database = new SqliteConnection($"Data Source={town.Database}"))
        {
            await database.OpenAsync();
            await ForbidNothingAsync(database);
            foreach (var alteration in InStore)
            {
                await using var alter = database.CreateCommand();
                alter.CommandText = alteration;
                if (await alter.ExecuteNonQueryAsync() != 1) throw new InvalidOperationException($"It altered nothing: {alteration}");
            }
        }

        // An hour earlier: the card of it came too late.
        var late = week.Script.Stories.First(x => x.Case is not null).Vehicle;
        week.Driver.Answered[late] -= TimeSpan.FromHours(1);
        await week.CheckAsync();
    }

    // The store refuses of itself that facts and records are altered.
    private static async Task ForbidNothingAsync(SqliteConnection database)
    {
        var triggers = new List<string>();
        await using (var list = database.CreateCommand())
        {
            list.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
            await using var names = await list.ExecuteReaderAsync();
            while (await names.ReadAsync()) triggers.Add(names.GetString(0));
        }

        foreach (var trigger in triggers)
        {
            await using var drop = database.CreateCommand();
            drop.CommandText = $"DROP TRIGGER \"{trigger}\"";
            await drop.ExecuteNonQueryAsync();
        }
    }

    private static Task EditAsync(Town town, FakeMessage message, string words) => SayAsync(town, "editMessageText", message, words);

    // As the bot, past the service.
    private static async Task SayAsync(Town town, string method, FakeMessage message, string words)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(
        [
            new("chat_id", message.ChatId.ToString(CultureInfo.InvariantCulture)), new("message_id", message.Id.ToString(CultureInfo.InvariantCulture)),
            new("text", words),
        ]);
        using var answer = await http.PostAsync(new Uri($"{town.Telegram.Url}/bot{town.Telegram.Token}/{method}"), form);
        answer.EnsureSuccessStatusCode();
    }
}
