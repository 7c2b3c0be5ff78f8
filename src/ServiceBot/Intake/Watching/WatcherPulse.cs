using System.Collections.Concurrent;

namespace ServiceBot.Intake.Watching;

/// <summary>How each watcher stands, for those who ask after its health.</summary>
internal sealed class WatcherPulse(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Reading> _readings = new(StringComparer.Ordinal);

    /// <param name="Trouble">What is wrong.</param>
    /// <param name="Detail">In the words of the fault, without secrets; null when nothing is wrong.</param>
    /// <param name="Since">Since when it is wrong, or since when nothing has been read yet.</param>
    /// <param name="ReadAt">When a whole round was read last by this process, or null.</param>
    /// <param name="Poll">How often a round is meant to be read.</param>
    internal sealed record Reading(SourceTrouble Trouble, string? Detail, DateTimeOffset Since, DateTimeOffset? ReadAt, TimeSpan Poll);

    /// <summary>How they stand, by their keys.</summary>
    public IReadOnlyList<KeyValuePair<string, Reading>> Now => [.. _readings.OrderBy(x => x.Key, StringComparer.Ordinal)];

    /// <summary>A watcher begins.</summary>
    public void Begun(string key, TimeSpan poll) => _readings[key] = new Reading(SourceTrouble.None, null, time.GetUtcNow(), null, poll);

    /// <summary>A round was read.</summary>
    /// <returns>Whether this ends a trouble.</returns>
    public bool Read(string key)
    {
        var before = _readings[key];
        _readings[key] = before with { Trouble = SourceTrouble.None, Detail = null, Since = time.GetUtcNow(), ReadAt = time.GetUtcNow() };
        return before.Trouble != SourceTrouble.None;
    }

    /// <summary>A round was not read.</summary>
    public void Failed(string key, SourceTrouble trouble, string detail)
    {
        var before = _readings[key];
        var since = before.Trouble == SourceTrouble.None ? time.GetUtcNow() : before.Since;
        _readings[key] = before with { Trouble = trouble, Detail = detail, Since = since };
    }
}
