using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace ServiceBot.Chat.Telegram;

/// <summary>
/// Puts the commands into Telegram's menu at the start, so that people find them behind the slash. Nothing waits for it:
/// a menu that cannot be set is tried again later.
/// </summary>
internal sealed partial class TelegramMenu(
    ITelegramBotClient client, IEnumerable<ICommandMenu> menus, TelegramSecrets secrets, TimeProvider time,
    ILogger<TelegramMenu> log) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var commands = menus.SelectMany(x => x.Commands).Select(x => new BotCommand(x.Name, x.Description)).ToList();
        if (commands.Count == 0) return;
        while (true)
        {
            try
            {
                await client.SetMyCommands(commands, cancellationToken: stoppingToken);
                return;
            }
            catch (RequestException fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotSet(log, TryAgainAfter, secrets.Describe(fault));
            }

            await Task.Delay(TryAgainAfter, time, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1561, LogLevel.Information, "The menu of commands could not be set; trying again in {Pause}: {Reason}")]
        public static partial void NotSet(ILogger log, TimeSpan pause, string reason);
    }
}
