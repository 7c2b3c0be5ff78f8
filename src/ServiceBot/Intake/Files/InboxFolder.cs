using System.Globalization;
using ServiceBot.Hosting;
using ServiceBot.Stations;

namespace ServiceBot.Intake.Files;

/// <summary>The folder for files as one feature of the host.</summary>
internal static class InboxFeature
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<FileIntake>();
        services.AddSingleton<InboxFolder>();
        services.AddHostedService(x => x.GetRequiredService<InboxFolder>());
        return services;
    }
}

/// <summary>
/// Watches the folder into which exports are dropped. A file is taken when it is finished, read, and only then moved:
/// whatever breaks in between, it is read again and changes nothing twice.
/// </summary>
internal sealed partial class InboxFolder(
    Settings settings, StationDirectory stations, FileIntake files, TimeProvider time, ILogger<InboxFolder> log)
    : BackgroundService
{
    private static readonly string[] UnfinishedEndings = [".part", ".tmp", ".temp", ".filepart", ".crdownload"];

    // A file that cannot be opened or stored is tried again, but not so often that it fills the log.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly InboxPlace _place = new(settings);
    private readonly FileReadingOptions _options = InboxPlace.Options(settings, stations);
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(settings.Language);
    private readonly Dictionary<string, (Stamp Stamp, DateTimeOffset Until)> _paused = new(StringComparer.Ordinal);
    private Dictionary<string, Stamp> _seen = new(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Inbox.Enabled) return;
        Log.Watching(log, _place.Folder);
        // By the wall's clock: whoever writes a file does so too, however fast a test lets its time run.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.Inbox.PollSeconds));
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Log.FolderClosed(log, _place.Folder, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One look: takes every file that has not changed since the look before.</summary>
    /// <returns>How many files were taken.</returns>
    internal async Task<int> LookAsync(CancellationToken cancel)
    {
        _place.Create();
        var now = new Dictionary<string, Stamp>(StringComparer.Ordinal);
        foreach (var file in new DirectoryInfo(_place.Folder).EnumerateFiles().Where(IsOurs))
            now[file.Name] = new Stamp(file.Length, file.LastWriteTimeUtc);
        var before = _seen;
        _seen = now;

        var taken = 0;
        foreach (var (name, stamp) in now.OrderBy(x => x.Value.Written).ThenBy(x => x.Key, StringComparer.Ordinal))
        {
            if (!before.TryGetValue(name, out var earlier) || earlier != stamp) continue;
            if (_paused.TryGetValue(name, out var pause) && pause.Stamp == stamp && time.GetUtcNow() < pause.Until) continue;
            if (await TakeAsync(name, stamp, cancel)) taken++;
        }

        foreach (var gone in _paused.Keys.Where(x => !now.ContainsKey(x)).ToList()) _paused.Remove(gone);
        return taken;
    }

    private static bool IsOurs(FileInfo file) =>
        file.Exists
        && file.Name[0] is not ('.' or '~')
        && (file.Attributes & (FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint)) == 0
        && file.LinkTarget is null
        && !UnfinishedEndings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase);

    private async Task<bool> TakeAsync(string name, Stamp stamp, CancellationToken cancel)
    {
        var path = Path.Combine(_place.Folder, name);
        try
        {
            var free = _place.FreeName(name);
            using var errors = new ErrorFile(Path.Combine(_place.Rejected, free + InboxPlace.ErrorsEnding), _culture);
            FileCount count;
            // An empty one is not opened: a pipe looks like it, and would hold up the service until somebody writes into it.
            await using (Stream content = stamp.Length == 0 ? Stream.Null : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None))
            {
                count = await files.TakeAsync(content, name, _options, errors.Add, progress: null, cancel);
            }

            // Written to while it was read: what is stored stays, and the rest is read when it is finished.
            var info = new FileInfo(path);
            if (!IsOurs(info) || new Stamp(info.Length, info.LastWriteTimeUtc) != stamp) return false;
            var isDone = !count.Refused && !count.NothingTaken;
            errors.Finish();
            File.Move(path, Path.Combine(isDone ? _place.Done : _place.Rejected, free));
            Telemetry.InboxFile(isDone ? (count.Rejected > 0 ? "partly" : "done") : "rejected");
            Log.Taken(
                log, isDone && count.Rejected == 0 ? LogLevel.Information : LogLevel.Warning, name, count.Read, count.Accepted,
                count.Updated, count.Unchanged, count.Rejected, isDone ? "done" : "rejected");
            _paused.Remove(name);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Still being written, closed to us, or the store does not answer: it stays where it is.
            _paused[name] = (stamp, time.GetUtcNow() + Pause);
            Log.NotTaken(log, name, Pause, fault);
            return false;
        }
    }

    private readonly record struct Stamp(long Length, DateTime Written);

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "Files dropped into {Folder} are read")]
        public static partial void Watching(ILogger log, string folder);

        [LoggerMessage(1002, LogLevel.Error, "The inbox {Folder} cannot be looked into")]
        public static partial void FolderClosed(ILogger log, string folder, Exception fault);

        [LoggerMessage(
            EventId = 1004, Message = "File {File}: read {Read}, accepted {Accepted}, updated {Updated}, unchanged {Unchanged}, "
                + "rejected {Rejected}; moved to {Place}")]
        public static partial void Taken(
            ILogger log, LogLevel level, string file, int read, int accepted, int updated, int unchanged, int rejected,
            string place);

        [LoggerMessage(1003, LogLevel.Warning, "File {File} could not be taken and stays; it is tried again in {Pause}")]
        public static partial void NotTaken(ILogger log, string file, TimeSpan pause, Exception fault);
    }
}
