using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>Someone who is signed in.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="SessionId">Tells this session from others; lets nobody in.</param>
internal sealed record WebVisitor(WebPerson Person, string SessionId, string Token);

/// <summary>Who is signed in to the built-in chat, for thirty days or until they leave.</summary>
internal sealed class WebSessions(
    Writer writer, IDbContextFactory<ServiceBotDb> contexts, WebRooms rooms, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Signs a member in, within the transaction that allowed it.</summary>
    /// <returns>The secret for the cookie.</returns>
    public async Task<string> OpenAsync(ServiceBotDb db, string station, string memberId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await db.WebSessions.Where(x => x.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        var token = Secrets.New();
        db.WebSessions.Add(new WebSessionRow
        {
            TokenHash = Secrets.Hash(token),
            Station = station,
            MemberId = memberId,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        });
        return token;
    }

    /// <summary>Who holds the secret, or null: unknown, left, expired, or no longer in the settings.</summary>
    public async Task<WebVisitor?> FindAsync(string? token, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var hash = Secrets.Hash(token);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.WebSessions.AsNoTracking().SingleOrDefaultAsync(x => x.TokenHash == hash, cancel);
        if (row is null || row.ExpiresAt <= time.GetUtcNow()) return null;
        return rooms.FindPerson(row.Station, row.MemberId) is { } person
            ? new WebVisitor(person, Convert.ToHexString(hash, 0, 8), token)
            : null;
    }

    public Task CloseAsync(string token, CancellationToken cancel)
    {
        var hash = Secrets.Hash(token);
        return writer.InTransactionAsync(
            (db, stop) => db.WebSessions.Where(x => x.TokenHash == hash).ExecuteDeleteAsync(stop), cancel);
    }

    /// <summary>Leaves the old session, if there is one, and signs the member in.</summary>
    public Task<string> ChangeAsync(string? oldToken, string station, string memberId, CancellationToken cancel) =>
        writer.InTransactionAsync(
            async (db, stop) =>
            {
                if (!string.IsNullOrEmpty(oldToken))
                {
                    var hash = Secrets.Hash(oldToken);
                    await db.WebSessions.Where(x => x.TokenHash == hash).ExecuteDeleteAsync(stop);
                }

                return await OpenAsync(db, station, memberId, stop);
            },
            cancel);
}
