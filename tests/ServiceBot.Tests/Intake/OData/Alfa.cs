using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.OData;

/// <summary>A base of Альфа-Авто with an invented station's documents.</summary>
internal static class Alfa
{
    public const string Empty = "00000000-0000-0000-0000-000000000000";
    public const string NoDate = "0001-01-01T00:00:00";
    public const string Orders = "Document_ЗаказНаряд";
    public const string Bookings = "Document_ЗаявкаНаРемонт";

    public static ODataSettings Source(FakeOneC oneC) => new()
    {
        Name = "alfa", Station = StationUnderTest.Code, BaseUrl = oneC.BaseUrl, User = FakeOneC.User, Password = FakeOneC.Password,
        PollSeconds = 0.2, PageSize = 4, Since = "2026-01-01", TimeoutSeconds = 20,
    };

    public static Guid Car(FakeOneC oneC, int n) => oneC.Put("Catalog_Автомобили", new JsonObject
    {
        ["Code"] = $"0000{n}    ", ["Description"] = "ГАЗель NEXT", ["VIN"] = $"X9632120080{n:000000}  ", ["ГосНомер"] = $"А{n % 1000:000}ВС178", ["Модель_Key"] = Empty,
    });

    /// <summary>An order as the base has it: no car and no customer in the header, padded number, numbers as texts.</summary>
    public static JsonObject Order(int number, Guid? car, string date = "2026-11-03T09:41:12", bool posted = true) => new()
    {
        ["Number"] = $"АС{number:00000000}   ",
        ["Date"] = date,
        ["Posted"] = posted,
        ["Контрагент_Key"] = Empty,
        ["ВидРемонта_Key"] = Empty,
        ["Состояние_Key"] = Empty,
        ["Мастер_Key"] = Empty,
        ["СводныйРемонтныйЗаказ_Key"] = Empty,
        ["ДатаЗакрытия"] = NoDate,
        ["Пробег"] = "95000",
        ["Комментарий"] = "",
        ["СуммаДокумента"] = 1500,
        ["Автомобили"] = car is null
            ? new JsonArray()
            : new JsonArray(new JsonObject { ["LineNumber"] = "1", ["Автомобиль_Key"] = car.Value.ToString("D") }),
        ["Автоработы"] = new JsonArray(),
        ["Товары"] = new JsonArray(),
    };

    public static string At(int day, int hour = 9) =>
        new DateTime(2026, 11, 1, hour, 0, 0).AddDays(day - 1).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    public static async Task<List<WorkOrder>> OrdersOf(RunningHost host) => await host.ReadAsync(async db =>
        (await db.Records.AsNoTracking().Where(x => x.Kind == RecordKind.WorkOrder).OrderBy(x => x.RecordId).ToListAsync())
            .Select(x => (WorkOrder)BodyJson.Read(x)).ToList());

    /// <summary>Waits until the store holds so many records, then answers all their keys.</summary>
    public static async Task<List<string>> KeysOnce(RunningHost host, int count)
    {
        await Eventually.Zero(() => host.ReadAsync(async db => count - await db.Records.CountAsync()));
        return await host.ReadAsync(db => db.Records.AsNoTracking().OrderBy(x => x.RecordId).Select(x => x.RecordId).ToListAsync());
    }
}

/// <summary>Puts a test's own clock in place.</summary>
internal static class ClockInPlace
{
    public static void Replace(this Microsoft.Extensions.DependencyInjection.IServiceCollection services, TimeProvider clock) =>
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, clock);
}
