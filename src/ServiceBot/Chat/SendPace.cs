namespace ServiceBot.Chat;

/// <summary>
/// How fast messages may go out on one channel: so many a minute and a least spacing in a chat, so many a second in
/// all, and nothing before a "retry after" has passed. The minute counts from the end of a request, which is when the other
/// side has surely seen it; the spacing from its beginning, since it is a rate in the long run: what a request takes must not
/// be waited for twenty times over.
/// </summary>
internal sealed class SendPace(ChannelPace limits, TimeProvider time)
{
    // Clocks and networks jitter: a window that is a little longer than theirs is never broken.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, ChatTimes> _chats = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _all = new();
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private readonly bool _limited = limits.ChatPerMinute is not null || limits.ChatSpacing > TimeSpan.Zero;

    /// <summary>How many requests to one chat may be under way at once.</summary>
    public int InFlightPerChat => _limited ? 1 : 32;

    /// <summary>The first moment at which a message may go to that chat: <paramref name="now"/> when it may go at once.</summary>
    public DateTimeOffset Next(string chatId, DateTimeOffset now)
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

        if (limits.AllPerSecond is not { } all) return next;
        Forget(_all, now - TimeSpan.FromSeconds(1) - Margin);
        if (_all.Count < all) return next;
        var freeInAll = _all.ElementAt(_all.Count - all) + TimeSpan.FromSeconds(1) + Margin;
        return freeInAll > next ? freeInAll : next;
    }

    /// <summary>A request to that chat has begun.</summary>
    public void Began(string chatId)
    {
        var (chat, now) = (Of(chatId), time.GetUtcNow());
        chat.InFlight++;
        // One that begins a little late does not make all behind it later too; after a rest none is made up for.
        var due = chat.Last == DateTimeOffset.MinValue ? now : chat.Last + limits.ChatSpacing;
        chat.Last = now > due && now - due < limits.ChatSpacing ? due : now;
        if (limits.AllPerSecond is not null) _all.Enqueue(time.GetUtcNow());
    }

    /// <summary>A request to that chat has ended, however.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="isCounted">False where the other side cannot have seen it.</param>
    /// <param name="at">When it ended; null for now.</param>
    public void Ended(string chatId, bool isCounted = true, DateTimeOffset? at = null)
    {
        var chat = Of(chatId);
        chat.InFlight--;
        if (limits.ChatPerMinute is not null && isCounted) chat.Sent.Enqueue(at ?? time.GetUtcNow());
    }

    /// <summary>Whether another request to that chat may begin beside those under way.</summary>
    public bool HasRoom(string chatId) => !_chats.TryGetValue(chatId, out var chat) || chat.InFlight < InFlightPerChat;

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
        public int InFlight { get; set; }
    }
}
