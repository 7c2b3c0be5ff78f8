using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Chat;
using ServiceBot.Storage;

namespace ServiceBot.Hosting;

/// <summary>Whether messages arrive as they are meant; what a person must mend is told in words.</summary>
internal sealed class OutboxHealth(IDbContextFactory<ServiceBotDb> contexts, HealthWording words, TimeProvider time) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var lines = Lines(await OutboxTroubles.ReadAsync(db, time.GetUtcNow(), cancellationToken), words).ToList();
            return lines.Count == 0
                ? HealthCheckResult.Healthy(words["MessagesWell"])
                : HealthCheckResult.Degraded(string.Join(" ", lines));
        }
        catch (DbException fault)
        {
            return HealthCheckResult.Unhealthy(words["DatabaseSilent"], fault);
        }
    }

    /// <summary>The troubles in words, one line each.</summary>
    public static IEnumerable<string> Lines(OutboxTroubles troubles, HealthWording words)
    {
        foreach (var chat in troubles.Chats) yield return words.Format("ChatUnusable", chat.Chat, chat.Reason, chat.Waiting);
        foreach (var (subject, reason) in troubles.Refused) yield return words.Format("MessageRefused", subject, reason);
        if (troubles.Unformatted.Count > 0) yield return words.Format("MessagesUnformatted", string.Join(", ", troubles.Unformatted));
    }
}
