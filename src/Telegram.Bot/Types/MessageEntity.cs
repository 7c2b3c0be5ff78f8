namespace Telegram.Bot.Types;

/// <summary>A formatted part of a text; offset and length are in UTF-16 units.</summary>
public class MessageEntity
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public MessageEntityType Type { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Offset { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Length { get; set; }
    public string? Url { get; set; }
    public User? User { get; set; }
    public string? Language { get; set; }
    public string? CustomEmojiId { get; set; }
    [JsonConverter(typeof(UnixDateTimeConverter))] public DateTime? UnixTime { get; set; }
    public string? DateTimeFormat { get; set; }
}
