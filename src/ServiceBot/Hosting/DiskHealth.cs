using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceBot.Hosting;

/// <summary>How much room a folder's disk has left.</summary>
/// <param name="FreeBytes">Bytes that we may still write below a folder.</param>
internal sealed record DiskSpace(Func<string, long> FreeBytes)
{
    public static DiskSpace Real { get; } = new(folder => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace);
}

/// <summary>Whether the disk with the data has room. Said early: a full disk refuses records, though it loses none.</summary>
internal sealed class DiskHealth(Settings settings, DiskSpace space, HealthWording words) : IHealthCheck
{
    /// <summary>A busy station writes less in a month.</summary>
    internal const long LeastBytes = 200L * 1024 * 1024;

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var free = space.FreeBytes(settings.DataFolder);
            var text = words.Format("DiskFree", free / (1024 * 1024));
            return Task.FromResult(free < LeastBytes ? HealthCheckResult.Degraded(text) : HealthCheckResult.Healthy(text));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Degraded(words["DiskUnknown"], fault));
        }
    }
}
