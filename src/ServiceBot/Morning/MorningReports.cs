using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Morning;

/// <summary>
/// Tells each station once a day what yesterday brought: the returns that opened no case, and what the system found
/// and nobody reported. That it was told is a row, written with the messages; a day without anything is told by silence.
/// </summary>
internal sealed partial class MorningReports(
    Writer writer, StationDirectory stations, YesterdaysReturns returns, MorningCheckReader check, MorningCheckPage page,
    MorningHour hour, Outbox outbox, ILogger<MorningReports> log)
{
    /// <summary>Posts what is due at a moment and was not posted.</summary>
    /// <returns>At how many stations the day was closed.</returns>
    /// <exception cref="AggregateException">Some station's could not be posted; the others were.</exception>
    public async Task<int> PostDueAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var posted = 0;
        List<Exception> faults = [];
        foreach (var station in stations.All.Where(x => x.Chats.Count > 0))
        {
            if (hour.DueDay(now, station.Calendar) is not { } day) continue;
            try
            {
                if (await PostAsync(station, day, now, cancel)) posted++;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                faults.Add(fault);
            }
        }

        return faults.Count == 0 ? posted : throw new AggregateException(faults);
    }

    /// <summary>The key under which a day is kept: <c>morning:2026-11-24</c>.</summary>
    public static string Key(DateOnly day) => "morning:" + Text(day);

    /// <summary>The subject of the message that lists a day's returns.</summary>
    public static string ReturnsSubject(string station, DateOnly day) => $"{ReturnsCard.Kind}:{station}/{Text(day)}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<bool> PostAsync(Station station, DateOnly day, DateTimeOffset now, CancellationToken cancel) =>
        writer.InTransactionAsync(
            async (db, token) =>
            {
                var key = Key(day);
                if (await db.Documents.AnyAsync(x => x.Station == station.Code && x.Key == key, token)) return false;
                var found = await returns.FindAsync(db, station, day, token);
                var facts = await check.ReadAsync(db, station, day, token);
                foreach (var configured in station.Chats)
                {
                    var chat = await ChatMoves.CurrentAsync(db, configured, token);
                    if (found.Count > 0) await outbox.AskForCardAsync(db, ReturnsSubject(station.Code, day), chat, token);
                    if (!facts.IsEmpty) await outbox.PostAsync(db, $"check:{station.Code}/{Text(day)}", chat, page.Write(station, day, facts), token);
                }

                // The list of returns stays the one that was sent; what became of each is shown as it is.
                db.Documents.Add(new DocumentRow
                {
                    Station = station.Code, Key = key, FrozenAt = now, Late = false, Content = string.Join('\n', found),
                });
                Log.Posted(log, station.Code, day, found.Count, facts.IsEmpty);
                return true;
            },
            cancel);

    private static partial class Log
    {
        [LoggerMessage(1701, LogLevel.Information, "The morning of {Station} on {Day:yyyy-MM-dd}: {Returns} returns without a case; nothing else found: {Clean}")]
        public static partial void Posted(ILogger log, string station, DateOnly day, int returns, bool clean);
    }
}
