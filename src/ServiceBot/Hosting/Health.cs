using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Chat;
using ServiceBot.Intake.Api;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Hosting;

/// <summary>What is said of the service's health.</summary>
internal sealed class HealthWording(CultureInfo culture) : Wording(culture);

/// <summary>Whether the service lives, and whether it can do its work.</summary>
internal static class HealthFeature
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<HealthWording>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(10))
            .AddCheck<DispatcherHealth>("dispatcher");
        return services;
    }

    /// <summary>
    /// <c>/health/live</c> answers while the process does; <c>/health/ready</c> answers 503 when records could not be
    /// stored or nothing is sent. That Telegram is silent is said there and does not make it 503: records must still come in.
    /// </summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        return routes;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new HealthAnswer(
                report.Status,
                [.. report.Entries.Select(x => new HealthLine(x.Key, x.Value.Status, x.Value.Description))]),
            ApiJson.Options,
            context.RequestAborted);

    private sealed record HealthAnswer(HealthStatus Status, IReadOnlyList<HealthLine> Checks);

    private sealed record HealthLine(string Name, HealthStatus Status, string? Words);
}

/// <summary>Whether the database answers and has our tables.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<ServiceBotDb> contexts, HealthWording words) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.ChannelStates.AsNoTracking().AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy(words["DatabaseWell"]);
        }
        catch (DbException fault)
        {
            // The message may hold the path of the file: it goes to the log, not to whoever asks.
            return HealthCheckResult.Unhealthy(words["DatabaseSilent"], fault);
        }
    }
}

/// <summary>Whether messages go out: the dispatcher goes round at least once a second.</summary>
internal sealed class DispatcherHealth(
    OutboxDispatcher dispatcher, IDbContextFactory<ServiceBotDb> contexts, StationDirectory stations, HealthWording words,
    TimeProvider time) : IHealthCheck
{
    // Longer than the database lets a writer wait.
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (dispatcher.LastRoundAt is not { } last) return HealthCheckResult.Unhealthy(words["DispatcherNever"]);
        if (time.GetUtcNow() - last <= Patience) return await CardsAsync(cancellationToken);
        var since = stations.All[0].Calendar.Local(last).ToString("dd.MM HH:mm:ss", words.Culture);
        return HealthCheckResult.Unhealthy(words.Format("DispatcherStill", since));
    }

    private async Task<HealthCheckResult> CardsAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var broken = await db.Outbox.AsNoTracking()
            .Where(x => x.State == OutboxState.Due && x.LastError!.StartsWith(DeliveryRecord.BrokenCard))
            .OrderBy(x => x.Id).Select(x => x.Subject).Take(5).ToListAsync(cancel);
        return broken.Count == 0
            ? HealthCheckResult.Healthy(words["DispatcherWell"])
            : HealthCheckResult.Degraded(words.Format("CardsBroken", string.Join(", ", broken)));
    }
}
