using ServiceBot.FakeTelegram.Updates;

namespace ServiceBot.FakeTelegram;

/// <summary>Updates that come several times, in any order.</summary>
public sealed class UpdateDisorder
{
    private readonly Random _random;

    /// <param name="seed">The same seed gives the same disorder for the same questions.</param>
    /// <param name="deliveries">How often each update comes, under the same number.</param>
    public UpdateDisorder(int seed, int deliveries) => (_random, Deliveries) = (new Random(seed), deliveries);

    internal int Deliveries { get; }

    internal IReadOnlyList<PendingUpdate> Pick(IReadOnlyList<PendingUpdate> pending, int limit)
    {
        var all = pending.ToArray();
        _random.Shuffle(all);
        return all.Length <= 1 ? all : all[..Math.Min(limit, _random.Next(1, all.Length + 1))];
    }
}
