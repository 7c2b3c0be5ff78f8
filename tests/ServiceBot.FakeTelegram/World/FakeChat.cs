using System.Text.Json;
using ServiceBot.FakeTelegram.Limits;

namespace ServiceBot.FakeTelegram;

/// <summary>The kinds of chats.</summary>
public enum FakeChatKind
{
    /// <summary>One person and the bot.</summary>
    Private,

    /// <summary>A basic group: it may become a supergroup.</summary>
    Group,

    /// <summary>A supergroup, with topics when it is a forum.</summary>
    Supergroup,
}

/// <summary>A chat as it is now.</summary>
public sealed class FakeChat
{
    internal FakeChat(long id, FakeChatKind kind, string title, ChatRate rate) =>
        (Id, Kind, Title, Rate) = (id, kind, title, rate);

    /// <summary>The person's id, or a negative number.</summary>
    public long Id { get; }

    /// <summary>Its kind.</summary>
    public FakeChatKind Kind { get; }

    /// <summary>Its name, or the person's.</summary>
    public string Title { get; }

    /// <summary>True when it has topics.</summary>
    public bool IsForum { get; internal set; }

    /// <summary>The public name, without @.</summary>
    public string? Username { get; internal set; }

    /// <summary>The supergroup that it has become.</summary>
    public long? MigratedTo { get; internal set; }

    /// <summary>The bot's place.</summary>
    public FakeMemberStatus BotStatus { get; internal set; } = FakeMemberStatus.Member;

    /// <summary>The message that is pinned.</summary>
    public int? PinnedMessageId { get; internal set; }

    internal ChatRate Rate { get; }

    internal FakeUser? Person { get; init; }

    internal Dictionary<long, (FakeUser User, FakeMemberStatus Status)> Members { get; } = [];

    internal Dictionary<int, FakeMessage> Messages { get; } = [];

    internal Dictionary<int, FakeTopic> Topics { get; } = [];

    internal int LastMessageId { get; set; }

    internal bool BotMayWrite { get; set; } = true;

    internal bool BotIsAdministrator => BotStatus is FakeMemberStatus.Administrator or FakeMemberStatus.Creator;

    internal string KindName => Kind switch
    {
        FakeChatKind.Private => "private",
        FakeChatKind.Group => "group",
        FakeChatKind.Supergroup => "supergroup",
    };

    internal void WriteFields(Utf8JsonWriter json)
    {
        json.WriteNumber("id", Id);
        if (Person is not null)
        {
            json.WriteString("first_name", Person.FirstName);
            if (Person.LastName is not null)
                json.WriteString("last_name", Person.LastName);
            if (Person.Username is not null)
                json.WriteString("username", Person.Username);
        }
        else
        {
            json.WriteString("title", Title);
            if (Username is not null)
                json.WriteString("username", Username);
        }

        json.WriteString("type", KindName);
        if (IsForum)
            json.WriteBoolean("is_forum", true);
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteFields(json);
        json.WriteEndObject();
    }
}

/// <summary>A topic of a forum.</summary>
internal sealed record FakeTopic(int ThreadId, string Name, FakeUser Creator, bool IsClosed = false);
