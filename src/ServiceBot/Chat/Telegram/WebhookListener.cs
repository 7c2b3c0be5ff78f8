using System.Text.Json;
using System.Threading.Channels;
using Telegram.Bot.Types;

namespace ServiceBot.Chat.Telegram;

/// <summary>The pace of watching over the webhook.</summary>
internal sealed record WebhookTiming
{
    /// <summary>How often Telegram is asked how its bringing fares.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after a first fault; it doubles with each further one, up to <see cref="CheckEvery"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An absence longer than this loses presses: Telegram keeps them so long.</summary>
    public TimeSpan AbsentAfter { get; init; } = TimeSpan.FromSeconds(150);
}

/// <summary>
/// Has Telegram bring the updates to an address of ours. An update is confirmed when its effect is on disk and not before;
/// those that are brought while others are written down are taken together, in one transaction. Brought twice or out of
/// order, an update has the same one effect.
/// </summary>
internal sealed partial class WebhookListener(
    OwnWebhook webhook, UpdateSource source, BatchTaking taking, ListeningPlace place, ReturnFromAbsence absence,
    PressAnswering answering, TelegramPulse pulse, TelegramSecrets secrets, TimeProvider time, ILogger<WebhookListener> log)
    : BackgroundService
{
    private const int MostAtOnce = 100;

    /// <summary>
    /// The place that polling goes on from: the beginning. What polling or the webhook has taken already is known again,
    /// and what the webhook could not be brought may have a lower number than what it was.
    /// </summary>
    private const int FromTheBeginning = 0;

    private static readonly TimeSpan LastWork = TimeSpan.FromSeconds(3);

    private readonly Channel<Brought> _brought = System.Threading.Channels.Channel.CreateBounded<Brought>(
        new BoundedChannelOptions(1000) { SingleReader = true });

    private int _taken;
    private int _faults;

    internal WebhookTiming Timing { get; set; } = new();

    private sealed record Brought(UpdateBatch Batch, TaskCompletionSource Done);

    /// <summary>Takes one update that was brought; completes when it is on disk.</summary>
    /// <param name="update">As Telegram wrote it; it has a number.</param>
    /// <param name="cancel">The one who brought it has gone.</param>
    /// <exception cref="Exception">It could not be taken, for whatever reason: it must be brought again.</exception>
    public async Task TakeAsync(JsonElement update, CancellationToken cancel)
    {
        var one = new Brought(
            await source.ReadBroughtAsync(update, cancel), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _brought.Writer.WriteAsync(one, cancel);
        await one.Done.Task.WaitAsync(cancel);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var giveUp = new CancellationTokenSource();
        using var ending = stoppingToken.Register(() => giveUp.CancelAfter(LastWork));
        var answers = answering.RunAsync(giveUp.Token);
        var takings = TakeAllAsync(giveUp.Token);
        try
        {
            await WatchAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopping(log);
        }

        // The server has ended by now, so nothing more is brought. The webhook stays set: Telegram keeps what comes.
        _brought.Writer.TryComplete();
        try
        {
            await takings;
            answering.Complete();
            await answers;
        }
        catch (OperationCanceledException)
        {
            Log.AnswersGivenUp(log);
        }
    }

    private async Task TakeAllAsync(CancellationToken cancel)
    {
        var all = new List<Brought>();
        while (await _brought.Reader.WaitToReadAsync(cancel))
        {
            all.Clear();
            while (all.Count < MostAtOnce && _brought.Reader.TryRead(out var one)) all.Add(one);
            try
            {
                var events = all.SelectMany(x => x.Batch.Events).OrderBy(x => x.Order).ToList();
                var answers = await taking.TakeAsync(new UpdateBatch(events, FromTheBeginning), FromTheBeginning, absence.SureAt(time.GetUtcNow()), cancel);
                Interlocked.Add(ref _taken, all.Count);
                foreach (var one in all) one.Done.TrySetResult();
                await answering.AddAsync(answers, cancel);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                Log.NotTaken(log, all.Count, fault);
                foreach (var one in all) one.Done.TrySetException(fault);
            }
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        var (isPlaced, isSet) = (false, false);
        while (true)
        {
            TimeSpan pause;
            try
            {
                if (!isPlaced)
                {
                    var (_, heardAt) = await place.ReadAsync(stop);
                    source.ComesAfter(await place.LatestOrderAsync(stop));
                    absence.Placed(heardAt);
                    isPlaced = true;
                }

                if (!isSet) await webhook.SetAsync(stop);
                var info = await webhook.LookAsync(stop);
                isSet = info.Url == webhook.Url;
                pause = isSet ? await JudgeAsync(info, stop) : Troubled(ListeningTrouble.SecondListener, "");
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                pause = Troubled(TelegramPulse.Read(fault), secrets.Describe(fault));
            }

            await Task.Delay(pause, time, stop);
        }
    }

    /// <summary>
    /// Something waits, Telegram names a fault, and nothing has arrived since the last look: it does not get through.
    /// </summary>
    private async Task<TimeSpan> JudgeAsync(WebhookInfo info, CancellationToken cancel)
    {
        var taken = Interlocked.Exchange(ref _taken, 0);
        if (taken == 0 && info.PendingUpdateCount > 0 && info.LastErrorMessage is { Length: > 0 } message)
            return Troubled(ListeningTrouble.WebhookFailing, secrets.Mask(message));

        var now = time.GetUtcNow();
        await place.NoteAsync(await absence.HeardAsync(now, Timing.AbsentAfter, cancel), cancel);
        _faults = 0;
        if (pulse.Heard()) Log.HeardAgain(log);
        return absence.IsGathering ? Timing.FirstPause : Timing.CheckEvery;
    }

    private TimeSpan Troubled(ListeningTrouble trouble, string detail)
    {
        pulse.Failed(trouble, detail);
        var pause = GrowingPause.After(Timing.FirstPause, Timing.CheckEvery, ++_faults);
        Log.NotBrought(log, trouble, pause, detail);
        return pause;
    }

    private static partial class Log
    {
        [LoggerMessage(1571, LogLevel.Information, "No more updates are taken by webhook; Telegram keeps them until the next start")]
        public static partial void Stopping(ILogger log);

        [LoggerMessage(1572, LogLevel.Information, "Telegram brings updates again")]
        public static partial void HeardAgain(ILogger log);

        [LoggerMessage(1573, LogLevel.Error, "The webhook does not work ({Trouble}); looking again in {Pause}: {Reason}")]
        public static partial void NotBrought(ILogger log, ListeningTrouble trouble, TimeSpan pause, string reason);

        [LoggerMessage(1574, LogLevel.Error, "{Count} updates could not be taken; Telegram brings them again")]
        public static partial void NotTaken(ILogger log, int count, Exception fault);

        [LoggerMessage(1575, LogLevel.Warning, "The last answers to presses were given up at the stop")]
        public static partial void AnswersGivenUp(ILogger log);
    }
}
