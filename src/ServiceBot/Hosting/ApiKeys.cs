using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;

namespace ServiceBot.Hosting;

/// <summary>A program that showed a known key.</summary>
/// <param name="Name">The key's name in the settings, for the log.</param>
/// <param name="Stations">The stations it may write and read; null: all.</param>
internal sealed record ApiCaller(string Name, IReadOnlySet<string>? Stations)
{
    /// <summary>A key is used from a few places; what comes after so many is not remembered.</summary>
    private const int MostNetworks = 1_000;

    private ConcurrentDictionary<IPAddress, byte> Networks { get; init; } = new();

    /// <summary>How many of its calls are used up.</summary>
    public CallPace Pace { get; private init; } = new();

    /// <summary>Whether the caller may write and read that station.</summary>
    public bool MayUse(string station) => Stations is null || Stations.Contains(station);

    /// <summary>Whether the key has been used from that network since the start.</summary>
    public bool HasWorkedFrom(IPAddress network) => Networks.ContainsKey(network);

    /// <summary>The key is used from that network.</summary>
    public void Worked(IPAddress network)
    {
        if (!Networks.ContainsKey(network) && Networks.Count < MostNetworks) Networks.TryAdd(network, 0);
    }

    /// <summary>The same key under what newer settings say of it: its calls go on being counted.</summary>
    public ApiCaller GoingOn(ApiCaller before) => this with { Pace = before.Pace, Networks = before.Networks };
}

/// <summary>The keys of the settings, which may hold the key or its hash. Only hashes are kept.</summary>
internal sealed class ApiKeys
{
    private volatile KnownKeys _now;

    /// <param name="settings">As checked.</param>
    public ApiKeys(ApiSettings settings) => _now = new KnownKeys(settings, before: null);

    /// <summary>The keys that open now: to be asked for once a call.</summary>
    public KnownKeys Now => _now;

    /// <summary>Puts the keys of newer settings in place of these, from the next call on.</summary>
    /// <param name="settings">As checked.</param>
    /// <returns>The names of the keys that opened nothing before, that open nothing now, and that open other stations.</returns>
    public (IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed) Replace(ApiSettings settings)
    {
        var before = _now;
        var after = new KnownKeys(settings, before);
        _now = after;
        return (
            [.. after.Keys.Where(x => before.Find(x.Hash) is null).Select(x => x.Caller.Name)],
            [.. before.Keys.Where(x => after.Find(x.Hash) is null).Select(x => x.Caller.Name)],
            [.. after.Keys.Where(x => before.Find(x.Hash) is { } was && !SameStations(was.Stations, x.Caller.Stations)).Select(x => x.Caller.Name)]);
    }

    private static bool SameStations(IReadOnlySet<string>? a, IReadOnlySet<string>? b) =>
        a is null || b is null ? a is null && b is null : a.SetEquals(b);
}

/// <summary>The keys as one version of the settings names them.</summary>
internal sealed class KnownKeys
{
    /// <param name="settings">As the settings write them; a key without text opens nothing.</param>
    /// <param name="before">The keys until now: of one that stays, the calls go on being counted.</param>
    public KnownKeys(ApiSettings settings, KnownKeys? before)
    {
        Keys = [.. settings.Keys.Where(k => k.Key.Length > 0).Select(k =>
        {
            var hash = ApiKeyHash.OfSetting(k.Key);
            var caller = new ApiCaller(k.Name, k.Stations.Count == 0 ? null : k.Stations.ToHashSet(StringComparer.OrdinalIgnoreCase));
            return (hash, before?.Find(hash) is { } known ? caller.GoingOn(known) : caller);
        })];
        (CallsPerMinute, WrongPerMinute) = (settings.CallsPerMinute, settings.WrongKeysPerMinute);
    }

    /// <summary>The keys by their hashes.</summary>
    public IReadOnlyList<(byte[] Hash, ApiCaller Caller)> Keys { get; }

    /// <summary>Whether no key is set, so that nobody gets in.</summary>
    public bool IsEmpty => Keys.Count == 0;

    /// <summary>Calls that a key may make in a minute; 0: as many as it likes.</summary>
    public int CallsPerMinute { get; }

    /// <summary>Wrong keys that a network may show in a minute; 0: as many as it likes.</summary>
    public int WrongPerMinute { get; }

    /// <summary>The caller with that key, or null. Takes the same time whichever key is shown.</summary>
    /// <param name="shown">The key as it came. A hash that is shown is a text like any other and opens nothing.</param>
    public ApiCaller? Find(string shown) => Find(Secrets.Hash(shown));

    /// <summary>The caller whose key has that hash, or null.</summary>
    public ApiCaller? Find(byte[] hash)
    {
        ApiCaller? found = null;
        foreach (var (known, caller) in Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = caller;
        }

        return found;
    }
}
