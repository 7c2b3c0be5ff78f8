namespace ServiceBot.Detection;

/// <summary>Judges, when the service starts, what an import that was cut off has left unjudged.</summary>
internal sealed partial class BacklogAtStart(Backlog backlog, ILogger<BacklogAtStart> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await backlog.AnyAsync(stoppingToken)) return;
        Log.Begun(log);
        var found = await backlog.JudgeAsync(progress: null, stoppingToken);
        Log.Done(log, found.Returns, found.Signals, found.Cases);
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Information, "An import was cut off: the records it stored are judged now")]
        public static partial void Begun(ILogger log);

        [LoggerMessage(1102, LogLevel.Information, "They are judged: {Returns} returns, {Signals} signals, {Cases} cases")]
        public static partial void Done(ILogger log, int returns, int signals, int cases);
    }
}
