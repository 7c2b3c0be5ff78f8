namespace ServiceBot.Domain.Signals.Language;

/// <summary>A part or system named in a text.</summary>
/// <param name="Term">Which.</param>
/// <param name="Sides">Where on the vehicle.</param>
/// <param name="Repaired">Whether work was done on it.</param>
/// <param name="Past">Whether the text only says what was done to it before.</param>
/// <param name="English">Whether it was named in English.</param>
/// <param name="Mention">Whether it is blamed itself.</param>
internal sealed record NamedPart(Term Term, Sides Sides, bool Repaired, bool Past, bool English, Mention Mention)
{
    /// <summary>Which piece of the part, where the text says so in a word that names a piece of many: the cable of "кабель EBS".</summary>
    public string? Piece { get; init; }

    /// <summary>Whether both can be the same piece: one is the whole, or neither says another piece than the other.</summary>
    public bool IsSamePieceAs(NamedPart other)
    {
        var own = Piece ?? (Term.LeadsGroup ? null : Term.Russian);
        var its = other.Piece ?? (other.Term.LeadsGroup ? null : other.Term.Russian);
        return own is null || its is null || own == its || (Piece is null && other.Piece is null);
    }
}

/// <summary>As what a text names a part.</summary>
internal enum Mention
{
    /// <summary>As that what is spoken of: "помпа течёт".</summary>
    Itself,

    /// <summary>As where something is seen: "из-под шкива".</summary>
    Place,

    /// <summary>As what lacks its contents or is only near: "бачок пустой", "запах у бака".</summary>
    Empty,
}

/// <summary>A symptom complained of.</summary>
/// <param name="Term">Which.</param>
/// <param name="Systems">The systems it was placed in, or could be; 0 is any.</param>
/// <param name="Placed">Whether the text says in which system or part.</param>
/// <param name="Of">The parts and systems it is said of; may be empty.</param>
/// <param name="Own">The parts that its own words name: the heater of "не греет печка"; may be empty.</param>
/// <param name="Fluid">What leaks, or null.</param>
/// <param name="SaysFluid">Whether the symptom's own words name the fluid: "уходит антифриз".</param>
/// <param name="Sides">Where on the vehicle.</param>
/// <param name="English">Whether it was named in English.</param>
internal sealed record NamedSymptom(
    Term Term, ulong Systems, bool Placed, IReadOnlyList<NamedPart> Of, IReadOnlyList<NamedPart> Own, Term? Fluid, bool SaysFluid, Sides Sides, bool English)
{
    /// <summary>
    /// The parts it is said of, systems and generic words left out. What comes out from under a part that cannot do so, or
    /// is lacking in it, is not said of that part.
    /// </summary>
    public IEnumerable<NamedPart> Parts => Of.Where(part => part.Term is { Kind: TermKind.Part, Vague: false } && part.Mention switch
    {
        Mention.Itself => true,
        Mention.Place => Term.Systems == 0 || part.Term.Linked.Contains(Term),
        _ => false,
    });
}

/// <summary>What the texts of one visit say of the fault.</summary>
internal sealed class FaultPicture
{
    /// <summary>Parts and systems named.</summary>
    public List<NamedPart> Parts { get; } = [];

    /// <summary>Symptoms complained of.</summary>
    public List<NamedSymptom> Symptoms { get; } = [];

    /// <summary>Content words of the complaint that the dictionary does not know, by their comparing key.</summary>
    public SortedDictionary<string, string> Strangers { get; } = new(StringComparer.Ordinal);

    /// <summary>The same of the works done.</summary>
    public SortedDictionary<string, string> RepairedStrangers { get; } = new(StringComparer.Ordinal);

    /// <summary>The words of the complaint that say something, by their short key.</summary>
    public SortedDictionary<string, string> Echo { get; } = new(StringComparer.Ordinal);

    /// <summary>Words of the complaint that name a piece of many without saying of what: "цилиндр опять в масле".</summary>
    public SortedDictionary<string, string> Bare { get; } = new(StringComparer.Ordinal);

    /// <summary>All words of complaint and works that name a piece of many.</summary>
    public HashSet<string> Nouns { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the complaint says that something is there again.</summary>
    public bool SaysAgain { get; set; }

    /// <summary>The words with which the customer says that it is the same fault as before, or null.</summary>
    public string? SaysSame { get; set; }

    /// <summary>The parts that the text itself calls broken: "жгут перетёрт", "лопнул патрубок".</summary>
    public IEnumerable<NamedPart> Culprits => Symptoms.Where(static symptom => symptom.Term is { Vague: true, Leaks: false })
        .SelectMany(static symptom => symptom.Parts).Where(static part => part is { Mention: Mention.Itself, Past: false });

    /// <summary>Whether a part, a system or a symptom was understood.</summary>
    public bool Speaks => Parts.Count > 0 || Symptoms.Count > 0;

    /// <summary>Adds what one job says.</summary>
    /// <param name="job">Is not changed.</param>
    public void Add(FaultPicture job)
    {
        Parts.AddRange(job.Parts);
        Symptoms.AddRange(job.Symptoms);
        foreach (var (key, word) in job.RepairedStrangers) RepairedStrangers.TryAdd(key, word);
        Nouns.UnionWith(job.Nouns);
    }
}
