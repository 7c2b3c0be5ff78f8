using ServiceBot.Chat;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Conversation;

/// <summary>A command that someone wrote, with what is known of who asks and where.</summary>
/// <param name="Db">The open transaction.</param>
/// <param name="Message">The message that holds it.</param>
/// <param name="Argument">What follows the command's name, trimmed; may be empty.</param>
/// <param name="Here">The stations the chat belongs to; in a private chat every station the person is a member of.</param>
/// <param name="Memberships">The person's memberships among <paramref name="Here"/>; empty for a stranger.</param>
internal sealed record CommandCall(
    ServiceBotDb Db, MessageReceived Message, string Argument, IReadOnlyList<Station> Here,
    IReadOnlyList<Membership> Memberships);

/// <summary>A person as a member of a station.</summary>
internal sealed record Membership(Station Station, StationMember Member);

/// <summary>Answers one command of the chat.</summary>
internal interface IChatCommand
{
    /// <summary>The name behind the slash, small Latin letters: it is also the key of its line in the help.</summary>
    string Name { get; }

    /// <summary>Whether a person who is no member of the station may use it.</summary>
    bool ForStrangers => false;

    /// <summary>The answer; for members once for each of their stations here.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="member">The member and the station it is about; null only where strangers may ask.</param>
    /// <param name="cancel">Ends the waiting; nothing is then done.</param>
    Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel);
}
