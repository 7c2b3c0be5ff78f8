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

    /// <summary>Those of some subjects that still wait for somebody: when their chat moves they are shown anew.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="subjects">Subjects of any feature.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<IReadOnlyCollection<string>> WaitingAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel);
}
