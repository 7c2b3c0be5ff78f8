using System.Globalization;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace ServiceBot.Chat.Telegram;

/// <summary>One line of the check of Telegram's settings.</summary>
/// <param name="Ok">Whether all is well.</param>
/// <param name="Text">What was found.</param>
/// <param name="Mend">What a person can do about it; null when all is well.</param>
internal sealed record ProbeLine(bool Ok, string Text, string? Mend = null);

/// <summary>
/// Tries the settings of Telegram for real, without disturbing a service that runs beside it: it takes no updates and
/// posts nothing.
/// </summary>
internal sealed class TelegramProbe(
    ITelegramBotClient client, Settings settings, StationDirectory stations, TelegramSecrets secrets,
    TelegramWording words)
{
    private const int GeneralTopic = 1;

    /// <summary>How long each question to Telegram may take.</summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>One line each for the bot, the webhook and every chat; only the first where the bot is not reached.</summary>
    public async Task<IReadOnlyList<ProbeLine>> RunAsync(CancellationToken cancel)
    {
        var lines = new List<ProbeLine>();
        var bot = await ProbeBotAsync(lines, cancel);
        if (bot is null) return lines;
        lines.Add(await TryAsync(
            TelegramFeature.IsPolling(settings.Telegram) ? ProbePollingAsync : ProbeWebhookAsync, Unreachable, cancel));
        foreach (var station in stations.All)
        {
            foreach (var chat in station.Chats.Where(x => x.Channel == TelegramChannel.ChannelName))
            {
                lines.Add(await TryAsync(
                    token => ProbeChatAsync(station, chat, bot, token),
                    fault => ChatFault(station, chat, fault),
                    cancel));
            }
        }

        return lines;
    }

    private async Task<User?> ProbeBotAsync(List<ProbeLine> lines, CancellationToken cancel)
    {
        User? bot = null;
        lines.Add(await TryAsync(
            async token =>
            {
                bot = await client.GetMe(token);
                return new ProbeLine(true, words.Format("CheckBot", "@" + bot.Username));
            },
            fault => fault is ApiRequestException { ErrorCode: 401 or 404 }
                ? new ProbeLine(false, words["CheckTokenRefused"], words["CheckTokenMend"])
                : Unreachable(fault),
            cancel));
        return bot;
    }

    private async Task<ProbeLine> ProbePollingAsync(CancellationToken cancel)
    {
        var webhook = await client.GetWebhookInfo(cancel);
        if (string.IsNullOrEmpty(webhook.Url)) return new ProbeLine(true, words["CheckPollingFree"]);
        return webhook.Url == settings.Telegram.WebhookUrl?.Trim()
            ? new ProbeLine(true, words["CheckWebhookGoes"])
            : new ProbeLine(false, words.Format("CheckWebhookActive", Host(webhook.Url)), words["CheckWebhookMend"]);
    }

    private async Task<ProbeLine> ProbeWebhookAsync(CancellationToken cancel)
    {
        var webhook = await client.GetWebhookInfo(cancel);
        if (string.IsNullOrEmpty(webhook.Url)) return new ProbeLine(true, words["CheckWebhookNotYet"]);
        if (webhook.Url != settings.Telegram.WebhookUrl?.Trim())
            return new ProbeLine(false, words.Format("CheckWebhookOther", Host(webhook.Url)), words["CheckWebhookOtherMend"]);
        return webhook.LastErrorMessage is { Length: > 0 } error && webhook.PendingUpdateCount > 0
            ? new ProbeLine(
                false, words.Format("CheckWebhookFails", webhook.PendingUpdateCount, secrets.Mask(error)), words["CheckWebhookFailsMend"])
            : new ProbeLine(true, words.Format("CheckWebhookWorks", Host(webhook.Url)));
    }

    /// <summary>Only the host: the path of a webhook is often its secret.</summary>
    private static string Host(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Host : "?";

    private async Task<ProbeLine> ProbeChatAsync(Station station, ChatAddress address, User bot, CancellationToken cancel)
    {
        if (!TelegramChannel.TryReadChat(address, out var id)) return NotFound(station, address);
        var chat = await client.GetChat(id, cancel);
        var member = await client.GetChatMember(id, bot.Id, cancel);
        var title = chat.Title ?? chat.Username ?? chat.FirstName ?? "";
        return member switch
        {
            { IsInChat: false } => new ProbeLine(
                false, words.Format("CheckNotInChat", title, address.ChatId, station.Code), words["CheckNotInChatMend"]),
            ChatMemberRestricted { CanSendMessages: false } => Muted(),
            ChatMemberAdministrator { CanPostMessages: false } when chat.Type == ChatType.Channel => Muted(),
            _ when address.Topic is { } topic && topic != GeneralTopic && !chat.IsForum => new ProbeLine(
                false, words.Format("CheckNoTopics", title, address.ChatId, station.Code, topic), words["CheckNoTopicsMend"]),
            _ => new ProbeLine(true, words.Format("CheckChat", title, address.ChatId, station.Code)),
        };

        ProbeLine Muted() => new(
            false, words.Format("CheckMuted", title, address.ChatId, station.Code), words["CheckMutedMend"]);
    }

    private ProbeLine ChatFault(Station station, ChatAddress chat, Exception fault) => fault switch
    {
        ApiRequestException { Parameters.MigrateToChatId: { } moved } => new ProbeLine(
            false, words.Format("CheckChatMoved", chat.ChatId, station.Code),
            words.Format("CheckChatMovedMend", moved.ToString(CultureInfo.InvariantCulture))),
        ApiRequestException { ErrorCode: 403 } => NotFound(station, chat),
        ApiRequestException when fault.Message.Contains("chat not found", StringComparison.OrdinalIgnoreCase) =>
            NotFound(station, chat),
        ApiRequestException => new ProbeLine(
            false, words.Format("CheckChatFailed", chat.ChatId, station.Code, secrets.Mask(fault.Message)),
            words["CheckChatFailedMend"]),
        _ => Unreachable(fault),
    };

    private ProbeLine NotFound(Station station, ChatAddress chat) => new(
        false, words.Format("CheckChatNotFound", chat.ChatId, station.Code), words["CheckChatNotFoundMend"]);

    private ProbeLine Unreachable(Exception fault) => new(
        false, words.Format("CheckUnreachable", secrets.Describe(fault)), words["CheckUnreachableMend"]);

    private async Task<ProbeLine> TryAsync(
        Func<CancellationToken, Task<ProbeLine>> ask, Func<Exception, ProbeLine> failed, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Timeout);
        try
        {
            return await ask(limit.Token);
        }
        catch (Exception fault) when (TelegramFaults.IsOfCalling(fault) && !cancel.IsCancellationRequested)
        {
            return failed(fault);
        }
    }
}
