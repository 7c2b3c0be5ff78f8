using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>
/// Delivers the outbox. One loop: what ended is written down and what may go next is claimed and rendered in one
/// transaction, then sent side by side. One request a message is under way at most, always with the newest state.
/// </summary>
internal sealed partial class OutboxDispatcher(
    Writer writer,
    IDbContextFactory<ServiceBotDb> contexts,
    Bells bells,
    CardComposer composer,
    IEnumerable<IChatChannel> channels,
    DeliveryRecord record,
    TimeProvider time,
    ILogger<OutboxDispatcher> log) : BackgroundService
{
    private const int MostAtOnce = 64;

    // Another process (the command line) may have asked for a message: nobody rings for that.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1);
    // A new message is under way alone until it is written down, so that a crash doubles one at most; one that hangs does
    // not hold up the other chats for longer than this.
    private static readonly TimeSpan AloneFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    // At a stop what is under way may arrive and be written down, so that a restart doubles nothing.
    private static readonly TimeSpan LastSends = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(1.5);

    // What is kept in the store goes by the clock; what waits in memory goes on evenly.
    private readonly SteadyTime _steady = new(time);
    private readonly Dictionary<string, (IChatChannel Channel, SendPace Pace)> _channels = WithPace(channels, time);

    private readonly ConcurrentQueue<Delivery> _ended = new();
    private readonly Bell _endedBell = new();
    private readonly Dictionary<long, DateTimeOffset> _openSends = [];
    private readonly List<Task> _sends = [];
    private int _underWay;

    /// <summary>When the loop last went round; the health check looks at it.</summary>
    public DateTimeOffset? LastRoundAt { get; private set; }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var giveUp = new CancellationTokenSource();
        using var ending = stoppingToken.Register(() => giveUp.CancelAfter(LastSends));
        try
        {
            while (!await RecoveredAsync(stoppingToken)) await Task.Delay(LookAnyway, time, stoppingToken);
            await DispatchAsync(stoppingToken, giveUp.Token);
        }
        finally
        {
            await LeaveAsync();
        }
    }

    /// <param name="stoppingToken">Ends the claiming.</param>
    /// <param name="giveUp">Ends, a little later, the sends under way.</param>
    private async Task DispatchAsync(CancellationToken stoppingToken, CancellationToken giveUp)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (rung, ended) = (bells.Outbox.Next, _endedBell.Next);
            var wake = _steady.GetUtcNow() + LookAnyway;
            try
            {
                await FollowClockAsync(stoppingToken);
                var (claimed, next) = await RoundAsync(stoppingToken);
                _sends.RemoveAll(x => x.IsCompleted);
                _sends.AddRange(claimed.Select(x => SendAsync(x, giveUp)));
                LastRoundAt = time.GetUtcNow();
                if (next < wake) wake = next;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The database is locked or the disk is full: nothing was claimed; what ended waits in memory.
                Log.RoundBroke(log, fault);
            }

            var wait = wake - _steady.GetUtcNow();
            if (wait <= TimeSpan.Zero) wait = TimeSpan.FromMilliseconds(1);
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(rung, ended, Task.Delay(wait, time, timer.Token));
            await timer.CancelAsync();
        }
    }

    /// <summary>Where the clock was set back, what waits comes when it would have come.</summary>
    private async Task FollowClockAsync(CancellationToken cancel)
    {
        var back = _steady.TakeSetBack();
        if (back == TimeSpan.Zero) return;
        Log.ClockSetBack(log, back);
        await writer.InTransactionAsync(
            async (db, token) =>
            {
                var now = time.GetUtcNow();
                foreach (var row in await db.Outbox
                    .Where(x => (x.State == OutboxState.Due || x.State == OutboxState.Unknown) && x.DueAt > now).ToListAsync(token))
                    row.DueAt = row.DueAt - back > now ? row.DueAt - back : now;
            },
            cancel);
    }

    private static Dictionary<string, (IChatChannel Channel, SendPace Pace)> WithPace(IEnumerable<IChatChannel> channels, TimeProvider time)
    {
        var steady = new SteadyTime(time);
        return channels.ToDictionary(x => x.Name, x => (x, new SendPace(x.Pace, steady)));
    }

    private async Task<bool> RecoveredAsync(CancellationToken cancel)
    {
        try
        {
            await RecoverAsync(cancel);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The database is locked or the disk is full: without this nothing may be sent, and the service lives on.
            Log.RoundBroke(log, fault);
            return false;
        }
    }

    /// <summary>What was under way when the process died: an edit is done again; a send may have arrived.</summary>
    private Task RecoverAsync(CancellationToken cancel) => writer.InTransactionAsync(
        async (db, token) =>
        {
            var now = time.GetUtcNow();
            foreach (var row in await db.Outbox.Where(x => x.State == OutboxState.Sending).ToListAsync(token))
            {
                row.LeaseUntil = null;
                row.State = OutboxState.Due;
                row.DueAt = now;
                // Somebody pressed it while it was sent: whether that is this one or an earlier one nobody knows any more.
                if (row is { MessageId: not null, SentHash: null }) row.Strays++;
                // Perhaps delivered: a press may yet tell, and a crash that follows soon must not double it again.
                if (row.MessageId is not null || !_channels.TryGetValue(row.Channel, out var own) || own.Channel.KnowsItsSends)
                    continue;
                row.State = OutboxState.Unknown;
                row.Strays++;
                row.DueAt = now + DeliveryRecord.UnknownWait;
            }

            // A clock that was set back while nobody was here would have them wait for it to come round again.
            var latest = now + DeliveryRecord.MisconfiguredPause;
            foreach (var row in await db.Outbox
                .Where(x => (x.State == OutboxState.Due || x.State == OutboxState.Unknown) && x.DueAt > latest).ToListAsync(token))
                row.DueAt = latest;
            var minuteAgo = now - TimeSpan.FromMinutes(1);
            var recent = await db.Outbox.AsNoTracking().Where(x => x.SentAt > minuteAgo && x.SentAt <= now)
                .OrderBy(x => x.SentAt).Select(x => new { x.Channel, x.ChatId, x.SentAt }).ToListAsync(token);
            foreach (var x in recent)
            {
                if (_channels.TryGetValue(x.Channel, out var entry)) entry.Pace.Remember(x.ChatId, _steady.GetUtcNow() - (now - x.SentAt!.Value));
            }
        },
        cancel);

    private async Task<(List<Claim> Claimed, DateTimeOffset Next)> RoundAsync(CancellationToken cancel)
    {
        var next = DateTimeOffset.MaxValue;
        if (_ended.IsEmpty)
        {
            // Looking is cheap and needs no transaction; most rounds find nothing that may go.
            await using var db = await contexts.CreateDbContextAsync(cancel);
            (var ids, next) = await PickAsync(db, [], cancel);
            if (ids.Count == 0) return ([], next);
        }

        var ended = new List<Delivery>();
        while (_ended.TryDequeue(out var delivery)) ended.Add(delivery);
        foreach (var delivery in ended) Settle(delivery);
        try
        {
            var ends = ended.Select(x => x.Claim.OutboxId).ToHashSet();
            var round = await writer.InTransactionAsync(
                async (db, token) =>
                {
                    if (ended.Count > 0) await WriteEndedAsync(db, ended, token);
                    var (ids, later) = await PickAsync(db, ends, token);
                    var claimed = await ClaimAsync(db, ids, token);
                    // What came out unchanged took no turn of its chat: the next one need not wait.
                    return (claimed, claimed.Count < ids.Count ? _steady.GetUtcNow() : later);
                },
                cancel);
            foreach (var id in ends) _openSends.Remove(id);
            foreach (var claim in round.claimed.Where(x => x.MessageId is null && !_channels[x.Chat.Channel].Channel.KnowsItsSends))
                _openSends[claim.OutboxId] = _steady.GetUtcNow();
            return round;
        }
        catch
        {
            foreach (var delivery in ended) _ended.Enqueue(delivery with { Settled = true });
            throw;
        }
    }

    // Which rows may go now, and when to look again for those that may not.
    private async Task<(List<long> Ids, DateTimeOffset Next)> PickAsync(
        ServiceBotDb db, HashSet<long> ends, CancellationToken cancel)
    {
        // Asked before the rows are read: what a channel is to say first is then among them, or still to come.
        var held = _channels.Values.Where(x => x.Channel.HoldsNews).Select(x => x.Channel.Name).ToHashSet(StringComparer.Ordinal);
        var (clock, now) = (time.GetUtcNow(), _steady.GetUtcNow());
        var aloneUntil = _openSends.Where(x => !ends.Contains(x.Key)).Select(x => x.Value + AloneFor)
            .DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var due = await db.Outbox.AsNoTracking()
            .Where(x => (x.State == OutboxState.Due || x.State == OutboxState.Unknown) && x.DueAt <= clock)
            .OrderBy(x => x.DueAt).ThenBy(x => x.Id).Take(2000)
            .Select(x => new { x.Id, x.Channel, x.ChatId, IsNew = x.MessageId == null }).ToListAsync(cancel);
        var later = await db.Outbox
            .Where(x => (x.State == OutboxState.Due || x.State == OutboxState.Unknown) && x.DueAt > clock)
            .MinAsync(x => (DateTimeOffset?)x.DueAt, cancel);

        var next = later is { } at0 ? now + (at0 - clock) : DateTimeOffset.MaxValue;
        var ids = new List<long>();
        var (begun, ahead) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var row in due)
        {
            if (!_channels.TryGetValue(row.Channel, out var entry) || (row.IsNew && held.Contains(row.Channel))) continue;
            if (ids.Count + _underWay >= MostAtOnce) break;
            var key = $"{row.Channel}:{row.ChatId}";
            var already = begun.GetValueOrDefault(key);
            if (already >= entry.Pace.InFlightPerChat || !entry.Pace.HasRoom(row.ChatId)) continue;
            var alone = row.IsNew && !entry.Channel.KnowsItsSends;
            var at = entry.Pace.Next(row.ChatId, now, ahead.GetValueOrDefault(row.Channel));
            if (alone && aloneUntil > at) at = aloneUntil;
            if (at > now)
            {
                if (at < next) next = at;
                continue;
            }

            if (alone) aloneUntil = now + AloneFor;
            begun[key] = already + 1;
            ahead[row.Channel] = ahead.GetValueOrDefault(row.Channel) + 1;
            ids.Add(row.Id);
        }

        return (ids, next);
    }

    private async Task<List<Claim>> ClaimAsync(ServiceBotDb db, List<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        var rows = (await db.Outbox.Where(x => EF.Parameter(ids).Contains(x.Id)).ToListAsync(cancel))
            .Where(x => x.State is OutboxState.Due or OutboxState.Unknown).ToDictionary(x => x.Id);
        var composed = await composer.ComposeAsync(db, rows.Values, cancel);
        foreach (var row in rows.Values.Where(x => composed.Broken.ContainsKey(x.Subject)).ToList())
        {
            rows.Remove(row.Id);
            record.Broken(row, composed.Broken[row.Subject]);
        }

        return [.. ids.Where(rows.ContainsKey).Select(id => Claimed(rows[id], composed.Messages.GetValueOrDefault(id))).OfType<Claim>()];
    }

    private Claim? Claimed(OutboxRow row, OutgoingMessage? message)
    {
        var hash = message is null ? null : CardComposer.Hash(message);
        if (message is null || (row.MessageId is not null && row.SentHash is not null && row.SentHash.AsSpan().SequenceEqual(hash)))
        {
            row.State = OutboxState.Sent;
            row.SentVersion = row.WantedVersion;
            return null;
        }

        row.State = OutboxState.Sending;
        row.LeaseUntil = time.GetUtcNow() + Lease;
        row.Attempts++;
        return new Claim(
            row.Id, new ChatAddress(row.Channel, row.ChatId, row.Topic), row.MessageId, message, hash!, row.WantedVersion);
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Error, "A round of the outbox broke; it is tried again")]
        public static partial void RoundBroke(ILogger log, Exception fault);

        [LoggerMessage(1405, LogLevel.Warning, "The clock was set back by {Back}; what waits to be sent does not wait for it")]
        public static partial void ClockSetBack(ILogger log, TimeSpan back);

        [LoggerMessage(1402, LogLevel.Error, "The channel {Channel} broke while sending")]
        public static partial void ChannelBroke(ILogger log, string channel, Exception fault);

        [LoggerMessage(1404, LogLevel.Warning, "{Count} sends that ended at the stop could not be written down")]
        public static partial void LastNotWritten(ILogger log, int count, Exception fault);

        [LoggerMessage(1403, LogLevel.Debug, "Outbox {Id}: {Outcome}")]
        public static partial void Delivered(ILogger log, long id, string outcome);
    }
}
