namespace ServiceBot.Chat;

/// <summary>
/// How fast messages may go out on one channel: so many a minute and a least spacing in a chat, so many a second in
/// all, and nothing before a "retry after" has passed. The minute counts from the end of a request, which is when the other
/// side has surely seen it; the spacing from its beginning, since it is a rate in the long run: what a request takes must not
/// be waited for twenty times over. The second over all chats counts from the end too, and what is under way takes room.
/// </summary>
internal sealed class SendPace(ChannelPace limits, TimeProvider time)
{
    // Clocks and networks jitter: a window that is a little longer than theirs is never broken.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    // A request that hangs takes no room from the other chats for longer.
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(2);
    // So many chats told to wait at the same time: it is the bot that is too fast, not they.
    private const int ChatsThatMeanAll = 3;

    private readonly Dictionary<string, ChatTimes> _chats = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _all = new();
    private readonly List<(string ChatId, DateTimeOffset Began)> _underWay = [];
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private readonly bool _limited = limits.ChatPerMinute is not null || limits.ChatSpacing > TimeSpan.Zero;

    /// <summary>How many requests to one chat may be under way at once.</summary>
    public int InFlightPerChat => _limited ? 1 : 32;

    /// <summary>The first moment at which a message may go to that chat: <paramref name="now"/> when it may go at once.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="now">The time.</param>
    /// <param name="ahead">How many to any chat of the channel are about to begin before it.</param>
    public DateTimeOffset Next(string chatId, DateTimeOffset now, int ahead = 0)
    {
        var next = _pausedUntil > now ? _pausedUntil : now;
        if (_chats.TryGetValue(chatId, out var chat))
        {
            Forget(chat.Sent, now - Minute - Margin);
            if (chat.PausedUntil > next) next = chat.PausedUntil;
            if (limits.ChatSpacing > TimeSpan.Zero && chat.Last + limits.ChatSpacing > next)
                next = chat.Last + limits.ChatSpacing;
            if (limits.ChatPerMinute is { } most && chat.Sent.Count >= most)
            {
                var free = chat.Sent.ElementAt(chat.Sent.Count - most) + Minute + Margin;
                if (free > next) next = free;
            }
        }

        var freeInAll = FreeInAll(now, ahead);
        return freeInAll > next ? freeInAll : next;
    }

    private DateTimeOffset FreeInAll(DateTimeOffset now, int ahead)
    {
        if (limits.AllPerSecond is not { } all) return now;
        Forget(_all, now - Second - Margin);
        var over = _all.Count + _underWay.Count(x => x.Began > now - Hanging) + ahead - all;
        if (over < 0) return now;
        // Where what is under way takes all the room, its end is looked at anyway.
        return (over < _all.Count ? _all.ElementAt(over) : now) + Second + Margin;
    }

    /// <summary>A request to that chat has begun.</summary>
    public void Began(string chatId)
    {
        var (chat, now) = (Of(chatId), time.GetUtcNow());
        _underWay.Add((chatId, now));
        // One that begins a little late does not make all behind it later too; after a rest none is made up for.
        var due = chat.Last == DateTimeOffset.MinValue ? now : chat.Last + limits.ChatSpacing;
        chat.Last = now > due && now - due < limits.ChatSpacing ? due : now;
    }

    /// <summary>A request to that chat has ended, however.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="isCounted">False where the other side cannot have seen it.</param>
    /// <param name="at">When it ended; null for now.</param>
    public void Ended(string chatId, bool isCounted = true, DateTimeOffset? at = null)
    {
        _underWay.RemoveAt(_underWay.FindIndex(x => x.ChatId == chatId));
        if (!isCounted) return;
        var ended = at ?? time.GetUtcNow();
        if (limits.ChatPerMinute is not null) Of(chatId).Sent.Enqueue(ended);
        if (limits.AllPerSecond is not null) _all.Enqueue(ended);
    }

    /// <summary>Whether another request to that chat may begin beside those under way.</summary>
    public bool HasRoom(string chatId) => _underWay.Count(x => x.ChatId == chatId) < InFlightPerChat;

    /// <summary>A delivery before this process began still counts.</summary>
    public void Remember(string chatId, DateTimeOffset at)
    {
        var chat = Of(chatId);
        if (at > chat.Last) chat.Last = at;
        if (limits.ChatPerMinute is not null) chat.Sent.Enqueue(at);
    }

    /// <summary>Nothing may go to that chat before then.</summary>
    public void Pause(string chatId, DateTimeOffset until)
    {
        var chat = Of(chatId);
        if (until > chat.PausedUntil) chat.PausedUntil = until;
    }

    /// <summary>
    /// The other side asked to wait. It does not say whether it means the chat or the bot: where several chats are told so at
    /// once, each further try in another chat would only lengthen the wait, and nothing goes to any.
    /// </summary>
    public void ToldToWait(string chatId, DateTimeOffset until)
    {
        var (chat, now) = (Of(chatId), time.GetUtcNow());
        if (until > chat.ToldUntil) chat.ToldUntil = until;
        Pause(chatId, until);
        if (_chats.Values.Count(x => x.ToldUntil > now) >= ChatsThatMeanAll) PauseAll(until);
    }

    /// <summary>Nothing may go to any chat before then.</summary>
    public void PauseAll(DateTimeOffset until)
    {
        if (until > _pausedUntil) _pausedUntil = until;
    }

    private ChatTimes Of(string chatId)
    {
        if (!_chats.TryGetValue(chatId, out var chat)) _chats[chatId] = chat = new ChatTimes();
        return chat;
    }

    private static void Forget(Queue<DateTimeOffset> times, DateTimeOffset before)
    {
        while (times.Count > 0 && times.Peek() <= before) times.Dequeue();
    }

    private sealed class ChatTimes
    {
        public Queue<DateTimeOffset> Sent { get; } = new();
        public DateTimeOffset Last { get; set; } = DateTimeOffset.MinValue;
        public DateTimeOffset PausedUntil { get; set; } = DateTimeOffset.MinValue;
        public DateTimeOffset ToldUntil { get; set; } = DateTimeOffset.MinValue;
    }
}
