using System.IO.MemoryMappedFiles;

namespace ServiceBot.Faults.Weeks;

/// <summary>
/// The clock of a week: it runs so many times faster than the wall's, and leaps over the hours in which nothing is to happen.
/// It is kept in a file, so that a process of its own can go by the same one.
/// </summary>
internal sealed class WeekClock : TimeProvider, IDisposable
{
    private const long Leapt = 0, AheadAt = 8, SpeedAt = 16, StartAt = 24, BeganAt = 32, Length = 40;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _levers;
    private readonly double _speed;
    private readonly DateTimeOffset _start;
    private readonly long _began;

    private WeekClock(MemoryMappedFile file)
    {
        _file = file;
        _levers = file.CreateViewAccessor(0, Length);
        _speed = _levers.ReadDouble(SpeedAt);
        _start = new DateTimeOffset(_levers.ReadInt64(StartAt), TimeSpan.Zero);
        _began = _levers.ReadInt64(BeganAt);
        OfService = new Machine(this);
    }

    /// <summary>The clock of the service's machine: the true one, and what somebody has set it by.</summary>
    public TimeProvider OfService { get; }

    /// <summary>By how much the clock of the service's machine is ahead of the true time.</summary>
    public TimeSpan Ahead
    {
        get => new(_levers.ReadInt64(AheadAt));
        set => _levers.Write(AheadAt, value.Ticks);
    }

    /// <summary>Begins one.</summary>
    public static WeekClock Begin(string path, double speed, DateTimeOffset start)
    {
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.CreateNew, null, Length);
        using (var levers = file.CreateViewAccessor(0, Length))
        {
            levers.Write(SpeedAt, speed);
            levers.Write(StartAt, start.UtcTicks);
            // The same for all processes of a machine.
            levers.Write(BeganAt, System.GetTimestamp());
        }

        return new WeekClock(file);
    }

    /// <summary>Goes by one that another process has begun.</summary>
    public static WeekClock Open(string path) => new(MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, Length));

    /// <summary>Lets time pass at once. What waits by timers does not notice.</summary>
    public void Leap(TimeSpan time) => _levers.Write(Leapt, _levers.ReadInt64(Leapt) + time.Ticks);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() =>
        _start + (System.GetElapsedTime(_began) * _speed) + new TimeSpan(_levers.ReadInt64(Leapt));

    /// <inheritdoc />
    public override long GetTimestamp() => (long)(System.GetTimestamp() * _speed);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Faster(dueTime), Faster(period));

    /// <inheritdoc />
    public void Dispose()
    {
        _levers.Dispose();
        _file.Dispose();
    }

    private TimeSpan Faster(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / _speed));

    private sealed class Machine(WeekClock real) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + real.Ahead;

        public override long GetTimestamp() => real.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            real.CreateTimer(callback, state, dueTime, period);
    }
}
