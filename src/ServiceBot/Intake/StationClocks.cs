using System.Collections.Immutable;

namespace ServiceBot.Intake;

/// <summary>The stations records may be for, each with the time zone of its clock on the wall.</summary>
public sealed class StationClocks
{
    private readonly ImmutableDictionary<string, (string Code, TimeZoneInfo Zone)> _stations;

    /// <summary>Creates the set of stations; codes are compared without regard to case.</summary>
    /// <param name="stations">Code and time zone of each station; at least one.</param>
    /// <exception cref="ArgumentException">There is no station, or a code stands twice.</exception>
    public StationClocks(IEnumerable<KeyValuePair<string, TimeZoneInfo>> stations)
    {
        ArgumentNullException.ThrowIfNull(stations);
        var builder = ImmutableDictionary.CreateBuilder<string, (string, TimeZoneInfo)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, zone) in stations) builder.Add(code, (code, zone));
        if (builder.Count == 0) throw new ArgumentException("At least one station is needed.", nameof(stations));
        _stations = builder.ToImmutable();
        Codes = [.. _stations.Values.Select(s => s.Code).Order(StringComparer.Ordinal)];
    }

    /// <summary>The codes, sorted, as the settings write them.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>
    /// The one station there is, or null when there are several: then every record must name its own.
    /// </summary>
    public string? Only => Codes.Count == 1 ? Codes[0] : null;

    /// <summary>A set of one station.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="zone">Its time zone.</param>
    public static StationClocks One(string code, TimeZoneInfo zone) => new([new(code, zone)]);

    /// <summary>Looks a station up.</summary>
    /// <param name="code">The code as a record writes it.</param>
    /// <param name="canonical">The code as the settings write it.</param>
    /// <param name="zone">The station's time zone.</param>
    /// <returns>False when there is no such station.</returns>
    public bool TryFind(string code, out string canonical, out TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(code);
        var found = _stations.TryGetValue(code.Trim(), out var station);
        (canonical, zone) = found ? station : (code, TimeZoneInfo.Utc);
        return found;
    }
}
