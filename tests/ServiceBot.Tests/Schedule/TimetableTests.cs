using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceBot.Domain.Cases;
using ServiceBot.Hosting;
using ServiceBot.Schedule;
using ServiceBot.Storage;
using ServiceBot.Tests.Digests;

namespace ServiceBot.Tests.Schedule;

public sealed class TimetableTests
{
    [Fact]
    public async Task A_service_that_starts_sends_what_it_missed_and_brings_open_votes_up_to_now()
    {
        await using var store = await DigestStore.OpenAsync();
        store.Set(DigestStore.West, "2026-11-18 12:00");
        await store.FlagAsync(DigestStore.West, "З-1");
        var time = new RunningClock(store.At(DigestStore.West).Calendar.Instant(new DateTime(2026, 11, 24, 15, 0, 0)));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging().AddServiceBotCore(store.Settings).AddSchedule(store.Settings).AddSingleton<TimeProvider>(time);
        using var host = builder.Build();

        await host.StartAsync();
        for (var i = 0; i < 300; i++)
        {
            if ((await store.SentAsync()).Count > 0 && await RemindedAsync(store)) break;
            await Task.Delay(100);
        }

        await host.StopAsync();
        var sent = Assert.Single(await store.SentAsync());
        Assert.Equal("digest:zapad/2026-W47", sent.Subject);
        Assert.Contains("Сводка опоздала", sent.Text);
        Assert.True(await RemindedAsync(store));
    }

    private static Task<bool> RemindedAsync(DigestStore store) => store.ReadAsync(
        db => Task.FromResult(db.CaseFacts.Any(x => x.Kind == nameof(MissingReminded))));

    /// <summary>A clock that runs from a given moment: a scheduler needs one that moves.</summary>
    private sealed class RunningClock(DateTimeOffset start) : TimeProvider
    {
        private readonly long _since = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_since);
    }
}
