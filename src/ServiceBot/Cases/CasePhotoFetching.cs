using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>
/// Fetches the photos of remarks from the channels they came by, keeps them with the case and asks for its card again.
/// What cannot be had is tried again, less and less often, for a week; a start of the service begins anew.
/// </summary>
internal sealed partial class CasePhotoFetching(
    Writer writer, IDbContextFactory<ServiceBotDb> contexts, Bells bells, CaseFile cases, StationDirectory stations,
    IEnumerable<IPhotoSource> sources, TimeProvider time, ILogger<CasePhotoFetching> log) : BackgroundService
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(7);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6),
    ];

    private readonly Dictionary<string, IPhotoSource> _sources = sources.ToDictionary(x => x.Channel);
    private readonly Dictionary<long, (int Attempts, DateTimeOffset Next)> _failed = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rung = bells.Photos.Next;
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException)
            {
                // The database is locked or the disk is full: the photos stay where they are, for the next round.
                Log.RoundBroke(log, fault);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.WhenAny(rung, Task.Delay(LookAnyway, time, stoppingToken));
        }
    }

    private async Task RoundAsync(CancellationToken cancel)
    {
        foreach (var photo in await WantedAsync(cancel))
        {
            if (await _sources[photo.Channel].FetchAsync(photo.Reference, cancel) is { } content)
            {
                await KeepAsync(photo.Id, content, cancel);
                _failed.Remove(photo.Id);
                continue;
            }

            // Why it could not be had is in the channel's own log.
            var failed = _failed.GetValueOrDefault(photo.Id);
            var wait = Waits[Math.Min(failed.Attempts, Waits.Length - 1)];
            _failed[photo.Id] = (failed.Attempts + 1, time.GetUtcNow() + wait);
        }
    }

    private async Task<List<Wanted>> WantedAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow() - GiveUpAfter;
        var channels = _sources.Keys.ToList();
        var resting = _failed.Where(x => x.Value.Next > time.GetUtcNow()).Select(x => x.Key).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Attachments.AsNoTracking()
            .Where(x => x.Content == null && x.At > since && EF.Parameter(channels).Contains(x.Channel)
                && !EF.Parameter(resting).Contains(x.Id))
            .OrderBy(x => x.Id).Select(x => new Wanted(x.Id, x.Channel, x.Reference)).ToListAsync(cancel);
    }

    private Task KeepAsync(long id, PhotoContent content, CancellationToken cancel) => writer.InTransactionAsync(
        async (db, token) =>
        {
            var row = await db.Attachments.Include(x => x.Case).SingleAsync(x => x.Id == id, token);
            row.Content = content.Bytes;
            row.ContentType = content.ContentType;
            if (stations.Find(row.Case!.Station) is { } station)
                await cases.ShowAgainAsync(db, station, row.Case.Number, token);
        },
        cancel);

    private sealed record Wanted(long Id, string Channel, string Reference);

    private static partial class Log
    {
        [LoggerMessage(1221, LogLevel.Error, "Photos of remarks could not be stored; trying again")]
        public static partial void RoundBroke(ILogger log, Exception fault);
    }
}
