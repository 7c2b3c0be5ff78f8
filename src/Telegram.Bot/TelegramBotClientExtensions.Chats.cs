namespace Telegram.Bot;

/// <summary>One method for each request.</summary>
public static partial class TelegramBotClientExtensions
{
    /// <summary>What the chat is.</summary>
    public static Task<ChatFullInfo> GetChat(
        this ITelegramBotClient botClient, ChatId chatId, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new ChatRequest<ChatFullInfo>("getChat") { ChatId = chatId }, cancellationToken);

    /// <summary>Someone's place in the chat.</summary>
    public static Task<ChatMember> GetChatMember(
        this ITelegramBotClient botClient, ChatId chatId, long userId, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new GetChatMemberRequest { ChatId = chatId, UserId = userId }, cancellationToken);

    /// <summary>The administrators, other bots only when asked for.</summary>
    public static Task<ChatMember[]> GetChatAdministrators(
        this ITelegramBotClient botClient, ChatId chatId, bool returnBots = default,
        CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new GetChatAdministratorsRequest
            {
                ChatId = chatId, ReturnBots = returnBots,
            },
            cancellationToken);

    /// <summary>How many are in the chat.</summary>
    public static Task<int> GetChatMemberCount(
        this ITelegramBotClient botClient, ChatId chatId, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new ChatRequest<int>("getChatMemberCount") { ChatId = chatId }, cancellationToken);

    /// <summary>Leaves the chat.</summary>
    public static Task LeaveChat(
        this ITelegramBotClient botClient, ChatId chatId, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new ChatRequest<bool>("leaveChat") { ChatId = chatId }, cancellationToken);

    /// <summary>Pins a message.</summary>
    public static Task PinChatMessage(
        this ITelegramBotClient botClient, ChatId chatId, int messageId, bool disableNotification = default,
        string? businessConnectionId = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new PinChatMessageRequest
            {
                ChatId = chatId, MessageId = messageId, DisableNotification = disableNotification,
                BusinessConnectionId = businessConnectionId,
            },
            cancellationToken);

    /// <summary>Unpins a message; without id the newest one.</summary>
    public static Task UnpinChatMessage(
        this ITelegramBotClient botClient, ChatId chatId, int? messageId = default,
        string? businessConnectionId = default, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(
            new UnpinChatMessageRequest
            {
                ChatId = chatId, MessageId = messageId, BusinessConnectionId = businessConnectionId,
            },
            cancellationToken);
}
