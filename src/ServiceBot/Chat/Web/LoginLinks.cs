using Microsoft.EntityFrameworkCore;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>A way in for one member, once.</summary>
/// <param name="Path">To be put behind the address of the service: <c>/enter/CODE</c>.</param>
internal sealed record LoginLink(string Path, DateTimeOffset ExpiresAt);

/// <summary>What a link is worth now.</summary>
internal abstract record LinkOutcome
{
    private LinkOutcome() { }

    /// <summary>It lets that member in.</summary>
    public sealed record Valid(StationMember Member, Station Station) : LinkOutcome;

    /// <summary>The member is in; the secret is for the cookie.</summary>
    public sealed record Entered(string Token, string Member, string Station) : LinkOutcome;

    public sealed record Used : LinkOutcome;

    public sealed record Expired : LinkOutcome;

    /// <summary>No such link, or its member is no longer in the settings.</summary>
    public sealed record NotKnown : LinkOutcome;
}

/// <summary>One-time links into the built-in chat, valid for a day.</summary>
internal sealed class LoginLinks(
    Writer writer, IDbContextFactory<ServiceBotDb> contexts, StationDirectory stations, WebSessions sessions,
    TimeProvider time)
{
    public const string PathStart = "/enter/";
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Makes a link for the member.</summary>
    /// <returns>Null where the station or the member is not in the settings.</returns>
    public async Task<LoginLink?> CreateAsync(string station, string memberId, CancellationToken cancel)
    {
        if (FindMember(station, memberId) is null) return null;
        var code = Secrets.New();
        var expires = time.GetUtcNow() + Lifetime;
        await writer.InTransactionAsync(
            (db, _) =>
            {
                db.LoginLinks.Add(new LoginLinkRow
                {
                    CodeHash = Secrets.Hash(code), Station = station, MemberId = memberId, ExpiresAt = expires,
                });
                return Task.CompletedTask;
            },
            cancel);
        return new LoginLink(PathStart + code, expires);
    }

    /// <summary>Looks without using the link up: a messenger's preview opens it too.</summary>
    public async Task<LinkOutcome> LookAsync(string code, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return Judge(await FindAsync(db, code, cancel));
    }

    /// <summary>Uses the link up and signs the member in.</summary>
    /// <param name="code">As it stands in the address.</param>
    /// <param name="device">What it is opened on.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<LinkOutcome> EnterAsync(string code, string device, CancellationToken cancel) =>
        writer.InTransactionAsync(
            async (db, stop) =>
            {
                var row = await FindAsync(db, code, stop);
                var outcome = Judge(row);
                if (outcome is not LinkOutcome.Valid) return outcome;
                // Counted rather than set on the row: of two instances that get the same link at once, one lets in.
                var now = time.GetUtcNow();
                var taken = await db.LoginLinks
                    .Where(x => x.CodeHash == row!.CodeHash && x.UsedAt == null)
                    .ExecuteUpdateAsync(x => x.SetProperty(y => y.UsedAt, now), stop);
                if (taken == 0) return new LinkOutcome.Used();
                return new LinkOutcome.Entered(await sessions.OpenAsync(db, row!.Station, row.MemberId, device, stop), row.MemberId, row.Station);
            },
            cancel);

    private static Task<LoginLinkRow?> FindAsync(ServiceBotDb db, string code, CancellationToken cancel)
    {
        var hash = Secrets.Hash(code);
        return db.LoginLinks.AsNoTracking().SingleOrDefaultAsync(x => x.CodeHash == hash, cancel);
    }

    private LinkOutcome Judge(LoginLinkRow? row) => row switch
    {
        null => new LinkOutcome.NotKnown(),
        { UsedAt: not null } => new LinkOutcome.Used(),
        _ when row.ExpiresAt <= time.GetUtcNow() => new LinkOutcome.Expired(),
        _ => FindMember(row.Station, row.MemberId) is { } found
            ? new LinkOutcome.Valid(found.Member, found.Station)
            : new LinkOutcome.NotKnown(),
    };

    private (StationMember Member, Station Station)? FindMember(string station, string memberId) =>
        stations.Find(station) is { } found && found.Members.FirstOrDefault(x => x.Member.Id == memberId) is { } member
            ? (member, found)
            : null;
}
