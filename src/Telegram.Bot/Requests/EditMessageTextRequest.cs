namespace Telegram.Bot.Requests;

/// <summary>Replaces text and keyboard of a message; without <see cref="ReplyMarkup"/> the keyboard goes.</summary>
public class EditMessageTextRequest() : FileRequestBase<Message>("editMessageText")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required ChatId ChatId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required int MessageId { get; set; }
    public string? BusinessConnectionId { get; set; }
    public string? Text { get; set; }
    public ParseMode ParseMode { get; set; }
    public IEnumerable<MessageEntity>? Entities { get; set; }
    public LinkPreviewOptions? LinkPreviewOptions { get; set; }
    public InputRichMessage? RichMessage { get; set; }
    public InlineKeyboardMarkup? ReplyMarkup { get; set; }
}

/// <summary>The same for a message sent by way of the bot.</summary>
public class EditInlineMessageTextRequest() : FileRequestBase<bool>("editMessageText")
{
    public string? BusinessConnectionId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required string InlineMessageId { get; set; }
    public string? Text { get; set; }
    public ParseMode ParseMode { get; set; }
    public IEnumerable<MessageEntity>? Entities { get; set; }
    public LinkPreviewOptions? LinkPreviewOptions { get; set; }
    public InputRichMessage? RichMessage { get; set; }
    public InlineKeyboardMarkup? ReplyMarkup { get; set; }
}
