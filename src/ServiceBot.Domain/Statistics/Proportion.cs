namespace ServiceBot.Domain.Statistics;

/// <summary>
/// So many of so many, with the interval in which the true share lies with 95 % confidence (Wilson's score interval,
/// which stays honest for few orders and for none found).
/// </summary>
public sealed record Proportion
{
    // The two-sided 95 % point of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <param name="count">How many; zero or more.</param>
    /// <param name="of">Of how many; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below zero.</exception>
    public Proportion(int count, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(of);
        Count = count;
        Of = of;
        if (of == 0 || count > of) return;
        double n = of, p = count / n, z2 = Z * Z;
        var middle = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        Share = p;
        // At the ends the formula gives 0 and 1 but for rounding.
        Low = count == 0 ? 0 : Math.Max(0, middle - half);
        High = count == of ? 1 : Math.Min(1, middle + half);
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Of how many.</summary>
    public int Of { get; }

    /// <summary>The share, 0 to 1; null when there is nothing to divide by, or more were counted than there are (verdicts
    /// of a week may be about orders of an earlier one).</summary>
    public double? Share { get; }

    /// <summary>The lower end of the interval, 0 to 1, or null as <see cref="Share"/>.</summary>
    public double? Low { get; }

    /// <summary>The upper end of the interval, 0 to 1, or null as <see cref="Share"/>.</summary>
    public double? High { get; }

    /// <summary>The share as so many in a hundred orders, or null as <see cref="Share"/>.</summary>
    public double? PerHundred => Share * 100;

    /// <summary>
    /// Whether this share really is another than an earlier one: true only when the 95 % interval of the difference
    /// (Newcombe's, from the two Wilson intervals) leaves zero out.
    /// </summary>
    /// <param name="earlier">The share to compare with.</param>
    public Change ChangeSince(Proportion earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        if (Share is not { } now || earlier.Share is not { } before) return Change.TooFewToSay;
        var difference = now - before;
        var down = Math.Sqrt(Square(now - Low!.Value) + Square(earlier.High!.Value - before));
        var up = Math.Sqrt(Square(High!.Value - now) + Square(before - earlier.Low!.Value));
        if (difference - down > 0) return Change.More;
        return difference + up < 0 ? Change.Fewer : Change.TooFewToSay;
    }

    private static double Square(double x) => x * x;
}

/// <summary>What can be said of two shares.</summary>
public enum Change
{
    /// <summary>The difference may be chance.</summary>
    TooFewToSay = 1,

    /// <summary>More than before, and hardly by chance.</summary>
    More = 2,

    /// <summary>Fewer than before, and hardly by chance.</summary>
    Fewer = 3,
}
