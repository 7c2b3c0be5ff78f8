using System.Text.Json;

namespace ServiceBot.FakeTelegram;

/// <summary>A person, or the bot.</summary>
public sealed record FakeUser(
    long Id, string FirstName, string? LastName = null, string? Username = null, bool IsBot = false)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("id", Id);
        json.WriteBoolean("is_bot", IsBot);
        json.WriteString("first_name", FirstName);
        if (LastName is not null)
            json.WriteString("last_name", LastName);
        if (Username is not null)
            json.WriteString("username", Username);
        if (!IsBot)
            json.WriteString("language_code", "ru");
        json.WriteEndObject();
    }
}

/// <summary>A place in a chat.</summary>
public enum FakeMemberStatus
{
    /// <summary>The owner.</summary>
    Creator,

    /// <summary>May do more than others.</summary>
    Administrator,

    /// <summary>A plain member.</summary>
    Member,

    /// <summary>In the chat, and may not write.</summary>
    Restricted,

    /// <summary>Not in the chat.</summary>
    Left,

    /// <summary>Thrown out; of a private chat: the person has blocked the bot.</summary>
    Kicked,
}
