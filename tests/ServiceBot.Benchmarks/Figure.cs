using System.Globalization;

namespace ServiceBot.Benchmarks;

/// <summary>A figure, with what it should be and what others reach.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">ms, s, /s, MB; empty for a plain number.</param>
/// <param name="Aim">What it should be; null for a figure that explains another.</param>
/// <param name="Peer">What another program reaches at the same, and which.</param>
internal sealed record Figure(string Name, double Value, string Unit, Aim? Aim = null, string? Peer = null)
{
    /// <summary>As it is printed.</summary>
    public string Line
    {
        get
        {
            var value = Value.ToString(Value >= 100 ? "#,0" : "0.0#", CultureInfo.InvariantCulture);
            var judged = Aim is null ? "" : $"aim {Aim.Words}: {(Aim.IsMetBy(Value) ? "met" : "MISSED")}";
            return $"{Name,-46} {value,9} {Unit,-3}  {judged,-24}{(Peer is null ? "" : $"  ({Peer})")}".TrimEnd();
        }
    }
}

/// <summary>What a figure should be.</summary>
internal sealed record Aim
{
    private readonly double _limit;
    private readonly bool _isLeast;

    private Aim(double limit, bool isLeast) => (_limit, _isLeast) = (limit, isLeast);

    /// <summary>Not more.</summary>
    public static Aim AtMost(double limit) => new(limit, isLeast: false);

    /// <summary>Not less.</summary>
    public static Aim AtLeast(double limit) => new(limit, isLeast: true);

    public string Words => $"{(_isLeast ? "≥" : "≤")} {_limit.ToString("#,0.##", CultureInfo.InvariantCulture)}";

    public bool IsMetBy(double value) => _isLeast ? value >= _limit : value <= _limit;
}

/// <summary>Times of the same thing, done often.</summary>
internal sealed class Times(IEnumerable<TimeSpan> times)
{
    private readonly double[] _sorted = [.. times.Select(x => x.TotalMilliseconds).Order()];

    public int Count => _sorted.Length;

    /// <summary>The least time that so many of a hundred do not exceed, in milliseconds.</summary>
    public double Percentile(double percent) =>
        _sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}

/// <summary>What it was measured on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(x => x.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return $"{Environment.ProcessorCount} × {cpu ?? "processor"}, .NET {Environment.Version}";
    }
}
