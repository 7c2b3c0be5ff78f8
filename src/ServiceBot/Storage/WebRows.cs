namespace ServiceBot.Storage;

/// <summary>A person of a channel who is a member of a station without standing in the settings with that id.</summary>
internal sealed class MemberLinkRow
{
    public long Id { get; set; }
    public required string Station { get; set; }
    public required string MemberId { get; set; }
    public required string Channel { get; set; }
    public required string UserId { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>A one-time link into the built-in chat; only the hash of its code is kept.</summary>
internal sealed class LoginLinkRow
{
    public required byte[] CodeHash { get; set; }
    public required string Station { get; set; }
    public required string MemberId { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>Someone who is signed in to the built-in chat; only the hash of the cookie is kept.</summary>
internal sealed class WebSessionRow
{
    public required byte[] TokenHash { get; set; }
    public required string Station { get; set; }
    public required string MemberId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When something was last done in it; to the hour.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>What it was opened on, in two words that a person tells his devices by: "Chrome, Android".</summary>
    public string Device { get; set; } = "";
}

/// <summary>A message of the built-in chat: the bot's, or a member's.</summary>
internal sealed class WebMessageRow
{
    public long Id { get; set; }

    /// <summary>The room: <c>web:sever</c>.</summary>
    public required string ChatKey { get; set; }

    /// <summary>The outbox row it came from, or null for a member's message: the same row never gives two messages.</summary>
    public long? OutboxId { get; set; }

    /// <summary>The key of the person who wrote it, or null for the bot.</summary>
    public string? Author { get; set; }

    public string? AuthorName { get; set; }

    /// <summary>The page's own id of a member's message: the same again gives no second message.</summary>
    public string? ClientKey { get; set; }

    public long? ReplyTo { get; set; }

    /// <summary>The message, JSON of <c>OutgoingMessage</c> for the bot; plain text for a member.</summary>
    public required string Content { get; set; }

    /// <summary>The photo that came with it, or null.</summary>
    public string? PhotoKey { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Raised with every change in any room, so that a page asks only for what is new.</summary>
    public long Revision { get; set; }

    public DateTimeOffset? EditedAt { get; set; }
}

/// <summary>A photo of the built-in chat, apart from the messages so that reading them stays light.</summary>
internal sealed class WebPhotoRow
{
    /// <summary>Opaque and random.</summary>
    public required string Key { get; set; }

    /// <summary>The room it was sent to; only its members see it.</summary>
    public required string ChatKey { get; set; }

    /// <summary><c>image/jpeg</c>, <c>image/png</c> or <c>image/webp</c>, told by its first bytes.</summary>
    public required string ContentType { get; set; }

    /// <summary>In pixels; 0 where the file does not tell.</summary>
    public int Width { get; set; }

    public int Height { get; set; }
    public required byte[] Content { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>How far a person has read a room.</summary>
internal sealed class WebReadRow
{
    public required string ChatKey { get; set; }
    public required string Person { get; set; }

    /// <summary>The newest message seen.</summary>
    public long MessageId { get; set; }
}
