namespace Telegram.Bot.Types;

/// <summary>A person's place in a chat. An unknown status cannot be read: it fails the whole answer.</summary>
[JsonConverter(typeof(PolymorphicJsonConverter<ChatMember>))]
[Discriminated("status")]
[Variant("creator", typeof(ChatMemberOwner))]
[Variant("administrator", typeof(ChatMemberAdministrator))]
[Variant("member", typeof(ChatMemberMember))]
[Variant("restricted", typeof(ChatMemberRestricted))]
[Variant("left", typeof(ChatMemberLeft))]
[Variant("kicked", typeof(ChatMemberBanned))]
public abstract class ChatMember
{
    /// <summary>The place in words of the Bot API.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public abstract ChatMemberStatus Status { get; }

    /// <summary>Who.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public User User { get; set; } = default!;

    /// <summary>True for the owner and the administrators.</summary>
    [JsonIgnore]
    public bool IsAdmin => Status is ChatMemberStatus.Creator or ChatMemberStatus.Administrator;

    /// <summary>True when the person is in the chat now.</summary>
    [JsonIgnore]
    public bool IsInChat => this switch
    {
        ChatMemberLeft or ChatMemberBanned => false,
        ChatMemberRestricted restricted => restricted.IsMember,
        _ => true,
    };

    /// <summary>When the place ends by itself (UTC); null when it does not.</summary>
    [JsonIgnore]
    public DateTime? ExpireDate => this switch
    {
        ChatMemberMember member => member.UntilDate,
        ChatMemberRestricted restricted => restricted.UntilDate,
        ChatMemberBanned banned => banned.UntilDate,
        _ => null,
    };
}

/// <summary>The owner of a chat.</summary>
public class ChatMemberOwner : ChatMember
{
    public bool IsAnonymous { get; set; }
    public string? CustomTitle { get; set; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override ChatMemberStatus Status => ChatMemberStatus.Creator;
}

/// <summary>An administrator and what he may do.</summary>
public class ChatMemberAdministrator : ChatMember
{
    public bool CanBeEdited { get; set; }
    public bool IsAnonymous { get; set; }
    public bool CanManageChat { get; set; }
    public bool CanDeleteMessages { get; set; }
    public bool CanManageVideoChats { get; set; }
    public bool CanRestrictMembers { get; set; }
    public bool CanPromoteMembers { get; set; }
    public bool CanChangeInfo { get; set; }
    public bool CanInviteUsers { get; set; }
    public bool CanPostStories { get; set; }
    public bool CanEditStories { get; set; }
    public bool CanDeleteStories { get; set; }
    public bool CanPostMessages { get; set; }
    public bool CanEditMessages { get; set; }
    public bool CanPinMessages { get; set; }
    public bool CanManageTopics { get; set; }
    public bool CanManageDirectMessages { get; set; }
    public bool? CanManageTags { get; set; }
    public string? CustomTitle { get; set; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override ChatMemberStatus Status => ChatMemberStatus.Administrator;
}

/// <summary>A plain member.</summary>
public class ChatMemberMember : ChatMember
{
    public string? Tag { get; set; }
    [JsonConverter(typeof(BanTimeConverter))] public DateTime? UntilDate { get; set; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override ChatMemberStatus Status => ChatMemberStatus.Member;
}

/// <summary>A member under restrictions, in the chat or not.</summary>
public class ChatMemberRestricted : ChatMember
{
    public string? Tag { get; set; }
    public bool IsMember { get; set; }
    public bool CanSendMessages { get; set; }
    public bool CanSendAudios { get; set; }
    public bool CanSendDocuments { get; set; }
    public bool CanSendPhotos { get; set; }
    public bool CanSendVideos { get; set; }
    public bool CanSendVideoNotes { get; set; }
    public bool CanSendVoiceNotes { get; set; }
    public bool CanSendPolls { get; set; }
    public bool CanSendOtherMessages { get; set; }
    public bool CanAddWebPagePreviews { get; set; }
    public bool CanReactToMessages { get; set; }
    public bool CanEditTag { get; set; }
    public bool CanChangeInfo { get; set; }
    public bool CanInviteUsers { get; set; }
    public bool CanPinMessages { get; set; }
    public bool CanManageTopics { get; set; }
    [JsonConverter(typeof(BanTimeConverter))] public DateTime? UntilDate { get; set; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override ChatMemberStatus Status => ChatMemberStatus.Restricted;

    /// <summary>True when nothing at all may be sent.</summary>
    [JsonIgnore]
    public bool IsMuted => !(CanSendMessages || CanSendAudios || CanSendDocuments || CanSendPhotos || CanSendVideos
        || CanSendVideoNotes || CanSendVoiceNotes || CanSendPolls || CanSendOtherMessages);
}

/// <summary>Someone who is not in the chat and may join it.</summary>
public class ChatMemberLeft : ChatMember
{

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override ChatMemberStatus Status => ChatMemberStatus.Left;
}

/// <summary>Someone who was removed and may not return.</summary>
public class ChatMemberBanned : ChatMember
{
    [JsonConverter(typeof(BanTimeConverter))] public DateTime? UntilDate { get; set; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override ChatMemberStatus Status => ChatMemberStatus.Kicked;
}

/// <summary>A change of someone's place in a chat.</summary>
public class ChatMemberUpdated
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public Chat Chat { get; set; } = default!;
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public User From { get; set; } = default!;
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] [JsonConverter(typeof(UnixDateTimeConverter))]
    public DateTime Date { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public ChatMember OldChatMember { get; set; } = default!;
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public ChatMember NewChatMember { get; set; } = default!;
    public ChatInviteLink? InviteLink { get; set; }
    public bool ViaJoinRequest { get; set; }
    public bool ViaChatFolderInviteLink { get; set; }
}
