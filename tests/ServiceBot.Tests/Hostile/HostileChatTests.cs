using Microsoft.EntityFrameworkCore;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Tests.Access;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Hostile;

/// <summary>Hostile texts of people: names of members and strangers, answers to cards, captions, commands, buttons with names.</summary>
public sealed class HostileChatTests(ITestOutputHelper output)
{
    private const int TextsOfOne = 60;

    [Fact]
    public async Task What_people_write_and_are_called_stays_text_through_the_whole_life_of_a_case()
    {
        var (count, sent) = ((Hostile.Count(120) + TextsOfOne - 1) / TextsOfOne, 0);
        for (var n = 0; n < count; n++) sent += await LiveThroughAsync(n);
        output.WriteLine($"{count} cases, some {count * TextsOfOne} hostile texts, {sent} messages of the bot");
    }

    private static async Task<int> LiveThroughAsync(int n)
    {
        var dice = Hostile.Dice(n);
        await using var station = await StationInTelegram.OpenAsync(
            TimeProvider.System, new FakeTelegramOptions { Limits = FakeLimits.None, PrivacyMode = false }, change: x => Change(dice, x), unpaced: true);
        var (telegram, group) = (station.Telegram, station.Group.Id);
        var earlier = Given.Repair("ЗН-1", complaint: Text(), work: Text());
        await station.AcceptAsync(
            earlier with
            {
                Foreman = new(null, Text(900)), Advisor = new(Text(100), Text(900)),
                Lines = [.. Enumerable.Range(0, 7).Select(i => earlier.Lines[0] with { Text = Text(), Mechanic = new($"м{i}", Text(900)) })],
            },
            Given.Booking("З-1", complaint: Text()));
        var card = await station.CardAsync("🟠 Случай №1");
        for (var i = 0; i < 6; i++) telegram.Write(station.Members[i % 5].Id, group, Text(4_000), replyTo: card.Id);
        telegram.SendPhoto(station.Members[2].Id, group, GuardedStations.Jpeg, Text(1_000), replyTo: card.Id);
        var other = telegram.AddUser(Text(60), dice.Chance(50) ? Text(60) : null);
        foreach (var command in (string[])["/join", "/find ", "/report А777ВС178 ", "/case ", "/digest ", "/cases", "/mine", "/stats", "/help"])
        {
            foreach (var user in (long[])[other.Id, station.Members[0].Id])
                telegram.Write(user, group, command + (command.EndsWith(' ') ? Text(3_000) : ""));
        }

        foreach (var member in (int[])[0, 2, 3]) Assert.StartsWith("Голос принят", await station.PressAsync(member, card, "✅"));
        Assert.Contains("Причина", await station.PressAsync(1, card, "Технология"), StringComparison.Ordinal);
        await station.UntilAsync(card, "Причина: ");
        await telegram.WaitUntil(() => telegram.Message(group, card.Id)!.Keyboard.Buttons.Any(x => x.Text.StartsWith("🔧", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
        await station.AllSentAsync();
        Check(station);
        var mechanic = telegram.Message(group, card.Id)!.Keyboard.Buttons.First(x => x.Text.StartsWith("🔧", StringComparison.Ordinal));
        await telegram.PressForged(station.Members[1].Id, group, card.Id, mechanic.Data!).AnswerAsync(TimeSpan.FromSeconds(30));
        await station.UntilAsync(card, "Чья работа: ");
        await station.AllSentAsync();
        Check(station);
        return telegram.BotMessages(group).Count;

        string Text(int most = 10_000) => HostileTexts.Next(dice, most);
    }

    private static void Check(StationInTelegram station)
    {
        Assert.Equal(0, station.Telegram.Counters.Refusals);
        var messages = station.Telegram.AllMessages().Where(x => x.From.IsBot).ToList();
        Assert.True(messages.Count > 8, $"{messages.Count}");
        foreach (var one in messages)
        {
            var lines = one.Words.Split('\n');
            Assert.All(lines, x => Assert.Null(HostileTexts.Fault(x)));
            Assert.True(one.Words.EnumerateRunes().Count() <= 4096);
            // Bold is the title; to be tapped is nothing but a command of ours.
            Assert.Equal([new FakeEntity("bold", 0, lines[0].Length)], one.Entities.Where(x => x.Type != "bot_command"));
            Assert.All(
                one.Entities.Where(x => x.Type == "bot_command"),
                x => Assert.DoesNotContain("hostile", one.Words.Substring(x.Offset, x.Length), StringComparison.Ordinal));
            Assert.All(one.Keyboard.Buttons, x =>
            {
                Assert.Null(HostileTexts.Fault(x.Text));
                Assert.InRange(x.Text.Length, 2, 80);
            });
            // Nobody's words make a second card: by hand one more may have been opened.
            if (lines[0].Length > 0 && "🟠🟡🔴🟢⚪⏳".Contains(lines[0].EnumerateRunes().First().ToString(), StringComparison.Ordinal)) Assert.Matches("^(🟠|🔴|🟡) Случай №[12] · [а-я ,]+$", lines[0]);
        }
    }

    private static void Change(Random dice, Settings settings)
    {
        var station = settings.Stations[0];
        station.ShowNames = true;
        station.Name = Name(100);
        foreach (var member in station.Members) member.Name = Name(200);
        station.Members.Add(new MemberSettings { Id = "admin", Name = Name(200), Roles = ["Administrator"], Telegram = 9012 });
        for (var i = 0; i < 5; i++) station.Members.Add(new MemberSettings { Id = $"free{i}", Name = Name(200), Roles = ["Mechanic"] });

        // Whoever names a station after a command may have it tapped.
        string Name(int most) => HostileTexts.Next(dice, most).Replace("/hostile", "/ hostile", StringComparison.Ordinal);
    }
}
