using ServiceBot.FakeTelegram;
using ServiceBot.Intake;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>The main job, over the real host and a strict fake Telegram.</summary>
public sealed class FromRecordToVerdict
{
    [Fact]
    public async Task A_flagged_booking_is_shown_voted_on_and_decided_in_the_group()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var (members, _) = StationUnderTest.AddPeople(telegram);
        var group = telegram.AddSupergroup("СТО Северный: повторные", [.. members]);
        using var folder = new TemporaryFolder();
        await using var service = await RunningHost.StartAsync(
            StationUnderTest.Settings(folder.Path, telegram.Url, telegram.Token, group.Id));

        await service.Get<RecordIntake>().AcceptAsync(
            [Given.Repair("ЗН-000123"), Given.Booking("З-77")], CancellationToken.None);

        var card = await telegram.WaitForMessage(group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));
        Assert.Contains("А001ВС178 · ГАЗель NEXT", card.Words);
        Assert.Contains("снова стук спереди справа", card.Words);
        Assert.Contains("Прошлый заказ-наряд ЗН-000123 от 10.11 (7 дней назад): Замена шаровой опоры", card.Words);
        Assert.Contains("Почему: отметка при записи", card.Words);
        Assert.Contains("Голоса: 0 из 4, нужно 3", card.Words);

        foreach (var member in members.Take(3))
        {
            var answer = await telegram.PressAsync(member.Id, group.Id, card.Id, "✅ Повторный");
            Assert.StartsWith("Голос принят: повторный", answer.Text);
        }

        var decided = await telegram.WaitForMessage(group.Id, m => m.Words.StartsWith("🔴 Случай №1 "), TimeSpan.FromSeconds(20));
        Assert.Equal(card.Id, decided.Id);
        Assert.Contains("за 3, против 0", decided.Words);
        Assert.Single(telegram.BotMessages(group.Id));
        Assert.Equal(0, telegram.Counters.TooManyRequests);
    }
}
