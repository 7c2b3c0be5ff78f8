namespace Telegram.Bot.Types;

/// <summary>Present or absent is all that is read of it here: its inside is skipped.</summary>
internal static class Recognised;

/// <inheritdoc cref="Recognised"/>
public class Animation : FileBase;

/// <inheritdoc cref="Recognised"/>
public class Audio : FileBase;

/// <inheritdoc cref="Recognised"/>
public class BotSubscriptionUpdated;

/// <inheritdoc cref="Recognised"/>
public class BusinessConnection;

/// <inheritdoc cref="Recognised"/>
public class BusinessMessagesDeleted;

/// <inheritdoc cref="Recognised"/>
public class CallbackGame;

/// <inheritdoc cref="Recognised"/>
public class ChatBackground;

/// <inheritdoc cref="Recognised"/>
public class ChatBoostAdded;

/// <inheritdoc cref="Recognised"/>
public class ChatBoostRemoved;

/// <inheritdoc cref="Recognised"/>
public class ChatBoostUpdated;

/// <inheritdoc cref="Recognised"/>
public class ChatInviteLink;

/// <inheritdoc cref="Recognised"/>
public class ChatJoinRequest;

/// <inheritdoc cref="Recognised"/>
public class ChatOwnerChanged;

/// <inheritdoc cref="Recognised"/>
public class ChatOwnerLeft;

/// <inheritdoc cref="Recognised"/>
public class ChatShared;

/// <inheritdoc cref="Recognised"/>
public class Checklist;

/// <inheritdoc cref="Recognised"/>
public class ChecklistTasksAdded;

/// <inheritdoc cref="Recognised"/>
public class ChecklistTasksDone;

/// <inheritdoc cref="Recognised"/>
public class ChosenInlineResult;

/// <inheritdoc cref="Recognised"/>
public class CommunityChatAdded;

/// <inheritdoc cref="Recognised"/>
public class CommunityChatRemoved;

/// <inheritdoc cref="Recognised"/>
public class Contact;

/// <inheritdoc cref="Recognised"/>
public class Dice;

/// <inheritdoc cref="Recognised"/>
public class DirectMessagePriceChanged;

/// <inheritdoc cref="Recognised"/>
public class DirectMessagesTopic;

/// <inheritdoc cref="Recognised"/>
public class ExternalReplyInfo;

/// <inheritdoc cref="Recognised"/>
public class ForumTopicClosed;

/// <inheritdoc cref="Recognised"/>
public class ForumTopicEdited;

/// <inheritdoc cref="Recognised"/>
public class ForumTopicReopened;

/// <inheritdoc cref="Recognised"/>
public class Game;

/// <inheritdoc cref="Recognised"/>
public class GeneralForumTopicHidden;

/// <inheritdoc cref="Recognised"/>
public class GeneralForumTopicUnhidden;

/// <inheritdoc cref="Recognised"/>
public class GiftInfo;

/// <inheritdoc cref="Recognised"/>
public class Giveaway;

/// <inheritdoc cref="Recognised"/>
public class GiveawayCompleted;

/// <inheritdoc cref="Recognised"/>
public class GiveawayCreated;

/// <inheritdoc cref="Recognised"/>
public class GiveawayWinners;

/// <inheritdoc cref="Recognised"/>
public class InlineQuery;

/// <inheritdoc cref="Recognised"/>
public class InputRichMessage;

/// <inheritdoc cref="Recognised"/>
public class LivePhoto;

/// <inheritdoc cref="Recognised"/>
public class Location;

/// <inheritdoc cref="Recognised"/>
public class LoginUrl;

/// <inheritdoc cref="Recognised"/>
public class ManagedBotCreated;

/// <inheritdoc cref="Recognised"/>
public class ManagedBotUpdated;

/// <inheritdoc cref="Recognised"/>
public class MessageAutoDeleteTimerChanged;

/// <inheritdoc cref="Recognised"/>
public class MessageOrigin;

/// <inheritdoc cref="Recognised"/>
public class MessageReactionCountUpdated;

/// <inheritdoc cref="Recognised"/>
public class MessageReactionUpdated;

/// <inheritdoc cref="Recognised"/>
public class PaidMediaInfo;

/// <inheritdoc cref="Recognised"/>
public class PaidMediaPurchased;

/// <inheritdoc cref="Recognised"/>
public class PaidMessagePriceChanged;

/// <inheritdoc cref="Recognised"/>
public class Poll;

/// <inheritdoc cref="Recognised"/>
public class PollAnswer;

/// <inheritdoc cref="Recognised"/>
public class PollOptionAdded;

/// <inheritdoc cref="Recognised"/>
public class PollOptionDeleted;

/// <inheritdoc cref="Recognised"/>
public class ProximityAlertTriggered;

/// <inheritdoc cref="Recognised"/>
public class RichMessage;

/// <inheritdoc cref="Recognised"/>
public class Sticker : FileBase;

/// <inheritdoc cref="Recognised"/>
public class Story;

/// <inheritdoc cref="Recognised"/>
public class SuggestedPostApprovalFailed;

/// <inheritdoc cref="Recognised"/>
public class SuggestedPostApproved;

/// <inheritdoc cref="Recognised"/>
public class SuggestedPostDeclined;

/// <inheritdoc cref="Recognised"/>
public class SuggestedPostInfo;

/// <inheritdoc cref="Recognised"/>
public class SuggestedPostPaid;

/// <inheritdoc cref="Recognised"/>
public class SuggestedPostParameters;

/// <inheritdoc cref="Recognised"/>
public class SuggestedPostRefunded;

/// <inheritdoc cref="Recognised"/>
public class SwitchInlineQueryChosenChat;

/// <inheritdoc cref="Recognised"/>
public class TextQuote;

/// <inheritdoc cref="Recognised"/>
public class UniqueGiftInfo;

/// <inheritdoc cref="Recognised"/>
public class UsersShared;

/// <inheritdoc cref="Recognised"/>
public class Venue;

/// <inheritdoc cref="Recognised"/>
public class Video : FileBase;

/// <inheritdoc cref="Recognised"/>
public class VideoChatEnded;

/// <inheritdoc cref="Recognised"/>
public class VideoChatParticipantsInvited;

/// <inheritdoc cref="Recognised"/>
public class VideoChatScheduled;

/// <inheritdoc cref="Recognised"/>
public class VideoChatStarted;

/// <inheritdoc cref="Recognised"/>
public class VideoNote : FileBase;

/// <inheritdoc cref="Recognised"/>
public class Voice : FileBase;

/// <inheritdoc cref="Recognised"/>
public class WebAppData;

/// <inheritdoc cref="Recognised"/>
public class WriteAccessAllowed;
