using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceBot.FakeTelegram;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Hostile;

/// <summary>Presses as no client of Telegram sends them, or by those who may not: answered, kept, counted, and without effect.</summary>
// The counters are those of the whole process: presses of other tests beside it would be counted too.
[Collection(Alone.Name)]
public sealed class ForgedPressTests(ITestOutputHelper output)
{
    private const int AtOnce = 500;

    [Fact]
    public async Task No_forged_press_has_an_effect_and_each_is_answered_in_words_kept_and_counted()
    {
        var count = Hostile.Count(500);
        using var log = new HeardLog();
        await using var station = await StationInTelegram.OpenAsync(
            TimeProvider.System, new FakeTelegramOptions { Limits = FakeLimits.None }, withSouth: true, unpaced: true, adjust: log.Listen);
        var forger = await ForgerAsync(station);
        var before = await StoreImage.OfAsync(station.Service, "Presses", "ChannelStates");
        var messages = Messages(station);
        var pressed = station.Telegram.Presses.Count;

        for (var first = 0; first < count; first += AtOnce)
        {
            var most = Math.Min(AtOnce, count - first);
            for (var n = first; n < first + most; n++) station.Telegram.AddUpdate("callback_query", forger.Press(Hostile.Dice(n), n));
            await station.Telegram.WaitUntil(() => Answers(station).Count >= first + most, TimeSpan.FromSeconds(60));
        }

        var answers = Answers(station);
        Assert.Equal(count, answers.Count);
        Assert.Equal(count, answers.Select(x => x["callback_query_id"]).Distinct().Count());
        Assert.All(answers, x => Assert.True(
            x["text"]!.EnumerateRunes().Count() <= 200 && x["text"]!.Any(c => c is >= 'а' and <= 'я') && x["show_alert"] == "true", x["text"]));
        // Nothing but the presses themselves has come into the store, and no message has changed.
        Assert.Empty((await StoreImage.OfAsync(station.Service, "Presses", "ChannelStates")).Except(before));
        Assert.Equal(messages, Messages(station));

        var kept = await station.Service.ReadAsync(db => db.Presses.AsNoTracking().Where(x => x.QueryId.StartsWith("forged-")).ToListAsync());
        var outcomes = kept.GroupBy(x => x.Outcome).ToDictionary(x => x.Key, x => x.Count());
        output.WriteLine($"{count} forged presses: {string.Join(", ", outcomes.OrderBy(x => x.Key).Select(x => $"{x.Key} × {x.Value}"))}");
        Assert.Equal(count, kept.Count);
        Assert.Equal(["AlreadyDecided", "NoVoteRight", "NotAMember", "UnknownButton"], outcomes.Keys.Order(StringComparer.Ordinal));

        // Each is in the log under its number and counted, and neither tells who it was or what was sent.
        var lines = log.Lines.Where(x => x.Id is 1303 or 1304).ToList();
        Assert.Equal(count, lines.Count);
        Assert.Equal(outcomes["UnknownButton"], lines.Count(x => x.Id == 1303));
        Assert.All(lines, x => Assert.DoesNotMatch("[0-9]{4}|1:", x.Text));
        // What is no JSON of Telegram's is told (1512), and nothing broke.
        Assert.DoesNotContain(log.Lines, x => x.Level >= LogLevel.Error && x.Id != 1512);
        var metrics = await station.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        foreach (var (outcome, times) in outcomes)
            Assert.Contains($"servicebot_presses_total{{channel=\"telegram\",outcome=\"{outcome}\"}} {times}\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotMatch("9900|forged|Прохожий", metrics);
        Assert.Equal(pressed, station.Telegram.Presses.Count);
    }

    [Fact]
    public async Task A_press_with_the_button_of_one_card_and_the_number_of_another_message_takes_nothing_away()
    {
        await using var station = await StationInTelegram.OpenAsync(
            TimeProvider.System, new FakeTelegramOptions { Limits = FakeLimits.None }, unpaced: true);
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"), Given.Repair("ЗН-2", 2), Given.Booking("З-2", 2));
        var (one, other) = (await station.CardAsync("🟠 Случай №1"), await station.CardAsync("🟠 Случай №2"));

        foreach (var user in (FakeUser[])[station.Stranger, station.Members[4]])
            await station.Telegram.PressForged(user.Id, station.Group.Id, other.Id, one.Keyboard.Find("✅").Data!).AnswerAsync();
        await station.AllSentAsync();

        Assert.Equal(other, station.Telegram.Message(station.Group.Id, other.Id));
        Assert.Equal(0, await station.Service.ReadAsync(db => db.Outbox.CountAsync(x => x.Subject.StartsWith("retire:"))));
    }

    [Theory]
    [InlineData(@"{""message_id"":5,""date"":1794700000,""text"":""/cases@x\ud83d"",""from"":{""id"":9900,""is_bot"":false,""first_name"":""\udca3""},""chat"":{""id"":9900,""type"":""private""}}", "message")]
    [InlineData(@"{""\ud83d"":1,""id"":""q1"",""from"":{""\udca3"":1,""id"":9900,""is_bot"":false,""first_name"":""\ud83d""},""chat_instance"":""1"",""data"":""\ud83d""}", "callback_query")]
    public async Task Half_a_character_in_an_update_does_not_keep_the_presses_behind_it_waiting(string update, string kind)
    {
        await using var station = await StationInTelegram.OpenAsync(TimeProvider.System);
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        var card = await station.CardAsync("🟠 Случай №1");

        station.Telegram.AddUpdate(kind, update);

        Assert.StartsWith("Голос принят", await station.PressAsync(0, card, "✅"));
    }

    // A case that is open, one that is decided, one of another station, and a button in the director's own chat.
    private static async Task<PressForger> ForgerAsync(StationInTelegram station)
    {
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"), Given.Repair("ЗН-2", 2), Given.Booking("З-2", 2));
        await station.AcceptAsync(Given.Repair("Ю-1", 3) with { Station = "yug" }, Given.Booking("Ю-2", 3) with { Station = "yug" });
        var open = await station.CardAsync("🟠 Случай №1");
        var decided = await station.CardAsync("🟠 Случай №2");
        var foreign = await station.CardAsync("🟠 Случай №1", station.SouthGroup!.Id);
        foreach (var member in (int[])[0, 2, 3]) await station.PressAsync(member, decided, "✅");
        await station.UntilAsync(decided, "🔴 Случай №2");
        await station.AllSentAsync();
        const string own = "1:AAAABBBBCCCCDDDD";
        await station.Service.Get<Writer>().InTransactionAsync(
            (db, _) =>
            {
                db.Buttons.Add(new ButtonRow { Token = own, ChatKey = $"telegram:{station.Members[3].Id}", Subject = "case:sever/1", Action = "vote:Repeat", CreatedAt = DateTimeOffset.UnixEpoch });
                return Task.FromResult(true);
            },
            CancellationToken.None);
        return new PressForger(station, open, decided, foreign, own);
    }

    private static List<FakeRequest> Answers(StationInTelegram station) =>
        [.. station.Telegram.Requests.Where(x => x.Method == "answerCallbackQuery" && x["callback_query_id"]!.StartsWith("forged-", StringComparison.Ordinal) && x.Status != 0)];

    private static string Messages(StationInTelegram station) =>
        string.Join('\n', station.Telegram.AllMessages().Select(x => $"{x.ChatId}/{x.Id} {x.Edits} {x.Words} {string.Join(' ', x.Keyboard.Buttons.Select(b => b.Data))}"));
}
