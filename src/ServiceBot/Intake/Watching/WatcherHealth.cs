using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Hosting;
using ServiceBot.Stations;

namespace ServiceBot.Intake.Watching;

/// <summary>What is said of watchers.</summary>
internal sealed class WatcherWording(CultureInfo culture) : Wording(culture);

/// <summary>
/// Degraded at once for what a person must mend, and otherwise when nothing has been read for so long that someone must know.
/// The service stays ready: records come in by the other ways.
/// </summary>
internal sealed class WatcherHealth(WatcherPulse pulse, StationDirectory stations, WatcherWording words, TimeProvider time) : IHealthCheck
{
    /// <summary>Shorter troubles mend themselves.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var lines = new List<string>();
        var isBad = false;
        foreach (var (key, now) in pulse.Now)
        {
            var isBehind = IsBehind(now);
            isBad |= isBehind;
            var read = now.ReadAt is { } at ? words.Format("ReadAt", Moment(at)) : words["NeverRead"];
            lines.Add(now.Trouble == SourceTrouble.None
                ? words.Format(isBehind ? "Slow" : "Well", key, read)
                : words.Format("Troubled", key, words["Trouble" + now.Trouble], now.Detail, Moment(now.Since), read));
        }

        var text = string.Join(" ", lines);
        return Task.FromResult(isBad ? HealthCheckResult.Degraded(text) : HealthCheckResult.Healthy(text));
    }

    private bool IsBehind(WatcherPulse.Reading now) => now.Trouble switch
    {
        SourceTrouble.NotLetIn or SourceTrouble.NotUnderstood => true,
        // A long first reading is no trouble before it takes long without end.
        SourceTrouble.None or SourceTrouble.Unreachable or SourceTrouble.Failing or SourceTrouble.NotTaken =>
            time.GetUtcNow() - (now.ReadAt ?? now.Since) > Patience + (now.Poll * 2),
    };

    private string Moment(DateTimeOffset at) => stations.All[0].Calendar.Local(at).ToString("dd.MM HH:mm:ss", words.Culture);
}
