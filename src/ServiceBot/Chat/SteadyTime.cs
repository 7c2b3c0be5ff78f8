namespace ServiceBot.Chat;

/// <summary>
/// A time that goes on evenly, however the clock is set meanwhile: what waits in memory must neither wait for days nor be
/// forgotten because somebody has set the clock.
/// </summary>
internal sealed class SteadyTime(TimeProvider time) : TimeProvider
{
    // A clock that is kept right by the network moves by less.
    private static readonly TimeSpan Slip = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _began = time.GetUtcNow();
    private readonly long _stamp = time.GetTimestamp();
    private TimeSpan _ahead;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _began + time.GetElapsedTime(_stamp);

    /// <inheritdoc />
    public override long GetTimestamp() => time.GetTimestamp();

    /// <summary>By how much the clock has been set back since this was asked last; zero where it was not.</summary>
    public TimeSpan TakeSetBack()
    {
        var ahead = time.GetUtcNow() - GetUtcNow();
        var back = _ahead - ahead;
        if (back.Duration() < Slip) return TimeSpan.Zero;
        _ahead = ahead;
        return back > TimeSpan.Zero ? back : TimeSpan.Zero;
    }
}
