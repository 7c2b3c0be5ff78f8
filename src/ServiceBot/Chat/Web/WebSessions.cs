using Microsoft.EntityFrameworkCore;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>Someone who is signed in.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="SessionId">Tells this session from others; lets nobody in.</param>
internal sealed record WebVisitor(WebPerson Person, string SessionId, string Token);

/// <summary>Who is signed in to the built-in chat: for thirty days, until they leave, or until nothing was done for long.</summary>
internal sealed partial class WebSessions(
    Writer writer, IDbContextFactory<ServiceBotDb> contexts, WebRooms rooms, WebSettings settings, TimeProvider time, ILogger<WebSessions> log)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>How exactly is kept when a session was used: not every press is a write more.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);

    private TimeSpan Idle => settings.IdleDays == 0 ? Lifetime : TimeSpan.FromDays(settings.IdleDays);

    /// <summary>Signs a member in, within the transaction that allowed it.</summary>
    /// <returns>The secret for the cookie.</returns>
    public async Task<string> OpenAsync(ServiceBotDb db, string station, string memberId, string device, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var idle = now - Idle;
        await db.WebSessions.Where(x => x.ExpiresAt <= now || x.SeenAt <= idle).ExecuteDeleteAsync(cancel);
        var token = Secrets.New();
        db.WebSessions.Add(new WebSessionRow
        {
            TokenHash = Secrets.Hash(token),
            Station = station,
            MemberId = memberId,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
            SeenAt = now,
            Device = device,
        });
        return token;
    }

    /// <summary>Who holds the secret, or null: unknown, left, expired, not used for long, or no longer in the settings.</summary>
    public async Task<WebVisitor?> FindAsync(string? token, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var hash = Secrets.Hash(token);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.WebSessions.AsNoTracking().SingleOrDefaultAsync(x => x.TokenHash == hash, cancel);
        if (row is null || !IsOpen(row)) return null;
        return rooms.FindPerson(row.Station, row.MemberId) is { } person
            ? new WebVisitor(person, IdOf(row), token)
            : null;
    }

    /// <summary>The person does something in the session: it lasts on. A page that only stands open does nothing.</summary>
    public async Task UsedAsync(WebVisitor visitor, CancellationToken cancel)
    {
        var hash = Secrets.Hash(visitor.Token);
        var now = time.GetUtcNow();
        var before = now - SeenEvery;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (!await db.WebSessions.AnyAsync(x => x.TokenHash == hash && (x.SeenAt <= before || x.SeenAt > now), cancel)) return;
        }

        try
        {
            await writer.InTransactionAsync(
                (db, stop) => db.WebSessions.Where(x => x.TokenHash == hash).ExecuteUpdateAsync(x => x.SetProperty(y => y.SeenAt, now), stop), cancel);
        }
        catch (Exception fault) when (StorageFaults.Of(fault) != StorageFault.None)
        {
            // Who only reads need not be kept from it by a store that takes nothing; the next call tries again.
            Log.NotKept(log, fault.GetType().Name);
        }
    }

    /// <summary>The open sessions of the person, the last used first.</summary>
    public async Task<IReadOnlyList<(string Id, WebSessionRow Session)>> OfAsync(WebPerson person, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return [.. (await RowsAsync(db, person, cancel)).OrderByDescending(x => x.SeenAt).Select(x => (IdOf(x), x))];
    }

    /// <summary>Ends one session of the person.</summary>
    /// <returns>Whether there was one with that id.</returns>
    public Task<bool> EndAsync(WebPerson person, string id, CancellationToken cancel) => writer.InTransactionAsync(
        async (db, stop) =>
        {
            if ((await RowsAsync(db, person, stop)).Find(x => IdOf(x) == id) is not { } row) return false;
            await db.WebSessions.Where(x => x.TokenHash == row.TokenHash).ExecuteDeleteAsync(stop);
            return true;
        },
        cancel);

    private async Task<List<WebSessionRow>> RowsAsync(ServiceBotDb db, WebPerson person, CancellationToken cancel)
    {
        var members = person.Memberships.Select(x => x.Member.Member.Id).Distinct().ToList();
        var rows = await db.WebSessions.AsNoTracking().Where(x => members.Contains(x.MemberId)).ToListAsync(cancel);
        return rows.FindAll(x => IsOpen(x) && rooms.FindPerson(x.Station, x.MemberId)?.Key == person.Key);
    }

    private bool IsOpen(WebSessionRow row)
    {
        var now = time.GetUtcNow();
        return row.ExpiresAt > now && row.SeenAt > now - Idle;
    }

    private static string IdOf(WebSessionRow row) => Convert.ToHexString(row.TokenHash, 0, 8);

    public Task CloseAsync(string token, CancellationToken cancel)
    {
        var hash = Secrets.Hash(token);
        return writer.InTransactionAsync(
            (db, stop) => db.WebSessions.Where(x => x.TokenHash == hash).ExecuteDeleteAsync(stop), cancel);
    }

    /// <summary>Ends every session of the members, and every link that has not been used.</summary>
    /// <returns>How many sessions and links.</returns>
    public Task<(int Sessions, int Links)> RevokeAsync(IReadOnlyCollection<(string Station, string Member)> members, CancellationToken cancel) =>
        writer.InTransactionAsync(
            async (db, stop) =>
            {
                var (ended, links, now) = (0, 0, time.GetUtcNow());
                foreach (var (station, member) in members)
                {
                    ended += await db.WebSessions.Where(x => x.Station == station && x.MemberId == member && x.ExpiresAt > now).CountAsync(stop);
                    links += await db.LoginLinks
                        .Where(x => x.Station == station && x.MemberId == member && x.UsedAt == null && x.ExpiresAt > now).CountAsync(stop);
                    await db.WebSessions.Where(x => x.Station == station && x.MemberId == member).ExecuteDeleteAsync(stop);
                    await db.LoginLinks.Where(x => x.Station == station && x.MemberId == member && x.UsedAt == null).ExecuteDeleteAsync(stop);
                }

                return (ended, links);
            },
            cancel);

    /// <summary>Leaves the old session, if there is one, and signs the member in.</summary>
    public Task<string> ChangeAsync(string? oldToken, string station, string memberId, string device, CancellationToken cancel) =>
        writer.InTransactionAsync(
            async (db, stop) =>
            {
                if (!string.IsNullOrEmpty(oldToken))
                {
                    var hash = Secrets.Hash(oldToken);
                    await db.WebSessions.Where(x => x.TokenHash == hash).ExecuteDeleteAsync(stop);
                }

                return await OpenAsync(db, station, memberId, device, stop);
            },
            cancel);

    private static partial class Log
    {
        [LoggerMessage(1463, LogLevel.Warning, "That a session is in use could not be kept: {Fault}")]
        public static partial void NotKept(ILogger log, string fault);
    }
}
