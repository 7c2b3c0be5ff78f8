using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Hosting.Commands;
using ServiceBot.Intake;
using ServiceBot.Storage;

namespace ServiceBot.Benchmarks.Bulk;

/// <summary>One more record, stored and judged, on the full store and on an empty one.</summary>
internal static class OneMoreRecord
{
    private const int Often = 300;
    private const int Warm = 50;

    /// <summary>Gives the store further orders, each of any vehicle of the register.</summary>
    /// <param name="data">The data folder; made where it is missing.</param>
    /// <param name="size">The register that the store holds, or not.</param>
    /// <returns>The time of each, without the first ones.</returns>
    public static async Task<Times> MeasureAsync(string data, RegisterSize size)
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
        await using var services = CommandServices.Build(settings, new ConfigurationBuilder().Build());
        await services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
        var intake = services.GetRequiredService<RecordIntake>();
        var random = new Random(7);
        var spans = new List<TimeSpan>();
        var run = Guid.NewGuid().ToString("N")[..8];
        for (var i = 0; i < Warm + Often; i++)
        {
            var vehicle = random.Next(size.Vehicles);
            var opened = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(3));
            var record = new WorkOrder
            {
                Station = "sever", Id = $"{run}-{i}", OpenedAt = opened, ClosedAt = opened.AddHours(3),
                Vehicle = new VehicleRef(
                    Vin.Read(WorkOrderFile.Vin(vehicle)), null, PlateNumber.Read(WorkOrderFile.Plate(vehicle)), "ГАЗель NEXT"),
                Complaint = "Стук спереди справа на кочках", Lines = [new WorkOrderLine("2904.31", "Опора шаровая правая - замена")],
            };
            var clock = Stopwatch.StartNew();
            await intake.AcceptAsync([record], CancellationToken.None);
            if (i >= Warm) spans.Add(clock.Elapsed);
        }

        return new Times(spans);
    }
}
