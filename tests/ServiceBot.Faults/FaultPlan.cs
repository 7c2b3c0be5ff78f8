using System.Collections.Concurrent;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults;

/// <summary>
/// What goes wrong with the sends of each vehicle's card, first, second, … try. It hangs on the seed and the vehicle alone,
/// not on what comes first, so a trial can be had again.
/// </summary>
internal sealed class FaultPlan(int seed, Func<Random, IReadOnlyList<FaultAction>> make)
{
    private readonly ConcurrentDictionary<int, IReadOnlyList<FaultAction>> _plans = new();
    private readonly ConcurrentDictionary<int, int> _tries = new();

    /// <summary>What goes wrong with a vehicle's card.</summary>
    public IReadOnlyList<FaultAction> Of(int vehicle) => _plans.GetOrAdd(vehicle, n => make(new Random(unchecked((seed * 397) ^ (n * 7919)))));

    /// <summary>How many faults there were.</summary>
    public int Injected => _tries.Sum(x => Math.Min(x.Value, Of(x.Key).Count));

    /// <summary>For <see cref="FakeTelegramServer.Faults"/>.</summary>
    public FaultAction? Decide(FakeRequest request)
    {
        if (request.Method != "sendMessage" || Ledger.VehicleOf(request) is not { } vehicle) return null;
        var number = _tries.AddOrUpdate(vehicle, 1, (_, tries) => tries + 1);
        return Of(vehicle).ElementAtOrDefault(number - 1);
    }
}
