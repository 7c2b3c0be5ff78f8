namespace ServiceBot.Chat;

/// <summary>Who did something in a channel.</summary>
/// <param name="Channel">"telegram" or "web".</param>
/// <param name="UserId">The channel's own id of the person, as text; in the built-in chat the member's login.</param>
/// <param name="Name">The name the channel shows.</param>
internal sealed record ChatUser(string Channel, string UserId, string Name);

/// <summary>Something that happened in a chat.</summary>
/// <param name="Order">Rises with time within a channel; in Telegram with the update id.</param>
internal abstract record ChatEvent(long Order, ChatAddress Chat, ChatUser User);

/// <summary>A button was pressed.</summary>
/// <param name="QueryId">The press's own id: the same id again has no second effect.</param>
/// <param name="Token">What the button carries; anything may come, it is checked.</param>
/// <param name="MessageId">The message it is on, or null.</param>
internal sealed record ButtonPressed(
    long Order, ChatAddress Chat, ChatUser User, string QueryId, string Token, string? MessageId)
    : ChatEvent(Order, Chat, User);

/// <summary>A text or photo was written.</summary>
/// <param name="EventKey">The message's own key within the channel: again has no second effect.</param>
/// <param name="Text">The text or caption; may be empty.</param>
/// <param name="ReplyTo">The message it answers, or null.</param>
/// <param name="Photos">References by which the channel can fetch the photos.</param>
/// <param name="IsPrivate">A private chat with the bot rather than a group.</param>
internal sealed record MessageReceived(
    long Order, ChatAddress Chat, ChatUser User, string EventKey, string Text, string? ReplyTo,
    IReadOnlyList<string> Photos, bool IsPrivate) : ChatEvent(Order, Chat, User)
{
    /// <summary>
    /// What a button of the message that it answers carries; null where that has none, or the channel does not tell. So a
    /// copy of a card that nobody knows of is known by its card.
    /// </summary>
    public string? RepliedToken { get; init; }
}

/// <summary>The chat got a new id (group to supergroup).</summary>
internal sealed record ChatMigrated(long Order, ChatAddress Chat, ChatUser User, string NewChatId)
    : ChatEvent(Order, Chat, User);

/// <summary>What a person is told after a press.</summary>
/// <param name="QueryId">The press that is answered.</param>
/// <param name="Text">In words, at most 200 characters.</param>
/// <param name="Alert">Whether it must be confirmed rather than fade.</param>
internal sealed record PressAnswer(string QueryId, string Text, bool Alert = false)
{
    /// <summary>When the press was heard, to measure how long the person waits; null where it is not known.</summary>
    public DateTimeOffset? HeardAt { get; init; }
}
