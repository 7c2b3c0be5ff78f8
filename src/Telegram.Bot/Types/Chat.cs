namespace Telegram.Bot.Types;

/// <summary>A private chat, a group, a supergroup or a channel.</summary>
public class Chat
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public long Id { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public ChatType Type { get; set; }
    public string? Title { get; set; }
    public string? Username { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public bool IsForum { get; set; }
    public bool IsDirectMessages { get; set; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Type} {(Title ?? (Username is null ? $"{FirstName}{LastName?.Insert(0, " ")}" : $"@{Username}"))} ({Id})";
}

/// <summary>What getChat tells of a chat: the part that is read here.</summary>
public class ChatFullInfo : Chat
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int AccentColorId { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int MaxReactionCount { get; set; }
    public string[]? ActiveUsernames { get; set; }
    public string? Bio { get; set; }
    public bool JoinToSendMessages { get; set; }
    public bool JoinByRequest { get; set; }
    public string? Description { get; set; }
    public string? InviteLink { get; set; }
    public Message? PinnedMessage { get; set; }
    public int? SlowModeDelay { get; set; }
    public int? MessageAutoDeleteTime { get; set; }
    public bool HasHiddenMembers { get; set; }
    public bool HasProtectedContent { get; set; }
    public bool HasVisibleHistory { get; set; }
    public long? LinkedChatId { get; set; }
}
