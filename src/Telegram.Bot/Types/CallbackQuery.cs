namespace Telegram.Bot.Types;

/// <summary>A press on an inline button. <see cref="Data"/> is whatever a client sent: it proves nothing.</summary>
public class CallbackQuery
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string Id { get; set; } = default!;
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public User From { get; set; } = default!;
    public Message? Message { get; set; }
    public string? InlineMessageId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string ChatInstance { get; set; } = default!;
    public string? Data { get; set; }
    public string? GameShortName { get; set; }
}
