using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Benchmarks.Bulk;
using ServiceBot.Detection;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting.Commands;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Bulk;

/// <summary>An import that is cut off at any moment loses nothing, and begun again it ends with the figures of the whole.</summary>
public sealed class CutOffImportTests
{
    private static readonly RegisterSize Size = new(Orders: 5_200, Vehicles: 700, Days: 400);
    private static readonly FileReadingOptions Options = new(
        StationClocks.One(StationUnderTest.Code, TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow")));

    [Fact]
    public async Task Cut_off_while_reading_and_while_judging_it_ends_with_the_figures_of_the_whole()
    {
        await using var whole = await TrialStore.OpenAsync();
        var (_, told) = await ImportAsync(whole, cutWhileReading: false, cutWhileJudging: false);
        await using var store = await TrialStore.OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportAsync(store, cutWhileReading: true, cutWhileJudging: false));
        var stored = await store.ReadAsync(db => db.Records.CountAsync());
        var marked = await store.ReadAsync(db => db.Unjudged.CountAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportAsync(store, cutWhileReading: false, cutWhileJudging: true));
        var left = await store.ReadAsync(db => db.Unjudged.CountAsync());
        var (count, found) = await ImportAsync(store, cutWhileReading: false, cutWhileJudging: false);

        Assert.InRange(stored, 1, Size.Orders - 1);
        Assert.Equal(stored, marked);
        Assert.InRange(left, 1, Size.Orders - 1);
        Assert.Equal((Size.Orders, 0, Size.Orders), (count.Read, count.Accepted, count.Unchanged));
        Assert.Equal(told, found);
        Assert.True(told.Returns > 100);
        Assert.Equal(found.Returns, await store.ReadAsync(db => db.Signals.CountAsync(x => x.Rule == RuleName.ReturnedWithinWindow)));
        (await whole.StateAsync()).MustEqual(await store.StateAsync());
        Assert.Empty(await store.ReadAsync(db => db.ImportTallies.ToListAsync()));
    }

    [Fact]
    public async Task What_an_import_left_unjudged_is_judged_when_the_service_starts()
    {
        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path);
        await using (var services = CommandServices.Build(settings, new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()))
        {
            await services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
            await using var store = await services.GetRequiredService<BulkIntake>().OpenAsync(CancellationToken.None);
            await store.StoreAsync([Given.Repair("ЗН-1"), Given.Repair("ЗН-2", openedDay: 5, closedDay: 6)], CancellationToken.None);
        }

        await using var host = await RunningHost.StartAsync(settings);

        await Eventually.Zero(() => host.ReadAsync(db => db.Unjudged.CountAsync()));
        var signal = await host.ReadAsync(db => db.Signals.SingleAsync());
        Assert.Equal("ЗН-1", signal.EarlierWorkOrderId);
        Assert.NotNull(signal.CaseId);
    }

    [Fact]
    public async Task What_others_write_while_it_is_judged_is_judged_with()
    {
        await using var store = await TrialStore.OpenAsync();
        var records = Records().ToList();
        await store.StoreAsync(records);
        // Returns of vehicles that are judged last: each is cancelled when the first have been judged.
        var late = records.Cast<WorkOrder>().Select((order, at) => (order, at)).GroupBy(x => x.order.Vehicle!.Vin)
            .Where(g => g.First().at > 1_000).SelectMany(g => g.Select(x => x.order)).ToList();
        Assert.NotEmpty(late);
        var cancelled = false;

        await store.Get<Backlog>().JudgeAsync(
            _ =>
            {
                if (cancelled) return;
                cancelled = true;
                store.TakeOneByOneAsync(late.Select(x => x with { Cancelled = true }), portion: 250).GetAwaiter().GetResult();
            },
            CancellationToken.None);

        var ids = late.Select(x => x.Id).ToHashSet();
        var standing = await store.ReadAsync(db => db.Signals.Where(x => x.WithdrawnAt == null).Select(x => x.WorkOrderId!).ToListAsync());
        Assert.NotEmpty(standing);
        Assert.DoesNotContain(standing, ids.Contains);
        Assert.Equal(0, await store.ReadAsync(db => db.Unjudged.CountAsync()));
    }

    private static IEnumerable<SourceRecord> Records()
    {
        var file = new MemoryStream();
        WorkOrderFile.Write(file, Size, Encoding.UTF8);
        return RecordFile.Read(file, "zakaz-naryady.csv", Options).OfType<FileItem.Record>().Select(x => x.Value);
    }

    private static async Task<(FileCount Count, DetectionCount Found)> ImportAsync(
        TrialStore store, bool cutWhileReading, bool cutWhileJudging)
    {
        using var file = new MemoryStream();
        WorkOrderFile.Write(file, Size, Encoding.UTF8);
        using var cut = new CancellationTokenSource();
        var tally = new ImportTally(store.Get<Writer>());
        await tally.BeginAsync([("zakaz-naryady.csv", file.Length)], CancellationToken.None);
        var files = new FileIntake(store.Get<RecordIntake>(), store.Get<BulkIntake>(), store.Get<Backlog>());
        var count = await files.StoreAsync(
            file, "zakaz-naryady.csv", Options, item => Assert.Empty(item.Faults),
            _ =>
            {
                if (cutWhileReading) cut.Cancel();
            },
            cut.Token);
        await store.Get<Backlog>().JudgeAsync(
            _ =>
            {
                if (cutWhileJudging) cut.Cancel();
            },
            cut.Token);
        return (count, await tally.EndAsync(CancellationToken.None));
    }
}
