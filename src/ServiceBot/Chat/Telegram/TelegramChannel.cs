using System.Globalization;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace ServiceBot.Chat.Telegram;

/// <summary>Sends, edits and answers in Telegram. Never tries a send twice: the outcome says whether that is safe.</summary>
internal sealed partial class TelegramChannel(
    ITelegramBotClient client, TelegramSecrets secrets, TimeProvider time, ILogger<TelegramChannel> log) : IChatChannel
{
    public const string ChannelName = "telegram";

    /// <summary>The topic that must be addressed by leaving it out.</summary>
    private const int GeneralTopic = 1;

    /// <inheritdoc />
    public string Name => ChannelName;

    public bool KnowsItsSends => false;

    /// <inheritdoc />
    public bool HoldsNews => Return?.HoldsNews == true;

    /// <summary>Knows whether the bot has just come back; null where nobody listens.</summary>
    internal ReturnFromAbsence? Return { get; set; }

    /// <summary>Telegram's FAQ: about one message a second to a chat, 20 a minute to a group, 30 a second in all.</summary>
    public ChannelPace Pace { get; internal set; } = new(20, TimeSpan.FromSeconds(1), 30);

    /// <summary>How long a send or an edit may take.</summary>
    internal TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long one try to answer a press may take.</summary>
    internal TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before a press is answered a second time.</summary>
    internal TimeSpan AnswerPause { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc />
    public Task<SendOutcome> SendAsync(
        ChatAddress chat, OutgoingMessage message, long outboxId, CancellationToken cancel)
    {
        if (!TryReadChat(chat, out var chatId)) return NoSuchChat(chat);
        var buttons = Keyboard(message);
        var topic = chat.Topic is null or GeneralTopic ? null : chat.Topic;
        return DeliverAsync(
            message,
            editedId: null,
            async (text, mode, token) =>
            {
                var sent = await client.SendMessage(
                    chatId, text, mode, replyMarkup: buttons, linkPreviewOptions: LinkPreviewOptions.Disabled,
                    messageThreadId: topic, disableNotification: message.IsSilent, cancellationToken: token);
                return sent.Id.ToString(CultureInfo.InvariantCulture);
            },
            cancel);
    }

    /// <inheritdoc />
    public Task<SendOutcome> EditAsync(
        ChatAddress chat, string messageId, OutgoingMessage message, CancellationToken cancel)
    {
        if (!TryReadChat(chat, out var chatId)) return NoSuchChat(chat);
        if (!int.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return Task.FromResult<SendOutcome>(new SendOutcome.Gone($"'{messageId}' is no message id of Telegram."));
        var buttons = Keyboard(message);
        return DeliverAsync(
            message,
            messageId,
            async (text, mode, token) =>
            {
                await client.EditMessageText(
                    chatId, id, text, mode, replyMarkup: buttons, linkPreviewOptions: LinkPreviewOptions.Disabled,
                    cancellationToken: token);
                return messageId;
            },
            cancel);
    }

    /// <inheritdoc />
    public async Task AnswerPressAsync(string queryId, string text, bool alert, CancellationToken cancel)
    {
        text = TelegramText.Cut(text, TelegramText.AnswerLimit);
        if (await TryAnswerAsync(queryId, text, alert, isLast: false, cancel)) return;
        await Task.Delay(AnswerPause, time, cancel);
        await TryAnswerAsync(queryId, text, alert, isLast: true, cancel);
    }

    /// <returns>False where a second try may help.</returns>
    private async Task<bool> TryAnswerAsync(
        string queryId, string text, bool alert, bool isLast, CancellationToken cancel)
    {
        var trace = SendTrace.Begin();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(AnswerTimeout);
        try
        {
            await client.AnswerCallbackQuery(queryId, text, alert, cancellationToken: limit.Token);
            return true;
        }
        catch (Exception fault) when (TelegramFaults.IsPressTooOld(fault))
        {
            // The outcome of the press stands; only the spinner on the button was not stopped by words.
            Log.PressTooOld(log, queryId);
            return true;
        }
        catch (Exception fault) when (TelegramFaults.IsOfCalling(fault) && !cancel.IsCancellationRequested)
        {
            var outcome = TelegramFaults.Judge(fault, trace, editedId: null, secrets);
            if (!isLast && outcome is (SendOutcome.Transient or SendOutcome.Unknown)) return false;
            Log.PressUnanswered(log, queryId, secrets.Describe(fault));
            return true;
        }
    }

    private async Task<SendOutcome> DeliverAsync(
        OutgoingMessage message, string? editedId,
        Func<string, ParseMode, CancellationToken, Task<string>> call, CancellationToken cancel)
    {
        var (outcome, textFault) = await TryAsync(TelegramText.Html(message), ParseMode.Html, editedId, call, cancel);
        if (textFault is null) return outcome;

        Log.TextRefused(log, secrets.Describe(textFault));
        var limit = TelegramFaults.IsTooLong(textFault) ? TelegramText.Limit / 2 : TelegramText.Limit;
        (outcome, _) = await TryAsync(TelegramText.Plain(message, limit), ParseMode.None, editedId, call, cancel);
        return outcome is SendOutcome.Sent sent ? sent with { PlainBecause = secrets.Describe(textFault) } : outcome;
    }

    private async Task<(SendOutcome Outcome, Exception? TextFault)> TryAsync(
        string text, ParseMode mode, string? editedId,
        Func<string, ParseMode, CancellationToken, Task<string>> call, CancellationToken cancel)
    {
        var trace = SendTrace.Begin();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(SendTimeout);
        try
        {
            return (new SendOutcome.Sent(await call(text, mode, limit.Token)), null);
        }
        catch (Exception fault) when (TelegramFaults.IsOfCalling(fault))
        {
            var outcome = TelegramFaults.Judge(fault, trace, editedId, secrets);
            return (outcome, TelegramFaults.IsAboutText(fault) ? fault : null);
        }
    }

    private static InlineKeyboardMarkup? Keyboard(OutgoingMessage message) =>
        message.Buttons.Count == 0
            ? null
            : new InlineKeyboardMarkup(message.Buttons.Select(
                row => row.Select(x => InlineKeyboardButton.WithCallbackData(x.Label, x.Token))));

    /// <summary>The chat as Telegram takes it: a number, or the @name of a public one.</summary>
    internal static bool TryReadChat(ChatAddress chat, out ChatId id)
    {
        if (long.TryParse(chat.ChatId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            id = new ChatId(number);
            return true;
        }

        var isName = chat.ChatId.Length > 1 && chat.ChatId[0] == '@';
        id = isName ? new ChatId(chat.ChatId) : new ChatId(0);
        return isName;
    }

    private static Task<SendOutcome> NoSuchChat(ChatAddress chat) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Misconfigured($"'{chat.ChatId}' is no chat id of Telegram."));

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "Telegram refused a text; trying once without formatting: {Reason}")]
        public static partial void TextRefused(ILogger log, string reason);

        [LoggerMessage(1502, LogLevel.Information, "The press {Query} is too old to be answered; its outcome stands")]
        public static partial void PressTooOld(ILogger log, string query);

        [LoggerMessage(1503, LogLevel.Warning, "The press {Query} could not be answered: {Reason}")]
        public static partial void PressUnanswered(ILogger log, string query, string reason);
    }
}
