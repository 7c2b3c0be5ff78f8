namespace Telegram.Bot.Types;

/// <summary>Names a chat: by number, or a public one by <c>@name</c>.</summary>
[JsonConverter(typeof(ChatIdConverter))]
public class ChatId : IEquatable<ChatId>
{
    /// <summary>The chat with this number.</summary>
    public ChatId(long identifier) => Identifier = identifier;

    /// <summary>The chat with this <c>@name</c>, or with this number written as text.</summary>
    /// <exception cref="ArgumentException">Neither of the two.</exception>
    public ChatId(string username)
    {
        ArgumentNullException.ThrowIfNull(username);
        if (username.Length > 1 && username[0] == '@')
            Username = username;
        else if (long.TryParse(username, out var identifier))
            Identifier = identifier;
        else
            throw new ArgumentException("A chat is named by a number or by @name", nameof(username));
    }

    /// <summary>The number, up to 52 bits.</summary>
    public long? Identifier { get; }

    /// <summary>The name with its @.</summary>
    public string? Username { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChatId);

    /// <inheritdoc/>
    public bool Equals(ChatId? other) =>
        other is not null && Identifier == other.Identifier && Username == other.Username;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Identifier, Username);

    /// <inheritdoc/>
    public override string ToString() => Username ?? Identifier?.ToString() ?? "";

    /// <summary>The chat with this number.</summary>
    public static implicit operator ChatId(long identifier) => new(identifier);

    /// <summary>The chat with this name.</summary>
    public static implicit operator ChatId(string username) => new(username);

    /// <summary>This chat.</summary>
    [return: NotNullIfNotNull(nameof(chat))]
    public static implicit operator ChatId?(Chat? chat) => chat is null ? null : new(chat.Id);

    /// <summary>This chat.</summary>
    [return: NotNullIfNotNull(nameof(chatFullInfo))]
    public static implicit operator ChatId?(ChatFullInfo? chatFullInfo) =>
        chatFullInfo is null ? null : new(chatFullInfo.Id);

    /// <summary>The private chat with this person.</summary>
    [return: NotNullIfNotNull(nameof(user))]
    public static implicit operator ChatId?(User? user) => user is null ? null : new(user.Id);

    /// <summary>The same chat.</summary>
    public static bool operator ==(ChatId? obj1, ChatId? obj2) => obj1 is null ? obj2 is null : obj1.Equals(obj2);

    /// <summary>Another chat.</summary>
    public static bool operator !=(ChatId obj1, ChatId obj2) => !(obj1 == obj2);
}

/// <summary>A chat as a number or as text.</summary>
internal sealed class ChatIdConverter : JsonConverter<ChatId>
{
    public override ChatId? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number => new(reader.GetInt64()),
            JsonTokenType.String when reader.GetString() is { } text => Parse(text),
            var other => throw new JsonException($"{other} names no chat"),
        };

    public override void Write(Utf8JsonWriter writer, ChatId value, JsonSerializerOptions options)
    {
        if (value.Identifier is { } identifier)
            writer.WriteNumberValue(identifier);
        else
            writer.WriteStringValue(value.Username);
    }

    private static ChatId Parse(string text)
    {
        try
        {
            return new(text);
        }
        catch (ArgumentException fault)
        {
            throw new JsonException("The text names no chat", fault);
        }
    }
}
