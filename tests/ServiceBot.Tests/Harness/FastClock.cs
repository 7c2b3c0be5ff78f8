namespace ServiceBot.Tests.Harness;

/// <summary>A clock that runs so many times faster than the wall's, for both sides of a test: minutes of limits pass in seconds.</summary>
internal sealed class FastClock(double speed, DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();

    private TimeSpan _leapt;

    public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(_began) * speed) + _leapt;

    /// <summary>Time in which nobody was there to do anything: to be called while the service is stopped.</summary>
    public void Leap(TimeSpan time) => _leapt += time;

    public override long GetTimestamp() => (long)(System.GetTimestamp() * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Faster(dueTime), Faster(period));

    private TimeSpan Faster(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / speed));
}
