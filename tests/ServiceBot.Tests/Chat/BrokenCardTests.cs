using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Chat;
using ServiceBot.FakeTelegram;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Chat;

/// <summary>A card that cannot be made is put aside; everybody else's messages go on.</summary>
public sealed class BrokenCardTests
{
    [Fact]
    public async Task A_stored_message_that_cannot_be_read_holds_up_no_other()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var (members, _) = StationUnderTest.AddPeople(telegram);
        var group = telegram.AddSupergroup("СТО Северный", [.. members]);
        using var folder = new TemporaryFolder();
        await using var service = await RunningHost.StartAsync(
            StationUnderTest.Settings(folder.Path, telegram.Url, telegram.Token, group.Id));
        var chat = new ChatAddress("telegram", group.Id.ToString());
        await service.Get<Writer>().InTransactionAsync(
            async (db, cancel) =>
            {
                await service.Get<Outbox>().PostAsync(db, "digest:sever/2026-W47", chat, MessageContent.Plain("Сводка"), cancel);
                db.Outbox.Local.Single().Frozen = "{ \"Title\": \"Свод";
            },
            CancellationToken.None);

        await service.Get<RecordIntake>().AcceptAsync([Given.Repair("ЗН-1"), Given.Booking("З-1")], CancellationToken.None);

        await telegram.WaitForMessage(group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));
        await Eventually.Zero(() => service.ReadAsync(
            db => db.Outbox.CountAsync(x => x.Subject.StartsWith("digest:") && x.LastError == null)));
        Assert.DoesNotContain(telegram.BotMessages(group.Id), m => m.Words.Contains("Свод"));
    }

    [Fact]
    public async Task A_card_that_breaks_holds_up_no_other_and_is_told_by_the_health_check()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var (members, _) = StationUnderTest.AddPeople(telegram);
        var group = telegram.AddSupergroup("СТО Северный", [.. members]);
        using var folder = new TemporaryFolder();
        await using var service = await RunningHost.StartAsync(
            StationUnderTest.Settings(folder.Path, telegram.Url, telegram.Token, group.Id),
            services => services.AddSingleton<ICardRenderer, BreakingRenderer>());
        var chat = new ChatAddress("telegram", group.Id.ToString());
        await service.Get<Writer>().InTransactionAsync(
            (db, cancel) => service.Get<Outbox>().AskForCardAsync(db, "breaking:1", chat, cancel), CancellationToken.None);

        await service.Get<RecordIntake>().AcceptAsync([Given.Repair("ЗН-1"), Given.Booking("З-1")], CancellationToken.None);

        await telegram.WaitForMessage(group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));
        await Eventually.Zero(() => service.ReadAsync(
            db => db.Outbox.CountAsync(x => x.Subject == "breaking:1" && x.LastError == null)));
        using var http = new HttpClient { BaseAddress = service.Address };
        Assert.Contains("breaking:1", await http.GetStringAsync("health/ready"));
        var row = await service.ReadAsync(db => db.Outbox.SingleAsync(x => x.Subject == "breaking:1"));
        Assert.Equal((OutboxState.Due, "card: InvalidTimeZoneException"), (row.State, row.LastError));
    }

    private sealed class BreakingRenderer : ICardRenderer
    {
        public string SubjectKind => "breaking";

        public Task<IReadOnlyDictionary<string, MessageContent>> RenderAsync(
            ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel) =>
            throw new InvalidTimeZoneException("Invented for the test.");
    }
}
