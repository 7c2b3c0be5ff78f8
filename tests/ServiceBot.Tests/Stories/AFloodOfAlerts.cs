using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.FakeTelegram;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>Many alerts at once to one group that takes 20 messages a minute.</summary>
[Collection(Alone.Name)]
public sealed class AFloodOfAlerts
{
    private const int Alerts = 200;

    [Fact]
    public async Task Two_hundred_alerts_at_once_arrive_once_each_within_the_limits_and_in_their_newest_state()
    {
        var clock = new FastClock(speed: 30, Given.Monday.AddDays(9));
        await using var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions
        {
            Clock = clock, AnswerWindow = TimeSpan.FromMinutes(20), PressLife = TimeSpan.FromMinutes(60),
        });
        var (members, _) = StationUnderTest.AddPeople(telegram);
        var group = telegram.AddSupergroup("СТО Северный: повторные", [.. members]);
        using var folder = new TemporaryFolder();
        await using var service = await RunningHost.StartAsync(
            StationUnderTest.Settings(folder.Path, telegram.Url, telegram.Token, group.Id),
            services => services.AddSingleton<TimeProvider>(clock));

        var records = Enumerable.Range(1, Alerts).SelectMany(n => (Domain.Sources.SourceRecord[])
            [Given.Repair($"ЗН-{n:0000}", vehicle: n), Given.Booking($"З-{n:0000}", vehicle: n)]).ToList();
        await service.Get<RecordIntake>().AcceptAsync(records, CancellationToken.None);

        // Cards that still wait: one gets a second reason, one another complaint.
        await service.Get<RecordIntake>().AcceptAsync(
            [
                Given.Survey("О-1", $"ЗН-{Alerts - 1:0000}", "некачественный ремонт"),
                Given.Booking($"З-{Alerts:0000}", vehicle: Alerts, complaint: "теперь ещё и гремит сзади"),
            ],
            CancellationToken.None);

        List<FakeMessage> Cards() =>
            [.. telegram.BotMessages(group.Id).Where(m => m.Words.Split('\n')[0].Contains(" Случай №", StringComparison.Ordinal))];

        // Someone votes on a card that is there while the others are still on their way.
        var early = await telegram.WaitForMessage(group.Id, m => m.Words.Contains("Случай №"), TimeSpan.FromSeconds(30));
        await telegram.PressAsync(members[0].Id, group.Id, early.Id, "✅ Повторный");

        // A card that is there already tells what its booking says now.
        var first = Cards()[0];
        var its = Assert.Single(Enumerable.Range(1, Alerts), n => first.Words.Contains(Given.Repair($"ЗН-{n:0000}").Id, StringComparison.Ordinal));
        await service.Get<RecordIntake>().AcceptAsync(
            [Given.Booking($"З-{its:0000}", vehicle: its, complaint: "гремит спереди на кочках")], CancellationToken.None);

        await telegram.WaitUntil(
            () => Cards().Count >= Alerts, TimeSpan.FromSeconds(240));
        await telegram.WaitUntil(
            () => telegram.Message(group.Id, early.Id)!.Words.Contains("Голоса: 1 из 4"), TimeSpan.FromSeconds(30));

        await telegram.WaitUntil(
            () => telegram.Message(group.Id, first.Id)!.Words.Contains("гремит спереди на кочках"), TimeSpan.FromSeconds(30));

        // So many at once are announced first, by one message.
        var announced = telegram.BotMessages(group.Id)[0];
        Assert.StartsWith($"Сразу много новых случаев: {Alerts} ", announced.Words, StringComparison.Ordinal);
        Assert.Equal(Alerts + 1, telegram.BotMessages(group.Id).Count);
        var titles = Cards().Select(m => m.Words.Split(" · ")[0]).ToList();
        Assert.Equal(Alerts, titles.Count);
        Assert.Equal(Alerts, titles.Distinct().Count());
        Assert.Equal(0, telegram.Counters.TooManyRequests);
        var reasoned = Assert.Single(telegram.BotMessages(group.Id), m => m.Words.Contains($"ЗН-{Alerts - 1:0000}", StringComparison.Ordinal));
        Assert.Contains("ответ на опрос: некачественный ремонт", reasoned.Words);
        var reworded = Assert.Single(telegram.BotMessages(group.Id), m => m.Words.Contains($"ЗН-{Alerts:0000}", StringComparison.Ordinal));
        Assert.Contains("теперь ещё и гремит сзади", reworded.Words);
        // What changed while it waited was sent once, as it was by then.
        Assert.Equal((0, 0), (reasoned.Edits, reworded.Edits));
        // The last answer is written down a moment after it is seen here.
        await Eventually.Zero(() => service.ReadAsync(db => db.Outbox.CountAsync(x => x.State != OutboxState.Sent)));
    }
}
