namespace Telegram.Bot.Requests;

// Requests that are reached through the extension methods alone.

internal sealed class GetMeRequest() : ParameterlessRequest<User>("getMe");

internal sealed class GetWebhookInfoRequest() : ParameterlessRequest<WebhookInfo>("getWebhookInfo");

internal sealed class SetWebhookRequest() : FileRequestBase<bool>("setWebhook")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required string Url { get; set; }
    public InputFileStream? Certificate { get; set; }
    public string? IpAddress { get; set; }
    public int? MaxConnections { get; set; }
    public IEnumerable<UpdateType>? AllowedUpdates { get; set; }
    public bool DropPendingUpdates { get; set; }
    public string? SecretToken { get; set; }
}

internal sealed class DeleteWebhookRequest() : RequestBase<bool>("deleteWebhook")
{
    public bool DropPendingUpdates { get; set; }
}

internal sealed class SendDocumentRequest() : FileRequestBase<Message>("sendDocument")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required InputFile Document { get; set; }
    public string? BusinessConnectionId { get; set; }
    public int? MessageThreadId { get; set; }
    public long? DirectMessagesTopicId { get; set; }
    public long? ReceiverUserId { get; set; }
    public string? CallbackQueryId { get; set; }
    public InputFile? Thumbnail { get; set; }
    public string? Caption { get; set; }
    public ParseMode ParseMode { get; set; }
    public IEnumerable<MessageEntity>? CaptionEntities { get; set; }
    public bool DisableContentTypeDetection { get; set; }
    public bool DisableNotification { get; set; }
    public bool ProtectContent { get; set; }
    public bool AllowPaidBroadcast { get; set; }
    public string? MessageEffectId { get; set; }
    public SuggestedPostParameters? SuggestedPostParameters { get; set; }
    public ReplyParameters? ReplyParameters { get; set; }
    public ReplyMarkup? ReplyMarkup { get; set; }
}

internal sealed class EditMessageReplyMarkupRequest() : RequestBase<Message>("editMessageReplyMarkup")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required int MessageId { get; set; }
    public string? BusinessConnectionId { get; set; }
    public InlineKeyboardMarkup? ReplyMarkup { get; set; }
}

internal sealed class EditInlineMessageReplyMarkupRequest() : RequestBase<bool>("editMessageReplyMarkup")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required string InlineMessageId { get; set; }
    public string? BusinessConnectionId { get; set; }
    public InlineKeyboardMarkup? ReplyMarkup { get; set; }
}

internal sealed class DeleteMessageRequest() : RequestBase<bool>("deleteMessage")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required int MessageId { get; set; }
}

internal sealed class ChatRequest<TResult>(string methodName) : RequestBase<TResult>(methodName)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
}

internal sealed class GetChatMemberRequest() : RequestBase<ChatMember>("getChatMember")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required long UserId { get; set; }
}

internal sealed class GetChatAdministratorsRequest() : RequestBase<ChatMember[]>("getChatAdministrators")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
    public bool ReturnBots { get; set; }
}

internal sealed class PinChatMessageRequest() : RequestBase<bool>("pinChatMessage")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required int MessageId { get; set; }
    public bool DisableNotification { get; set; }
    public string? BusinessConnectionId { get; set; }
}

internal sealed class UnpinChatMessageRequest() : RequestBase<bool>("unpinChatMessage")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
    public int? MessageId { get; set; }
    public string? BusinessConnectionId { get; set; }
}

internal sealed class SetMyCommandsRequest() : RequestBase<bool>("setMyCommands")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required IEnumerable<BotCommand> Commands { get; set; }
    public BotCommandScope? Scope { get; set; }
    public string? LanguageCode { get; set; }
}

internal sealed class GetFileRequest() : RequestBase<TGFile>("getFile")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required string FileId { get; set; }
}
