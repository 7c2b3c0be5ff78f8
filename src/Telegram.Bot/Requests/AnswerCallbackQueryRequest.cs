namespace Telegram.Bot.Requests;

/// <summary>Answers a press: at most 200 characters.</summary>
public class AnswerCallbackQueryRequest() : RequestBase<bool>("answerCallbackQuery")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required string CallbackQueryId { get; set; }
    public string? Text { get; set; }
    public bool ShowAlert { get; set; }
    public string? Url { get; set; }
    public int? CacheTime { get; set; }
}
