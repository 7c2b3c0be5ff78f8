using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Digests;

/// <summary>
/// Posts the digest of a finished week to the station's chats, once ever: the message and its frozen copy are written in
/// one transaction, and the copy is what says that it was sent.
/// </summary>
internal sealed partial class DigestPost(
    Writer writer,
    IDbContextFactory<ServiceBotDb> contexts,
    StationDirectory stations,
    DigestReader reader,
    DigestPage page,
    DigestHour hour,
    Outbox outbox,
    ILogger<DigestPost> log)
{
    // A digest older than that says nothing new: the next one is a day away.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(6);

    // The schedule rings at the hour and every ten minutes; only a service that was not there comes later than this.
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(30);

    /// <summary>Posts what is due at a moment and was not posted: at each station at most the digest of one week.</summary>
    /// <returns>How many were posted.</returns>
    /// <exception cref="AggregateException">Some station's digest could not be posted; the others were.</exception>
    public async Task<int> PostDueDigests(DateTimeOffset now, CancellationToken cancel)
    {
        var posted = 0;
        List<Exception> faults = [];
        foreach (var station in stations.All.Where(x => x.Chats.Count > 0))
        {
            try
            {
                if (await PostIfDueAsync(station, now, cancel)) posted++;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                faults.Add(fault);
            }
        }

        return faults.Count == 0 ? posted : throw new AggregateException(faults);
    }

    /// <summary>Posts the digest of a week that is over, whether or not its hour has come.</summary>
    /// <returns>False when it was posted before.</returns>
    /// <exception cref="InvalidOperationException">The week is not over: the caller did not check.</exception>
    public Task<bool> PostAsync(Station station, ReportingWeek week, DateTimeOffset now, CancellationToken cancel) =>
        PostAsync(station, week, now, late: false, cancel);

    /// <summary>The digest as it was sent, or null when that week's was not.</summary>
    public async Task<FrozenDigest?> FrozenAsync(
        ServiceBotDb db, string station, ReportingWeek week, CancellationToken cancel)
    {
        var key = Key(week);
        var row = await db.Documents.AsNoTracking().SingleOrDefaultAsync(x => x.Station == station && x.Key == key, cancel);
        return row is null
            ? null
            : new FrozenDigest(JsonSerializer.Deserialize(row.Content, ContentJson.Default.MessageContent)!, row.FrozenAt);
    }

    private static string Key(ReportingWeek week) => $"digest:{week}";

    private async Task<bool> PostIfDueAsync(Station station, DateTimeOffset now, CancellationToken cancel)
    {
        var week = hour.LastDue(now, station.Calendar);
        var delay = now - hour.Due(week, station.Calendar);
        if (delay > LongestDelay) return false;
        var (key, end) = (Key(week), week.End(station.Calendar));
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (await db.Documents.AnyAsync(x => x.Station == station.Code && x.Key == key, cancel)) return false;
            // Before its first record the service has seen nothing and can say nothing, not even that nothing happened.
            if (!await db.Records.AnyAsync(x => x.Station == station.Code && x.FirstSeenAt < end, cancel)) return false;
        }

        return await PostAsync(station, week, now, delay > Punctual, cancel);
    }

    private Task<bool> PostAsync(
        Station station, ReportingWeek week, DateTimeOffset now, bool late, CancellationToken cancel)
    {
        if (now < week.End(station.Calendar)) throw new InvalidOperationException($"Week {week} is not over at {station.Code}.");
        return writer.InTransactionAsync(
            async (db, token) =>
            {
                var key = Key(week);
                if (await db.Documents.AnyAsync(x => x.Station == station.Code && x.Key == key, token)) return false;
                var message = page.Write(station, await reader.ReadAsync(db, station, week, now, token), late);
                foreach (var chat in station.Chats)
                {
                    await outbox.PostAsync(
                        db, $"digest:{station.Code}/{week}", await ChatMoves.CurrentAsync(db, chat, token), message, token);
                }

                db.Documents.Add(new DocumentRow
                {
                    Station = station.Code, Key = key, FrozenAt = now, Late = late,
                    Content = JsonSerializer.Serialize(message, ContentJson.Default.MessageContent),
                });
                Log.Posted(log, station.Code, week, late);
                return true;
            },
            cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1601, Level = LogLevel.Information, Message = "The digest of {Station} for {Week} is handed over for sending; late: {Late}")]
        public static partial void Posted(ILogger log, string station, ReportingWeek week, bool late);
    }
}

/// <summary>A digest as it was sent.</summary>
/// <param name="Message">What the chats were told.</param>
/// <param name="At">When.</param>
internal sealed record FrozenDigest(MessageContent Message, DateTimeOffset At);
