namespace ServiceBot.Chat.Web;

/// <summary>Numbers that rise with the time of arrival: of two presses the later has the higher one.</summary>
internal sealed class RisingOrder(TimeProvider time)
{
    private long _last;

    /// <summary>The time in UTC ticks, or one more than the last number where that is not higher.</summary>
    public long Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(last + 1, time.GetUtcNow().UtcTicks);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return next;
        }
    }
}
