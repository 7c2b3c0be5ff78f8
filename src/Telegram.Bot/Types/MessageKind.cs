namespace Telegram.Bot.Types;

public partial class Message
{
    /// <summary>The same as <see cref="Id"/>.</summary>
    [JsonIgnore]
    public int MessageId => Id;

    /// <summary>The parts of the text that the entities cover.</summary>
    [JsonIgnore]
    public IEnumerable<string>? EntityValues => Cut(Text, Entities);

    /// <summary>The parts of the caption that its entities cover.</summary>
    [JsonIgnore]
    public IEnumerable<string>? CaptionEntityValues => Cut(Caption, CaptionEntities);

    /// <summary>What the message holds.</summary>
    [JsonIgnore]
    public MessageType Type => this switch
    {
        { Text: not null } => MessageType.Text,
        { Photo: not null } => MessageType.Photo,
        { Audio: not null } => MessageType.Audio,
        { Video: not null } => MessageType.Video,
        { Voice: not null } => MessageType.Voice,
        { Sticker: not null } => MessageType.Sticker,
        { Contact: not null } => MessageType.Contact,
        { Venue: not null } => MessageType.Venue,
        { Game: not null } => MessageType.Game,
        { VideoNote: not null } => MessageType.VideoNote,
        { Invoice: not null } => MessageType.Invoice,
        { SuccessfulPayment: not null } => MessageType.SuccessfulPayment,
        { ConnectedWebsite: not null } => MessageType.ConnectedWebsite,
        { NewChatMembers: not null } => MessageType.NewChatMembers,
        { LeftChatMember: not null } => MessageType.LeftChatMember,
        { NewChatTitle: not null } => MessageType.NewChatTitle,
        { NewChatPhoto: not null } => MessageType.NewChatPhoto,
        { PinnedMessage: not null } => MessageType.PinnedMessage,
        { DeleteChatPhoto: true } => MessageType.DeleteChatPhoto,
        { GroupChatCreated: true } => MessageType.GroupChatCreated,
        { SupergroupChatCreated: true } => MessageType.SupergroupChatCreated,
        { ChannelChatCreated: true } => MessageType.ChannelChatCreated,
        { MigrateFromChatId: not null } => MessageType.MigrateFromChatId,
        { MigrateToChatId: not null } => MessageType.MigrateToChatId,
        { Poll: not null } => MessageType.Poll,
        { Dice: not null } => MessageType.Dice,
        { MessageAutoDeleteTimerChanged: not null } => MessageType.MessageAutoDeleteTimerChanged,
        { ProximityAlertTriggered: not null } => MessageType.ProximityAlertTriggered,
        { WebAppData: not null } => MessageType.WebAppData,
        { VideoChatScheduled: not null } => MessageType.VideoChatScheduled,
        { VideoChatStarted: not null } => MessageType.VideoChatStarted,
        { VideoChatEnded: not null } => MessageType.VideoChatEnded,
        { VideoChatParticipantsInvited: not null } => MessageType.VideoChatParticipantsInvited,
        { Animation: not null } => MessageType.Animation,
        { ForumTopicCreated: not null } => MessageType.ForumTopicCreated,
        { ForumTopicClosed: not null } => MessageType.ForumTopicClosed,
        { ForumTopicReopened: not null } => MessageType.ForumTopicReopened,
        { ForumTopicEdited: not null } => MessageType.ForumTopicEdited,
        { GeneralForumTopicHidden: not null } => MessageType.GeneralForumTopicHidden,
        { GeneralForumTopicUnhidden: not null } => MessageType.GeneralForumTopicUnhidden,
        { WriteAccessAllowed: not null } => MessageType.WriteAccessAllowed,
        { UsersShared: not null } => MessageType.UsersShared,
        { ChatShared: not null } => MessageType.ChatShared,
        { Story: not null } => MessageType.Story,
        { PassportData: not null } => MessageType.PassportData,
        { GiveawayCreated: not null } => MessageType.GiveawayCreated,
        { Giveaway: not null } => MessageType.Giveaway,
        { GiveawayWinners: not null } => MessageType.GiveawayWinners,
        { GiveawayCompleted: not null } => MessageType.GiveawayCompleted,
        { BoostAdded: not null } => MessageType.BoostAdded,
        { ChatBackgroundSet: not null } => MessageType.ChatBackgroundSet,
        { PaidMedia: not null } => MessageType.PaidMedia,
        { RefundedPayment: not null } => MessageType.RefundedPayment,
        { Gift: not null } => MessageType.Gift,
        { UniqueGift: not null } => MessageType.UniqueGift,
        { PaidMessagePriceChanged: not null } => MessageType.PaidMessagePriceChanged,
        { Checklist: not null } => MessageType.Checklist,
        { ChecklistTasksDone: not null } => MessageType.ChecklistTasksDone,
        { ChecklistTasksAdded: not null } => MessageType.ChecklistTasksAdded,
        { DirectMessagePriceChanged: not null } => MessageType.DirectMessagePriceChanged,
        { SuggestedPostApproved: not null } => MessageType.SuggestedPostApproved,
        { SuggestedPostApprovalFailed: not null } => MessageType.SuggestedPostApprovalFailed,
        { SuggestedPostDeclined: not null } => MessageType.SuggestedPostDeclined,
        { SuggestedPostPaid: not null } => MessageType.SuggestedPostPaid,
        { SuggestedPostRefunded: not null } => MessageType.SuggestedPostRefunded,
        { GiftUpgradeSent: not null } => MessageType.GiftUpgradeSent,
        { ChatOwnerLeft: not null } => MessageType.ChatOwnerLeft,
        { ChatOwnerChanged: not null } => MessageType.ChatOwnerChanged,
        { ManagedBotCreated: not null } => MessageType.ManagedBotCreated,
        { PollOptionAdded: not null } => MessageType.PollOptionAdded,
        { PollOptionDeleted: not null } => MessageType.PollOptionDeleted,
        { LivePhoto: not null } => MessageType.LivePhoto,
        { RichMessage: not null } => MessageType.RichMessage,
        { CommunityChatAdded: not null } => MessageType.CommunityChatAdded,
        { CommunityChatRemoved: not null } => MessageType.CommunityChatRemoved,
        { Document: not null } => MessageType.Document,
        { Location: not null } => MessageType.Location,
        _ => MessageType.Unknown,
    };

    /// <summary>A link to the message, for supergroups and channels; null for other chats.</summary>
    public string? MessageLink()
    {
        if (Chat.Type is not (ChatType.Supergroup or ChatType.Channel))
            return null;
        return Chat.Username is { Length: > 0 } name
            ? $"https://t.me/{name}/{Id}"
            : $"https://t.me/c/{-1_000_000_000_000 - Chat.Id}/{Id}";
    }

    private static IEnumerable<string>? Cut(string? text, MessageEntity[]? entities) =>
        text is null ? null : entities?.Select(entity => text.Substring(entity.Offset, entity.Length));
}
