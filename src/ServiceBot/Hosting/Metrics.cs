using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Hosting;

/// <summary>The counters and what is measured on being asked, for Prometheus.</summary>
internal sealed class Metrics(
    PrometheusText text, IDbContextFactory<ServiceBotDb> contexts, TimeProvider time, ILogger<Metrics> log)
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
        };
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await MeasureAsync(db, gauges, cancel);
            gauges.Add(Up(1));
        }
        catch (DbException fault)
        {
            log.LogError(fault, "The database did not answer for the metrics");
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

        var due = db.Outbox.AsNoTracking().Where(x => x.State == OutboxState.Due && x.DueAt <= now);
        var oldest = await due.OrderBy(x => x.DueAt).Select(x => (DateTimeOffset?)x.DueAt).FirstOrDefaultAsync(cancel);
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

    private static Gauge Up(double value) => new("servicebot_database_up", "Whether the database answered", value);
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
