using System.Runtime;

namespace ServiceBot.Hosting;

/// <summary>
/// Gives back the memory that only the start needed: what it built and dropped is several times what the service keeps,
/// and while little happens the next collection may be hours away.
/// </summary>
internal sealed class RestAfterStart(TimeProvider time) : BackgroundService
{
    /// <summary>By then the first questions are asked and answered, so that nobody waits for it.</summary>
    internal static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Wait, time, stoppingToken);
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
