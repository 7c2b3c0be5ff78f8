using Microsoft.EntityFrameworkCore;
using ServiceBot.Detection;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Bulk;

/// <summary>Most vehicles of a big file are judged by outlines of their records: what comes of it is what comes of the whole.</summary>
public sealed class OutlinedImportTests
{
    [Fact]
    public async Task Random_histories_come_to_the_same_with_outlines_and_one_by_one()
    {
        var (signals, outlined) = (0, 0);
        foreach (var seed in Enumerable.Range(1, 12))
        {
            // Several vehicles each, some with surveys and flags and some without.
            var records = new RandomHistory(seed).Arrivals().Select(x => x.Record).OfType<SourceRecord>()
                .Where(x => seed % 2 == 0 || RecordOutline.Of(x) is not null)
                .Select(x => x with { Station = StationUnderTest.Code }).ToList();
            await using var single = await TrialStore.OpenAsync();
            await single.TakeOneByOneAsync(records);
            await using var bulk = await TrialStore.OpenAsync();

            // The first part is on file and judged when the second comes, with corrections of it.
            await bulk.TakeInBulkAsync(records.Take(records.Count / 2));
            await bulk.StoreAsync(records.Skip(records.Count / 2));
            outlined += await bulk.ReadAsync(db => db.Outlines.CountAsync());
            await bulk.Get<Backlog>().JudgeAsync(progress: null, CancellationToken.None);

            var state = await bulk.StateAsync();
            (await single.StateAsync()).MustEqual(state);
            Assert.Equal(0, await bulk.ReadAsync(db => db.Outlines.CountAsync()));
            signals += state.Signals.Count;
        }

        Assert.True(signals > 15 && outlined > 15, $"{signals} signals, {outlined} outlines");
    }

    [Fact]
    public async Task An_outline_goes_when_its_record_changes_before_it_was_judged()
    {
        await using var store = await TrialStore.OpenAsync();
        var later = Given.Repair("ЗН-2", openedDay: 40, closedDay: 41);
        await store.StoreAsync([Given.Repair("ЗН-1"), later, Given.Repair("ЗН-9", vehicle: 2)]);
        Assert.Equal(3, await store.ReadAsync(db => db.Outlines.CountAsync()));

        // What was cut off is judged by what stands, not by what was outlined: the visit was a month earlier.
        await using (var bulk = await store.Get<BulkIntake>().OpenAsync(CancellationToken.None))
            await bulk.StoreAsync([Given.Repair("ЗН-2", openedDay: 5, closedDay: 6)], CancellationToken.None);
        await store.TakeOneByOneAsync([Given.Repair("ЗН-9", vehicle: 2, openedDay: 3, closedDay: 4)]);

        Assert.Equal(2, await store.ReadAsync(db => db.Outlines.CountAsync()));
        Assert.Equal(3, await store.ReadAsync(db => db.Unjudged.CountAsync()));
        var found = await store.Get<Backlog>().JudgeAsync(progress: null, CancellationToken.None);
        Assert.Equal(1, found.Returns);
        Assert.Equal("ЗН-1", await store.ReadAsync(db => db.Signals.Select(x => x.EarlierWorkOrderId).SingleAsync()));
    }

    [Fact]
    public async Task A_record_on_file_a_report_and_a_survey_are_judged_with_those_that_are_outlined()
    {
        await using var store = await TrialStore.OpenAsync();
        await store.TakeOneByOneAsync(
            [Given.Repair("ЗН-1"), Given.Survey("О-1", "ЗН-3", "сделали плохо, стук остался", 20), Given.Repair("ЗН-7", vehicle: 3)]);

        await store.TakeInBulkAsync([Given.Repair("ЗН-2", openedDay: 5, closedDay: 6), Given.Repair("ЗН-3", vehicle: 2), Given.Repair("ЗН-4", vehicle: 4)]);

        var signals = await store.ReadAsync(db => db.Signals.Where(x => x.WithdrawnAt == null).OrderBy(x => x.Rule).ToListAsync());
        Assert.Equal(2, signals.Count);
        Assert.Equal(("ЗН-1", "ЗН-2"), (signals.Single(x => x.Rule == RuleName.ReturnedWithinWindow).EarlierWorkOrderId, signals.Single(x => x.Rule == RuleName.ReturnedWithinWindow).WorkOrderId));
        var survey = signals.Single(x => x.Rule == RuleName.SurveyNamesPoorRepair);
        Assert.Equal(("О-1", Given.Vehicle(2).Vin!.Value), (survey.SurveyResponseId, survey.Vin));
    }

    [Fact]
    public void The_bytes_of_an_outline_say_what_the_outline_says()
    {
        var seen = 0;
        foreach (var record in Enumerable.Range(1, 400).SelectMany(x => new RandomHistory(x).Arrivals()).Select(x => x.Record).OfType<SourceRecord>())
        {
            var (outline, bytes) = (RecordOutline.Of(record), OutlineBytes.Write(record));
            if (outline is null or { Vehicle: null })
            {
                Assert.Null(bytes);
                continue;
            }

            Assert.Equal(Canonical(outline), Canonical(OutlineBytes.Read(bytes)));
            Assert.Equal(
                outline is WorkOrder x ? new OutlinedStay(x.OpenedAt.UtcTicks, x.ClosedAt?.UtcTicks, x.OrderKind, x.Cancelled) : null,
                OutlineBytes.Stay(bytes));
            seen++;
        }

        Assert.True(seen > 1_000);
    }

    [Fact]
    public void An_empty_text_and_none_are_told_apart_and_an_odometer_that_cannot_be_is_not_outlined()
    {
        var order = New.WorkOrder("W1", "2026-11-01") with { BookingId = "", OdometerKm = 0 };

        var read = Assert.IsType<WorkOrder>(OutlineBytes.Read(OutlineBytes.Write(order)));

        Assert.Equal(("", null, 0), (read.BookingId, read.ConsolidatedOrderId, read.OdometerKm));
        Assert.Null(OutlineBytes.Write(order with { OdometerKm = -1 }));
    }

    // The moments of outlines are of UTC; an instant is the same wherever it is told.
    private static SourceRecord Canonical(SourceRecord record) => record switch
    {
        WorkOrder x => x with { OpenedAt = x.OpenedAt.ToUniversalTime(), ClosedAt = x.ClosedAt?.ToUniversalTime(), Lines = [], Parts = [] },
        Booking x => x with { CreatedAt = x.CreatedAt.ToUniversalTime(), PlannedAt = x.PlannedAt?.ToUniversalTime() },
        _ => record,
    };
}
