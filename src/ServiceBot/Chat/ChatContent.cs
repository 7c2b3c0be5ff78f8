using System.Globalization;
using System.Text.Json.Serialization;

namespace ServiceBot.Chat;

/// <summary>Where a message lives: a chat of a channel, and a topic in it where the chat has topics.</summary>
/// <param name="Channel">"telegram" or "web".</param>
/// <param name="ChatId">The channel's own id of the chat, as text.</param>
/// <param name="Topic">The forum topic; null for the general one.</param>
internal sealed record ChatAddress(string Channel, string ChatId, int? Topic = null)
{
    /// <summary>The form that is stored: <c>telegram:-100123/7</c>.</summary>
    public string Key => Topic is null ? $"{Channel}:{ChatId}" : $"{Channel}:{ChatId}/{Topic}";

    /// <summary>Whether both are the same chat, whatever the topic.</summary>
    public bool IsSameChat(ChatAddress other) => Channel == other.Channel && ChatId == other.ChatId;

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="FormatException">The text is not a stored form.</exception>
    public static ChatAddress Parse(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) throw new FormatException($"'{key}' is no chat address.");
        var slash = key.LastIndexOf('/');
        return slash < 0
            ? new ChatAddress(key[..colon], key[(colon + 1)..])
            : new ChatAddress(
                key[..colon], key[(colon + 1)..slash],
                int.Parse(key.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }
}

/// <summary>
/// What a message says, before a channel gives it its form. All texts are plain; each channel escapes them.
/// </summary>
/// <param name="Title">The first line, shown bold.</param>
/// <param name="Lines">The lines below it.</param>
/// <param name="Buttons">Rows of buttons; empty when nothing is left to press.</param>
internal sealed record MessageContent(
    string Title, IReadOnlyList<string> Lines, IReadOnlyList<IReadOnlyList<ButtonContent>> Buttons)
{
    /// <summary>
    /// What was photographed, oldest first; null for nothing. Only a channel that <see cref="IChatChannel.ShowsPictures"/>
    /// gets them, so the lines must make sense without.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PictureContent>? Pictures { get; init; }

    public static MessageContent Plain(string title, params string[] lines) => new(title, lines, []);
}

/// <summary>A picture on a card.</summary>
/// <param name="Key">By which <see cref="ICardPictures"/> finds it: letters, digits and hyphens.</param>
/// <param name="Caption">Whose it is and what was said with it.</param>
internal sealed record PictureContent(string Key, string Caption);

/// <summary>A button as a feature asks for it.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Action">What it means to the feature: <c>vote:Repeat</c>. Kept in the database, never sent.</param>
internal sealed record ButtonContent(string Label, string Action);

/// <summary>A message ready for a channel: buttons carry their opaque tokens.</summary>
internal sealed record OutgoingMessage(
    string Title, IReadOnlyList<string> Lines, IReadOnlyList<IReadOnlyList<OutgoingButton>> Buttons)
{
    /// <inheritdoc cref="MessageContent.Pictures"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PictureContent>? Pictures { get; init; }

    /// <summary>Whether no phone is to ring for it. It is the same message with a sound or without.</summary>
    [JsonIgnore]
    public bool IsSilent { get; init; }
}

/// <param name="Label">What people read.</param>
/// <param name="Token">Opaque, <c>1:</c> and 16 letters or digits; at most 40 bytes.</param>
internal sealed record OutgoingButton(string Label, string Token);
