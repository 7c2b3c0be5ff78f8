using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Hosting.Commands;
using ServiceBot.Storage;

namespace ServiceBot.Benchmarks.Service;

/// <summary>
/// The service with a clock that can be put forward from outside, so that a month passes in minutes, and with an address that
/// tells what it keeps once all garbage is gone. It sends without pace, and takes no leap for an absence.
/// </summary>
internal static class LeapingHost
{
    /// <summary>The word on the command line that makes this program the service.</summary>
    public const string Command = "serve-leaping";

    /// <summary>The word behind the file of settings that makes it keep something of each leap: what is looked for must be found.</summary>
    public const string Leaking = "leaking";

    /// <summary>Serves until the process is ended.</summary>
    public static async Task<int> RunAsync(string config, bool isLeaking)
    {
        var configuration = ConfigurationLayers.Read(config);
        var read = ConfigurationLayers.Check(configuration, demo: false);
        if (read.Faults.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', read.Faults));
            return 1;
        }

        var clock = new LeapingClock();
        await using var app = ServiceBotHost.Build(configuration, read.Settings, adjust: services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Replace(ServiceDescriptor.Singleton(x =>
            {
                var channel = ActivatorUtilities.CreateInstance<TelegramChannel>(x);
                channel.Pace = ChannelPace.Unlimited;
                return channel;
            }));
        });
        app.Services.GetRequiredService<TelegramListener>().Timing = new ListenerTiming { AbsentAfter = TimeSpan.FromDays(1) };
        List<object> kept = [];
        app.MapPost("/soak/leap", (HttpContext context) =>
        {
            clock.Leap(TimeSpan.FromSeconds(double.Parse(context.Request.Query["seconds"]!, CultureInfo.InvariantCulture)));
            if (isLeaking) kept.AddRange([new byte[1_000_000], File.OpenRead(config), File.OpenRead(config), File.OpenRead(config)]);
            return Results.Ok();
        });
        app.MapGet("/soak/kept", () =>
        {
            for (var i = 0; i < 3; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            return Results.Text(string.Create(
                CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: true)} {Directory.EnumerateFileSystemEntries("/proc/self/fd").Count()}"));
        });
        await app.Services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }

    private sealed class LeapingClock : TimeProvider
    {
        private long _leapt;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _leapt));

        public void Leap(TimeSpan time) => Interlocked.Add(ref _leapt, time.Ticks);
    }
}
