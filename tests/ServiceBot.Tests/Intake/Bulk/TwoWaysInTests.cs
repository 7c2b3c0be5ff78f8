using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Benchmarks.Bulk;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Bulk;

/// <summary>A big file is stored first and judged then. What comes of it is what comes of records taken one by one.</summary>
public sealed class TwoWaysInTests
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    [Fact]
    public async Task The_samples_come_to_the_same_both_ways()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.csv").Order(StringComparer.Ordinal);
        List<SourceRecord> records = [.. files.SelectMany(Read)];
        Assert.True(records.Count > 500);

        var state = await BothWaysAsync(records, portion: 40);

        Assert.NotEmpty(state.Cases);
    }

    [Fact]
    public async Task A_busy_register_comes_to_the_same_both_ways()
    {
        var file = new MemoryStream();
        WorkOrderFile.Write(file, new RegisterSize(Orders: 900, Vehicles: 120, Days: 150), Encoding.UTF8);

        var state = await BothWaysAsync([.. Read(file, "zakaz-naryady.csv")], portion: 30);

        Assert.True(state.Signals.Count > 50);
        Assert.True(state.Cases.Count > 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Any_records_in_any_order_and_doubled_come_to_the_same_both_ways(int seed)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, 45).Select(n => AnyRecord(random, n)).ToList();
        // Some come again, changed: another vehicle, a flag taken back, a closing that was missing.
        records.AddRange(records.Where(_ => random.Next(4) == 0).Select(x => Changed(random, x)).ToList());
        records.AddRange(records.Where(_ => random.Next(6) == 0).ToList());

        await using var single = await TrialStore.OpenAsync();
        await single.TakeOneByOneAsync(records);
        await using var bulk = await TrialStore.OpenAsync();
        await bulk.TakeInBulkAsync(records.Take(30));
        await bulk.TakeInBulkAsync(records.Skip(30));

        (await single.StateAsync()).MustEqual(await bulk.StateAsync());
        Assert.Equal(
            await single.ReadAsync(db => db.RecordEdits.Select(x => x.RecordId + x.Before + x.After).Order().ToListAsync()),
            await bulk.ReadAsync(db => db.RecordEdits.Select(x => x.RecordId + x.Before + x.After).Order().ToListAsync()));
    }

    [Fact]
    public async Task The_same_again_is_unchanged_and_finds_nothing()
    {
        var file = new MemoryStream();
        WorkOrderFile.Write(file, new RegisterSize(Orders: 200, Vehicles: 20, Days: 90), Encoding.UTF8);
        List<SourceRecord> records = [.. Read(file, "zakaz-naryady.csv")];
        await using var store = await TrialStore.OpenAsync();

        var first = await store.TakeInBulkAsync(records);
        var before = await store.StateAsync();
        var second = await store.TakeInBulkAsync(records);

        Assert.True(first.Returns > 0);
        Assert.Equal((0, 0, 0), (second.Returns, second.Signals, second.Cases));
        before.MustEqual(await store.StateAsync());
    }

    [Fact]
    public async Task A_flag_that_a_big_file_takes_back_is_kept_and_told()
    {
        await using var store = await TrialStore.OpenAsync();
        await store.TakeOneByOneAsync([Given.Repair("ЗН-1"), Given.Booking("Б-1")]);

        await store.TakeInBulkAsync([Given.Booking("Б-1", flag: false), Given.Booking("Б-1", flag: false, complaint: "стук")]);

        var booking = await store.ReadAsync(db => db.Records.SingleAsync(x => x.RecordId == "Б-1"));
        Assert.True(booking.EverFlagged);
        Assert.Contains("стук\"", booking.Body);
        Assert.Equal(
            "truefalse", await store.ReadAsync(db => db.RecordEdits.Select(x => x.Before + x.After).FirstAsync()));
        Assert.True(await store.ReadAsync(db => db.CaseFacts.AnyAsync(x => x.Kind == nameof(FlagLowered))));
    }

    private static async Task<StoreState> BothWaysAsync(IReadOnlyList<SourceRecord> records, int portion)
    {
        await using var single = await TrialStore.OpenAsync();
        await single.TakeOneByOneAsync(records, portion);
        await using var bulk = await TrialStore.OpenAsync();
        var found = await bulk.TakeInBulkAsync(records);

        var state = await bulk.StateAsync();
        (await single.StateAsync()).MustEqual(state);
        Assert.Equal((state.Signals.Count, state.Cases.Count), (found.Signals, found.Cases));
        return state;
    }

    private static IEnumerable<SourceRecord> Read(string path)
    {
        using var content = File.OpenRead(path);
        foreach (var record in Read(content, Path.GetFileName(path)).ToList()) yield return record;
    }

    private static IEnumerable<SourceRecord> Read(Stream content, string name) =>
        RecordFile.Read(content, name, new FileReadingOptions(StationClocks.One(StationUnderTest.Code, Moscow)))
            .OfType<FileItem.Record>().Select(x => x.Value);

    private static SourceRecord AnyRecord(Random random, int n)
    {
        var (vehicle, day) = (random.Next(1, 6), random.Next(0, 60));
        return random.Next(6) switch
        {
            0 => Given.Booking($"Б-{n}", vehicle, day, random.Next(2) == 0),
            1 => Given.Survey($"О-{n}", $"ЗН-{random.Next(0, n + 3)}", "снова стучит, сделали плохо", day),
            2 => Given.Survey($"О-{n}", null, "всё хорошо", day) with { Vehicle = Vehicle(random, vehicle) },
            _ => Given.Repair(
                $"ЗН-{n}", vehicle, day, random.Next(8) == 0 ? null : day + random.Next(0, 3),
                random.Next(2) == 0 ? "стук спереди справа" : "не греет печка") with { Vehicle = Vehicle(random, vehicle) },
        };
    }

    private static SourceRecord Changed(Random random, SourceRecord record) => record switch
    {
        Booking x => x with { PossibleRepeat = random.Next(2) == 0, Complaint = "изменено" },
        WorkOrder x when random.Next(2) == 0 => x with { Vehicle = Vehicle(random, random.Next(1, 6)) },
        WorkOrder x => x with { ClosedAt = x.OpenedAt.AddHours(random.Next(1, 60)), Cancelled = random.Next(4) == 0 },
        SurveyResponse x => x with { WorkOrderId = $"ЗН-{random.Next(0, 40)}" },
        _ => record,
    };

    // Some orders know only the plate or only the chassis number, some cars have two of these.
    private static VehicleRef Vehicle(Random random, int n)
    {
        var whole = Given.Vehicle(n);
        return random.Next(4) switch
        {
            0 => whole with { Vin = null },
            1 => whole with { Plate = null },
            2 => whole with { SecondVin = Vin.Read($"XTT00000000{n:000000}") },
            _ => whole,
        };
    }
}
