using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Hosting;

/// <summary>How long messages have waited to go out.</summary>
internal sealed class WaitingHealth(
    IDbContextFactory<ServiceBotDb> contexts, StationDirectory stations, HealthWording words, TimeProvider time) : IHealthCheck
{
    /// <summary>A group takes 20 messages a minute: three hundred are gone in a quarter of an hour.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var now = time.GetUtcNow();
            var late = Waiting(db, now).Where(x => x.Since < now - Patience);
            var oldest = await late.MinAsync(x => (DateTimeOffset?)x.Since, cancellationToken);
            if (oldest is not { } since) return HealthCheckResult.Healthy(words["WaitingWell"]);
            var moment = stations.All[0].Calendar.Local(since).ToString("dd.MM HH:mm", words.Culture);
            return HealthCheckResult.Degraded(words.Format("WaitingLong", moment, await late.CountAsync(cancellationToken)));
        }
        catch (DbException fault)
        {
            return HealthCheckResult.Unhealthy(words["DatabaseSilent"], fault);
        }
    }

    /// <summary>
    /// What should have gone out by now, and since when. What was never sent waits since it was asked for, however often
    /// it has been tried; a change of what is there already, since it was due last.
    /// </summary>
    public static IQueryable<WaitingMessage> Waiting(ServiceBotDb db, DateTimeOffset now) => db.Outbox.AsNoTracking()
        .Where(x => (x.State == OutboxState.Due || x.State == OutboxState.Unknown) && (x.DueAt <= now || x.Attempts > 0))
        .Select(x => new WaitingMessage { Since = x.MessageId == null && x.SentAt == null ? x.CreatedAt : x.DueAt });

    /// <summary>A message that waits.</summary>
    internal sealed class WaitingMessage
    {
        public DateTimeOffset Since { get; init; }
    }
}
