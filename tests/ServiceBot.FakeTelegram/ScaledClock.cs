namespace ServiceBot.FakeTelegram;

/// <summary>A clock that runs faster than the system's, so that minutes of limits and polls pass in a second.</summary>
/// <param name="speed">Seconds of this clock in one real second; at least 1.</param>
public sealed class ScaledClock(double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _startStamp = System.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_startStamp) * speed);

    /// <inheritdoc/>
    public override long GetTimestamp() => _startStamp + (long)((System.GetTimestamp() - _startStamp) * speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan scaled) =>
        scaled == Timeout.InfiniteTimeSpan ? scaled : TimeSpan.FromMilliseconds(Math.Ceiling(scaled.TotalMilliseconds / speed));

    private sealed class ScaledTimer(ITimer timer, ScaledClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
