using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Morning;
using ServiceBot.Tests.Digests;

namespace ServiceBot.Tests.Morning;

/// <summary>What a station is told in the morning, over the real features and a clock that the test sets.</summary>
public sealed class MorningReportsTests
{
    private const string Station = DigestStore.West;

    private static WorkOrder Order(
        DigestStore store, string id, string opened, string? closed, string complaint, string work, string vin = "X9632120080654821",
        string? booking = null) => new()
    {
        Station = Station, Id = id, BookingId = booking,
        Vehicle = new VehicleRef(Vin.Read(vin), null, PlateNumber.Read("А123ВС39"), "ГАЗель NEXT"),
        OpenedAt = store.At(Station).Calendar.Instant(DateTime.Parse(opened)),
        ClosedAt = closed is null ? null : store.At(Station).Calendar.Instant(DateTime.Parse(closed)),
        Complaint = complaint, Lines = [new WorkOrderLine(null, work)],
    };

    private static async Task<MessageContent?> ReturnsAsync(DigestStore store, string day) => await store.ReadAsync(async db =>
        await store.Get<IEnumerable<ICardRenderer>>().OfType<ReturnsCard>().Single().RenderAsync(
            db, MorningReports.ReturnsSubject(Station, DateOnly.Parse(day)), CancellationToken.None));

    private static async Task<string?> CheckAsync(DigestStore store) => await store.ReadAsync(async db =>
        await db.Outbox.Where(x => x.Subject.StartsWith("check:")).Select(x => x.Frozen).SingleOrDefaultAsync() is { } frozen
            ? string.Join('\n', JsonSerializer.Deserialize(frozen, ContentJson.Default.MessageContent)!.Lines)
            : null);

    private static Task<int> PostAsync(DigestStore store) =>
        store.Get<MorningReports>().PostDueAsync(store.Clock.Now, CancellationToken.None);

    // A repair of the suspension, and a return for a lamp four days later: no case by itself.
    private static async Task UnrelatedReturnAsync(DigestStore store)
    {
        store.Set(Station, "2026-11-14 12:00");
        await store.TakeAsync(
            Order(store, "ЗН-1", "2026-11-10 09:00", "2026-11-10 18:00", "стук спереди справа", "Замена шаровой опоры правой"),
            Order(store, "ЗН-2", "2026-11-14 10:00", null, "не горит фара", "Замена лампы"));
    }

    [Fact]
    public async Task Yesterdays_return_without_a_case_is_listed_once_with_a_button_that_opens_one()
    {
        await using var store = await DigestStore.OpenAsync();
        await UnrelatedReturnAsync(store);

        store.Set(Station, "2026-11-15 08:29");
        // Only the station far in the east has passed its hour, and had nothing to tell.
        Assert.Equal(1, await PostAsync(store));
        Assert.Null(await ReturnsAsync(store, "2026-11-14"));
        store.Set(Station, "2026-11-15 08:31");
        Assert.Equal(1, await PostAsync(store));
        Assert.Equal(0, await PostAsync(store));

        var message = await ReturnsAsync(store, "2026-11-14");
        Assert.Equal("Возвраты за 14.11 без случая (СТО Западный): 1", message?.Title);
        Assert.Equal("1. А123ВС39: ЗН-2 через 4 дня после ЗН-1, другой узел: «не горит фара»", message?.Lines[1]);
        Assert.Equal("1. А123ВС39: открыть случай", Assert.Single(Assert.Single(message!.Buttons)).Label);
    }

    [Fact]
    public async Task A_press_opens_the_case_once_and_the_list_tells_it()
    {
        await using var store = await DigestStore.OpenAsync();
        await UnrelatedReturnAsync(store);
        store.Set(Station, "2026-11-15 09:00");
        await PostAsync(store);
        var action = (await ReturnsAsync(store, "2026-11-14"))!.Buttons[0][0].Action;

        Assert.Equal("NotAMember", (await PressAsync(store, "прохожий", action)).Outcome);
        Assert.Equal("Открыт случай №1, карточка в чате.", (await PressAsync(store, "foreman", action)).Text);
        Assert.Equal("Открыт случай №1, карточка в чате.", (await PressAsync(store, "manager", action)).Text);

        var message = await ReturnsAsync(store, "2026-11-14");
        Assert.EndsWith("→ случай №1", message?.Lines[1]);
        Assert.Empty(message!.Buttons);
        Assert.Equal(1, await store.ReadAsync(db => db.Cases.CountAsync()));
        Assert.Equal("ЗН-1", await store.ReadAsync(db => db.Cases.Select(x => x.EarlierWorkOrderId).SingleAsync()));
    }

    [Fact]
    public async Task A_return_that_opened_a_case_is_not_listed_but_told_when_nobody_had_flagged_it()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(Station, "2026-11-14 12:00");
        await store.TakeAsync(
            new Booking
            {
                Station = Station, Id = "З-7", CreatedAt = store.Clock.Now.AddDays(-1), PossibleRepeat = false,
                Vehicle = new VehicleRef(Vin.Read("X9632120080654821"), null, null, null), Complaint = "стук спереди справа",
            },
            Order(store, "ЗН-1", "2026-11-10 09:00", "2026-11-10 18:00", "стук спереди справа", "Замена шаровой опоры правой"),
            Order(store, "ЗН-2", "2026-11-14 10:00", null, "снова стук спереди справа", "Диагностика", booking: "З-7"));

        store.Set(Station, "2026-11-15 09:00");
        await PostAsync(store);

        Assert.Null(await ReturnsAsync(store, "2026-11-14"));
        var check = await CheckAsync(store);
        Assert.Contains("1 возврат с тем же узлом без отметки при записи:", check);
        Assert.Contains("• А123ВС39: ЗН-2 после ЗН-1, при записи отмечено «нет», случай №1", check);
    }

    [Fact]
    public async Task Flags_and_claims_without_a_case_are_told()
    {
        await using var store = await DigestStore.OpenAsync(x => x.Detection.Rules = new()
        {
            [nameof(RuleName.BookingSaysPossibleRepeat)] = "Off", [nameof(RuleName.SurveyNamesPoorRepair)] = "Shadow",
        });
        store.Set(Station, "2026-11-14 12:00");
        await store.FlagAsync(Station, "З-1");
        await store.TakeAsync(
            Order(store, "ЗН-1", "2026-11-10 09:00", "2026-11-10 18:00", "стук", "Замена шаровой опоры правой"),
            new SurveyResponse { Station = Station, Id = "О-1", WorkOrderId = "ЗН-1", AnsweredAt = store.Clock.Now, Comment = "Некачественный ремонт" });

        store.Set(Station, "2026-11-15 09:00");
        await PostAsync(store);

        var check = await CheckAsync(store);
        Assert.Contains("Отметка есть, случая нет (1): запись З-1", check);
        Assert.Contains("Жалоба в опросе без случая (1): О-1", check);
    }

    [Fact]
    public async Task Orders_without_a_booking_are_told_where_the_station_requires_one()
    {
        await using var store = await DigestStore.OpenAsync(x => x.Stations.Single(s => s.Code == Station).RequireBooking = true);
        store.Set(Station, "2026-11-14 12:00");
        await store.CloseOrderAsync(Station, "ЗН-5");

        store.Set(Station, "2026-11-15 09:00");
        await PostAsync(store);

        Assert.Contains("Заказ-наряды без записи (1): ЗН-5", await CheckAsync(store));
    }

    [Fact]
    public async Task An_order_without_a_booking_is_told_at_once_where_the_setting_says_so()
    {
        await using var store = await DigestStore.OpenAsync(x =>
        {
            foreach (var station in x.Stations) station.RequireBooking = true;
            x.Stations.Single(s => s.Code == Station).MissingBookingAtOnce = true;
        });
        store.Set(Station, "2026-11-14 12:00");
        await store.CloseOrderAsync(Station, "ЗН-5");
        await store.CloseOrderAsync(Station, "ЗН-5", kind: WorkOrderKind.Warranty);
        await store.CloseOrderAsync(Station, "ЗН-6", booking: "З-6");
        await store.CloseOrderAsync(DigestStore.East, "ЗН-7");
        store.Set(Station, "2026-11-20 12:00");
        await store.TakeAsync(Order(store, "ЗН-8", "2026-11-10 09:00", null, "стук", "Диагностика"));

        var told = await store.ReadAsync(db => db.Outbox.Where(x => x.Subject.StartsWith("no-booking:")).ToListAsync());
        var message = JsonSerializer.Deserialize(Assert.Single(told).Frozen!, ContentJson.Default.MessageContent)!;
        Assert.Equal("СТО Западный: заказ-наряд открыт без записи", message.Title);
        Assert.StartsWith("ЗН-5", message.Lines[0]);
    }

    [Fact]
    public async Task Two_numbers_under_one_plate_that_differ_by_a_slip_are_asked_about_and_never_joined()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(Station, "2026-11-14 12:00");
        await store.TakeAsync(
            Order(store, "ЗН-1", "2026-11-10 09:00", "2026-11-10 18:00", "стук спереди справа", "Замена шаровой опоры правой"),
            Order(store, "ЗН-2", "2026-11-14 10:00", null, "снова стук спереди справа", "Диагностика", vin: "X9632120080654812"));

        store.Set(Station, "2026-11-15 09:00");
        await PostAsync(store);

        Assert.Contains("• А123ВС39: X9632120080654812 и X9632120080654821", await CheckAsync(store));
        Assert.Equal(0, await store.ReadAsync(db => db.Cases.CountAsync()));
    }

    [Fact]
    public async Task A_history_that_was_read_yesterday_is_no_news_of_yesterday()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(Station, "2026-12-20 12:00");
        await store.TakeAsync(
            Order(store, "ЗН-1", "2026-11-10 09:00", "2026-11-10 18:00", "стук спереди справа", "Замена шаровой опоры правой"),
            Order(store, "ЗН-2", "2026-11-14 10:00", "2026-11-14 18:00", "не горит фара", "Замена лампы"));

        store.Set(Station, "2026-12-21 09:00");
        await PostAsync(store);

        Assert.Null(await ReturnsAsync(store, "2026-12-20"));
        Assert.Null(await CheckAsync(store));
    }

    [Fact]
    public async Task A_quiet_day_is_told_by_silence()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(Station, "2026-11-15 09:00");

        await PostAsync(store);

        Assert.Equal(0, await store.ReadAsync(db => db.Outbox.CountAsync()));
    }

    private static async Task<PressReply> PressAsync(DigestStore store, string login, string action)
    {
        var subject = MorningReports.ReturnsSubject(Station, new DateOnly(2026, 11, 14));
        PressReply? reply = null;
        await store.Get<Storage.Writer>().InTransactionAsync(
            async (db, cancel) => reply = await store.Get<IEnumerable<IPressHandler>>().OfType<ReturnsPresses>().Single().HandleAsync(
                db,
                new ButtonPressed(1, new ChatAddress("web", Station), new ChatUser("web", login, login), Guid.NewGuid().ToString(), "1:x", "5"),
                new ButtonMeaning(subject, action), cancel),
            CancellationToken.None);
        return reply!;
    }
}
