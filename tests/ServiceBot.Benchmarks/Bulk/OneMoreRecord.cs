using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Hosting.Commands;
using ServiceBot.Intake;
using ServiceBot.Storage;

namespace ServiceBot.Benchmarks.Bulk;

/// <summary>
/// One more record, stored and judged, in two stores by turns, of the same vehicles with the same histories: whatever one
/// takes longer than the other is the store's size.
/// </summary>
internal static class OneMoreRecord
{
    private const int Often = 400;
    private const int Warm = 100;

    /// <summary>The vehicles of the register that are given one more order, each once.</summary>
    public static IReadOnlyList<int> Vehicles(RegisterSize size) =>
        [.. Enumerable.Range(0, size.Vehicles).OrderBy(x => (x * 7_919L) % 10_007).ThenBy(x => x).Take(Warm + Often)];

    /// <summary>Vehicles that are in no register.</summary>
    public static IReadOnlyList<int> Strangers(RegisterSize size) =>
        [.. Enumerable.Range(size.Vehicles + 1_000, Warm + Often)];

    /// <summary>Gives both stores the same further orders.</summary>
    /// <param name="small">The data folder of the small store; made where it is missing.</param>
    /// <param name="full">That of the full one.</param>
    /// <param name="vehicles">One order each.</param>
    /// <returns>The times of each, without the first ones.</returns>
    public static async Task<(Times Small, Times Full)> CompareAsync(string small, string full, IReadOnlyList<int> vehicles)
    {
        await using var first = await OpenAsync(small);
        await using var second = await OpenAsync(full);
        ServiceProvider[] stores = [first, second];
        List<TimeSpan>[] spans = [[], []];
        var run = Guid.NewGuid().ToString("N")[..8];
        for (var i = 0; i < vehicles.Count; i++)
        {
            // Neither is always the first, so that neither finds the other's work done.
            for (var turn = 0; turn < stores.Length; turn++)
            {
                var at = (i + turn) % stores.Length;
                var record = Order($"{run}-{i}", vehicles[i]);
                var clock = Stopwatch.StartNew();
                await stores[at].GetRequiredService<RecordIntake>().AcceptAsync([record], CancellationToken.None);
                if (i >= Warm || vehicles.Count <= Warm) spans[at].Add(clock.Elapsed);
            }
        }

        return (new Times(spans[0]), new Times(spans[1]));
    }

    private static WorkOrder Order(string id, int vehicle)
    {
        var opened = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(3));
        return new WorkOrder
        {
            Station = "sever", Id = id, OpenedAt = opened, ClosedAt = opened.AddHours(3),
            Vehicle = new VehicleRef(
                Vin.Read(WorkOrderFile.Vin(vehicle)), null, PlateNumber.Read(WorkOrderFile.Plate(vehicle)), "ГАЗель NEXT"),
            Complaint = "Стук спереди справа на кочках", Lines = [new WorkOrderLine("2904.31", "Опора шаровая правая - замена")],
        };
    }

    private static async Task<ServiceProvider> OpenAsync(string data)
    {
        var settings = new Settings
        {
            DataFolder = data,
            Stations =
            [
                new StationSettings
                {
                    Code = "sever", Name = "СТО Северный", TimeZone = "Europe/Moscow",
                    Chats = [new ChatSettings { Channel = "web", Id = "sever" }],
                },
            ],
        };
        var services = CommandServices.Build(settings, new ConfigurationBuilder().Build());
        await services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
        return services;
    }
}
