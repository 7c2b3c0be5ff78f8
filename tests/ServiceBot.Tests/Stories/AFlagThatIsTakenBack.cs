using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>Somebody takes the flag of a booking back after its card has been seen: it is kept, shown and told.</summary>
public sealed class AFlagThatIsTakenBack
{
    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task Closes_no_case_is_shown_on_its_card_and_told_to_the_station_manager_once(bool? after)
    {
        await using var station = await StationInTelegram.OpenAsync();
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        var card = await station.CardAsync("🟠 Случай №1 ");

        await station.AcceptAsync(Given.Booking("З-1", flag: after));
        // Neither the same again nor a later change of something else is a second edit.
        await station.AcceptAsync(Given.Booking("З-1", flag: after));
        await station.AcceptAsync(Given.Booking("З-1", flag: after, complaint: "снова стук спереди справа, скрип"));

        await station.UntilAsync(card, "⚠ Отметку при записи сняли; случай остаётся");
        var told = await station.CardAsync("⚠ Рогов С. Т.: по случаю №1 сняли отметку");
        Assert.Contains("В записи З-1 сняли отметку «возможный повторный ремонт». Случай остаётся: первая отметка действует.", told.Words);
        await station.AllSentAsync();
        Assert.Single(station.Telegram.BotMessages(station.Group.Id), x => x.Words.Contains("сняли отметку", StringComparison.Ordinal) && x.Id != card.Id);
        var state = await station.CaseAsync(1);
        Assert.Equal("Open", state.GetProperty("state").GetString());
        Assert.Equal(1, state.GetProperty("signals").EnumerateArray().Count(x => x.GetProperty("rule").GetString() == "BookingSaysPossibleRepeat"));
        Assert.StartsWith("Голос принят", await station.PressAsync(0, card, "✅"));
        Assert.Equal(1, await station.Service.ReadAsync(db => db.RecordEdits.CountAsync(x => x.RecordId == "З-1" && x.Field == "possibleRepeat")));
    }

    [Fact]
    public async Task Stands_also_where_it_was_put_on_a_work_order_and_one_that_is_put_on_late_opens_the_case_then()
    {
        await using var station = await StationInTelegram.OpenAsync();
        var back = Given.Repair("ЗН-2", openedDay: 8, closedDay: null, complaint: "не горит фара", work: "Замена лампы");
        await station.AcceptAsync(Given.Repair("ЗН-1"), back with { PossibleRepeat = false });
        await station.AllSentAsync();
        Assert.Empty(station.Cards());

        await station.AcceptAsync(back with { PossibleRepeat = true });
        var card = await station.CardAsync("🟠 Случай №1 ");
        await station.AcceptAsync(back with { PossibleRepeat = false });

        await station.UntilAsync(card, "⚠ Отметку при записи сняли; случай остаётся");
        var told = await station.CardAsync("⚠ Рогов С. Т.: по случаю №1 сняли отметку");
        Assert.Contains("В заказ-наряде ЗН-2 сняли отметку", told.Words);
        Assert.Equal("Open", (await station.CaseAsync(1)).GetProperty("state").GetString());

        // Put on and taken back once more it is told once more.
        await station.AcceptAsync(back with { PossibleRepeat = true });
        await station.AcceptAsync(back with { PossibleRepeat = false });
        await station.Telegram.WaitUntil(
            () => station.Telegram.BotMessages(station.Group.Id).Count(x => x.Words.StartsWith("⚠ Рогов С. Т.: по случаю №1 сняли", StringComparison.Ordinal)) == 2,
            TimeSpan.FromSeconds(60));
    }
}
