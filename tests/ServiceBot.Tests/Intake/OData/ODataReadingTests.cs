using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.OData;

/// <summary>What documents of 1C become.</summary>
public sealed class ODataReadingTests
{
    [Fact]
    public async Task An_order_comes_in_with_the_words_that_its_links_lead_to()
    {
        await using var oneC = await FakeOneC.StartAsync();
        var car = Alfa.Car(oneC, 1);
        var kind = oneC.Put("Catalog_ВидыРемонта", new JsonObject { ["Description"] = "Гарантийный " });
        var master = oneC.Put("Catalog_Сотрудники", new JsonObject { ["Code"] = "000012   ", ["Description"] = "Приемкин П. П." });
        var job = oneC.Put("Catalog_Автоработы", new JsonObject { ["Code"] = "R-1  ", ["Description"] = "Замена шаровой опоры" });
        var booking = oneC.Put(Alfa.Bookings, new JsonObject
        {
            ["Number"] = "ЗР000007  ", ["Date"] = "2026-11-02T10:00:00", ["Posted"] = true, ["Автомобиль_Key"] = car.ToString(), ["VIN"] = "",
            ["ДатаНачала"] = "2026-11-03T09:00:00", ["ОписаниеПричиныОбращения"] = "", ["Заказчик_Key"] = Alfa.Empty,
            ["ПричиныОбращений"] = new JsonArray(), ["ПредставлениеТелефона"] = "8 (921) 000-11-22",
            ["ПричиныОбращения"] = new JsonArray(new JsonObject { ["LineNumber"] = "1", ["ПричинаОбращенияСодержание"] = "стук спереди" }),
        });
        var order = Alfa.Order(1234, car);
        order["ВидРемонта_Key"] = kind.ToString();
        order["Мастер_Key"] = master.ToString();
        order["ДокументОснование"] = booking.ToString();
        order["ДокументОснование_Type"] = "StandardODATA." + Alfa.Bookings;
        order["ДатаЗакрытия"] = "2026-11-04T18:00:00";
        order["Автоработы"] = new JsonArray(new JsonObject { ["LineNumber"] = "1", ["Авторабота_Key"] = job.ToString(), ["НормаВремени"] = "1.5" });
        oneC.Put(Alfa.Orders, order);

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        await using var host = await RunningHost.StartAsync(settings);

        Assert.Equal(["АС00001234/2026", "ЗР000007/2026"], await Alfa.KeysOnce(host, 2));
        var read = Assert.Single(await Alfa.OrdersOf(host));
        var moscow = TimeSpan.FromHours(3);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 9, 41, 12, moscow), read.OpenedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 18, 0, 0, moscow), read.ClosedAt);
        Assert.Equal(("X9632120080000001", "А001ВС178"), (read.Vehicle!.Vin!.Value, PlateNumber.Read("А001ВС178") == read.Vehicle.Plate ? "А001ВС178" : "?"));
        Assert.Equal((WorkOrderKind.Warranty, 95000, "ЗР000007/2026", 1500m), (read.OrderKind, read.OdometerKm, read.BookingId, read.Total));
        Assert.Equal(new Person("000012", "Приемкин П. П."), read.Advisor);
        var line = Assert.Single(read.Lines);
        Assert.Equal(("R-1", "Замена шаровой опоры", 1.5m), (line.Code, line.Text, line.NormHours));
        var taken = await host.ReadAsync(async db => (Booking)BodyJson.Read(await db.Records.SingleAsync(x => x.Kind == RecordKind.Booking)));
        Assert.Equal("стук спереди", taken.Complaint);
        Assert.Equal(PhoneNumber.Read("+79210001122"), taken.Client!.Phone);
    }

    [Fact]
    public async Task The_car_is_found_in_the_consolidated_order_too_and_an_order_without_any_is_left_out_alone()
    {
        await using var oneC = await FakeOneC.StartAsync();
        var car = Alfa.Car(oneC, 2);
        var consolidated = oneC.Put("Document_СводныйРемонтныйЗаказ", new JsonObject
        {
            ["Number"] = "СВ000003 ", ["Date"] = "2026-11-03T08:00:00", ["Posted"] = true, ["Автомобиль_Key"] = car.ToString(),
        });
        var order = Alfa.Order(1, car: null);
        order["СводныйРемонтныйЗаказ_Key"] = consolidated.ToString();
        oneC.Put(Alfa.Orders, order);
        oneC.Put(Alfa.Orders, Alfa.Order(2, car: null));
        oneC.Put(Alfa.Orders, Alfa.Order(3, car));

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        await using var host = await RunningHost.StartAsync(settings);

        Assert.Equal(["АС00000001/2026", "АС00000003/2026"], await Alfa.KeysOnce(host, 2));
        var read = (await Alfa.OrdersOf(host))[0];
        Assert.Equal(("X9632120080000002", "СВ000003/2026"), (read.Vehicle!.Vin!.Value, read.ConsolidatedOrderId));
        Assert.Null(read.ClosedAt);
    }

    [Fact]
    public async Task Drafts_and_deleted_documents_stay_out_and_an_order_deleted_later_is_cancelled()
    {
        await using var oneC = await FakeOneC.StartAsync();
        var car = Alfa.Car(oneC, 3);
        var kept = oneC.Put(Alfa.Orders, Alfa.Order(1, car));
        var draft = oneC.Put(Alfa.Orders, Alfa.Order(2, car, posted: false));
        var deleted = Alfa.Order(3, car, posted: false);
        deleted["DeletionMark"] = true;
        oneC.Put(Alfa.Orders, deleted);

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        await using var host = await RunningHost.StartAsync(settings);
        Assert.Equal(["АС00000001/2026"], await Alfa.KeysOnce(host, 1));

        oneC.Change(Alfa.Orders, draft, x => x["Posted"] = true);
        oneC.Change(Alfa.Orders, kept, x => (x["DeletionMark"], x["Posted"]) = (true, false));
        Assert.Equal(["АС00000001/2026", "АС00000002/2026"], await Alfa.KeysOnce(host, 2));
        await Eventually.Zero(async () => (await Alfa.OrdersOf(host)).Count(x => x.Id == "АС00000001/2026" && !x.Cancelled));
        Assert.Contains(await Alfa.OrdersOf(host), x => x.Id == "АС00000002/2026" && !x.Cancelled);
    }

    [Fact]
    public async Task Documents_put_in_while_the_pages_are_read_shift_none_out_of_sight()
    {
        await using var oneC = await FakeOneC.StartAsync();
        var car = Alfa.Car(oneC, 4);
        // More with one and the same second than a page holds, too.
        for (var i = 0; i < 9; i++) oneC.Put(Alfa.Orders, Alfa.Order(100 + i, car, Alfa.At(5)));
        for (var i = 0; i < 20; i++) oneC.Put(Alfa.Orders, Alfa.Order(200 + i, car, Alfa.At(6 + (i / 3), i % 3)));
        var early = 0;
        oneC.Before = (entity, _) =>
        {
            // With every page of the first round one more before all that have been read.
            if (entity == Alfa.Orders && early < 6) oneC.Put(Alfa.Orders, Alfa.Order(300 + early++, car, Alfa.At(1)));
            return Task.CompletedTask;
        };

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        await using var host = await RunningHost.StartAsync(settings);

        var keys = await Alfa.KeysOnce(host, 35);
        Assert.Equal(35, keys.Distinct().Count());
    }

    [Fact]
    public async Task What_is_unchanged_is_not_stored_again_and_a_change_of_an_old_document_is_seen()
    {
        await using var oneC = await FakeOneC.StartAsync();
        var car = Alfa.Car(oneC, 5);
        var first = oneC.Put(Alfa.Orders, Alfa.Order(1, car, Alfa.At(1)));
        oneC.Put(Alfa.Orders, Alfa.Order(2, car, Alfa.At(12)));
        // Somebody typed another century: nothing behind it may be lost.
        oneC.Put(Alfa.Orders, Alfa.Order(3, car, "2062-11-03T00:00:00"));

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        var clock = new FastClock(1, new DateTimeOffset(2026, 11, 14, 12, 0, 0, TimeSpan.Zero));
        await using (var host = await RunningHost.StartAsync(settings, x => x.Replace(clock)))
        {
            await Alfa.KeysOnce(host, 3);
            oneC.Change(Alfa.Orders, first, x => x["ДатаЗакрытия"] = Alfa.At(2));
            await Eventually.Zero(async () => (await Alfa.OrdersOf(host)).Count(x => x.Id == "АС00000001/2026" && x.ClosedAt is null));
        }

        // Another start goes on from where the first stood.
        oneC.Asked.Clear();
        oneC.Put(Alfa.Orders, Alfa.Order(4, car, Alfa.At(13)));
        await using var again = await RunningHost.StartAsync(settings, x => x.Replace(clock));
        Assert.Contains("АС00000004/2026", await Alfa.KeysOnce(again, 4));
        var asked = oneC.Asked.First(x => x.Contains(Alfa.Orders, StringComparison.Ordinal));
        Assert.Contains("$filter=Date ge datetime'2026-10-13T00:00:00'&$orderby=Date,Ref_Key&$top=4&$skip=0&$format=json", asked, StringComparison.Ordinal);
        Assert.DoesNotContain(oneC.Asked, x => x.Contains("inlinecount", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_base_of_Autoservice_is_read_by_its_preset()
    {
        await using var oneC = await FakeOneC.StartAsync();
        oneC.Publish("Document_асЗаявкаНаРемонт", "Document_асЗаказНаряд", "Catalog_асАвтомобили", "Catalog_асВидыРемонта", "Catalog_асСостоянияЗаказНарядов", "Catalog_асАвтоработы");
        var car = oneC.Put("Catalog_асАвтомобили", new JsonObject { ["Code"] = "1 ", ["Description"] = "ГАЗель", ["VIN"] = "X9632120080000007", ["ГосНомер"] = "А007ВС178" });
        var kind = oneC.Put("Catalog_асВидыРемонта", new JsonObject { ["Description"] = "Плановое ТО" });
        var job = oneC.Put("Catalog_асАвтоработы", new JsonObject { ["Code"] = "R-1 ", ["Description"] = "Замена масла" });
        oneC.Put("Document_асЗаявкаНаРемонт", new JsonObject
        {
            ["Number"] = "7 ", ["Date"] = Alfa.At(2), ["Posted"] = true, ["Автомобиль_Key"] = car.ToString(), ["Заказчик_Key"] = Alfa.Empty, ["ПричинаОбращения"] = "стук",
        });
        oneC.Put("Document_асЗаказНаряд", new JsonObject
        {
            ["Number"] = "12  ", ["Date"] = Alfa.At(3), ["ДатаЗакрытия"] = Alfa.At(4), ["Posted"] = true, ["Автомобиль_Key"] = car.ToString(), ["ВидРемонта_Key"] = kind.ToString(),
            ["Заказчик_Key"] = Alfa.Empty, ["Пробег"] = 95000, ["СуммаДокумента"] = 1500, ["Состояние"] = "Закрыт",
            ["Автоработы"] = new JsonArray(new JsonObject { ["LineNumber"] = "1", ["Авторабота_Key"] = job.ToString() }),
        });

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        settings.OData = [Alfa.Source(oneC)];
        settings.OData[0].Preset = "Autoservice";
        await using var host = await RunningHost.StartAsync(settings);

        Assert.Equal(["12/2026", "7/2026"], await Alfa.KeysOnce(host, 2));
        var order = Assert.Single(await Alfa.OrdersOf(host));
        Assert.Equal((WorkOrderKind.Maintenance, 95000, 1500m, "X9632120080000007"), (order.OrderKind, order.OdometerKm, order.Total, order.Vehicle!.Vin!.Value));
        Assert.Equal("Замена масла", Assert.Single(order.Lines).Text);
        Assert.NotNull(order.ClosedAt);
    }

    [Fact]
    public async Task Names_and_fields_of_another_configuration_are_settings()
    {
        await using var oneC = await FakeOneC.StartAsync();
        var car = Alfa.Car(oneC, 6);
        oneC.Unpublish("Document_СводныйРемонтныйЗаказ");
        oneC.Unpublish("Catalog_Контрагенты");
        var kind = oneC.Put("Catalog_ВидыРемонта", new JsonObject { ["Description"] = "Особый" });
        oneC.Put("Document_ЗаказНаряд", new JsonObject
        {
            ["Number"] = "1", ["Date"] = Alfa.At(3), ["Posted"] = true, ["ТС_Key"] = car.ToString(), ["Вид_Key"] = kind.ToString(), ["Повторный"] = true,
            ["Контрагент_Key"] = Guid.NewGuid().ToString(), ["СводныйРемонтныйЗаказ_Key"] = Guid.NewGuid().ToString(),
        });

        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        var source = Alfa.Source(oneC);
        source.Ids = "Number";
        source.Kinds = new() { ["особый"] = "internal" };
        source.Entities = new()
        {
            ["Booking"] = new() { Name = "" },
            ["WorkOrder"] = new() { Fields = new() { ["vehicle"] = "ТС_Key", ["kind"] = "Вид_Key", ["possibleRepeat"] = "Повторный" } },
        };
        settings.OData = [source];
        await using var host = await RunningHost.StartAsync(settings);

        Assert.Equal(["1"], await Alfa.KeysOnce(host, 1));
        var order = Assert.Single(await Alfa.OrdersOf(host));
        Assert.Equal((WorkOrderKind.Internal, true), (order.OrderKind, order.PossibleRepeat));
        Assert.DoesNotContain(oneC.Asked, x => x.Contains("ЗаявкаНаРемонт", StringComparison.Ordinal));
    }
}
