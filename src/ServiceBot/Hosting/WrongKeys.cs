using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ServiceBot.Hosting;

/// <summary>Counts wrong keys by the network they come from, so that nobody tries them out at speed.</summary>
internal sealed class WrongKeys
{
    /// <summary>As many networks are told apart; those beyond share one allowance until others have rested.</summary>
    private const int MostNetworks = 10_000;

    private readonly ConcurrentDictionary<IPAddress, CallPace> _networks = new();
    private readonly CallPace _rest = new();

    /// <summary>A wrong key has come.</summary>
    /// <returns>Null where it is told that it is wrong; otherwise how long nothing is told.</returns>
    public TimeSpan? Take(IPAddress network, TimeSpan now, int perMinute)
    {
        if (perMinute == 0) return null;
        if (_networks.Count >= MostNetworks && !_networks.ContainsKey(network)) Prune(now);
        var pace = _networks.Count >= MostNetworks ? _networks.GetValueOrDefault(network, _rest) : _networks.GetOrAdd(network, _ => new CallPace());
        return pace.Take(now, perMinute);
    }

    /// <summary>How long nothing is told to that network; null where it may ask.</summary>
    public TimeSpan? Wait(IPAddress network, TimeSpan now, int perMinute) =>
        _networks.TryGetValue(network, out var pace) ? pace.Wait(now, perMinute) : null;

    /// <summary>Whom an address is counted with: itself, or of IPv6 the 64 bits that one subscriber has.</summary>
    public static IPAddress NetworkOf(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private void Prune(TimeSpan now)
    {
        foreach (var (network, pace) in _networks)
        {
            if (pace.IsWhole(now)) _networks.TryRemove(network, out _);
        }
    }
}
