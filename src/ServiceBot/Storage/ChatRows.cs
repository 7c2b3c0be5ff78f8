namespace ServiceBot.Storage;

/// <summary>How far a message has come.</summary>
internal enum OutboxState
{
    /// <summary>To be sent.</summary>
    Due = 1,

    /// <summary>Claimed by a dispatcher until the lease ends.</summary>
    Sending = 2,

    /// <summary>Delivered as last wanted.</summary>
    Sent = 3,

    /// <summary>Sent, and the answer was lost.</summary>
    Unknown = 4,

    /// <summary>Will not be taken; the reason is kept.</summary>
    Refused = 5,

    /// <summary>Not sent: after a long absence one message told what it would have said too late.</summary>
    Superseded = 6,
}

/// <summary>
/// What a chat should show: one row per living card and chat, or per frozen document and chat.
/// (<see cref="ChatKey"/>, <see cref="Subject"/>) is its key.
/// </summary>
internal sealed class OutboxRow
{
    public long Id { get; set; }
    public required string Channel { get; set; }
    public required string ChatId { get; set; }
    public int? Topic { get; set; }
    public required string ChatKey { get; set; }

    /// <summary><c>case:12</c> for a card; <c>digest:2026-W47</c>, <c>reply:…</c> for what is sent once.</summary>
    public required string Subject { get; set; }

    /// <summary>The frozen message, JSON; null for a living card, which is rendered when it is sent.</summary>
    public string? Frozen { get; set; }

    public OutboxState State { get; set; } = OutboxState.Due;

    /// <summary>Raised with each request for the card; <see cref="SentVersion"/> is what the chat has.</summary>
    public int WantedVersion { get; set; } = 1;

    public int SentVersion { get; set; }
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The live message, or null before the first delivery.</summary>
    public string? MessageId { get; set; }

    /// <summary>SHA-256 of what was delivered last: an edit that changes nothing is not sent.</summary>
    public byte[]? SentHash { get; set; }

    /// <summary>Of no use when it is hours late: a reminder, an answer to a question.</summary>
    public bool IsPassing { get; set; }

    /// <summary>Comes without a sound: what rings has told of it.</summary>
    public bool IsSilent { get; set; }

    /// <summary>
    /// How many sends went out whose answer was lost and whose message was not found since: so many stray copies may exist.
    /// Below nought for the moment in which somebody pressed a message whose send has not ended yet.
    /// </summary>
    public int Strays { get; set; }
}

/// <summary>A message that a chat holds. (<see cref="ChatKey"/>, <see cref="MessageId"/>) is its key.</summary>
internal sealed class ChatMessageRow
{
    public long Id { get; set; }
    public required string ChatKey { get; set; }
    public required string MessageId { get; set; }
    public required string Subject { get; set; }
    public DateTimeOffset SentAt { get; set; }

    /// <summary>Set when the message was replaced, retired as a stray copy, or is gone.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>What a button means; written before the message that carries it is sent.</summary>
internal sealed class ButtonRow
{
    /// <summary>Opaque and random.</summary>
    public required string Token { get; set; }

    public required string ChatKey { get; set; }
    public required string Subject { get; set; }
    public required string Action { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A press that was taken. (<see cref="Channel"/>, <see cref="QueryId"/>) is its key: again has no effect.</summary>
internal sealed class PressRow
{
    public long Id { get; set; }
    public required string Channel { get; set; }
    public required string QueryId { get; set; }
    public long Order { get; set; }
    public required string UserId { get; set; }
    public string? Subject { get; set; }
    public string? Action { get; set; }
    public required string Outcome { get; set; }

    /// <summary>The words the person was told, so that a redelivered press gets the same answer.</summary>
    public required string Reply { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>Where a channel stands: the next update to ask for, and when it last listened.</summary>
internal sealed class ChannelStateRow
{
    public required string Channel { get; set; }
    public long Offset { get; set; }
    public DateTimeOffset? ListenedAt { get; set; }
}

/// <summary>A chat that got a new id.</summary>
internal sealed class ChatMoveRow
{
    public required string Channel { get; set; }
    public required string OldChatId { get; set; }
    public required string NewChatId { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>A picture that someone attached to a case by replying to its card.</summary>
internal sealed class AttachmentRow
{
    public long Id { get; set; }
    public long CaseId { get; set; }
    public CaseRow? Case { get; set; }
    public required string Channel { get; set; }

    /// <summary>The channel's own reference (Telegram file id).</summary>
    public required string Reference { get; set; }

    public string? ContentType { get; set; }

    /// <summary>The picture itself; null until it has been fetched from the channel.</summary>
    public byte[]? Content { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>A digest or report as it was sent, once per period. (<see cref="Station"/>, <see cref="Key"/>) is its key.</summary>
internal sealed class DocumentRow
{
    public long Id { get; set; }
    public required string Station { get; set; }
    public required string Key { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset FrozenAt { get; set; }
    public bool Late { get; set; }
}
