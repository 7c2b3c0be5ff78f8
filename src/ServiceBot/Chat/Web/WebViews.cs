using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Chat.Web;

/// <summary>The page's words and language, before anybody has signed in.</summary>
/// <param name="Demo">Whether persons may be switched freely.</param>
internal sealed record TextsView(string Language, bool Demo, IReadOnlyDictionary<string, string> Texts);

/// <param name="Session">To be sent with everything that changes something.</param>
/// <param name="Invites">Members for whom this person, an administrator, may make links.</param>
internal sealed record MeView(string Session, string Name, IReadOnlyList<string> Roles, IReadOnlyList<PersonView> Invites);

/// <summary>A member of a station, to be chosen from a list.</summary>
internal sealed record PersonView(
    string Station, string StationName, string Member, string Name, IReadOnlyList<string> Roles, bool Me);

/// <param name="Revision">The newest change: live updates go on from here.</param>
internal sealed record RoomsView(long Revision, IReadOnlyList<RoomView> Rooms);

/// <param name="TimeZone">IANA name.</param>
/// <param name="Unread">Messages of others after <paramref name="ReadUpTo"/>; at most 100.</param>
internal sealed record RoomView(
    string Id, string Name, bool Private, string TimeZone, int Members, int Unread, long ReadUpTo, MessageView? Last);

/// <param name="Messages">Oldest first.</param>
/// <param name="More">Whether there are older ones (newer ones, where newer ones were asked for).</param>
internal sealed record PageView(IReadOnlyList<MessageView> Messages, bool More);

/// <param name="Author">Null: the bot.</param>
/// <param name="Card">What the bot says.</param>
/// <param name="Text">What a member says.</param>
internal sealed record MessageView(
    long Id, string Room, long Revision, DateTimeOffset At, DateTimeOffset? EditedAt, string? Author, bool Mine,
    OutgoingMessage? Card, string? Text, PhotoView? Photo, QuoteView? ReplyTo, string? ClientKey);

internal sealed record PhotoView(string Url, int Width, int Height);

/// <summary>The message that is answered, in short.</summary>
internal sealed record QuoteView(long Id, string? Author, string Text);

internal sealed record PressRequest(string? Room, long MessageId, string? Token, Guid QueryId);

/// <param name="Alert">To be confirmed rather than fade.</param>
internal sealed record PressView(string Text, bool Alert);

internal sealed record ReadRequest(long UpTo);

/// <summary>Names a member: whom to become, or for whom to make a link.</summary>
internal sealed record MemberRequest(string? Station, string? Member);

internal sealed record LinkView(string Path, DateTimeOffset ExpiresAt);

/// <param name="Id">By which it can be ended; opens nothing.</param>
/// <param name="Device">Empty: not known.</param>
/// <param name="SeenAt">To the hour.</param>
/// <param name="Here">Whether it is the one that asks.</param>
internal sealed record SessionView(string Id, string Device, DateTimeOffset EnteredAt, DateTimeOffset SeenAt, bool Here);

/// <summary>How the page and the service talk.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TextsView))]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(IReadOnlyList<PersonView>))]
[JsonSerializable(typeof(RoomsView))]
[JsonSerializable(typeof(PageView))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(PressRequest))]
[JsonSerializable(typeof(PressView))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(MemberRequest))]
[JsonSerializable(typeof(LinkView))]
[JsonSerializable(typeof(IReadOnlyList<SessionView>))]
internal sealed partial class WebJson : JsonSerializerContext
{
    /// <summary>Cyrillic letters as they are: half the bytes.</summary>
    public static WebJson Wire { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
