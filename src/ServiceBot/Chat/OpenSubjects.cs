using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>
/// Knows which chats are waiting for presses. Registered by the feature that owns the cards, so that the chat need not
/// know what they are about.
/// </summary>
internal interface IOpenSubjects
{
    /// <summary>The chats of a channel, with their topics, that show a card which still takes presses.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="channel">"telegram" or "web".</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<IReadOnlyList<ChatAddress>> ChatsWithOpenCardsAsync(ServiceBotDb db, string channel, CancellationToken cancel);

    /// <summary>The first part of its subjects: <c>case</c> of <c>case:12</c>.</summary>
    string SubjectKind { get; }

    /// <summary>What a chat has missed, in a few lines: for the one message after a long absence.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="chat">The chat, with its topic.</param>
    /// <param name="from">Since when nothing was told.</param>
    /// <param name="to">Until when.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<IReadOnlyList<string>> MissedAsync(
        ServiceBotDb db, ChatAddress chat, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel);

    /// <summary>Those of some subjects that still wait for somebody: when their chat moves they are shown anew.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="subjects">Subjects of any feature.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<IReadOnlyCollection<string>> WaitingAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel);
}
