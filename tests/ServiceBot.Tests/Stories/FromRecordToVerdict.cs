using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ServiceBot.Digests;
using ServiceBot.Domain.Sources;
using ServiceBot.Stations;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>The main job, over the real host and a strict fake Telegram, whichever way the records come in.</summary>
public sealed class FromRecordToVerdict
{
    public enum WayIn
    {
        /// <summary>Posted to the API.</summary>
        Api = 1,

        /// <summary>Dropped as files, windows-1251 with semicolons as dealer systems write them.</summary>
        Folder = 2,
    }

    [Theory]
    [InlineData(WayIn.Api)]
    [InlineData(WayIn.Folder)]
    public async Task A_flagged_booking_is_shown_once_voted_on_decided_followed_up_and_closed_and_the_digest_agrees(WayIn way)
    {
        await using var station = await StationInTelegram.OpenAsync();
        await BringAsync(station, way);

        var card = await station.CardAsync("🟠 Случай №1 · возможный повторный ремонт");
        Assert.Contains("А001ВС178 · ГАЗель NEXT · …0001", card.Words);
        Assert.Contains("Запись 17.11 10:00: «снова стук спереди справа»", card.Words);
        Assert.Contains("Прошлый заказ-наряд ЗН-000123 от 10.11 (7 дней назад): Замена шаровой опоры правой", card.Words);
        Assert.Contains("Почему: отметка при записи", card.Words);
        Assert.Contains("Голоса: 0 из 4, нужно 3", card.Words);

        // The same records again, by the same way, are nothing new.
        await BringAsync(station, way);

        Assert.StartsWith("Голос принят: повторный. Проголосовали 1 из 4", await station.PressAsync(0, card, "✅"));
        Assert.StartsWith("Голос принят: повторный. Проголосовали 2 из 4", await station.PressAsync(2, card, "✅"));
        // The third vote settles it: the fourth could not change the outcome.
        Assert.Contains("Комиссия решила: ремонт повторный", await station.PressAsync(3, card, "✅"));
        var decided = await station.UntilAsync(card, "🔴 Случай №1 · повторный ремонт");
        Assert.Contains("за 3, против 0, воздержались 0", decided.Words);
        Assert.Contains("Причина: ждём руководителя СТО", decided.Words);

        Assert.StartsWith("Причина записана", await station.PressAsync(1, card, "Технология"));
        Assert.StartsWith("Записано", await station.PressAsync(1, card, "🔧 Механик: Замена шаровой опоры"));
        Assert.StartsWith("Звонок клиенту записан", await station.PressAsync(0, card, "📞 Клиент доволен"));
        var closed = await station.UntilAsync(card, "повторный ремонт, разобран");
        Assert.Contains("Причина: нарушение технологии ремонта", closed.Words);
        Assert.Contains("Чья работа: механик", closed.Words);
        // The chat names no mechanic unless the station wants it.
        Assert.DoesNotContain("Слесарев", closed.Words);

        AssertClosed(await station.CaseAsync(1));
        Assert.Equal(card.Id, Assert.Single(station.Telegram.BotMessages(station.Group.Id)).Id);
        Assert.Equal(1, station.Telegram.Counters.Sends);
        Assert.Equal(0, station.Telegram.Counters.TooManyRequests);
        await AssertDigestAgreesAsync(station);
    }

    private static void AssertClosed(JsonElement one)
    {
        Assert.Equal("Closed", one.GetProperty("state").GetString());
        Assert.Equal("Repeat", one.GetProperty("verdict").GetString());
        Assert.Equal("Workmanship", one.GetProperty("cause").GetString());
        Assert.Equal("ЗН-000123", one.GetProperty("earlierWorkOrderId").GetString());
        Assert.Equal(
            ["client", "director", "foreman"], one.GetProperty("votes").EnumerateArray().Select(x => x.GetProperty("member").GetString()).Order());
        Assert.Equal("З-77", Assert.Single(one.GetProperty("signals").EnumerateArray()).GetProperty("records").GetProperty("bookingId").GetString());
    }

    private static async Task AssertDigestAgreesAsync(StationInTelegram station)
    {
        var sever = station.Service.Get<StationDirectory>().Get(StationUnderTest.Code);
        var printed = await station.Service.Get<DigestCommand>().RunAsync(sever, null, posting: false, CancellationToken.None);
        var lines = printed.Text!.Split('\n');
        Assert.Contains("Под подозрением: 1", lines);
        Assert.Contains("Подтверждено: 1", lines);
        Assert.Contains("Отклонено: 0", lines);
        Assert.Contains("Открыто: 0", lines);
        Assert.Contains("• нарушение технологии ремонта: 1", lines);
        Assert.Contains("• механик: 1", lines);
    }

    private static Task BringAsync(StationInTelegram station, WayIn way) =>
        way == WayIn.Api ? PostAsync(station) : DropAsync(station);

    private static async Task PostAsync(StationInTelegram station)
    {
        var order = Given.Repair("ЗН-000123");
        var vehicle = new { vin = order.Vehicle!.Vin!.Value, plate = "А001ВС178", model = "ГАЗель NEXT" };
        await PostAsync("work-orders", new
        {
            id = order.Id, vehicle, openedAt = order.OpenedAt, closedAt = order.ClosedAt, kind = "repair", complaint = order.Complaint,
            foreman = "Сменов И. И.",
            lines = new[] { new { text = "Замена шаровой опоры правой", mechanic = "Слесарев В. В.", normHours = 1.5, rate = 2000 } },
        });
        var booking = Given.Booking("З-77");
        await PostAsync("bookings", new { id = booking.Id, vehicle, createdAt = booking.CreatedAt, complaint = booking.Complaint, possibleRepeat = true });

        async Task PostAsync(string kind, object record)
        {
            using var answer = await station.Http.PostAsJsonAsync(new Uri("api/v1/" + kind, UriKind.Relative), record);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task DropAsync(StationInTelegram station)
    {
        var (order, booking) = (Given.Repair("ЗН-000123"), Given.Booking("З-77"));
        var vin = order.Vehicle!.Vin!.Value;
        await DropAsync(
            "zakaz-naryady.csv",
            "Номер заказ-наряда;Дата открытия;Дата закрытия;VIN;Гос. номер;Модель;Жалоба клиента;Мастер цеха;Работа;Механик;Н/ч;Стоимость н/ч",
            $"ЗН-000123;{Local(order.OpenedAt)};{Local(order.ClosedAt!.Value)};{vin};А001ВС178;ГАЗель NEXT;стук спереди справа на кочках;"
                + "Сменов И. И.;Замена шаровой опоры правой;Слесарев В. В.;1,5;2 000,00");
        await DropAsync(
            "zayavki.csv",
            "Номер заявки;Дата заявки;VIN;Гос. номер;Модель;Причина обращения;Возможен повторный ремонт",
            $"З-77;{Local(booking.CreatedAt)};{vin};А001ВС178;ГАЗель NEXT;снова стук спереди справа;Да");

        async Task DropAsync(string name, string header, string row)
        {
            var inbox = Path.Combine(station.DataFolder, "inbox");
            var done = Path.Combine(inbox, "done");
            var before = Directory.Exists(done) ? Directory.GetFiles(done).Length : 0;
            var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes($"{header}\r\n{row}\r\n");
            // As a careful program drops a file: written beside, then renamed.
            Directory.CreateDirectory(inbox);
            await File.WriteAllBytesAsync(Path.Combine(inbox, name + ".part"), bytes);
            File.Move(Path.Combine(inbox, name + ".part"), Path.Combine(inbox, name));
            await station.Telegram.WaitUntil(
                () => Directory.Exists(done) && Directory.GetFiles(done).Length > before, TimeSpan.FromSeconds(60));
            Assert.Empty(Directory.GetFiles(Path.Combine(inbox, "rejected")));
        }
    }

    private static string Local(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(3)).ToString("dd.MM.yyyy H:mm:ss", CultureInfo.InvariantCulture);
}
