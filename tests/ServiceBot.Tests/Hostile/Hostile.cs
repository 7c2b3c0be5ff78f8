namespace ServiceBot.Tests.Hostile;

/// <summary>
/// How many hostile texts, presses and requests are tried. <c>SERVICEBOT_HOSTILE</c> asks for more, <c>SERVICEBOT_HOSTILE_SEED</c>
/// for others; a fault is told with the number by which it comes again.
/// </summary>
internal static class Hostile
{
    private const int DefaultSeed = 20261126;

    /// <summary>So many, or what the environment asks for.</summary>
    public static int Count(int otherwise) => Read("SERVICEBOT_HOSTILE") ?? otherwise;

    /// <summary>The dice of one attempt: the same for the same number.</summary>
    public static Random Dice(int number) => new(unchecked(((Read("SERVICEBOT_HOSTILE_SEED") ?? DefaultSeed) * 397) ^ number));

    public static T Pick<T>(this Random dice, params IReadOnlyList<T> all) => all[dice.Next(all.Count)];

    public static bool Chance(this Random dice, int percent) => dice.Next(100) < percent;

    private static int? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text) : null;
}
