using ServiceBot.Backtests;
using ServiceBot.Chat.Telegram;
using ServiceBot.Chat.Web;
using ServiceBot.Intake.Api.Reads;
using ServiceBot.Intake.Watching;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary>The parts of the service that a command uses, without those that listen and send.</summary>
internal static class CommandServices
{
    /// <summary>Builds them over the store of the settings.</summary>
    /// <param name="settings">Checked.</param>
    /// <param name="configuration">Gives the log its levels.</param>
    public static ServiceProvider Build(Settings settings, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging(log => log
            .AddConfiguration(configuration.GetSection("Logging"))
            // What a command prints is its answer; only what went wrong is said beside it.
            .AddFilter(null, LogLevel.Warning)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddServiceBotCore(settings).AddServiceBotChat();
        services.AddTelegram(settings).AddWebChat(settings, demo: false);
        services.AddSources(settings);
        services.AddSingleton<DatabaseCopy>();
        services.AddSingleton<DatabaseReturn>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<BacktestReader>();
        return services.BuildServiceProvider();
    }

    /// <summary>Builds them and brings the schema up to date.</summary>
    public static async Task<ServiceProvider> BuildReadyAsync(CommandRun run, CancellationToken cancel)
    {
        var services = Build(run.Settings, run.Configuration);
        await services.GetRequiredService<Schema>().BringUpToDateAsync(cancel);
        return services;
    }
}
