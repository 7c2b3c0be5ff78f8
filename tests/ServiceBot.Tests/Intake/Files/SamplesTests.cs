using System.Text.Json;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

public sealed class SamplesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    private static FileTrial Read(string name) => FileTrial.Read(File.ReadAllBytes(Path.Combine(Folder, name)), name);

    private static JsonElement Truth()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "truth.json")));
        return document.RootElement.Clone();
    }

    [Theory]
    [InlineData("zayavki-2026-08-11.csv", RecordKind.Booking, "utf-8", 250)]
    [InlineData("zakaz-naryady-2026-08-11.csv", RecordKind.WorkOrder, "windows-1251", 404)]
    [InlineData("oprosy-2026-08-11.csv", RecordKind.SurveyResponse, "utf-8", 87)]
    public void Every_sample_is_read_without_a_fault(string name, RecordKind kind, string encoding, int records)
    {
        var trial = Read(name);

        Assert.Empty(trial.Faults);
        Assert.Equal((kind, encoding), (trial.Header.Kind, trial.Header.Encoding));
        Assert.Equal(records, trial.Records.Count);
        Assert.Equal(records, trial.Records.Select(r => r.Id).Distinct().Count());
        Assert.All(trial.Records, r => Assert.Equal(kind, r.Kind));
    }

    [Fact]
    public void The_work_orders_are_read_with_their_jobs_parts_people_and_sums()
    {
        var orders = Read("zakaz-naryady-2026-08-11.csv").All<WorkOrder>();

        Assert.Equal(5, orders.SelectMany(o => o.Lines).Select(l => l.Mechanic!.Name).Distinct().Count());
        Assert.Equal(2, orders.Select(o => o.Foreman!.Name).Distinct().Count());
        Assert.Equal(Enum.GetValues<WorkOrderKind>(), orders.Select(o => o.OrderKind).Distinct().Order());
        Assert.True(orders.Sum(o => o.Lines.Count) > 650 && orders.Sum(o => o.Parts.Count) > 450);
        Assert.All(orders.SelectMany(o => o.Lines), l => Assert.True(l.NormHours is null || l.Rate > 0));
        Assert.InRange(orders.Count(o => o.Cancelled), 5, 15);
        Assert.InRange(orders.Count(o => o.ClosedAt is null), 2, 12);
        Assert.InRange(orders.Count(o => o.Vehicle!.Plate is null), 30, 60);
        Assert.InRange(orders.Count(o => o.Vehicle!.Vin is { Value.Length: 16 }), 3, 20);
        Assert.Equal(5, orders.Count(o => o.ConsolidatedOrderId is not null));
        foreach (var visits in orders.Where(o => o.Vehicle!.Vin is not null).GroupBy(o => o.Vehicle!.Vin))
        {
            var odometers = visits.OrderBy(o => o.OpenedAt).Select(o => o.OdometerKm!.Value).ToList();
            Assert.Equal(odometers.Order(), odometers);
        }
    }

    [Fact]
    public void Every_record_that_the_truth_names_exists_and_what_it_says_of_times_holds()
    {
        var orders = Read("zakaz-naryady-2026-08-11.csv").All<WorkOrder>().ToDictionary(o => o.Id);
        var bookings = Read("zayavki-2026-08-11.csv").All<Booking>().ToDictionary(b => b.Id);
        var responses = Read("oprosy-2026-08-11.csv").All<SurveyResponse>().ToDictionary(r => r.Id);
        var truth = Truth();

        var repeats = truth.GetProperty("repeats").EnumerateArray().ToList();
        Assert.Equal(18, repeats.Count);
        foreach (var repeat in repeats)
        {
            Assert.NotEmpty(repeat.GetProperty("why").GetString()!);
            var earlier = orders[repeat.GetProperty("earlierWorkOrderId").GetString()!];
            if (repeat.GetProperty("bookingId").GetString() is { } booking) Assert.True(bookings.ContainsKey(booking));
            if (repeat.GetProperty("surveyResponseId").GetString() is { } response) Assert.Equal(earlier.Id, responses[response].WorkOrderId);
            if (repeat.GetProperty("returnWorkOrderId").GetString() is not { } id) continue;
            var days = (orders[id].OpenedAt.Date - earlier.ClosedAt!.Value.Date).Days;
            Assert.InRange(days, 1, 14);
            Assert.True(orders[id].Vehicle!.Vin == earlier.Vehicle!.Vin || orders[id].Vehicle!.Plate == earlier.Vehicle!.Plate);
        }

        var lookalikes = truth.GetProperty("lookalikes").EnumerateArray().ToList();
        Assert.True(lookalikes.Count >= 25);
        foreach (var lookalike in lookalikes)
        {
            Assert.NotEmpty(lookalike.GetProperty("why").GetString()!);
            Assert.All(Ids(lookalike, "workOrderIds"), id => Assert.True(orders.ContainsKey(id)));
            Assert.All(Ids(lookalike, "bookingIds"), id => Assert.True(bookings.ContainsKey(id)));
            Assert.All(Ids(lookalike, "surveyResponseIds"), id => Assert.True(responses.ContainsKey(id)));
        }
    }

    [Fact]
    public void No_other_vehicle_comes_back_within_fourteen_days_so_the_truth_is_whole()
    {
        var orders = Read("zakaz-naryady-2026-08-11.csv").All<WorkOrder>();
        var truth = Truth();
        var known = truth.GetProperty("repeats").EnumerateArray()
            .SelectMany(r => new[] { r.GetProperty("earlierWorkOrderId").GetString(), r.GetProperty("returnWorkOrderId").GetString() })
            .Concat(truth.GetProperty("lookalikes").EnumerateArray().SelectMany(l => Ids(l, "workOrderIds")))
            .ToHashSet();

        var returns = (from earlier in orders
                       from later in orders
                       where earlier.ClosedAt is { } closed && later.OpenedAt > earlier.OpenedAt && (later.OpenedAt.Date - closed.Date).Days <= 14
                       where Same(earlier.Vehicle!, later.Vehicle!)
                       select (earlier.Id, later.Id)).ToList();

        Assert.True(returns.Count > 30);
        Assert.All(returns, pair => Assert.True(known.Contains(pair.Item1) && known.Contains(pair.Item2), pair.ToString()));
    }

    [Fact]
    public void The_bookings_and_responses_speak_of_orders_that_exist()
    {
        var orders = Read("zakaz-naryady-2026-08-11.csv").All<WorkOrder>();
        var bookings = Read("zayavki-2026-08-11.csv").All<Booking>();
        var ids = orders.Select(o => o.Id).ToHashSet();

        Assert.Empty(orders.Select(o => o.BookingId).OfType<string>().Except(bookings.Select(b => b.Id)));
        Assert.Empty(bookings.Select(b => b.EarlierWorkOrderId).OfType<string>().Except(ids));
        Assert.Empty(Read("oprosy-2026-08-11.csv").All<SurveyResponse>().Select(r => r.WorkOrderId!).Except(ids));
        Assert.Equal(7, bookings.Count(b => b.PossibleRepeat == true));
        Assert.True(bookings.Count(b => b.PossibleRepeat is null) > 20);
    }

    private static bool Same(VehicleRef a, VehicleRef b) => a.Vin is not null && b.Vin is not null ? a.Vin == b.Vin : a.Plate is not null && a.Plate == b.Plate;

    private static List<string> Ids(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(id => id.GetString()!)];
}
