namespace Telegram.Bot.Types;

/// <summary>A person or a bot.</summary>
public class User
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public long Id { get; set; }
    public bool IsBot { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string FirstName { get; set; } = default!;
    public string? LastName { get; set; }
    public string? Username { get; set; }
    public string? LanguageCode { get; set; }
    public bool IsPremium { get; set; }
    public bool AddedToAttachmentMenu { get; set; }
    public bool CanJoinGroups { get; set; }
    public bool CanReadAllGroupMessages { get; set; }
    public bool SupportsGuestQueries { get; set; }
    public bool SupportsInlineQueries { get; set; }
    public bool CanConnectToBusiness { get; set; }
    public bool HasMainWebApp { get; set; }
    public bool HasTopicsEnabled { get; set; }
    public bool AllowsUsersToCreateTopics { get; set; }
    public bool CanManageBots { get; set; }
    public bool SupportsJoinRequestQueries { get; set; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Username is null ? $"{FirstName}{LastName?.Insert(0, " ")}" : $"@{Username}")} ({Id})";
}
