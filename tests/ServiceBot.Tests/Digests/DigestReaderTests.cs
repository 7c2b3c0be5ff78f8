using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Digests;

public sealed class DigestReaderTests
{
    [Fact]
    public async Task A_week_is_drawn_from_what_was_taken_in_decided_and_closed_at_that_station_alone()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(DigestStore.West, "2026-11-12 10:00");
        await store.FlagAsync(DigestStore.West, "З-1");
        await store.FlagAsync(DigestStore.West, "З-2");
        await store.DecideAsync(DigestStore.West, 1, Verdict.Repeat);
        await store.CloseOrderAsync(DigestStore.West, "ЗН-1");
        store.Set(DigestStore.West, "2026-11-17 10:00");
        await store.FlagAsync(DigestStore.West, "З-3");
        await store.FlagAsync(DigestStore.East, "З-4");
        await store.DecideAsync(DigestStore.West, 2, Verdict.NotRepeat);
        await store.DecideAsync(DigestStore.West, 3, Verdict.Repeat);
        await store.CloseOrderAsync(DigestStore.West, "ЗН-2");
        await store.CloseOrderAsync(DigestStore.West, "ЗН-3", kind: WorkOrderKind.Warranty);
        await store.CloseOrderAsync(DigestStore.West, "ЗН-4", kind: WorkOrderKind.Tyres);
        await store.CloseOrderAsync(DigestStore.West, "ЗН-5", cancelled: true);
        await store.CloseOrderAsync(DigestStore.East, "ЗН-6");
        store.Set(DigestStore.West, "2026-12-20 10:00");

        var digest = await store.DrawAsync(DigestStore.West, "2026-W47");

        Assert.Equal((1, 1, 1, 0), (digest.Suspected, digest.Confirmed, digest.Rejected, digest.Open));
        Assert.Equal((1, 2), (digest.Rate.Count, digest.Rate.Of));
        Assert.Equal((1, 1), (digest.RateBefore.Count, digest.RateBefore.Of));
        Assert.Equal([new SignalCount(RuleName.BookingSaysPossibleRepeat, 1, 0)], digest.Signals);
        // The verdicts of both weeks still want cause and call; a case of the other station is not among them.
        Assert.Equal([Awaited.Cause, Awaited.CustomerCall], digest.Waiting.Select(x => x.For));
        Assert.All(digest.Waiting, x => Assert.Equal([1, 3], x.Cases.Select(c => c.Number)));
    }

    [Fact]
    public async Task Orders_of_kinds_that_the_settings_count_as_repairs_are_counted()
    {
        await using var store = await DigestStore.OpenAsync(x => x.Detection.ExcludedKinds = ["Repair"]);
        store.Set(DigestStore.West, "2026-11-17 10:00");
        await store.CloseOrderAsync(DigestStore.West, "ЗН-2");
        await store.CloseOrderAsync(DigestStore.West, "ЗН-3", kind: WorkOrderKind.Warranty);
        await store.CloseOrderAsync(DigestStore.West, "ЗН-4", kind: WorkOrderKind.Tyres);

        Assert.Equal(2, (await store.DrawAsync(DigestStore.West, "2026-W47")).Rate.Of);
    }

    [Fact]
    public async Task A_flag_that_was_taken_off_is_remarked_once_however_often_the_record_comes()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(DigestStore.West, "2026-11-17 10:00");
        await store.FlagAsync(DigestStore.West, "З-1");
        store.Set(DigestStore.West, "2026-11-18 10:00");
        await store.FlagAsync(DigestStore.West, "З-1", flag: false);
        store.Set(DigestStore.West, "2026-11-19 10:00");
        await store.FlagAsync(DigestStore.West, "З-1", flag: false);

        var digest = await store.DrawAsync(DigestStore.West, "2026-W47");

        Assert.Equal([new RecordMark(RecordKind.Booking, "З-1")], digest.LoweredFlags);
        Assert.Equal((1, 1), (digest.Suspected, digest.Open));
        Assert.Empty((await store.DrawAsync(DigestStore.West, "2026-W48")).LoweredFlags);
    }

    [Fact]
    public async Task A_flag_that_was_raised_later_is_no_remark()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(DigestStore.West, "2026-11-17 10:00");
        await store.FlagAsync(DigestStore.West, "З-1", flag: false);
        store.Set(DigestStore.West, "2026-11-18 10:00");
        await store.FlagAsync(DigestStore.West, "З-1");

        Assert.Empty((await store.DrawAsync(DigestStore.West, "2026-W47")).LoweredFlags);
    }

    [Fact]
    public async Task Orders_without_a_booking_are_remarked_where_the_station_requires_one()
    {
        await using var store = await DigestStore.OpenAsync(x => x.Stations[0].RequireBooking = true);
        foreach (var station in new[] { DigestStore.East, DigestStore.West })
        {
            store.Set(station, "2026-11-17 10:00");
            await store.CloseOrderAsync(station, "ЗН-1", booking: "З-1");
            await store.CloseOrderAsync(station, "ЗН-3");
            await store.CloseOrderAsync(station, "ЗН-2");
            await store.CloseOrderAsync(station, "ЗН-4", cancelled: true);
        }

        Assert.Equal(["ЗН-2", "ЗН-3"], (await store.DrawAsync(DigestStore.East, "2026-W47")).OrdersWithoutBooking);
        Assert.Null((await store.DrawAsync(DigestStore.West, "2026-W47")).OrdersWithoutBooking);
    }

    [Fact]
    public async Task Signals_count_in_the_week_in_which_they_were_noticed_and_not_once_they_are_withdrawn()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(DigestStore.West, "2026-11-24 10:00");
        var late = new Booking
        {
            Station = DigestStore.West, Id = "З-1", CreatedAt = store.Clock.Now.AddDays(-4), PossibleRepeat = true,
            Vehicle = new VehicleRef(null, null, PlateNumber.Read("А001АА39"), null),
        };
        await store.TakeAsync(late);
        await store.TakeAsync(late with { Id = "З-2", Vehicle = new VehicleRef(null, null, PlateNumber.Read("А002АА39"), null) });

        Assert.Empty((await store.DrawAsync(DigestStore.West, "2026-W47")).Signals);
        Assert.Equal(2, (await store.DrawAsync(DigestStore.West, "2026-W48")).Signals.Sum(x => x.Live));
    }

    [Fact]
    public async Task Votes_that_are_missing_at_the_end_of_the_week_are_told_by_name()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(DigestStore.West, "2026-11-17 10:00");
        await store.FlagAsync(DigestStore.West, "З-1");
        store.Set(DigestStore.West, "2026-11-30 10:00");

        var digest = await store.DrawAsync(DigestStore.West, "2026-W47");

        Assert.Equal(
            ["Директоров Д. П.", "Климова А. В.", "Мастеров Ц. Х.", "Рогов С. Т."], digest.Waiting.Select(x => x.Member));
        Assert.All(digest.Waiting, x => Assert.Equal(new WaitingCase(1, true, 6), Assert.Single(x.Cases)));
        Assert.Equal((1, 1), (digest.Open, digest.Overdue));
    }
}
