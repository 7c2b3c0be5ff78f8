using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Detection;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Hosting.Commands;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;
using ServiceBot.Storage;

namespace ServiceBot.Benchmarks.Bulk;

/// <summary>Where the time of a big import goes: its parts by themselves, one after another on one core.</summary>
internal sealed class BulkPartsScenario : IScenario
{
    /// <inheritdoc />
    public string Name => "bulk-parts";

    /// <inheritdoc />
    public string Title => "the parts of a big import, one after another";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(bool quick, Action<string> say)
    {
        var size = quick ? new RegisterSize(1_000, 150, 200) : new RegisterSize(50_000, 6_000, 1_096);
        using var content = new MemoryStream();
        WorkOrderFile.Write(content, size, CodePagesEncodingProvider.Instance.GetEncoding(1251)!);
        var figures = new List<Figure> { new("work-order lines", size.Orders * RegisterSize.LinesPerOrder, "") };
        T Time<T>(string part, Func<T> act)
        {
            var (clock, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
            var answer = act();
            figures.Add(new Figure(part, clock.Elapsed.TotalMilliseconds, "ms"));
            say($"{part}: {(GC.GetTotalAllocatedBytes() - before) / 1e6:F0} MB allocated");
            return answer;
        }

        Time("the encoding is found", () => FileText.Recognise(content, out _));
        FileText.Recognise(content, out var encoding);
        Time("rows are cut into cells", () => new CsvRows(content, encoding, ';') { Width = WorkOrderFile.Columns.Length }.Read().Count());
        var options = new FileReadingOptions(StationClocks.One("sever", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow")));
        var records = Time("all reading, these included", () => RecordFile.Read(content, "zakaz-naryady.csv", options)
            .OfType<FileItem.Record>().Select(x => x.Value).ToList());
        if (records.Count != size.Orders) throw new MalfunctionException($"{records.Count} orders of {size.Orders}");
        Time("records become JSON", () => records.Sum(x => BodyJson.WriteUtf8(x).Length));

        var folder = Directory.CreateTempSubdirectory("servicebot-parts-").FullName;
        try
        {
            var settings = new Settings
            {
                DataFolder = folder,
                Stations = [new StationSettings { Code = "sever", Name = "СТО Северный", TimeZone = "Europe/Moscow" }],
            };
            await using var services = CommandServices.Build(settings, new ConfigurationBuilder().Build());
            await services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
            var began = Stopwatch.StartNew();
            await using (var store = await services.GetRequiredService<BulkIntake>().OpenAsync(CancellationToken.None))
            {
                foreach (var portion in records.Chunk(BulkStore.Portion)) await store.StoreAsync(portion, CancellationToken.None);
            }

            figures.Add(new Figure("records are stored, JSON included", began.Elapsed.TotalMilliseconds, "ms"));
            await using var db = await services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
            await db.Database.OpenConnectionAsync();
            var groups = Time("marks are put together by vehicle", () => UnjudgedVehicles.Read(db, 0, int.MaxValue));
            var detector = services.GetRequiredService<Detector>();
            using var judge = new VehicleJudge(db, detector, TimeProvider.System, _ => false);
            var byOutlines = Time("vehicles are judged by outlines", () => groups.Sum(x => judge.Judge(x).Signals.Count));
            using var reader = new ClosureReader(db);
            var closures = Time("histories are loaded whole", () => groups.Select(x => reader.Load(x.Station, x.Keys, x.Loose, x.Surveyed)).ToList());
            Time("histories are put in order", () => closures.Sum(x => VehicleHistory.Gather(x.Records, x.Reports, new VisitRules()).Count));
            var whole = Time("vehicles are judged whole, order included, texts known", () => closures.Sum(x => detector.SignalsOf("sever", x).Count));
            if (whole != byOutlines) throw new MalfunctionException($"{byOutlines} signals by outlines, {whole} of the whole");
            began.Restart();
            var found = await services.GetRequiredService<Backlog>().JudgeAsync(progress: null, CancellationToken.None);
            figures.Add(new Figure("all judging on every core", began.Elapsed.TotalMilliseconds, "ms"));
            say($"{found.Returns} returns, {found.Cases} cases");
        }
        finally
        {
            DatabaseCopy.LetGo();
            Directory.Delete(folder, recursive: true);
        }

        return figures;
    }
}
