using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Stations;

namespace ServiceBot.Hosting;

/// <summary>Where the settings of a running service come from, so that they can be read again.</summary>
/// <param name="Files">The files of all layers, there or not.</param>
/// <param name="Read">Reads and checks all layers; throws where a file cannot be read.</param>
internal sealed record SettingsSource(IReadOnlyList<string> Files, Func<CheckedSettings> Read);

/// <summary>How the last change of the settings was taken.</summary>
/// <param name="Refused">What is wrong, a line each; empty where the settings were taken.</param>
/// <param name="NeedStart">Sections that changed and are read at a start only.</param>
internal sealed record SettingsStanding(IReadOnlyList<string> Refused, IReadOnlyList<string> NeedStart);

/// <summary>
/// Watches the files of the settings. Keys of the API and members of stations change while the service runs; settings of which
/// anything is wrong are refused as a whole, and the former stay. What else has changed waits for the next start.
/// </summary>
/// <remarks>The files are looked at, not listened to: notices do not come through from mounted folders.</remarks>
internal sealed partial class SettingsWatch(
    SettingsSource source, Settings started, ApiKeys keys, StationDirectory stations, SettingsWording words, TimeProvider time,
    ILogger<SettingsWatch> log) : BackgroundService
{
    /// <summary>How long a change waits to be seen.</summary>
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _members = MembersOf(stations);
    private string _seen = Stamp(source);

    /// <summary>How the last change was taken.</summary>
    public SettingsStanding Now { get; private set; } = new([], []);

    /// <summary>Looks once.</summary>
    public void Look()
    {
        var stamp = Stamp(source);
        if (stamp == _seen) return;
        try
        {
            Take(source.Read());
        }
        catch (IOException fault) when (fault is not FileNotFoundException)
        {
            // It is being written: the next look reads it.
            Log.Busy(log, fault.GetType().Name);
            return;
        }
        catch (Exception fault) when (fault is InvalidDataException or FileNotFoundException or UnauthorizedAccessException)
        {
            // The message tells file, line and place, and nothing of what stands there.
            Refuse([fault.Message]);
        }

        _seen = stamp;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(log);
        }
    }

    private void Take(CheckedSettings read)
    {
        if (read.Faults.Count > 0)
        {
            Refuse([.. read.Faults.Select(x => x.Line(words))]);
            return;
        }

        var changed = keys.Replace(read.Settings.Api);
        foreach (var name in changed.Added) Log.KeyAdded(log, name);
        foreach (var name in changed.Removed) Log.KeyRemoved(log, name);
        foreach (var name in changed.Changed) Log.KeyChanged(log, name);
        var newer = StationDirectory.From(read.Settings);
        stations.TakeMembersOf(newer);
        var members = MembersOf(stations);
        foreach (var one in members.Except(_members).Order(StringComparer.Ordinal)) Log.MemberAdded(log, one);
        foreach (var one in _members.Except(members).Order(StringComparer.Ordinal)) Log.MemberRemoved(log, one);
        _members.Clear();
        _members.UnionWith(members);
        Now = new SettingsStanding([], SectionsThatNeedAStart(started, read.Settings));
        Log.Taken(log, string.Join(", ", Now.NeedStart));
    }

    private void Refuse(IReadOnlyList<string> lines)
    {
        Now = new SettingsStanding(lines, []);
        foreach (var line in lines) Log.Refused(log, line);
    }

    /// <summary>The sections that differ, without what is taken over while the service runs.</summary>
    private static IReadOnlyList<string> SectionsThatNeedAStart(Settings before, Settings after)
    {
        var (a, b) = (Sections(before), Sections(after));
        return [.. a.Keys.Where(x => a[x] != b[x])];
    }

    private static Dictionary<string, string> Sections(Settings settings)
    {
        var json = JsonSerializer.SerializeToNode(settings)!.AsObject();
        json.Remove(nameof(Settings.Api));
        foreach (var station in json[nameof(Settings.Stations)]!.AsArray()) station!.AsObject().Remove(nameof(StationSettings.Members));
        return json.ToDictionary(x => x.Key, x => x.Value?.ToJsonString() ?? "");
    }

    private static HashSet<string> MembersOf(StationDirectory stations) =>
        [.. stations.All.SelectMany(s => s.Members.Select(m => $"{s.Code}/{m.Member.Id}"))];

    private static string Stamp(SettingsSource source) => string.Join('|', source.Files.Select(path =>
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks}:{file.Length}") : "-";
    }));

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Information, "The changed settings are in force; until the next start these wait: {Sections}")]
        public static partial void Taken(ILogger log, string sections);

        [LoggerMessage(1902, LogLevel.Error, "The changed settings are not taken, the former stay: {Fault}")]
        public static partial void Refused(ILogger log, string fault);

        [LoggerMessage(1903, LogLevel.Warning, "The API key {Name} opens from now on")]
        public static partial void KeyAdded(ILogger log, string name);

        [LoggerMessage(1904, LogLevel.Warning, "The API key {Name} opens nothing any more")]
        public static partial void KeyRemoved(ILogger log, string name);

        [LoggerMessage(1905, LogLevel.Warning, "The API key {Name} opens other stations than before")]
        public static partial void KeyChanged(ILogger log, string name);

        [LoggerMessage(1906, LogLevel.Warning, "{Member} is a member from now on")]
        public static partial void MemberAdded(ILogger log, string member);

        [LoggerMessage(1907, LogLevel.Warning, "{Member} is no member any more")]
        public static partial void MemberRemoved(ILogger log, string member);

        [LoggerMessage(1908, LogLevel.Information, "The settings cannot be read at this moment ({Fault}); trying again")]
        public static partial void Busy(ILogger log, string fault);

        [LoggerMessage(1909, LogLevel.Debug, "The settings are no longer watched")]
        public static partial void Stopped(ILogger log);
    }
}

/// <summary>Whether the settings as they lie in the files are those that are in force.</summary>
internal sealed class SettingsHealth(SettingsWatch watch, HealthWording words) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = watch.Now;
        // What is wrong stands in the log: whoever asks here need not know it.
        return Task.FromResult(now.Refused.Count > 0
            ? HealthCheckResult.Degraded(words.Plural("SettingsRefused", now.Refused.Count))
            : HealthCheckResult.Healthy(
                now.NeedStart.Count == 0 ? words["SettingsWell"] : words.Format("SettingsNeedStart", string.Join(", ", now.NeedStart))));
    }
}

/// <summary>The watch over the settings as one feature of the host.</summary>
internal static class SettingsWatchFeature
{
    public static IServiceCollection AddSettingsWatch(this IServiceCollection services, SettingsSource source, Settings settings)
    {
        services.AddSingleton(source);
        services.AddSingleton(SettingsWording.In(settings.Language));
        services.AddSingleton<SettingsWatch>();
        services.AddHostedService(x => x.GetRequiredService<SettingsWatch>());
        services.AddHealthChecks().AddCheck<SettingsHealth>("settings");
        return services;
    }
}
