using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ServiceBot.Benchmarks.Service;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Benchmarks.Store;

/// <summary>
/// Years of invented work orders, written straight into a store: the same rows as records that came in one by one, in
/// seconds instead of an hour. No visit follows another closely, so that none of them is a return.
/// </summary>
internal sealed class OrderHistory(int stations, int vehicles)
{
    /// <summary>Work orders a vehicle.</summary>
    public const int OrdersEach = 5;

    /// <summary>Lines a work order.</summary>
    public const int LinesEach = 4;

    private static readonly DateTimeOffset Today = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    private static readonly (string Complaint, string[] Works)[] Visits =
    [
        ("стук спереди справа на кочках", ["Замена шаровой опоры правой", "Регулировка схождения", "Замена пыльника шруса", "Мойка"]),
        ("не греет печка", ["Замена термостата", "Замена антифриза", "Диагностика системы охлаждения", "Проверка герметичности"]),
        ("троит двигатель", ["Замена катушки зажигания", "Замена свечей", "Чтение ошибок", "Пробная поездка"]),
        ("скрип тормозов", ["Замена колодок передних", "Проточка дисков", "Замена тормозной жидкости", "Смазка направляющих"]),
        ("не заряжает аккумулятор", ["Ремонт генератора", "Замена ремня", "Проверка утечки тока", "Зарядка аккумулятора"]),
    ];

    public int Lines => vehicles * OrdersEach * LinesEach;

    /// <summary>The index of the station that looks after a vehicle.</summary>
    public int StationOf(int vehicle) => vehicle % stations;

    /// <summary>How a vehicle is named in the API.</summary>
    public static object Api(int vehicle) => new { vin = VinOf(vehicle), plate = PlateOf(vehicle), model = "ГАЗель NEXT" };

    /// <summary>The store of a service that has not begun: its schema, and the history in it.</summary>
    /// <param name="dataFolder">The service's data folder.</param>
    public async Task WriteAsync(string dataFolder)
    {
        var options = new DbContextOptionsBuilder<SqliteServiceBotDb>()
            .UseSqlite(StorageFeature.ConnectionString(new Settings { DataFolder = dataFolder })).Options;
        await using var db = new SqliteServiceBotDb(options);
        await db.Database.MigrateAsync();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var insert = connection.CreateCommand())
        {
            insert.Transaction = transaction;
            var columns = Prepare(insert, db.Model.FindEntityType(typeof(RecordRow))!);
            for (var vehicle = 0; vehicle < vehicles; vehicle++)
            {
                for (var visit = 0; visit < OrdersEach; visit++)
                {
                    var row = Row(Order(vehicle, visit));
                    foreach (var (column, parameter) in columns) parameter.Value = column(row) ?? DBNull.Value;
                    await insert.ExecuteNonQueryAsync();
                }
            }
        }

        await transaction.CommitAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private WorkOrder Order(int vehicle, int visit)
    {
        var (complaint, works) = Visits[(vehicle + visit) % Visits.Length];
        var opened = Today.AddDays(-(9 + (visit * 90))).AddHours(7).AddMinutes(vehicle % 480);
        return new WorkOrder
        {
            Station = Fleet.Code(StationOf(vehicle)),
            Id = string.Create(CultureInfo.InvariantCulture, $"ЗН-{vehicle}-{visit}"),
            Vehicle = new VehicleRef(Vin.Read(VinOf(vehicle)), null, PlateNumber.Read(PlateOf(vehicle)), "ГАЗель NEXT"),
            OpenedAt = opened,
            ClosedAt = opened.AddHours(6),
            OdometerKm = 200_000 - (visit * 11_000),
            Complaint = complaint,
            Foreman = new Person("f1", "Сменов И. И."),
            Advisor = new Person("a1", "Приемкин П. П."),
            Lines = [.. works.Select((work, i) => new WorkOrderLine($"R-{i}", work, null, new Person("w" + i, "Слесарев В. В."), 1.5m, 2000m))],
        };
    }

    private static RecordRow Row(WorkOrder order)
    {
        var body = BodyJson.Write(order);
        return new RecordRow
        {
            Station = order.Station, Kind = order.Kind, RecordId = order.Id, Body = body,
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(body)),
            Vin = order.Vehicle!.Vin!.Value, Plate = order.Vehicle.Plate!.Value, At = order.At, ClosedAt = order.ClosedAt,
            OrderKind = order.OrderKind,
            // As imported just now: a service that had been there last week would owe a digest of it.
            FirstSeenAt = TimeProvider.System.GetUtcNow(), UpdatedAt = TimeProvider.System.GetUtcNow(),
        };
    }

    // By the model, so that a column added to it is written here too.
    private static List<(Func<RecordRow, object?> Column, DbParameter Parameter)> Prepare(DbCommand insert, IEntityType type)
    {
        var columns = new List<(Func<RecordRow, object?>, DbParameter)>();
        var properties = type.GetProperties().Where(x => !x.IsPrimaryKey()).ToList();
        foreach (var property in properties)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = "$" + property.Name;
            insert.Parameters.Add(parameter);
            var convert = property.GetTypeMapping().Converter?.ConvertToProvider;
            var read = property.PropertyInfo!;
            columns.Add((row => read.GetValue(row) is { } value && convert is not null ? convert(value) : read.GetValue(row), parameter));
        }

        var names = properties.Select(x => x.Name).ToList();
        insert.CommandText =
            $"INSERT INTO \"{type.GetTableName()}\" ({string.Join(", ", names.Select(x => $"\"{x}\""))}) VALUES ({string.Join(", ", names.Select(x => "$" + x))})";
        return columns;
    }

    // 4095 would be a lot of stations of plates; letters of the series count on where the three digits end.
    private static string PlateOf(int vehicle)
    {
        const string letters = "АВЕКМНОРСТУХ";
        var series = vehicle / 1000;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{letters[series / 144 % 12]}{vehicle % 1000:000}{letters[series / 12 % 12]}{letters[series % 12]}178");
    }

    private static string VinOf(int vehicle) => string.Create(CultureInfo.InvariantCulture, $"X96321200{vehicle:00000000}");
}
