using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Intake.Watching;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Intake.OData;
using ServiceBot.Tests.Intake.Sql;

namespace ServiceBot.Tests.Stories;

/// <summary>
/// 1C, the station's database and the folder for files at work at once; the network between is cut, comes back, is reset,
/// the database loses its power. In the end every record is there once.
/// </summary>
public sealed class TheNetworkIsCutAndComesBack
{
    private const int EachPhase = 6;

    [Fact]
    public async Task No_record_is_lost_or_doubled()
    {
        using var folder = new TemporaryFolder();
        await using var oneC = await FakeOneC.StartAsync();
        await using var views = new PostgresViews();
        await views.BeginAsync();
        await views.CreateAsync();
        var car = Alfa.Car(oneC, 1);
        var settings = StationUnderTest.Settings(Path.Combine(folder.Path, "bot"));
        // Thirty times the wall's pace: the wait after many failures, five minutes, is ten seconds.
        var clock = new FastClock(30, new DateTimeOffset(2026, 11, 14, 12, 0, 0, TimeSpan.Zero));
        settings.OData = [Alfa.Source(oneC)];
        (settings.OData[0].PollSeconds, settings.OData[0].TimeoutSeconds) = (6, 600);
        settings.Sql = [views.Source()];
        settings.Sql[0].Queries[0].PollSeconds = 6;
        var inbox = Path.Combine(folder.Path, "bot", "inbox");
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        var phase = 0;

        async Task WriteAsync(bool databaseIsThere = true)
        {
            phase++;
            var file = new StringBuilder("Номер заявки;Дата заявки;Госномер;Возможен повторный ремонт\r\n");
            for (var i = 0; i < EachPhase; i++)
            {
                var n = (phase * 100) + i;
                oneC.Put(Alfa.Orders, Alfa.Order(n, car, Alfa.At(phase, i)));
                expected.Add(string.Create(CultureInfo.InvariantCulture, $"АС{n:00000000}/2026"));
                if (databaseIsThere)
                {
                    await views.PutAsync($"S{n}", minute: n, jobs: 2, plate: $"В{n % 1000:000}ОР178");
                    expected.Add($"S{n}");
                }

                file.Append(CultureInfo.InvariantCulture, $"F{n};0{phase}.11.2026 10:0{i}:00;Е{n % 1000:000}КХ178;Да\r\n");
                expected.Add($"F{n}");
            }

            Directory.CreateDirectory(inbox);
            await File.WriteAllTextAsync(Path.Combine(inbox, $"bookings-{phase}.csv"), file.ToString());
        }

        await WriteAsync();
        await using var host = await RunningHost.StartAsync(settings, x => x.Replace(clock));
        async Task TroubledAsync(string key) => await Eventually.Zero(() => Task.FromResult(
            host.Get<WatcherPulse>().Now.Single(x => x.Key.StartsWith(key, StringComparison.Ordinal)).Value.Trouble == SourceTrouble.None ? 1 : 0));

        await Alfa.KeysOnce(host, expected.Count);

        // Cut in the middle of reading: the pages of one round, then no connection at all.
        oneC.Before = (entity, context) =>
        {
            if (entity == Alfa.Orders && context.Request.QueryString.Value!.Contains("skip=4", StringComparison.Ordinal)) oneC.Resets = true;
            return Task.CompletedTask;
        };
        oneC.Resets = true;
        await WriteAsync();
        await TroubledAsync("odata");
        await oneC.CloseAsync();
        await views.KillAsync();
        await WriteAsync(databaseIsThere: false);
        await TroubledAsync("sql");

        // Back, but answering with faults first.
        oneC.Resets = false;
        var faults = 3;
        oneC.Before = async (_, context) =>
        {
            if (Interlocked.Decrement(ref faults) >= 0) await FakeOneC.FaultAsync(context, 500, "-1", "Сеанс завершён администратором");
        };
        await oneC.ListenAsync();
        await views.StartAsync();
        await WriteAsync();

        var keys = await Alfa.KeysOnce(host, expected.Count);
        Assert.Equal(expected, keys);
        // One more round of each changes nothing.
        await Eventually.Zero(() => Task.FromResult(host.Get<WatcherPulse>().Now.Count(x => x.Value.Trouble != SourceTrouble.None)));
        Assert.Equal(expected.Count, await host.ReadAsync(db => db.Records.CountAsync()));
        Assert.Equal(0, await host.ReadAsync(db => db.RecordEdits.CountAsync()));
        Assert.Equal(4 * EachPhase, await host.ReadAsync(db => db.Cases.CountAsync()));
        Assert.All(await Alfa.OrdersOf(host), x => Assert.True(x.Id[0] != 'S' || x.Lines.Count == 2));
    }
}
