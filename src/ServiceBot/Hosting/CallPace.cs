namespace ServiceBot.Hosting;

/// <summary>
/// How much of an allowance a minute is used up. A whole minute's may be used in one go; it comes back evenly. Goes by a clock
/// that nobody sets back. Takes no lock: it stands before every call of the API.
/// </summary>
internal sealed class CallPace
{
    // The moment, in ticks, at which the whole allowance is there again.
    private long _wholeAt;

    /// <summary>Takes one call.</summary>
    /// <param name="now">From <see cref="Now"/>.</param>
    /// <param name="perMinute">The allowance; 0: as many as come.</param>
    /// <returns>Null: taken. Otherwise nothing was taken, and how long to wait for the next.</returns>
    public TimeSpan? Take(TimeSpan now, int perMinute)
    {
        if (perMinute == 0) return null;
        var each = TimeSpan.TicksPerMinute / perMinute;
        while (true)
        {
            var was = Volatile.Read(ref _wholeAt);
            var then = Math.Max(was, now.Ticks) + each;
            if (then - now.Ticks > TimeSpan.TicksPerMinute) return new TimeSpan(then - now.Ticks - TimeSpan.TicksPerMinute);
            if (Interlocked.CompareExchange(ref _wholeAt, then, was) == was) return null;
        }
    }

    /// <summary>How long to wait for the next; null where one may be taken now.</summary>
    public TimeSpan? Wait(TimeSpan now, int perMinute)
    {
        if (perMinute == 0) return null;
        var over = Math.Max(Volatile.Read(ref _wholeAt), now.Ticks) + (TimeSpan.TicksPerMinute / perMinute) - now.Ticks - TimeSpan.TicksPerMinute;
        return over > 0 ? new TimeSpan(over) : null;
    }

    /// <summary>Whether nothing of the allowance is used up.</summary>
    public bool IsWhole(TimeSpan now) => Volatile.Read(ref _wholeAt) <= now.Ticks;

    /// <summary>The time of the paces: since some moment of the past, never set.</summary>
    public static TimeSpan Now(TimeProvider time) => time.GetElapsedTime(0, time.GetTimestamp());
}
