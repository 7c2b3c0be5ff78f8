using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Stories;

/// <summary>Every press is answered in words; those that must have no effect on votes, facts or verdict have none.</summary>
public sealed class PressesThatHaveNoEffect(ITestOutputHelper output)
{
    private const string Unknown = "Эта кнопка больше не действует";

    [Fact]
    public async Task Strangers_those_without_a_vote_forgers_and_latecomers_are_answered_in_words_and_change_nothing()
    {
        await using var station = await StationInTelegram.OpenAsync(clock: TimeProvider.System, withSouth: true);
        var (telegram, group, south) = (station.Telegram, station.Group.Id, station.SouthGroup!.Id);
        await station.AcceptAsync(Given.Repair("ЗН-000123"), Given.Booking("З-77"));
        await station.AcceptAsync(
            Given.Repair("Ю-1", vehicle: 2) with { Station = "yug" }, Given.Booking("Ю-2", vehicle: 2) with { Station = "yug" });
        var card = await station.CardAsync("🟠 Случай №1");
        var foreign = await station.CardAsync("🟠 Случай №1", south);
        var (answered, worst) = (0, TimeSpan.Zero);
        Assert.StartsWith("Голос принят", await station.PressAsync(0, card, "✅"));
        await station.UntilAsync(card, "Голоса: 1 из 4");
        var before = await StandingAsync(station);
        var edits = telegram.Message(group, card.Id)!.Edits;

        var (stranger, advisor, member) = (station.Stranger.Id, station.Members[4].Id, station.Members[1].Id);
        var repeat = card.Keyboard.Find("✅").Data!;
        await AssertAnswerAsync("Вас нет среди сотрудников станции", telegram.Press(stranger, group, card.Id, "❌"));
        await AssertAnswerAsync("Вас нет среди сотрудников станции", telegram.Press(stranger, group, card.Id, "🔍"));
        await AssertAnswerAsync("Голосует комиссия", telegram.Press(advisor, group, card.Id, "❌"));
        await AssertAnswerAsync("Голосует комиссия", telegram.Press(advisor, group, card.Id, "🔍"));
        // A random token, one of another chat's card, 64 bytes, nothing, another version, a piece of a true one.
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, "1:ZZZZZZZZZZZZZZZZ"));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, foreign.Keyboard.Find("✅").Data!));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, new string('x', 64)));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, new string('ж', 32)));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, ""));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, "0" + repeat[1..]));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, "2" + repeat[1..]));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, repeat[..^1]));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, "vote:Repeat"));
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, group, card.Id, "' OR 1=1 --"));
        // A true token, pressed in a chat where its card is not.
        await AssertAnswerAsync(Unknown, telegram.PressForged(member, south, foreign.Id, repeat));
        Assert.Equal(before, await StandingAsync(station));
        // The same again is the vote that is held already: the place of the press is kept and nothing else.
        await AssertAnswerAsync("Ваш голос «повторный» уже учтён", telegram.Press(station.Members[0].Id, group, card.Id, "✅"));
        Assert.Equal(before.Votes, (await StandingAsync(station)).Votes);
        Assert.Equal(edits, telegram.Message(group, card.Id)!.Edits);

        await station.PressAsync(2, card, "✅");
        await station.PressAsync(3, card, "✅");
        await station.UntilAsync(card, "🔴 Случай №1");
        var decided = await StandingAsync(station);
        // The old keyboard is still open on somebody's telephone.
        await AssertAnswerAsync("Голосование закрыто: ремонт повторный", telegram.PressForged(member, group, card.Id, card.Keyboard.Find("❌").Data!));
        await AssertAnswerAsync("Голосование закрыто: ремонт повторный", telegram.PressForged(station.Members[0].Id, group, card.Id, card.Keyboard.Find("❌").Data!));
        await AssertAnswerAsync("Голосование закрыто: ремонт повторный", telegram.PressForged(member, group, card.Id, card.Keyboard.Find("🔍").Data!));
        await AssertAnswerAsync("Вас нет среди сотрудников станции", telegram.PressForged(stranger, group, card.Id, repeat));
        await AssertAnswerAsync("Причину и ответственного называет руководитель СТО", telegram.Press(station.Members[2].Id, group, card.Id, "Технология"));
        await AssertAnswerAsync("Звонок клиенту отмечает клиентская служба", telegram.Press(station.Members[3].Id, group, card.Id, "📞 Клиент доволен"));
        Assert.Equal(decided, await StandingAsync(station));
        Assert.Equal(0, telegram.Counters.Refusals);
        Assert.Equal(telegram.Presses.Count, await station.Service.ReadAsync(db => db.Presses.CountAsync()));
        output.WriteLine($"{answered} presses, the slowest answer after {worst.TotalMilliseconds:0} ms");

        async Task AssertAnswerAsync(string words, FakePress press)
        {
            // A second on a quiet machine; this one may be busy with other tests, so the figure is told and the median judged.
            var answer = await press.AnswerAsync(TimeSpan.FromSeconds(30));
            Assert.StartsWith(words, answer.Text, StringComparison.Ordinal);
            answered++;
            if (answer.At - press.At > worst) worst = answer.At - press.At;
        }
    }

    [Fact]
    public async Task Presses_are_answered_within_a_second()
    {
        await using var station = await StationInTelegram.OpenAsync(clock: TimeProvider.System);
        await station.AcceptAsync(Given.Repair("ЗН-000123"), Given.Booking("З-77"));
        var card = await station.CardAsync("🟠 Случай №1");
        // The very first press also pays for compiling the way it takes.
        await station.PressAsync(0, card, "✅");

        var took = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            var press = i % 4 == 3
                ? station.Telegram.PressForged(station.Stranger.Id, station.Group.Id, card.Id, $"1:{i:0000000000000000}")
                : station.Telegram.Press(station.Members[i % 4].Id, station.Group.Id, card.Id, i % 2 == 0 ? "🤚" : "❌");
            took.Add((await press.AnswerAsync(TimeSpan.FromSeconds(30))).At - press.At);
        }

        took.Sort();
        output.WriteLine($"median {took[10].TotalMilliseconds:0} ms, slowest {took[^1].TotalMilliseconds:0} ms");
        Assert.True(took[10] < TimeSpan.FromSeconds(1), $"The median is {took[10]}.");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Of_two_presses_of_one_member_the_one_with_the_higher_update_id_stands_whichever_arrives_first(bool laterFirst, bool together)
    {
        await using var station = await StationInTelegram.OpenAsync();
        await station.AcceptAsync(Given.Repair("ЗН-000123"), Given.Booking("З-77"));
        var card = await station.CardAsync("🟠 Случай №1");
        var chat = new ChatAddress("telegram", station.Group.Id.ToString());
        var earlier = Press(1_000, "q-earlier", "✅");
        var later = Press(1_001, "q-later", "❌");
        var inbox = station.Service.Get<ChatInbox>();

        ChatEvent[] arriving = laterFirst ? [later, earlier] : [earlier, later];
        List<PressAnswer> answers = [];
        foreach (var batch in together ? [arriving] : arriving.Select(x => new[] { x }))
            answers.AddRange(await inbox.TakeAsync(batch, position: null, CancellationToken.None));

        var vote = Assert.Single((await station.CaseAsync(1)).GetProperty("votes").EnumerateArray());
        Assert.Equal("NotRepeat", vote.GetProperty("choice").GetString());
        Assert.StartsWith(
            laterFirst ? "Учтено ваше более позднее нажатие: «не повторный»" : "Голос принят: повторный",
            answers.Single(x => x.QueryId == "q-earlier").Text, StringComparison.Ordinal);
        // Brought once more, both are answered as before and count for nothing.
        var again = await inbox.TakeAsync([earlier, later], position: null, CancellationToken.None);
        Assert.Equal(answers.OrderBy(x => x.QueryId).Select(x => x.Text), again.OrderBy(x => x.QueryId).Select(x => x.Text));
        Assert.Equal("NotRepeat", (await station.CaseAsync(1)).GetProperty("votes")[0].GetProperty("choice").GetString());

        ButtonPressed Press(long order, string query, string button) => new(
            order, chat, new ChatUser("telegram", station.Members[0].Id.ToString(), "Климова"), query,
            card.Keyboard.Find(button).Data!, card.Id.ToString());
    }

    // What must not change: votes and facts of both cases as the API tells them.
    private static async Task<(string Votes, string Others)> StandingAsync(StationInTelegram station)
    {
        var (here, there) = (await station.CaseAsync(1), await station.CaseAsync(1, "yug"));
        return (Votes(here) + Votes(there), here.GetProperty("facts").GetRawText() + here.GetProperty("state") + there.GetRawText());

        static string Votes(JsonElement one) => one.GetProperty("votes").GetRawText();
    }
}
