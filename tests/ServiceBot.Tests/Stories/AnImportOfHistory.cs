using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Alerts;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Demo;
using ServiceBot.Domain.Sources;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Intake.Bulk;

namespace ServiceBot.Tests.Stories;

/// <summary>Last year's records come in. The chat hears of their cases once, and goes on with those of these days.</summary>
public sealed class AnImportOfHistory
{
    private const int Old = 37;

    private static readonly DetectionSettings Usual = new();

    [Fact]
    public async Task Is_told_in_one_message_and_a_case_of_it_gets_its_card_and_its_vote_when_somebody_asks_for_it()
    {
        await using var station = await StationInTelegram.OpenAsync(change: x => x.Detection = Usual);
        var group = station.Group.Id;
        await station.AcceptAsync([.. Enumerable.Range(2, Old).SelectMany(n => Returned(n, daysAgo: 100 + n))]);
        await station.AcceptAsync(Returned(1, daysAgo: 1));

        var live = await station.CardAsync($"🟠 Случай №{Old + 1} ");
        var list = await ListAsync(station);
        // The newest first, five of them, and how to see the rest.
        Assert.Equal(
            ["А002ВС178", "А003ВС178", "А004ВС178", "А005ВС178", "А006ВС178"],
            list.Words.Split('\n').Where(x => x.StartsWith('№')).Select(x => x.Split(" · ")[1]));
        Assert.Contains("И ещё 32 случая.", list.Words);
        Assert.Contains("старше 31 дня", list.Words);
        await station.AllSentAsync();
        Assert.Equal(2, station.Telegram.BotMessages(group).Count);

        // Neither a restart nor the same records again tell it twice.
        await station.StopAsync();
        await station.StartAsync();
        await station.AcceptAsync([.. Enumerable.Range(2, Old).SelectMany(n => Returned(n, daysAgo: 100 + n))]);
        // A reminder of a vote that was never begun would be noise.
        Assert.False(await station.Service.ReadAsync(db => db.Cases.AnyAsync(x => x.FromHistory && x.Deadline != null)));

        station.Telegram.Write(station.Members[4].Id, group, "/case 3");
        var card = await station.CardAsync("🟠 Случай №3 ");
        var answer = await station.Telegram.WaitForMessage(group, m => m.Words.StartsWith("По случаю №3 ", StringComparison.Ordinal));
        Assert.Contains("Карточка отправлена в чат станции, голосование началось: до ", answer.Words);
        foreach (var member in new[] { 0, 2, 3 }) await station.PressAsync(member, card, "✅");
        await station.UntilAsync(card, "🔴 Случай №3");
        Assert.Equal("Repeat", (await station.CaseAsync(3)).GetProperty("verdict").GetString());

        // Asked again it is only told; the card is there.
        station.Telegram.Write(station.Members[4].Id, group, "/case 3");
        await station.Telegram.WaitUntil(
            () => station.Telegram.BotMessages(group).Count(m => m.Words.StartsWith("По случаю №3 ", StringComparison.Ordinal)) == 2,
            TimeSpan.FromSeconds(60));
        await station.AllSentAsync();
        Assert.Equal([live.Id, card.Id], station.Cards().Select(x => x.Id));
        Assert.Single(station.Telegram.BotMessages(group), IsList);
        Assert.Equal(0, station.Telegram.Counters.TooManyRequests);
    }

    [Fact]
    public async Task Waits_in_the_list_of_cases_and_is_named_in_the_digest()
    {
        await using var station = await StationInTelegram.OpenAsync(change: x => x.Detection = Usual);
        await station.AcceptAsync(Returned(2, daysAgo: 90));
        await station.AcceptAsync(Returned(1, daysAgo: 1));
        await station.CardAsync("🟠 Случай №2 ");
        await ListAsync(station);

        station.Telegram.Write(station.Members[1].Id, station.Group.Id, "/cases");
        station.Telegram.Write(station.Members[1].Id, station.Group.Id, "/mine");
        station.Telegram.Write(station.Members[1].Id, station.Group.Id, "/digest 2026-W47");

        var cases = await station.CardAsync("СТО Северный: в работе 2");
        Assert.Matches("(?s)№2 · А001ВС178.*№1 · А002ВС178 · ГАЗель NEXT · из истории, голосование начнёт /case 1", cases.Words);
        var mine = await station.CardAsync("Рогов С. Т., вас ждут");
        Assert.Contains("Ваш голос: №2", mine.Words);
        Assert.DoesNotContain("№1", mine.Words);
        var digest = await station.CardAsync("Сводка за неделю 47");
        Assert.Contains("Под подозрением: 2\nИз них открыто из истории, без карточек: 1\n", digest.Words);
        Assert.Contains("Открыто: 2\nПросрочено: 0", digest.Words);
    }

    [Fact]
    public async Task That_gets_news_becomes_a_case_of_these_days()
    {
        await using var station = await StationInTelegram.OpenAsync(change: x => x.Detection = Usual);
        await station.AcceptAsync(Returned(2, daysAgo: 60));
        await station.AllSentAsync();
        Assert.Empty(station.Cards());

        // Somebody reports the same visit as a repeat today.
        station.Telegram.Write(station.Members[4].Id, station.Group.Id, "/report А002ВС178 клиент снова жалуется на стук");
        await station.AcceptAsync(
            new SurveyResponse
            {
                Station = StationUnderTest.Code, Id = "О-2", WorkOrderId = "ЗН-2", Comment = "некачественный ремонт",
                AnsweredAt = station.Clock.GetUtcNow().AddHours(-1),
            });

        var card = await station.CardAsync("🟠 Случай №1 ");
        Assert.Contains("Голоса: 0 из 4", card.Words);
        await station.AllSentAsync();
        // It is history no longer: nothing is left to list.
        Assert.False(await station.Service.ReadAsync(db => db.Cases.AnyAsync(x => x.FromHistory)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Shows_and_lists_the_same_in_any_order_of_arrival_and_both_ways_in(int seed)
    {
        var now = TimeProvider.System.GetUtcNow();
        var random = new Random(seed);
        // Some vehicles came back long ago, some these days, and of some old ones a customer complained only yesterday.
        List<SourceRecord> records = [];
        foreach (var n in Enumerable.Range(1, 24))
        {
            var daysAgo = random.Next(2) == 0 ? random.Next(1, 25) : random.Next(40, 300);
            records.AddRange(Returned(n, daysAgo));
            if (random.Next(4) == 0)
            {
                records.Add(Given.Survey($"О-{n}", $"ЗН-{n}", "некачественный ремонт") with
                {
                    AnsweredAt = Given.Monday.AddDays(9).AddDays(-random.Next(1, 10)),
                });
            }
        }

        records = [.. records.Select(x => SampleDates.Moved(x, now - Given.Monday.AddDays(9)))];
        await using var together = await TrialStore.OpenAsync(x => x.Detection = Usual);
        await together.TakeOneByOneAsync(records, portion: records.Count);
        await using var single = await TrialStore.OpenAsync(x => x.Detection = Usual);
        await single.TakeOneByOneAsync(records.OrderBy(_ => random.Next()));
        await using var bulk = await TrialStore.OpenAsync(x => x.Detection = Usual);
        await bulk.TakeInBulkAsync(records.OrderBy(_ => random.Next()));

        var seen = await SeenAsync(together);
        Assert.Equal(seen, await SeenAsync(single));
        Assert.Equal(seen, await SeenAsync(bulk));
        // The property had something to say: some have cards, some are listed.
        Assert.Contains(seen, x => x.StartsWith("card ", StringComparison.Ordinal));
        Assert.Contains(seen, x => x.Contains("Из истории открыт", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(TrialStore store)
    {
        return await store.ReadAsync(async db =>
        {
            var cases = await db.Cases.AsNoTracking().Where(x => x.MergedInto == null).ToListAsync();
            var asked = await db.Outbox.AsNoTracking().Where(x => x.Frozen == null).Select(x => x.Subject).ToListAsync();
            var list = Assert.Single(asked, x => x.StartsWith(CaseArrivals.HistoryKind, StringComparison.Ordinal));
            var renderer = store.All<ICardRenderer>().Single(x => x.SubjectKind == CaseArrivals.HistoryKind);
            var content = (await renderer.RenderAsync(db, [list], CancellationToken.None))[list];
            return (IReadOnlyList<string>)
            [
                .. cases.Where(x => asked.Contains(CaseFile.Subject(x.Station, x.Number))).Select(x => $"card {x.Plate}").Order(StringComparer.Ordinal),
                content.Title,
                // The numbers tell in what order the records came, and nothing else.
                .. content.Lines.Select(x => System.Text.RegularExpressions.Regex.Replace(x, "№[0-9]+|/case [0-9]+", "№")),
            ];
        });
    }

    private static bool IsList(FakeMessage message) => message.Words.StartsWith("Из истории открыт", StringComparison.Ordinal);

    private static Task<FakeMessage> ListAsync(StationInTelegram station) =>
        station.Telegram.WaitForMessage(station.Group.Id, IsList, TimeSpan.FromSeconds(60));

    // A repair, and its return so many days before the day on which the stories begin.
    private static SourceRecord[] Returned(int vehicle, int daysAgo) =>
    [
        Given.Repair($"ЗН-{vehicle}", vehicle, openedDay: 1 - daysAgo, closedDay: 2 - daysAgo),
        Given.Booking($"З-{vehicle}", vehicle, day: 9 - daysAgo),
    ];
}
