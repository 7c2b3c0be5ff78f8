using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Alerts;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Domain.Tests.Builders;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Stories;

/// <summary>
/// Records arrive in any order, some of them twice, one by one or many together: what people come to see is the same.
/// Through the real intake and rules over a real store, the cards drawn as they are sent. Each order of each history is
/// brought to a station of its own, so that one store holds them all.
/// </summary>
public sealed partial class AnyOrderOfArrival(ITestOutputHelper output)
{
    // More on a machine that has the time: SERVICEBOT_HISTORIES=400.
    private static readonly int Histories =
        int.TryParse(Environment.GetEnvironmentVariable("SERVICEBOT_HISTORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var more) ? more : 16;

    private const int Orders = 3;

    [Fact]
    public async Task Gives_the_same_signals_cases_and_card_texts()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SERVICEBOT_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 1;
        using var folder = new TemporaryFolder();
        await using var store = await StoreAsync(folder.Path);
        var (signals, cases, lowered) = (0, 0, 0);
        var faults = new List<string>();
        for (var history = 0; history < Histories; history++)
        {
            var arrivals = new RandomHistory(seed + history).Arrivals();
            var shuffler = new RandomHistory(-seed - history);
            var chance = new Random(seed + history);
            Seen? first = null;
            for (var order = 0; order < Orders; order++)
            {
                var (station, arriving) = (Code(history, order), order == 0 ? arrivals : shuffler.Shuffled(arrivals));
                await BringAsync(store, station, arriving, order < 2 ? 1 : chance.Next(2, 6));
                var seen = await SeeAsync(store, station);
                if (first is null)
                {
                    first = seen;
                    signals += seen.Signals.Count;
                    cases += seen.Cases.Count;
                    lowered += seen.Cases.Count(x => x.Contains("⚠ Отметку", StringComparison.Ordinal));
                }
                else if (first.Difference(seen) is { } difference)
                {
                    faults.Add($"seed {seed + history}, order {order}: {difference}\nas generated\n  {string.Join("\n  ", arrivals)}\narriving\n  {string.Join("\n  ", arriving)}");
                }
            }
        }

        output.WriteLine($"{Histories} histories in {Orders} orders each: {signals} signals, {cases} cases, {lowered} with a lowered flag, {faults.Count} faults");
        Assert.True(faults.Count == 0, $"{faults.Count} faults, the shortest:\n{faults.MinBy(x => x.Length)}");
        // The property must have had something to say.
        Assert.True(signals > Histories && cases > Histories / 2 && lowered > 0, $"{signals} signals, {cases} cases, {lowered} lowered");
    }

    private static async Task BringAsync(ServiceProvider store, string station, IReadOnlyList<Arrival> arrivals, int together)
    {
        foreach (var batch in arrivals.Chunk(together))
        {
            var records = batch.Select(x => x.Record).OfType<Domain.Sources.SourceRecord>().Select(x => x with { Station = station }).ToList();
            if (records.Count > 0) await store.GetRequiredService<RecordIntake>().AcceptAsync(records, CancellationToken.None);
            foreach (var report in batch.Select(x => x.Report).OfType<Domain.Signals.StaffReport>())
                await store.GetRequiredService<StaffReports>().TakeAsync(report with { Station = station }, CancellationToken.None);
        }
    }

    private static async Task<Seen> SeeAsync(ServiceProvider store, string station)
    {
        await using var db = await store.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        var signals = await db.Signals.AsNoTracking().Where(x => x.Station == station && x.WithdrawnAt == null).ToListAsync();
        // Case numbers follow the order of arrival: the first suspicion to come is No. 1. A case that was opened on the way
        // and merged, or withdrawn again, exists in the orders that led to it only; people see it end, marked ⚪.
        var rows = await db.Cases.AsNoTracking().Where(x => x.Station == station && x.MergedInto == null).ToListAsync();
        var cards = await store.GetRequiredService<CaseCard>().RenderAsync(
            db, [.. rows.Select(x => CaseFile.Subject(station, x.Number))], CancellationToken.None);
        var cases = new List<string>();
        foreach (var row in rows)
        {
            var card = cards[CaseFile.Subject(station, row.Number)];
            if (card.Title.StartsWith('⚪')) continue;
            var text = string.Join("\n    ", [Number().Replace(card.Title, "№"), .. card.Lines, .. card.Buttons.Select(x => string.Join(" ", x.Select(b => b.Label)))]);
            cases.Add($"{row.State} {row.EarlierWorkOrderId} -> {row.ReturnId}\n    {text}");
        }

        return new Seen(
            [.. signals.Select(x => x.Body.Replace(station, "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)],
            [.. cases.Order(StringComparer.Ordinal)]);
    }

    private static async Task<ServiceProvider> StoreAsync(string folder)
    {
        var settings = StationUnderTest.Settings(folder);
        var sample = settings.Stations[0];
        settings.Stations =
        [
            .. from history in Enumerable.Range(0, Histories)
               from order in Enumerable.Range(0, Orders)
               select new StationSettings
               {
                   Code = Code(history, order), TimeZone = sample.TimeZone, Members = sample.Members, Commission = sample.Commission,
                   Chats = [new ChatSettings { Channel = "web", Id = Code(history, order) }],
               },
        ];
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddServiceBotCore(settings);
        services.AddSingleton<TimeProvider>(new StandingClock());
        var store = services.BuildServiceProvider(validateScopes: true);
        await store.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
        return store;
    }

    private static string Code(int history, int order) => string.Create(CultureInfo.InvariantCulture, $"station-{history:00}-{order}");

    [GeneratedRegex("№[0-9]+")]
    private static partial Regex Number();

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Moscow.At("2026-12-01 12:00").ToUniversalTime();
    }

    private sealed record Seen(IReadOnlyList<string> Signals, IReadOnlyList<string> Cases)
    {
        public string? Difference(Seen other) =>
            Difference(Signals, other.Signals) ?? Difference(Cases, other.Cases);

        private static string? Difference(IReadOnlyList<string> before, IReadOnlyList<string> after) => before.SequenceEqual(after)
            ? null
            : $"only as generated:\n  {string.Join("\n  ", before.Except(after))}\nonly then:\n  {string.Join("\n  ", after.Except(before))}\n({before.Count} and {after.Count})";
    }
}
