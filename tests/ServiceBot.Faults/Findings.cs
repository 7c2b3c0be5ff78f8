namespace ServiceBot.Faults;

/// <summary>What the ledgers, held against one another, have shown.</summary>
internal sealed class Findings
{
    // Trials in which many do something at once write here from many threads.
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, double> _figures = new(StringComparer.Ordinal);

    /// <summary>How many cases of the fault there were.</summary>
    public int Count { get; set; }

    /// <summary>What was acknowledged and is not in the store, or is in the store and not in the chat.</summary>
    public int Lost { get; set; }

    /// <summary>Messages or effects beyond the one that there should be.</summary>
    public int Doubled { get; set; }

    /// <summary>Doubled messages whose row says that a copy may exist.</summary>
    public int Marked { get; set; }

    /// <summary>What came later than the row allows.</summary>
    public int Late { get; set; }

    /// <summary>The longest time from acknowledgement to arrival, by the clock of the trial; null where nothing was to arrive.</summary>
    public TimeSpan? Latest { get; set; }

    /// <summary>What must not be, in words.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Further figures of the row.</summary>
    public IReadOnlyDictionary<string, double> Figures => _figures;

    /// <summary>Whether the row holds.</summary>
    public bool Holds => Lost == 0 && Late == 0 && Problems.Count == 0;

    /// <summary>Adds to a figure of the row.</summary>
    public void Add(string figure, double value)
    {
        lock (_gate) _figures[figure] = _figures.GetValueOrDefault(figure) + value;
    }

    /// <summary>Keeps the largest value of a figure; its name begins with "most" or "longest".</summary>
    public void Most(string figure, double value)
    {
        lock (_gate) _figures[figure] = Math.Max(_figures.GetValueOrDefault(figure), value);
    }

    /// <summary>Writes a problem down where the condition does not hold.</summary>
    public void Check(bool holds, string problem)
    {
        if (holds) return;
        lock (_gate) Problems.Add(problem);
    }

    /// <summary>Adds the findings of another trial.</summary>
    public void Add(Findings other)
    {
        Count += other.Count;
        Lost += other.Lost;
        Doubled += other.Doubled;
        Marked += other.Marked;
        Late += other.Late;
        if (other.Latest is { } latest && (Latest is null || latest > Latest)) Latest = latest;
        Problems.AddRange(other.Problems);
        foreach (var (name, value) in other.Figures)
        {
            if (name.StartsWith("most ", StringComparison.Ordinal) || name.StartsWith("longest ", StringComparison.Ordinal)) Most(name, value);
            else Add(name, value);
        }
    }
}
