using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Sources;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Hostile;

/// <summary>
/// Hostile texts in every field of every kind of record, from the API to the card in Telegram, the built-in chat and the API's
/// answers: they stay text, on the line where they belong, and nothing of the card is lost for them.
/// </summary>
public sealed partial class HostileTextTests(ITestOutputHelper output)
{
    private const int AtOnce = 40;
    private const string Letters = "АВЕКМНОРСТУХ";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Texts_of_records_stay_text_wherever_they_are_shown()
    {
        // Some thirty texts stand in the records of one vehicle.
        var count = (Hostile.Count(1_000) + HostileRecords.TextsOfOne - 1) / HostileRecords.TextsOfOne;
        await using var station = await StationInTelegram.OpenAsync(
            TimeProvider.System, new FakeTelegramOptions { Limits = FakeLimits.None, RequestsKept = 20 }, change: Change, unpaced: true);
        var texts = 0;
        for (var first = 0; first < count; first += AtOnce)
        {
            var numbers = Enumerable.Range(first, Math.Min(AtOnce, count - first)).ToList();
            var vehicles = numbers.Select(n => new HostileRecords(Hostile.Dice(n), n, Plate(n))).ToList();
            texts += vehicles.Sum(x => x.Texts);
            foreach (var (path, records) in (IEnumerable<(string, IEnumerable<object>)>)[
                ("work-orders", vehicles.SelectMany(x => x.Orders)), ("bookings", vehicles.Select(x => x.Booking)),
                ("survey-responses", vehicles.Select(x => x.Survey)), ("calls", vehicles.Select(x => x.Call))])
            {
                using var answer = await station.Http.PostAsJsonAsync($"/api/v1/{path}", records, Json);
                var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
                Assert.True(said["rejected"]?.AsArray().Count == 0 && (int)said["accepted"]! == records.Count(), $"{path}: {said.ToJsonString(Json)}");
            }

            foreach (var one in vehicles)
            {
                using var report = await station.Http.PostAsJsonAsync("/api/v1/cases", one.Report, Json);
                Assert.True(report.IsSuccessStatusCode, await report.Content.ReadAsStringAsync());
            }

            await station.AllSentAsync();
            foreach (var one in vehicles) await AssertShownAsync(station, one);
        }

        await AssertRoomShowsTheSameAsync(station);
        Assert.True(texts >= count * HostileRecords.TextsOfOne, $"{texts}");
        output.WriteLine($"{count} vehicles, {texts} hostile texts, {station.Telegram.Counters.Sends} sends, {station.Telegram.Counters.Edits} edits");
        Assert.Equal(0, station.Telegram.Counters.Refusals);
        Assert.Equal(count, station.Cards().Count);
        // Where more than sixty cases come within a minute one message announces them; nothing else is sent, and nothing twice.
        var storms = station.Telegram.BotMessages(station.Group.Id).Where(x => Storm().IsMatch(x.Words)).ToList();
        Assert.Equal(count + storms.Count, station.Telegram.Counters.Sends);
        Assert.All(storms, x => Assert.Equal([new FakeEntity("bold", 0, x.Words.Split('\n')[0].Length)], x.Entities));
    }

    private static void Change(Settings settings)
    {
        settings.Stations[0].ShowNames = true;
        settings.Api.CallsPerMinute = 1_000_000;
    }

    // А000АВ178: another for each of the first hundred thousand.
    private static string Plate(int n) => $"А{n % 1000:000}{Letters[n / 1000 % 12]}{Letters[n / 12_000 % 12]}178";

    private static async Task AssertShownAsync(StationInTelegram station, HostileRecords one)
    {
        var number = await station.Service.ReadAsync(async db =>
            (await db.Cases.AsNoTracking().SingleAsync(x => x.Plate == PlateNumber.Read(one.Plate)!.Value && x.MergedInto == null)).Number);
        var card = Assert.Single(station.Cards(), x => x.Words.Split('\n')[0].StartsWith($"🟠 Случай №{number} ", StringComparison.Ordinal));
        var lines = card.Words.Split('\n');
        Assert.True(card.Words.EnumerateRunes().Count() <= 4096, $"{one.Number}: {card.Words.Length}");
        // The title is bold, and nothing else is anything but text.
        Assert.Equal([new FakeEntity("bold", 0, lines[0].Length)], card.Entities);
        Assert.All(lines, (line, i) =>
        {
            Assert.Null(HostileTexts.Fault(line));
            Assert.True(i == 0 ? line.StartsWith("🟠 Случай №", StringComparison.Ordinal) : i == 1 ? line.StartsWith(one.Plate, StringComparison.Ordinal) : Ours().IsMatch(line), $"{one.Number}: a line that is none of ours: {line}");
        });
        Assert.Equal($"🟠 Случай №{number} · возможный повторный ремонт", lines[0]);
        Assert.Single(lines, x => x.StartsWith("Голоса: 0 из 4, нужно 3 · до ", StringComparison.Ordinal));
        Assert.Equal(["✅ Повторный", "❌ Не повторный", "🤚 Воздержусь", "🔍 Нужна диагностика"], card.Keyboard.Buttons.Select(x => x.Text));
        AssertSeen(lines[1], one.Model, 60);
        AssertSeen(lines.Single(x => x.StartsWith("Запись ", StringComparison.Ordinal)), Masked(one.Complaint));
        AssertSeen(lines.Single(x => x.StartsWith("Прошлый ", StringComparison.Ordinal)), one.EarlierId, 60);
        AssertSeen(lines.Single(x => x.StartsWith("Сообщил ", StringComparison.Ordinal)), Masked(one.Said));
        AssertSeen(lines.Single(x => x.StartsWith("Ответ на опрос ", StringComparison.Ordinal)), Masked(one.Comment));

        // The API gives back what was sent, whole.
        var answer = await station.CaseAsync(number);
        Assert.Equal(one.EarlierId, answer.GetProperty("earlierWorkOrderId").GetString());
        Assert.Equal(HostileTexts.Skeleton(one.Model), HostileTexts.Skeleton(answer.GetProperty("vehicle").GetProperty("model").GetString()!));
    }

    // A telephone among the words of people is told by its end.
    private static string Masked(string said) => PhoneNumber.Hide(ShortText.OneLine(said));

    private static void AssertSeen(string line, string text, int cut = 160) =>
        Assert.Contains(HostileTexts.Beginning(text, cut), HostileTexts.Skeleton(line), StringComparison.Ordinal);

    // The built-in chat is sent the same lines, as JSON.
    private static Task AssertRoomShowsTheSameAsync(StationInTelegram station) => station.Service.ReadAsync(async db =>
    {
        var rows = await db.WebMessages.AsNoTracking().Where(x => x.Author == null).ToListAsync();
        var shown = rows.Select(x => JsonSerializer.Deserialize<JsonElement>(x.Content)).Select(x => string.Join('\n', (string[])
            [x.GetProperty("Title").GetString()!, .. x.GetProperty("Lines").EnumerateArray().Select(l => l.GetString()!)])).ToHashSet();
        Assert.All(station.Cards(), x => Assert.Contains(Told(x.Words), shown.Select(Told)));
        return shown.Count;
    });

    // Without what Telegram changes of its own accord, and what parts a sign from what would be tapped.
    private static string Told(string text) => text.Replace("\u2060", "", StringComparison.Ordinal).Replace("\u030A", "", StringComparison.Ordinal)
        .Replace("\u0333", "", StringComparison.Ordinal).Replace("\u033F", "", StringComparison.Ordinal);

    [GeneratedRegex("^Сразу много новых случаев: \\d+ · ")]
    private static partial Regex Storm();

    [GeneratedRegex("^(Запись |Возврат |Ответ на опрос |Сообщил сотрудник |Прошлый заказ-наряд |Почему: |Голоса: |Ещё отзывов и сообщений: )")]
    private static partial Regex Ours();
}
