namespace Telegram.Bot.Types;

/// <summary>A service message: a topic was created.</summary>
public class ForumTopicCreated
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string Name { get; set; } = default!;
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int IconColor { get; set; }
    public string? IconCustomEmojiId { get; set; }
    public bool IsNameImplicit { get; set; }
}
