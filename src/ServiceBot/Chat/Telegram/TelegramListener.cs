using Telegram.Bot.Exceptions;

namespace ServiceBot.Chat.Telegram;

/// <summary>The pace of listening.</summary>
internal sealed record ListenerTiming
{
    /// <summary>How long Telegram holds a question open; it allows 50 seconds at most.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after a first fault; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, and the pause where only a person can mend it.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest pause where there is no connection: to ask burdens nobody, and presses wait.</summary>
    public TimeSpan LongestUnheard { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An absence longer than this loses presses: Telegram keeps them so long.</summary>
    public TimeSpan AbsentAfter { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>How often the time of the last hearing is kept while nothing comes.</summary>
    public TimeSpan NoteEvery { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// Listens to Telegram by long polling. What it hears takes effect, and its place moves on, in one transaction; then
/// the presses are answered, while it listens on.
/// </summary>
internal sealed partial class TelegramListener(
    UpdateSource source, BatchTaking taking, ListeningPlace place, ReturnFromAbsence absence, PressAnswering answering,
    OwnWebhook webhook, TelegramPulse pulse, TelegramSecrets secrets, TimeProvider time, ILogger<TelegramListener> log) : BackgroundService
{
    /// <summary>How long the batch in hand and the answers still waiting may take when the service stops.</summary>
    private static readonly TimeSpan LastWork = TimeSpan.FromSeconds(3);

    private int _next;
    private DateTimeOffset? _notedAt;
    private int _faults;

    internal ListenerTiming Timing { get; set; } = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var giveUp = new CancellationTokenSource();
        using var ending = stoppingToken.Register(() => giveUp.CancelAfter(LastWork));
        var answers = answering.RunAsync(giveUp.Token);
        try
        {
            await ListenAsync(stoppingToken, giveUp.Token);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Whatever the stop broke off: it is asked for again at the next start.
            Log.Stopping(log, _next);
        }

        answering.Complete();
        await LeaveAsync(giveUp.Token);
        try
        {
            await answers;
        }
        catch (OperationCanceledException)
        {
            Log.AnswersGivenUp(log);
        }
    }

    /// <param name="stop">Ends the listening.</param>
    /// <param name="giveUp">Ends, a little later, the taking of what was heard.</param>
    private async Task ListenAsync(CancellationToken stop, CancellationToken giveUp)
    {
        var isPlaced = false;
        // The first question, and the first after a fault, does not wait: so it is known at once whether we hear.
        var wait = TimeSpan.Zero;
        while (true)
        {
            try
            {
                stop.ThrowIfCancellationRequested();
                if (!isPlaced)
                {
                    (_next, var heardAt) = await place.ReadAsync(stop);
                    source.ComesAfter(await place.LatestOrderAsync(stop));
                    absence.Placed(heardAt);
                    isPlaced = true;
                }

                await HearAsync(await source.FetchAsync(_next, wait, stop), giveUp);
                wait = absence.IsGathering ? Timing.FirstPause : Timing.Poll;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                wait = TimeSpan.Zero;
                if (TelegramPulse.Read(fault) != ListeningTrouble.WebhookActive || !await RemovedWebhookAsync(stop))
                    await Task.Delay(Pause(fault), time, stop);
            }
        }
    }

    /// <summary>Whether the webhook in the way was the one that this bot was run with before, and is gone.</summary>
    private async Task<bool> RemovedWebhookAsync(CancellationToken stop)
    {
        try
        {
            if (!await webhook.RemoveIfOursAsync(stop)) return false;
            Log.WebhookRemoved(log);
            return true;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.WebhookNotRemoved(log, secrets.Describe(fault));
            return false;
        }
    }

    private async Task HearAsync(UpdateBatch batch, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var heardAt = await absence.HeardAsync(now, Timing.AbsentAfter, cancel);

        IReadOnlyList<PressAnswer> answers = [];
        if (batch.Next is { } next)
        {
            answers = await taking.TakeAsync(batch, next, heardAt, cancel);
            _next = next;
            _notedAt = now;
        }
        else if (_notedAt is null || now - _notedAt >= Timing.NoteEvery)
        {
            await place.NoteAsync(heardAt, cancel);
            _notedAt = now;
        }

        _faults = 0;
        if (pulse.Heard()) Log.HeardAgain(log);
        await answering.AddAsync(answers, cancel);
    }

    private TimeSpan Pause(Exception fault)
    {
        var trouble = TelegramPulse.Read(fault);
        var detail = secrets.Describe(fault);
        pulse.Failed(trouble, detail);
        _faults++;
        var pause = trouble == ListeningTrouble.TokenRefused ? Timing.LongestPause
            : fault is ApiRequestException { Parameters.RetryAfter: { } seconds } ? TimeSpan.FromSeconds(seconds)
            : GrowingPause.After(
                Timing.FirstPause, trouble == ListeningTrouble.NoConnection ? Timing.LongestUnheard : Timing.LongestPause, _faults);
        if (trouble == ListeningTrouble.NotTaken) Log.NotTaken(log, pause, fault);
        else if (trouble is ListeningTrouble.TokenRefused) Log.TokenRefused(log, pause, detail);
        else if (trouble is ListeningTrouble.WebhookActive) Log.WebhookActive(log, pause, detail);
        else if (trouble is ListeningTrouble.SecondListener) Log.SecondListener(log, pause, detail);
        else Log.NotHeard(log, pause, detail);
        return pause;
    }

    /// <summary>An orderly stop keeps the time to the second, so that a quick restart is not taken for an absence.</summary>
    private async Task LeaveAsync(CancellationToken cancel)
    {
        // Nothing heard since the start: whatever absence there was is not over.
        if (pulse.Now is not { Trouble: ListeningTrouble.None, HeardAt: not null }) return;
        try
        {
            await place.NoteAsync(absence.SureAt(time.GetUtcNow()), cancel);
        }
        catch (Exception fault)
        {
            Log.LastTimeNotKept(log, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1551, LogLevel.Information, "Stopping to listen to Telegram; the next update is {Next}")]
        public static partial void Stopping(ILogger log, int next);

        [LoggerMessage(1552, LogLevel.Information, "Telegram is heard again")]
        public static partial void HeardAgain(ILogger log);

        [LoggerMessage(1553, LogLevel.Warning, "Telegram is not heard; trying again in {Pause}: {Reason}")]
        public static partial void NotHeard(ILogger log, TimeSpan pause, string reason);

        [LoggerMessage(1554, LogLevel.Error,
            "Telegram refuses the bot's token (ServiceBot:Telegram:Token); trying again in {Pause}: {Reason}")]
        public static partial void TokenRefused(ILogger log, TimeSpan pause, string reason);

        [LoggerMessage(1555, LogLevel.Error,
            "A webhook takes this bot's updates; remove it (deleteWebhook). Trying again in {Pause}: {Reason}")]
        public static partial void WebhookActive(ILogger log, TimeSpan pause, string reason);

        [LoggerMessage(1556, LogLevel.Error,
            "Another program listens with the same token; stop it. Trying again in {Pause}: {Reason}")]
        public static partial void SecondListener(ILogger log, TimeSpan pause, string reason);

        [LoggerMessage(1557, LogLevel.Error, "What Telegram said could not be taken; asking again in {Pause}")]
        public static partial void NotTaken(ILogger log, TimeSpan pause, Exception fault);

        [LoggerMessage(1558, LogLevel.Warning, "The last answers to presses were given up at the stop")]
        public static partial void AnswersGivenUp(ILogger log);

        [LoggerMessage(1559, LogLevel.Warning, "The time of the last hearing could not be kept at the stop")]
        public static partial void LastTimeNotKept(ILogger log, Exception fault);

        [LoggerMessage(1560, LogLevel.Information, "The webhook of the settings was taken away; what waited is fetched by polling")]
        public static partial void WebhookRemoved(ILogger log);

        [LoggerMessage(1563, LogLevel.Warning, "The webhook of the settings could not be taken away: {Reason}")]
        public static partial void WebhookNotRemoved(ILogger log, string reason);
    }
}
