namespace ServiceBot.Chat;

/// <summary>A way to reach people: Telegram, the built-in chat.</summary>
internal interface IChatChannel
{
    /// <summary>The name in the settings and in <see cref="ChatAddress.Channel"/>.</summary>
    string Name { get; }

    /// <summary>Whether a send that is done again with the same outbox id gives no second message.</summary>
    bool KnowsItsSends { get; }

    /// <summary>Whether it shows the pictures of a card on the card.</summary>
    bool ShowsPictures => false;

    /// <summary>
    /// Whether new messages must wait: the channel was away for hours, and what it is to say first is not known yet.
    /// </summary>
    bool HoldsNews => false;

    /// <summary>How much one chat and the whole channel bear.</summary>
    ChannelPace Pace { get; }

    /// <summary>Sends a new message.</summary>
    /// <param name="chat">Where to.</param>
    /// <param name="message">What to say.</param>
    /// <param name="outboxId">Lets a channel that can tell recognise a message that it has already taken.</param>
    /// <param name="cancel">Ends the waiting; the outcome is then unknown.</param>
    Task<SendOutcome> SendAsync(ChatAddress chat, OutgoingMessage message, long outboxId, CancellationToken cancel);

    /// <summary>Replaces a message's text and buttons. An unchanged message counts as sent.</summary>
    Task<SendOutcome> EditAsync(ChatAddress chat, string messageId, OutgoingMessage message, CancellationToken cancel);

    /// <summary>Answers a press in words. Too late is no fault: the outcome of the press stands.</summary>
    Task AnswerPressAsync(string queryId, string text, bool alert, CancellationToken cancel);
}

/// <summary>Limits of a channel; null where there is none.</summary>
/// <param name="ChatPerMinute">Sends and edits to one group in any 60 seconds.</param>
/// <param name="ChatSpacing">The least time between two to one chat.</param>
/// <param name="AllPerSecond">Sends and edits in all in any second.</param>
internal sealed record ChannelPace(int? ChatPerMinute, TimeSpan ChatSpacing, int? AllPerSecond)
{
    /// <summary>No limit: the built-in chat.</summary>
    public static ChannelPace Unlimited { get; } = new(null, TimeSpan.Zero, null);
}

/// <summary>What became of a send or an edit; the category decides what follows.</summary>
internal abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>Delivered; an edit that changes nothing counts as delivered.</summary>
    public sealed record Sent(string MessageId) : SendOutcome
    {
        /// <summary>Why it had to go without formatting; null where it went as it was meant.</summary>
        public string? PlainBecause { get; init; }
    }

    /// <summary>Nothing was taken; nothing may go to this chat before the time has passed.</summary>
    public sealed record RateLimited(TimeSpan RetryAfter) : SendOutcome;

    /// <summary>Nothing was taken; the same may succeed later (no connection, 503).</summary>
    public sealed record Transient(string Reason) : SendOutcome
    {
        /// <summary>There was no connection: the other side was asked nothing, so trying again soon burdens nobody.</summary>
        public bool Unconnected { get; init; }
    }

    /// <summary>The request went out and no answer came, or none that says what became of it (500, 502): it may have been delivered.</summary>
    public sealed record Unknown(string Reason) : SendOutcome;

    /// <summary>The chat has a new id; send there.</summary>
    public sealed record Migrated(string NewChatId) : SendOutcome;

    /// <summary>The message to edit is not there any more; a new one is needed.</summary>
    public sealed record Gone(string Reason) : SendOutcome;

    /// <summary>This message will never be taken (unreadable entities and the like).</summary>
    public sealed record Refused(string Reason) : SendOutcome;

    /// <summary>The chat or the token does not work until a person mends it (401, kicked, chat not found).</summary>
    public sealed record Misconfigured(string Reason) : SendOutcome
    {
        /// <summary>It is the token's fault: no chat of the channel works.</summary>
        public bool WholeChannel { get; init; }
    }
}
