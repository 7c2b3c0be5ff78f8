namespace Telegram.Bot;

/// <summary>One method for each request.</summary>
public static partial class TelegramBotClientExtensions
{
    /// <summary>Sends a text of 1-4096 characters after parsing.</summary>
    public static Task<Message> SendMessage(
        this ITelegramBotClient botClient, ChatId chatId, string text, ParseMode parseMode = default,
        ReplyParameters? replyParameters = default, ReplyMarkup? replyMarkup = default,
        LinkPreviewOptions? linkPreviewOptions = default, int? messageThreadId = default,
        IEnumerable<MessageEntity>? entities = default, bool disableNotification = default,
        bool protectContent = default, string? messageEffectId = default, string? businessConnectionId = default,
        bool allowPaidBroadcast = default, long? directMessagesTopicId = default,
        SuggestedPostParameters? suggestedPostParameters = default, long? receiverUserId = default,
        string? callbackQueryId = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new SendMessageRequest
            {
                ChatId = chatId, Text = text, ParseMode = parseMode, ReplyParameters = replyParameters,
                ReplyMarkup = replyMarkup, LinkPreviewOptions = linkPreviewOptions, MessageThreadId = messageThreadId,
                Entities = entities, DisableNotification = disableNotification, ProtectContent = protectContent,
                MessageEffectId = messageEffectId, BusinessConnectionId = businessConnectionId,
                AllowPaidBroadcast = allowPaidBroadcast, DirectMessagesTopicId = directMessagesTopicId,
                SuggestedPostParameters = suggestedPostParameters, ReceiverUserId = receiverUserId,
                CallbackQueryId = callbackQueryId,
            },
            cancellationToken);

    /// <summary>Sends a photo of up to 10 MB.</summary>
    public static Task<Message> SendPhoto(
        this ITelegramBotClient botClient, ChatId chatId, InputFile photo, string? caption = default,
        ParseMode parseMode = default, ReplyParameters? replyParameters = default,
        ReplyMarkup? replyMarkup = default, int? messageThreadId = default,
        IEnumerable<MessageEntity>? captionEntities = default, bool showCaptionAboveMedia = default,
        bool hasSpoiler = default, bool disableNotification = default, bool protectContent = default,
        string? messageEffectId = default, string? businessConnectionId = default, bool allowPaidBroadcast = default,
        long? directMessagesTopicId = default, SuggestedPostParameters? suggestedPostParameters = default,
        long? receiverUserId = default, string? callbackQueryId = default,
        CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new SendPhotoRequest
            {
                ChatId = chatId, Photo = photo, Caption = caption, ParseMode = parseMode,
                ReplyParameters = replyParameters, ReplyMarkup = replyMarkup, MessageThreadId = messageThreadId,
                CaptionEntities = captionEntities, ShowCaptionAboveMedia = showCaptionAboveMedia,
                HasSpoiler = hasSpoiler, DisableNotification = disableNotification, ProtectContent = protectContent,
                MessageEffectId = messageEffectId, BusinessConnectionId = businessConnectionId,
                AllowPaidBroadcast = allowPaidBroadcast, DirectMessagesTopicId = directMessagesTopicId,
                SuggestedPostParameters = suggestedPostParameters, ReceiverUserId = receiverUserId,
                CallbackQueryId = callbackQueryId,
            },
            cancellationToken);

    /// <summary>Sends a file of up to 50 MB.</summary>
    public static Task<Message> SendDocument(
        this ITelegramBotClient botClient, ChatId chatId, InputFile document, string? caption = default,
        ParseMode parseMode = default, ReplyParameters? replyParameters = default,
        ReplyMarkup? replyMarkup = default, InputFile? thumbnail = default, int? messageThreadId = default,
        IEnumerable<MessageEntity>? captionEntities = default, bool disableContentTypeDetection = default,
        bool disableNotification = default, bool protectContent = default, string? messageEffectId = default,
        string? businessConnectionId = default, bool allowPaidBroadcast = default,
        long? directMessagesTopicId = default, SuggestedPostParameters? suggestedPostParameters = default,
        long? receiverUserId = default, string? callbackQueryId = default,
        CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new SendDocumentRequest
            {
                ChatId = chatId, Document = document, Caption = caption, ParseMode = parseMode,
                ReplyParameters = replyParameters, ReplyMarkup = replyMarkup, Thumbnail = thumbnail,
                MessageThreadId = messageThreadId, CaptionEntities = captionEntities,
                DisableContentTypeDetection = disableContentTypeDetection, DisableNotification = disableNotification,
                ProtectContent = protectContent, MessageEffectId = messageEffectId,
                BusinessConnectionId = businessConnectionId, AllowPaidBroadcast = allowPaidBroadcast,
                DirectMessagesTopicId = directMessagesTopicId, SuggestedPostParameters = suggestedPostParameters,
                ReceiverUserId = receiverUserId, CallbackQueryId = callbackQueryId,
            },
            cancellationToken);

    /// <summary>Replaces text and keyboard; without <paramref name="replyMarkup"/> the keyboard goes.</summary>
    public static Task<Message> EditMessageText(
        this ITelegramBotClient botClient, ChatId chatId, int messageId, string? text, ParseMode parseMode = default,
        InlineKeyboardMarkup? replyMarkup = default, LinkPreviewOptions? linkPreviewOptions = default,
        IEnumerable<MessageEntity>? entities = default, InputRichMessage? richMessage = default,
        string? businessConnectionId = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new EditMessageTextRequest
            {
                ChatId = chatId, MessageId = messageId, Text = text, ParseMode = parseMode, ReplyMarkup = replyMarkup,
                LinkPreviewOptions = linkPreviewOptions, Entities = entities, RichMessage = richMessage,
                BusinessConnectionId = businessConnectionId,
            },
            cancellationToken);

    /// <summary>Replaces text and keyboard of a message sent by way of the bot.</summary>
    public static Task EditMessageText(
        this ITelegramBotClient botClient, string inlineMessageId, string? text, ParseMode parseMode = default,
        InlineKeyboardMarkup? replyMarkup = default, LinkPreviewOptions? linkPreviewOptions = default,
        IEnumerable<MessageEntity>? entities = default, InputRichMessage? richMessage = default,
        string? businessConnectionId = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new EditInlineMessageTextRequest
            {
                InlineMessageId = inlineMessageId, Text = text, ParseMode = parseMode, ReplyMarkup = replyMarkup,
                LinkPreviewOptions = linkPreviewOptions, Entities = entities, RichMessage = richMessage,
                BusinessConnectionId = businessConnectionId,
            },
            cancellationToken);

    /// <summary>Replaces the keyboard, or takes it away.</summary>
    public static Task<Message> EditMessageReplyMarkup(
        this ITelegramBotClient botClient, ChatId chatId, int messageId, InlineKeyboardMarkup? replyMarkup = default,
        string? businessConnectionId = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new EditMessageReplyMarkupRequest
            {
                ChatId = chatId, MessageId = messageId, ReplyMarkup = replyMarkup,
                BusinessConnectionId = businessConnectionId,
            },
            cancellationToken);

    /// <summary>Replaces the keyboard of a message sent by way of the bot.</summary>
    public static Task EditMessageReplyMarkup(
        this ITelegramBotClient botClient, string inlineMessageId, InlineKeyboardMarkup? replyMarkup = default,
        string? businessConnectionId = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new EditInlineMessageReplyMarkupRequest
            {
                InlineMessageId = inlineMessageId, ReplyMarkup = replyMarkup,
                BusinessConnectionId = businessConnectionId,
            },
            cancellationToken);

    /// <summary>Deletes a message.</summary>
    public static Task DeleteMessage(
        this ITelegramBotClient botClient, ChatId chatId, int messageId,
        CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new DeleteMessageRequest { ChatId = chatId, MessageId = messageId }, cancellationToken);

    /// <summary>Answers a press, with 0-200 characters.</summary>
    public static Task AnswerCallbackQuery(
        this ITelegramBotClient botClient, string callbackQueryId, string? text = default, bool showAlert = default,
        string? url = default, int? cacheTime = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new AnswerCallbackQueryRequest
            {
                CallbackQueryId = callbackQueryId, Text = text, ShowAlert = showAlert, Url = url, CacheTime = cacheTime,
            },
            cancellationToken);
}
