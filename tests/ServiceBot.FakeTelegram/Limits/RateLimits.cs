namespace ServiceBot.FakeTelegram.Limits;

/// <summary>Decides whether one more message may be sent or edited now. Not thread-safe: the world's gate guards it.</summary>
internal sealed class RateLimits(FakeLimits limits)
{
    private readonly Window _overall = new(limits.OverallPerSecond, TimeSpan.TicksPerSecond);
    private long _blockedUntil;

    /// <summary>Requests that came although a wait had been asked for.</summary>
    public long EarlyRetries { get; private set; }

    /// <summary>What is known of one chat's sending.</summary>
    public ChatRate NewChat(bool isGroup) => new()
    {
        Tokens = limits.ChatBurst,
        Minute = new(isGroup ? limits.GroupPerMinute : 0, TimeSpan.TicksPerMinute),
    };

    /// <summary>Counts one message.</summary>
    /// <returns>0 when it may go; else the seconds to wait.</returns>
    public int Charge(ChatRate chat, long now)
    {
        if (Early(ref chat.BlockedUntil, now) is > 0 and var chatWait)
            return chatWait;
        if (Early(ref _blockedUntil, now) is > 0 and var overallWait)
            return overallWait;

        if (_overall.WaitAt(now) is > 0 and var overall)
            return Block(ref _blockedUntil, now, overall);
        if (Math.Max(chat.Minute.WaitAt(now), BucketWait(chat, now)) is > 0 and var wait)
            return Block(ref chat.BlockedUntil, now, wait);

        _overall.Add(now);
        chat.Minute.Add(now);
        chat.Tokens--;
        return 0;
    }

    private long BucketWait(ChatRate chat, long now)
    {
        if (limits.ChatPerSecond == 0)
            return 0;
        var refilled = chat.Tokens + ((now - chat.LastRefill) * limits.ChatPerSecond / TimeSpan.TicksPerSecond);
        chat.Tokens = Math.Min(limits.ChatBurst, refilled);
        chat.LastRefill = now;
        return chat.Tokens >= 1 ? 0 : (long)Math.Ceiling((1 - chat.Tokens) / limits.ChatPerSecond * TimeSpan.TicksPerSecond);
    }

    private int Early(ref long blockedUntil, long now)
    {
        if (now >= blockedUntil)
            return 0;
        EarlyRetries++;
        blockedUntil += limits.EarlyRetryPenalty.Ticks;
        return Seconds(blockedUntil - now);
    }

    private static int Block(ref long blockedUntil, long now, long wait)
    {
        var seconds = Seconds(wait);
        blockedUntil = now + (seconds * TimeSpan.TicksPerSecond);
        return seconds;
    }

    private static int Seconds(long ticks) => (int)((ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}

/// <summary>One chat's sending.</summary>
internal sealed class ChatRate
{
    public required Window Minute { get; init; }

    public double Tokens;
    public long LastRefill;
    public long BlockedUntil;
}

/// <summary>At most so many in any stretch of this length; nought is no limit.</summary>
internal sealed class Window(int most, long length)
{
    private readonly long[] _ring = new long[most];
    private int _next;
    private int _filled;

    public long WaitAt(long now) =>
        most == 0 || _filled < most ? 0 : Math.Max(0, _ring[_next] + length - now);

    public void Add(long now)
    {
        if (most == 0)
            return;
        _ring[_next] = now;
        _next = (_next + 1) % most;
        _filled = Math.Min(_filled + 1, most);
    }
}
