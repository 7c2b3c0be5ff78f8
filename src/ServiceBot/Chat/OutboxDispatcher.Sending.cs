using Microsoft.EntityFrameworkCore;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <content>What happens to a claimed message: it is sent, and what became of it is settled and written down.</content>
internal sealed partial class OutboxDispatcher
{
    private async Task SendAsync(Claim claim, CancellationToken giveUp)
    {
        var (channel, pace) = _channels[claim.Chat.Channel];
        pace.Began(claim.Chat.ChatId);
        Interlocked.Increment(ref _underWay);
        SendOutcome outcome;
        try
        {
            outcome = claim.MessageId is null
                ? await channel.SendAsync(claim.Chat, claim.Message, claim.OutboxId, giveUp)
                : await channel.EditAsync(claim.Chat, claim.MessageId, claim.Message, giveUp);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // The row stays claimed; the next start takes it up as one that may have arrived.
            return;
        }
        catch (Exception fault)
        {
            Log.ChannelBroke(log, claim.Chat.Channel, fault);
            outcome = new SendOutcome.Unknown(fault.GetType().Name);
        }

        _ended.Enqueue(new Delivery(claim, outcome, time.GetUtcNow(), _steady.GetUtcNow()));
        _endedBell.Ring();
    }

    private void Settle(Delivery delivery)
    {
        if (delivery.Settled) return;
        Interlocked.Decrement(ref _underWay);
        var (chat, pace) = (delivery.Claim.Chat, _channels[delivery.Claim.Chat.Channel].Pace);
        pace.Ended(chat.ChatId, isCounted: delivery.Outcome is not SendOutcome.Transient { Unconnected: true }, delivery.Ended);
        if (delivery.Outcome is SendOutcome.RateLimited limited)
            pace.ToldToWait(chat.ChatId, _steady.GetUtcNow() + limited.RetryAfter + TimeSpan.FromMilliseconds(200));
        if (delivery.Outcome is SendOutcome.Misconfigured fault)
        {
            if (fault.WholeChannel) pace.PauseAll(_steady.GetUtcNow() + DeliveryRecord.MisconfiguredPause);
            else pace.Pause(chat.ChatId, _steady.GetUtcNow() + DeliveryRecord.MisconfiguredPause);
        }

        Telemetry.Send(chat.Channel, isEdit: delivery.Claim.MessageId is not null, delivery.Outcome.GetType().Name);
        Log.Delivered(log, delivery.Claim.OutboxId, delivery.Outcome.GetType().Name);
    }

    private async Task LeaveAsync()
    {
        await Task.WhenAll(_sends);
        var ended = new List<Delivery>();
        while (_ended.TryDequeue(out var delivery)) ended.Add(delivery);
        if (ended.Count == 0) return;
        foreach (var delivery in ended) Settle(delivery);
        using var limit = new CancellationTokenSource(LastWrite);
        try
        {
            await writer.InTransactionAsync((db, token) => WriteEndedAsync(db, ended, token), limit.Token);
        }
        catch (Exception fault)
        {
            // They stay claimed: the next start takes them up as ones that may have arrived.
            Log.LastNotWritten(log, ended.Count, fault);
        }
    }

    private async Task WriteEndedAsync(ServiceBotDb db, IReadOnlyCollection<Delivery> ended, CancellationToken cancel)
    {
        var own = ended.Select(x => x.Claim.OutboxId).ToList();
        await db.Outbox.Where(x => EF.Parameter(own).Contains(x.Id)).LoadAsync(cancel);
        foreach (var delivery in ended) await record.WriteAsync(db, delivery, cancel);
        await db.SaveChangesAsync(cancel);
    }
}
