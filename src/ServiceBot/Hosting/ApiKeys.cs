using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Hosting;

/// <summary>A program that showed a known key.</summary>
/// <param name="Name">The key's name in the settings, for the log.</param>
/// <param name="Stations">The stations it may write and read; null: all.</param>
internal sealed record ApiCaller(string Name, IReadOnlySet<string>? Stations)
{
    /// <summary>Whether the caller may write and read that station.</summary>
    public bool MayUse(string station) => Stations is null || Stations.Contains(station);
}

/// <summary>The keys of the settings. Only their hashes are kept.</summary>
internal sealed class ApiKeys
{
    private readonly (byte[] Hash, ApiCaller Caller)[] _keys;

    /// <param name="keys">As the settings write them; a key without text opens nothing.</param>
    public ApiKeys(IEnumerable<ApiKeySettings> keys) =>
        _keys = [.. keys.Where(k => k.Key.Length > 0).Select(k => (
            Hash(k.Key),
            new ApiCaller(k.Name, k.Stations.Count == 0 ? null : k.Stations.ToHashSet(StringComparer.OrdinalIgnoreCase))))];

    /// <summary>Whether no key is set, so that nobody gets in.</summary>
    public bool IsEmpty => _keys.Length == 0;

    /// <summary>The caller with that key, or null. Takes the same time whichever key is shown.</summary>
    /// <param name="shown">The key as it came.</param>
    public ApiCaller? Find(string shown)
    {
        var hash = Hash(shown);
        ApiCaller? found = null;
        foreach (var (known, caller) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = caller;
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
