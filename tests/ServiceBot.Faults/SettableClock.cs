namespace ServiceBot.Faults;

/// <summary>The clock of a machine that somebody sets, back and forth; what waits by timers goes on.</summary>
internal sealed class SettableClock(TimeProvider real) : TimeProvider
{
    private long _ahead;

    /// <summary>By how much it is ahead of the true time.</summary>
    public TimeSpan Ahead
    {
        get => new(Interlocked.Read(ref _ahead));
        set => Interlocked.Exchange(ref _ahead, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Ahead;

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
