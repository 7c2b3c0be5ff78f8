using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceBot.Hosting;
using ServiceBot.Hosting.Commands;
using ServiceBot.Storage;

namespace ServiceBot.Faults.Weeks;

/// <summary>The service of a week as a process of its own, which goes by the week's clock and can be killed.</summary>
internal static class WeekServing
{
    private const string Argument = "--serve";

    /// <summary>Whether the arguments ask for it.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args is [Argument, _, _];

    /// <summary>The program and its arguments.</summary>
    /// <param name="config">The file of the settings.</param>
    /// <param name="clock">The file of the clock.</param>
    public static IReadOnlyList<string> Program(string config, string clock) =>
        [Path.GetFileName(typeof(WeekServing).Assembly.Location), Argument, config, clock];

    /// <summary>Serves until it is told to stop.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var configuration = ConfigurationLayers.Read(args[1]);
        using var clock = WeekClock.Open(args[2]);
        await using var app = ServiceBotHost.Build(
            configuration, ConfigurationLayers.Check(configuration, demo: false).Settings, false, services => WeekStandIns.Replace(services, clock));
        await app.Services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }
}
