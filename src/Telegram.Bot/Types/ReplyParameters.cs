namespace Telegram.Bot.Types;

/// <summary>What a message answers.</summary>
public class ReplyParameters
{
    public int? MessageId { get; set; }
    public ChatId? ChatId { get; set; }
    public int? EphemeralMessageId { get; set; }
    public bool AllowSendingWithoutReply { get; set; }
    public string? Quote { get; set; }
    public ParseMode QuoteParseMode { get; set; }
    public MessageEntity[]? QuoteEntities { get; set; }
    public int? QuotePosition { get; set; }
    public int? ChecklistTaskId { get; set; }
    public string? PollOptionId { get; set; }

    /// <summary>An answer to a message of the same chat.</summary>
    public static implicit operator ReplyParameters(int replyToMessageId) => new() { MessageId = replyToMessageId };

    /// <summary>An answer to a message, wherever it is.</summary>
    [return: NotNullIfNotNull(nameof(msg))]
    public static implicit operator ReplyParameters?(Message? msg) =>
        msg is null ? null : new() { MessageId = msg.Id, ChatId = msg.Chat };
}

/// <summary>Whether and how the first link of a text is shown.</summary>
public class LinkPreviewOptions
{
    public bool IsDisabled { get; set; }
    public string? Url { get; set; }
    public bool PreferSmallMedia { get; set; }
    public bool PreferLargeMedia { get; set; }
    public bool ShowAboveText { get; set; }

    /// <summary>No preview.</summary>
    public static readonly LinkPreviewOptions Disabled = new() { IsDisabled = true };

    /// <summary>True: no preview; false: the default.</summary>
    public static implicit operator LinkPreviewOptions?(bool disabled) => disabled ? Disabled : null;

    /// <summary>A preview of this address.</summary>
    public static implicit operator LinkPreviewOptions(string url) => new() { Url = url };
}
