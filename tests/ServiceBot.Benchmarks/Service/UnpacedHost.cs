using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Hosting.Commands;
using ServiceBot.Storage;

namespace ServiceBot.Benchmarks.Service;

/// <summary>
/// The service without its pace of 20 messages a minute to a group: otherwise the limits of Telegram would be measured and
/// not the service. Everything else is as it is delivered.
/// </summary>
internal static class UnpacedHost
{
    /// <summary>The word on the command line that makes this program the service.</summary>
    public const string Command = "serve-unpaced";

    /// <summary>Serves until the process is ended.</summary>
    public static async Task<int> RunAsync(string config)
    {
        var configuration = ConfigurationLayers.Read(config);
        var read = ConfigurationLayers.Check(configuration, demo: false);
        if (read.Faults.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', read.Faults));
            return 1;
        }

        await using var app = ServiceBotHost.Build(configuration, read.Settings, adjust: services =>
            services.Replace(ServiceDescriptor.Singleton(x =>
            {
                var channel = ActivatorUtilities.CreateInstance<TelegramChannel>(x);
                channel.Pace = ChannelPace.Unlimited;
                return channel;
            })));
        await app.Services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }
}
