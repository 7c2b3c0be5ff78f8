using ServiceBot.Domain.Signals;
using ServiceBot.Hosting;

namespace ServiceBot.Cases;

/// <summary>What is too old, or too much at once, to be alerted of one by one.</summary>
/// <param name="Within">A case whose newest signal is older is opened without a card; null: none is.</param>
/// <param name="AnnounceOver">More new cases than this in a minute are announced by one message first; null: never.</param>
internal sealed record AlertBounds(TimeSpan? Within, int? AnnounceOver)
{
    /// <summary>Reads the settings, which were checked before; 0 switches off.</summary>
    public static AlertBounds From(DetectionSettings settings) => new(
        settings.AlertWithinDays > 0 ? TimeSpan.FromDays(settings.AlertWithinDays) : null,
        settings.AnnounceOver > 0 ? settings.AnnounceOver : null);

    /// <summary>Whether all these signals are too old for an alert.</summary>
    public bool IsHistory(IEnumerable<Signal> signals, DateTimeOffset now) =>
        Within is { } within && signals.Max(x => x.At) < now - within;
}
