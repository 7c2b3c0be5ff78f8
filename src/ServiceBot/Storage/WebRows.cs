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
}

/// <summary>A message of the built-in chat: the bot's, or a member's.</summary>
internal sealed class WebMessageRow
{
    public long Id { get; set; }

    /// <summary>The room: <c>web:sever</c>.</summary>
    public required string ChatKey { get; set; }

    /// <summary>The outbox row it came from, or null for a member's message: the same row never gives two messages.</summary>
    public long? OutboxId { get; set; }

    /// <summary>The member who wrote it, or null for the bot.</summary>
    public string? MemberId { get; set; }

    public string? AuthorName { get; set; }
    public long? ReplyTo { get; set; }

    /// <summary>The message, JSON of <c>OutgoingMessage</c> for the bot; plain text for a member.</summary>
    public required string Content { get; set; }

    public long? AttachmentId { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Raised with every change in any room, so that a page asks only for what is new.</summary>
    public long Revision { get; set; }

    public DateTimeOffset? EditedAt { get; set; }
}
