using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
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
            .AddCheck<DispatcherHealth>("dispatcher").AddCheck<OutboxHealth>("outbox")
            .AddCheck<WaitingHealth>("waiting").AddCheck<DiskHealth>("disk");
        services.AddSingleton(DiskSpace.Real);
        return services;
    }

    /// <summary>
    /// <c>/health/live</c> answers while the process does; <c>/health/ready</c> answers 503 when records could not be
    /// stored or nothing is sent. That Telegram is silent is said there and does not make it 503: records must still come in.
    /// JSON, or lines of text for whoever accepts only <c>text/plain</c>; whatever is wrong comes with what to do about it.
    /// </summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        return routes;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var words = context.RequestServices.GetRequiredService<HealthWording>();
        var lines = report.Entries.Select(x => new HealthLine(x.Key, x.Value.Status, x.Value.Description, Mend(words, x.Key, x.Value))).ToList();
        if (!context.Request.GetTypedHeaders().Accept.Any(x => x.MediaType == "text/plain"))
            return context.Response.WriteAsJsonAsync(new HealthAnswer(report.Status, lines), ApiJson.Options, context.RequestAborted);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Text(report.Status, lines), context.RequestAborted);
    }

    /// <summary>What to do about it: the check's own advice, or the one for all of its troubles; null where all is well.</summary>
    private static string? Mend(HealthWording words, string name, HealthReportEntry entry) =>
        entry.Status == HealthStatus.Healthy ? null
            : entry.Data.TryGetValue(MendKey, out var own) ? (string)own
            : words["Mend_" + name];

    private static string Text(HealthStatus status, List<HealthLine> lines)
    {
        var text = new StringBuilder().Append(status).Append('\n');
        foreach (var line in lines)
        {
            text.Append(line.Status == HealthStatus.Healthy ? "✔ " : "✘ ").Append(line.Name).Append(": ").Append(line.Words).Append('\n');
            if (line.Mend is not null) text.Append("  → ").Append(line.Mend).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Under which a check tells what to do, where that depends on the trouble.</summary>
    public const string MendKey = "mend";

    private sealed record HealthAnswer(HealthStatus Status, IReadOnlyList<HealthLine> Checks);

    private sealed record HealthLine(
        string Name, HealthStatus Status, string? Words, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mend);
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
