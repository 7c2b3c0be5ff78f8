using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat.Telegram;
using ServiceBot.Commission;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>After hours away one message rings, in place of all that would have rung; the cards to vote on follow silently.</summary>
public sealed class BackAfterHours
{
    private static readonly TimeSpan Away = TimeSpan.FromHours(30);

    [Fact]
    public async Task Of_no_connection_one_message_says_what_happened_and_what_waits_before_the_cards()
    {
        var clock = new FastClock(speed: 30, Given.Monday.AddDays(9).AddHours(3));
        await using var station = await StationInTelegram.OpenAsync(clock, change: InWorkingHours);
        var (telegram, group) = (station.Telegram, station.Group.Id);
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        var first = await station.CardAsync("🟠 Случай №1 ");
        await station.AllSentAsync();

        telegram.Faults = _ => FaultAction.ResetBefore();
        await Eventually.Zero(() => Task.FromResult(
            station.Service.Get<TelegramPulse>().Now.Trouble == ListeningTrouble.NoConnection ? 0 : 1));
        // Two come back; one of them by mistake: its case is withdrawn before anybody saw it. The votes run into their deadlines.
        var mistaken = Given.Repair("ЗН-4", 3, openedDay: 6, closedDay: 7);
        await station.AcceptAsync(Given.Repair("ЗН-2", 2), Given.Booking("З-2", 2), Given.Repair("ЗН-3", 3), mistaken);
        Assert.Equal(3, await station.Service.ReadAsync(db => db.Cases.CountAsync()));
        await station.AcceptAsync(mistaken with { Cancelled = true });
        foreach (var _ in Enumerable.Range(0, 3))
        {
            clock.Leap(Away / 3);
            await station.Service.Get<CloseVoting>().TickAsync(CancellationToken.None);
        }

        var notices = await station.Service.ReadAsync(db => db.Outbox.CountAsync(
            x => x.Channel == "telegram" && x.Subject.StartsWith("notice:") && x.State != OutboxState.Sent));
        Assert.True(notices >= 2, $"{notices} notices");
        telegram.Faults = null;

        var back = await station.CardAsync("⚠️ Бот снова на связи");
        await station.CardAsync("⏳ Случай №2 ");
        await SettledAsync(station);
        // It rings, and nothing else does; it comes before the card that waited.
        var after = telegram.BotMessages(group).Where(x => x.Id != first.Id).ToList();
        Assert.Equal(back.Id, after[0].Id);
        Assert.False(back.IsSilent);
        Assert.All(after.Skip(1), x => Assert.True(x.IsSilent));
        Assert.Contains("нажатия этого времени могли потеряться", back.Words);
        Assert.Contains("Открыто за это время случаев: ", back.Words);
        Assert.Contains("№2", back.Words);
        Assert.Contains("Не отправлен", back.Words);
        Assert.Equal(["⏳ Случай №1", "⏳ Случай №2"], station.Cards().Select(x => x.Words.Split(" · ")[0]).Order());
        // No reminder of yesterday, and the open card says how it stands now.
        Assert.DoesNotContain(after, x => x.Words.Contains("Напоминание", StringComparison.Ordinal));
        Assert.DoesNotContain(first.Words, telegram.Message(group, first.Id)!.Words);

        // A restart says nothing again.
        var count = telegram.BotMessages(group).Count;
        await station.StopAsync();
        await station.StartAsync();
        await station.AcceptAsync(Given.Repair("ЗН-5", 4), Given.Booking("З-5", 4));
        var fresh = await station.CardAsync("🟠 Случай №4 ");
        await SettledAsync(station);
        Assert.Equal(count + 1, telegram.BotMessages(group).Count);
        Assert.False(fresh.IsSilent);
        Assert.Equal(0, telegram.Counters.TooManyRequests);
    }

    [Fact]
    public async Task Of_a_long_stop_what_the_sources_bring_at_the_start_is_told_in_the_same_message_and_never_twice()
    {
        var clock = new FastClock(speed: 10, Given.Monday.AddDays(9).AddHours(3));
        await using var station = await StationInTelegram.OpenAsync(clock);
        var (telegram, group) = (station.Telegram, station.Group.Id);
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        await station.CardAsync("🟠 Случай №1 ");
        await station.AllSentAsync();
        await station.StopAsync();
        clock.Leap(TimeSpan.FromHours(5));

        // It is stopped again before it has told anything: that changes nothing.
        await station.StartAsync();
        await station.AcceptAsync(Given.Repair("ЗН-2", 2), Given.Booking("З-2", 2));
        await station.StopAsync();
        await station.StartAsync();
        await station.AcceptAsync(Given.Repair("ЗН-3", 3), Given.Booking("З-3", 3));

        var back = await station.CardAsync("⚠️ Бот снова на связи");
        await station.CardAsync("🟠 Случай №3 ");
        await station.AllSentAsync();
        Assert.Contains("Открыто за это время случаев: 2 (№2, №3)", back.Words);
        Assert.Contains("Ждут голосов: №1, №2, №3", back.Words);
        var messages = telegram.BotMessages(group);
        Assert.Equal(4, messages.Count);
        Assert.Equal(back.Id, messages[1].Id);
        Assert.Equal([false, false, true, true], messages.Select(x => x.IsSilent));
        Assert.Single(messages, x => x.Words.StartsWith("⚠️", StringComparison.Ordinal));
    }

    private static void InWorkingHours(Settings settings) => settings.Stations[0].Commission.Deadline = TimeSpan.FromHours(6);

    private static Task SettledAsync(StationInTelegram station) => Eventually.Zero(() => station.Service.ReadAsync(db => db.Outbox.CountAsync(
        x => x.State != OutboxState.Sent && x.State != OutboxState.Superseded)));
}
