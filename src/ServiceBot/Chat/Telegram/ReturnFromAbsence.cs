namespace ServiceBot.Chat.Telegram;

/// <summary>
/// Knows how long Telegram was not heard, and has the chats told when it is heard again. After hours one message takes the
/// place of all that would have rung meanwhile; new messages wait until it is written, and it waits a little for what the
/// sources bring after a long stop.
/// </summary>
internal sealed class ReturnFromAbsence(AbsenceNotice notice, TelegramPulse pulse, TimeProvider time)
{
    /// <summary>From so long on, what happened is summed up rather than told piece by piece.</summary>
    public static readonly TimeSpan LongAfter = TimeSpan.FromHours(1);

    /// <summary>So long a return from a long absence waits for what the sources bring.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromSeconds(20);

    // Written by the listener, read by the dispatcher.
    private readonly Lock _gate = new();
    private bool _isPlaced;
    private DateTimeOffset? _heardAt;
    private DateTimeOffset? _backAt;

    /// <summary>Whether a return is being summed up: Telegram is heard, and the message is not written yet.</summary>
    public bool IsGathering
    {
        get
        {
            lock (_gate) return _backAt is not null;
        }
    }

    /// <summary>
    /// Whether new messages must wait, so that none comes before the one that sums up. Only while Telegram is not reached
    /// at all or has just been heard: where it answers, but not to our listening, sending may well work.
    /// </summary>
    public bool HoldsNews
    {
        get
        {
            lock (_gate)
            {
                if (!_isPlaced || _backAt is not null) return true;
                return _heardAt is { } at && time.GetUtcNow() - at >= LongAfter
                    && pulse.Now.Trouble is ListeningTrouble.None or ListeningTrouble.NoConnection or ListeningTrouble.NotTaken;
            }
        }
    }

    /// <summary>When Telegram was last heard is known from the store.</summary>
    public void Placed(DateTimeOffset? heardAt)
    {
        lock (_gate) (_isPlaced, _heardAt, _backAt) = (true, heardAt, null);
    }

    /// <summary>The moment up to which all is told and may be kept as heard, where something comes at <paramref name="now"/>.</summary>
    public DateTimeOffset SureAt(DateTimeOffset now)
    {
        lock (_gate) return _heardAt is { } at && (_backAt is not null || now - at >= LongAfter) ? at : now;
    }

    /// <summary>Telegram is heard.</summary>
    /// <param name="now">When.</param>
    /// <param name="absentAfter">An absence longer than this loses presses and is told.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The moment up to which all is told and may be kept as heard.</returns>
    public async Task<DateTimeOffset> HeardAsync(DateTimeOffset now, TimeSpan absentAfter, CancellationToken cancel)
    {
        DateTimeOffset? before, backAt;
        lock (_gate)
        {
            if (_heardAt is { } at && now - at >= LongAfter) _backAt ??= now;
            // The clock was set back while it was gathered: nobody waits until it has come round again.
            if (_backAt > now) _backAt = now;
            (before, backAt) = (_heardAt, _backAt);
        }

        if (before is { } from)
        {
            // A kill before it is written leaves the time as it was: the next start comes back from the same absence.
            if (now - backAt < Gathering) return from;
            if (backAt is not null) await notice.SumUpAsync(from, now, cancel);
            else if (now - from > absentAfter) await notice.TellAsync(from, now, cancel);
        }

        lock (_gate) (_heardAt, _backAt) = (now, null);
        return now;
    }
}
