using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Intake.Watching;
using ServiceBot.Storage;

namespace ServiceBot.Hosting;

/// <summary>The counters and what is measured on being asked, for Prometheus.</summary>
internal sealed partial class Metrics(
    PrometheusText text, IDbContextFactory<ServiceBotDb> contexts, HealthCheckService health, DiskSpace disk, Settings settings,
    TimeProvider time, ILogger<Metrics> log, WatcherPulse? watchers = null)
{
    /// <summary>The text of <c>/metrics</c>. A silent database leaves its figures out and says so.</summary>
    public async Task<string> WriteAsync(CancellationToken cancel)
    {
        using var process = Process.GetCurrentProcess();
        var gauges = new List<Gauge>
        {
            new("process_resident_memory_bytes", "Memory in use", process.WorkingSet64),
            new(
                "process_start_time_seconds", "When the process began, seconds since 1970",
                (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds),
            new("dotnet_heap_bytes", "Memory in use by objects, as of the last collection", GC.GetGCMemoryInfo().HeapSizeBytes),
        };
        AddOpenFiles(gauges);
        AddDisk(gauges);
        AddWatchers(gauges);
        foreach (var (name, entry) in (await health.CheckHealthAsync(cancel)).Entries)
        {
            gauges.Add(new Gauge(
                "servicebot_healthy", "Whether a check of /health/ready is well: 1 or 0", entry.Status == HealthStatus.Healthy ? 1 : 0,
                new KeyValuePair<string, object?>("check", name)));
        }

        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await MeasureAsync(db, gauges, cancel);
            gauges.Add(Up(1));
        }
        catch (DbException fault)
        {
            Log.DatabaseSilent(log, fault);
            gauges.Add(Up(0));
        }

        return text.Write(gauges);
    }

    private async Task MeasureAsync(ServiceBotDb db, List<Gauge> gauges, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var states = await db.Outbox.AsNoTracking().GroupBy(x => x.State)
            .Select(x => new { State = x.Key, Count = x.Count() }).ToListAsync(cancel);
        foreach (var state in Enum.GetValues<OutboxState>())
        {
            gauges.Add(new Gauge(
                "servicebot_outbox_messages", "Messages of the outbox, by state",
                states.Find(x => x.State == state)?.Count ?? 0, new KeyValuePair<string, object?>("state", state)));
        }

        var due = WaitingHealth.Waiting(db, now);
        var oldest = await due.MinAsync(x => (DateTimeOffset?)x.Since, cancel);
        gauges.Add(new Gauge("servicebot_outbox_due", "Messages that should have gone out", await due.CountAsync(cancel)));
        gauges.Add(new Gauge(
            "servicebot_outbox_oldest_due_seconds", "How long the oldest of them has waited",
            oldest is null ? 0 : Math.Round((now - oldest.Value).TotalSeconds, 3)));

        var cases = await db.Cases.AsNoTracking().GroupBy(x => new { x.Station, x.State })
            .Select(x => new { x.Key.Station, x.Key.State, Count = x.Count() }).ToListAsync(cancel);
        foreach (var one in cases.OrderBy(x => x.Station, StringComparer.Ordinal).ThenBy(x => x.State))
        {
            gauges.Add(new Gauge(
                "servicebot_cases", "Cases, by station and state", one.Count,
                new("station", one.Station), new("state", one.State)));
        }
    }

    // Only Linux tells it in a folder; elsewhere the figure is left out.
    private static void AddOpenFiles(List<Gauge> gauges)
    {
        const string folder = "/proc/self/fd";
        if (Directory.Exists(folder))
            gauges.Add(new Gauge("process_open_fds", "Files and connections that are open", Directory.EnumerateFileSystemEntries(folder).Count()));
    }

    private void AddDisk(List<Gauge> gauges)
    {
        try
        {
            gauges.Add(new Gauge("servicebot_disk_free_bytes", "Room on the disk with the data", disk.FreeBytes(settings.DataFolder)));
            long size = 0;
            foreach (var file in new DirectoryInfo(settings.DataFolder).EnumerateFiles("servicebot.db*")) size += file.Length;
            gauges.Add(new Gauge("servicebot_database_bytes", "Size of the embedded database with its log", size));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.DiskUnknown(log, fault);
        }
    }

    private void AddWatchers(List<Gauge> gauges)
    {
        foreach (var (key, now) in watchers?.Now ?? [])
        {
            gauges.Add(new Gauge(
                "servicebot_watcher_lag_seconds", "Since when a source has not been read to its end",
                Math.Round((time.GetUtcNow() - (now.ReadAt ?? now.Since)).TotalSeconds, 3), new KeyValuePair<string, object?>("source", key)));
        }
    }

    private static Gauge Up(double value) => new("servicebot_database_up", "Whether the database answered", value);

    private static partial class Log
    {
        [LoggerMessage(1931, LogLevel.Error, "The database did not answer for the metrics")]
        public static partial void DatabaseSilent(ILogger log, Exception fault);

        [LoggerMessage(1932, LogLevel.Warning, "How much room the data have could not be found out")]
        public static partial void DiskUnknown(ILogger log, Exception fault);
    }
}

/// <summary><c>/metrics</c>.</summary>
internal static class MetricsFeature
{
    public static IServiceCollection AddMetricsPage(this IServiceCollection services)
    {
        services.AddSingleton<PrometheusText>();
        services.AddSingleton<Metrics>();
        return services;
    }

    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        // Made now, not at the first question: what happens before it is to be counted too.
        _ = routes.ServiceProvider.GetRequiredService<PrometheusText>();
        routes.MapGet("/metrics", async (Metrics metrics, CancellationToken cancel) =>
            TypedResults.Text(await metrics.WriteAsync(cancel), PrometheusText.ContentType)).ExcludeFromDescription();
        return routes;
    }
}
