using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>
/// Keeps many new cases from flooding the chats: those from old records are told of by one list a station and day, and
/// too many at once are announced by one list before their cards. Both are drawn from the cases when they are sent, so a
/// restart, another process or another order of arrival changes nothing and doubles nothing.
/// </summary>
internal sealed class CaseArrivals(StationDirectory stations, Outbox outbox, AlertBounds bounds, TimeProvider time)
{
    /// <summary>What the subject of a day's list of cases from old records begins with.</summary>
    public const string HistoryKind = "history";

    /// <summary>What the subject of a list of many new cases begins with.</summary>
    public const string StormKind = "storm";

    /// <summary>For so long after its first case a storm is the same: its list grows, and no other is posted.</summary>
    public static readonly TimeSpan StormLength = TimeSpan.FromHours(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    // An import opens cases for minutes on end; a list is drawn anew this often at most meanwhile.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(10);

    /// <summary>Asks for the lists that have become due, in the transaction that opened the cases.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="code">The station.</param>
    /// <param name="alerted">Whether any of the new cases got a card.</param>
    /// <param name="fromHistory">Whether any was opened from old records.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task ListAsync(ServiceBotDb db, string code, bool alerted, bool fromHistory, CancellationToken cancel)
    {
        var station = stations.Get(code);
        var now = time.GetUtcNow();
        if (fromHistory) await AskAsync(db, station, HistorySubject(code, station.Calendar.Day(now)), now + Gathering, cancel);
        if (!alerted || bounds.AnnounceOver is not { } most || station.Chats.Count == 0) return;
        if (await StormAsync(db, station, most, now, cancel) is not { } storm) return;
        // Before the cards of this minute, in whatever order they wait.
        await AskAsync(db, station, storm.Subject, storm.IsNew ? now - Minute : now + Gathering, cancel);
    }

    /// <summary>The subject of a day's list.</summary>
    public static string HistorySubject(string station, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{HistoryKind}:{station}/{day:yyyy-MM-dd}");

    /// <summary>Station and day of such a subject.</summary>
    public static (string Station, DateOnly Day) ParseHistory(string subject)
    {
        var (station, rest) = Split(subject);
        return (station, DateOnly.ParseExact(rest, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Station and first moment of a storm's subject.</summary>
    public static (string Station, DateTimeOffset From) ParseStorm(string subject)
    {
        var (station, rest) = Split(subject);
        return (station, new DateTimeOffset(long.Parse(rest, CultureInfo.InvariantCulture), TimeSpan.Zero));
    }

    private static string StormSubject(string station, DateTimeOffset from) =>
        string.Create(CultureInfo.InvariantCulture, $"{StormKind}:{station}/{from.UtcTicks:D19}");

    private static (string Station, string Moment) Split(string subject)
    {
        var (colon, slash) = (subject.IndexOf(':', StringComparison.Ordinal), subject.LastIndexOf('/'));
        return (subject[(colon + 1)..slash], subject[(slash + 1)..]);
    }

    private async Task<(string Subject, bool IsNew)?> StormAsync(
        ServiceBotDb db, Station station, int most, DateTimeOffset now, CancellationToken cancel)
    {
        // Asked of one chat: all chats of the station are told together.
        var chat = (await ChatMoves.CurrentAsync(db, station.Chats[0], cancel)).Key;
        var (code, since) = (station.Code, now - Minute);
        if (await LastStormAsync(db, chat, code, now, cancel) is { } last)
        {
            var end = ParseStorm(last).From + StormLength;
            // A storm that goes on takes in whatever comes; what one that is over has listed is not announced again.
            if (end > now) return (last, false);
            if (end > since) since = end;
        }

        var fresh = db.ChangeTracker.Entries<CaseRow>()
            .Where(x => x.State == EntityState.Added && x.Entity.Station == code && !x.Entity.FromHistory)
            .Select(x => x.Entity.OpenedAt).ToList();
        if (fresh.Count <= most)
        {
            // The newest are the highest numbers: no more rows are looked at than are needed.
            fresh.AddRange(await db.Cases.AsNoTracking().Where(x => x.Station == code && !x.FromHistory)
                .OrderByDescending(x => x.Number).Take(most + 1 - fresh.Count).Select(x => x.OpenedAt).ToListAsync(cancel));
        }

        var recent = fresh.Where(x => x > since).ToList();
        if (recent.Count <= most) return null;
        var first = await db.Cases.Where(x => x.Station == code && !x.FromHistory && x.OpenedAt > since)
            .MinAsync(x => (DateTimeOffset?)x.OpenedAt, cancel);
        return (StormSubject(code, first < recent.Min() ? first.Value : recent.Min()), true);
    }

    // Subjects of one station are in the order of time: digits of one length.
    private static async Task<string?> LastStormAsync(
        ServiceBotDb db, string chat, string code, DateTimeOffset now, CancellationToken cancel)
    {
        var (first, last) = (StormSubject(code, DateTimeOffset.MinValue), StormSubject(code, now));
        return db.Outbox.Local.Where(x => x.ChatKey == chat).Select(x => x.Subject)
                .Where(x => string.CompareOrdinal(x, first) >= 0 && string.CompareOrdinal(x, last) <= 0).Max(StringComparer.Ordinal)
            ?? await db.Outbox.Where(x => x.ChatKey == chat && x.Subject.CompareTo(first) >= 0 && x.Subject.CompareTo(last) <= 0)
                .OrderByDescending(x => x.Subject).Select(x => x.Subject).FirstOrDefaultAsync(cancel);
    }

    private async Task AskAsync(
        ServiceBotDb db, Station station, string subject, DateTimeOffset dueAt, CancellationToken cancel)
    {
        foreach (var chat in station.Chats)
            await outbox.AskForCardAsync(db, subject, await ChatMoves.CurrentAsync(db, chat, cancel), cancel, dueAt);
    }
}
