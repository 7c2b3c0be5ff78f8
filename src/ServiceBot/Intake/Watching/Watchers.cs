using System.Data.Common;

namespace ServiceBot.Intake.Watching;

/// <summary>Lets every source be read on its own: one that is silent holds up no other.</summary>
internal sealed partial class Watchers(
    IEnumerable<IWatchedSource> sources, WatcherPulse pulse, TimeProvider time, ILogger<Watchers> log) : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(sources.Select(source => Task.Run(() => WatchAsync(source, stoppingToken), stoppingToken)));

    private async Task WatchAsync(IWatchedSource source, CancellationToken cancel)
    {
        pulse.Begun(source.Key, source.Poll);
        Log.Watching(log, source.Key, source.Poll);
        var failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                var count = await source.ReadAsync(cancel);
                if (pulse.Read(source.Key)) Log.Again(log, source.Key);
                if (count.Accepted + count.Updated + count.Rejected > 0)
                    Log.Round(log, source.Key, count.Read, count.Accepted, count.Updated, count.Rejected);
                failures = 0;
                pause = source.Poll;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                var known = fault as SourceFault ?? Ours(fault);
                pulse.Failed(source.Key, known.Trouble, known.Message);
                pause = BackOff.After(source.Poll, known.Trouble, ++failures, Random.Shared.NextDouble());
                if (known.Trouble == SourceTrouble.NotTaken) Log.NotTaken(log, source.Key, pause, fault);
                else Log.Silent(log, source.Key, known.Trouble, known.Message, pause);
            }

            await Task.Delay(pause, time, cancel);
        }
    }

    /// <summary>A slip or a database that does not answer: the watcher must outlive it.</summary>
    private static SourceFault Ours(Exception fault) =>
        new(SourceTrouble.NotTaken, fault is DbException ? fault.Message : fault.GetType().Name, fault);

    private static partial class Log
    {
        [LoggerMessage(1021, LogLevel.Information, "{Source} is read every {Poll}")]
        public static partial void Watching(ILogger log, string source, TimeSpan poll);

        [LoggerMessage(1022, LogLevel.Information, "{Source}: read {Read}, accepted {Accepted}, updated {Updated}, rejected {Rejected}")]
        public static partial void Round(ILogger log, string source, int read, int accepted, int updated, int rejected);

        [LoggerMessage(1023, LogLevel.Warning, "{Source} cannot be read ({Trouble}): {Detail}; the next attempt in {Pause}")]
        public static partial void Silent(ILogger log, string source, SourceTrouble trouble, string detail, TimeSpan pause);

        [LoggerMessage(1024, LogLevel.Information, "{Source} is read again")]
        public static partial void Again(ILogger log, string source);

        [LoggerMessage(1025, LogLevel.Error, "What {Source} says could not be stored; the next attempt in {Pause}")]
        public static partial void NotTaken(ILogger log, string source, TimeSpan pause, Exception fault);
    }
}

/// <summary>How long to wait after a failed round.</summary>
internal static class BackOff
{
    /// <summary>The longest wait for what mends itself.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The wait where a person must mend it: a wrong password asked often locks the user out.</summary>
    public static readonly TimeSpan ForAPerson = TimeSpan.FromMinutes(15);

    /// <summary>Twice as long with each failure, so many percent more or less that two services do not ask in step.</summary>
    /// <param name="poll">The wait after a good round.</param>
    /// <param name="trouble">What went wrong.</param>
    /// <param name="failures">How many rounds have failed in a row, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(TimeSpan poll, SourceTrouble trouble, int failures, double chance)
    {
        var jitter = 0.8 + (0.4 * chance);
        if (trouble == SourceTrouble.NotLetIn) return (poll > ForAPerson ? poll : ForAPerson) * jitter;
        var doubled = poll * Math.Pow(2, Math.Min(failures - 1, 16));
        var longest = poll > Longest ? poll : Longest;
        return (doubled < longest ? doubled : longest) * jitter;
    }
}
