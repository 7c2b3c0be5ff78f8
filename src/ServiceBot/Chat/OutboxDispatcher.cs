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

    private readonly Dictionary<string, (IChatChannel Channel, SendPace Pace)> _channels =
        channels.ToDictionary(x => x.Name, x => (x, new SendPace(x.Pace, time)));

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
            await RecoverAsync(stoppingToken);
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
            var wake = time.GetUtcNow() + LookAnyway;
            try
            {
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

            var wait = wake - time.GetUtcNow();
            if (wait <= TimeSpan.Zero) wait = TimeSpan.FromMilliseconds(1);
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(rung, ended, Task.Delay(wait, time, timer.Token));
            await timer.CancelAsync();
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
                // Perhaps delivered: a press may yet tell, and a crash that follows soon must not double it again.
                if (row.MessageId is not null || !_channels.TryGetValue(row.Channel, out var own) || own.Channel.KnowsItsSends)
                    continue;
                row.State = OutboxState.Unknown;
                row.DueAt = now + DeliveryRecord.UnknownWait;
            }

            var minuteAgo = now - TimeSpan.FromMinutes(1);
            var recent = await db.Outbox.AsNoTracking().Where(x => x.SentAt > minuteAgo)
                .OrderBy(x => x.SentAt).Select(x => new { x.Channel, x.ChatId, x.SentAt }).ToListAsync(token);
            foreach (var x in recent)
            {
                if (_channels.TryGetValue(x.Channel, out var entry)) entry.Pace.Remember(x.ChatId, x.SentAt!.Value);
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
                    return (claimed, claimed.Count < ids.Count ? time.GetUtcNow() : later);
                },
                cancel);
            foreach (var id in ends) _openSends.Remove(id);
            foreach (var claim in round.claimed.Where(x => x.MessageId is null && !_channels[x.Chat.Channel].Channel.KnowsItsSends))
                _openSends[claim.OutboxId] = time.GetUtcNow();
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
        var now = time.GetUtcNow();
        var aloneUntil = _openSends.Where(x => !ends.Contains(x.Key)).Select(x => x.Value + AloneFor)
            .DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var due = await db.Outbox.AsNoTracking()
            .Where(x => (x.State == OutboxState.Due || x.State == OutboxState.Unknown) && x.DueAt <= now)
            .OrderBy(x => x.DueAt).ThenBy(x => x.Id).Take(2000)
            .Select(x => new { x.Id, x.Channel, x.ChatId, IsNew = x.MessageId == null }).ToListAsync(cancel);
        var later = await db.Outbox
            .Where(x => (x.State == OutboxState.Due || x.State == OutboxState.Unknown) && x.DueAt > now)
            .MinAsync(x => (DateTimeOffset?)x.DueAt, cancel);

        var next = later ?? DateTimeOffset.MaxValue;
        var ids = new List<long>();
        var begun = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in due)
        {
            if (!_channels.TryGetValue(row.Channel, out var entry)) continue;
            if (ids.Count + _underWay >= MostAtOnce) break;
            var key = $"{row.Channel}:{row.ChatId}";
            var already = begun.GetValueOrDefault(key);
            if (already >= entry.Pace.InFlightPerChat || !entry.Pace.HasRoom(row.ChatId)) continue;
            var alone = row.IsNew && !entry.Channel.KnowsItsSends;
            var at = entry.Pace.Next(row.ChatId, now);
            if (alone && aloneUntil > at) at = aloneUntil;
            if (at > now)
            {
                if (at < next) next = at;
                continue;
            }

            if (alone) aloneUntil = now + AloneFor;
            begun[key] = already + 1;
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

        if (row.State == OutboxState.Unknown && row.MessageId is null) row.MayHaveStray = true;
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

        [LoggerMessage(1402, LogLevel.Error, "The channel {Channel} broke while sending")]
        public static partial void ChannelBroke(ILogger log, string channel, Exception fault);

        [LoggerMessage(1404, LogLevel.Warning, "{Count} sends that ended at the stop could not be written down")]
        public static partial void LastNotWritten(ILogger log, int count, Exception fault);

        [LoggerMessage(1403, LogLevel.Debug, "Outbox {Id}: {Outcome}")]
        public static partial void Delivered(ILogger log, long id, string outcome);
    }
}

/// <summary>A row that was claimed, with what is to be sent.</summary>
internal sealed record Claim(
    long OutboxId, ChatAddress Chat, string? MessageId, OutgoingMessage Message, byte[] Hash, int Version);

/// <summary>A send that ended.</summary>
/// <param name="Settled">Whether the pace has already been told of it.</param>
internal sealed record Delivery(Claim Claim, SendOutcome Outcome, DateTimeOffset At, bool Settled = false);
