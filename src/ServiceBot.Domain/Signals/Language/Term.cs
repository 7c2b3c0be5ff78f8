namespace ServiceBot.Domain.Signals.Language;

/// <summary>What a term of the fault dictionary is.</summary>
internal enum TermKind
{
    /// <summary>A system of the vehicle as a whole: тормоза.</summary>
    System,

    /// <summary>A part: шаровая опора.</summary>
    Part,

    /// <summary>What is wrong: стук.</summary>
    Symptom,

    /// <summary>A liquid or gas that leaks: антифриз.</summary>
    Fluid,

    /// <summary>When or where: при торможении.</summary>
    Hint,

    /// <summary>Left, front, upper.</summary>
    Position,

    /// <summary>A word that steers the reading: repair, inspect, again, gone.</summary>
    Speech,
}

/// <summary>A term of the fault dictionary.</summary>
internal sealed class Term
{
    private bool? leadsGroup;

    /// <summary>What it is.</summary>
    public required TermKind Kind { get; init; }

    /// <summary>The Russian name as people write it.</summary>
    public required string Russian { get; init; }

    /// <summary>The English name.</summary>
    public required string English { get; init; }

    /// <summary>The systems it belongs to or can arise in, one bit each; 0 is any.</summary>
    public ulong Systems { get; set; }

    /// <summary>Parts of one group are one part to a customer.</summary>
    public string Group { get; init; } = "";

    /// <summary>A consumable or a generic word ("шум"): no proof of the same fault by itself.</summary>
    public bool Vague { get; init; }

    /// <summary>For a symptom, whether what leaks places it.</summary>
    public bool Leaks { get; init; }

    /// <summary>
    /// For a part, the symptoms it can cause and the larger parts that people name instead of it; for a symptom, those
    /// people use for the same thing.
    /// </summary>
    public HashSet<Term> Linked { get; } = [];

    /// <summary>Its phrases compete for words with those of the same layer only.</summary>
    public int Layer { get; init; }

    /// <summary>For a position, its side.</summary>
    public Sides Side { get; init; }

    /// <summary>
    /// Whether people mean the same piece of the vehicle: one is a piece of the other, or both are of one group. Two
    /// different pieces of a group that has a name of its own (the fan and the core of the heater) are two.
    /// </summary>
    public bool Touches(Term other) => IsOneWith(other) || Linked.Contains(other) || other.Linked.Contains(this);

    /// <summary>Whether both are one part to a customer.</summary>
    public bool IsOneWith(Term other) =>
        this == other || (Group == other.Group && (Vague || other.Vague || LeadsGroup || other.LeadsGroup));

    /// <summary>Whether the group bears its name.</summary>
    public bool LeadsGroup => leadsGroup ??= Group == Russian.ToLowerInvariant();

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Russian}";
}

/// <summary>Places on the vehicle; several may hold.</summary>
[Flags]
internal enum Sides
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>Driver's side where traffic keeps right.</summary>
    Left = 1,

    /// <summary>Passenger's side.</summary>
    Right = 2,

    /// <summary>Front axle or end.</summary>
    Front = 4,

    /// <summary>Rear axle or end.</summary>
    Rear = 8,

    /// <summary>Upper of two.</summary>
    Upper = 16,

    /// <summary>Lower of two.</summary>
    Lower = 32,

    /// <summary>Towards the middle.</summary>
    Inner = 64,

    /// <summary>Towards the outside.</summary>
    Outer = 128,

    /// <summary>Neither front nor rear: the middle axle, the sliding door in the side.</summary>
    Middle = 256,

    /// <summary>The second axle from the front; the first is <see cref="Front"/>.</summary>
    Second = 512,

    /// <summary>The third axle.</summary>
    Third = 1024,

    /// <summary>The fourth axle.</summary>
    Fourth = 2048,
}

/// <summary>Questions to <see cref="Sides"/>.</summary>
internal static class SidesRules
{
    // The rear axle of one vehicle is the second, of another the third: these do not exclude each other.
    private static readonly Sides[] Axes =
    [
        Sides.Left | Sides.Right, Sides.Front | Sides.Rear | Sides.Middle, Sides.Upper | Sides.Lower, Sides.Inner | Sides.Outer,
        Sides.Front | Sides.Second | Sides.Third | Sides.Fourth,
    ];

    /// <summary>Whether both are said on some axis and exclude each other: left is not right, not said is anything.</summary>
    public static bool Exclude(this Sides a, Sides b)
    {
        foreach (var axis in Axes)
        {
            if ((a & axis) != 0 && (b & axis) != 0 && (a & b & axis) == 0) return true;
        }

        return false;
    }

    /// <summary>Adds what the other says on the axes on which nothing was said yet.</summary>
    public static Sides FilledFrom(this Sides own, Sides other)
    {
        foreach (var axis in Axes)
        {
            if ((own & axis) == 0) own |= other & axis;
        }

        return own;
    }
}
