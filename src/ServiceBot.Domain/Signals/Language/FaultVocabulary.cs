using System.Numerics;
using System.Reflection;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// The dictionary of vehicle faults, read from the text files beside this one. <see cref="Default"/> is built once, on
/// first use, and safe to use from many threads.
/// </summary>
internal sealed class FaultVocabulary
{
    private static readonly Lazy<FaultVocabulary> Shared = new(() => new([]));

    private const int FewNames = 3;

    private readonly IReadOnlyList<Term> systems;
    private readonly IReadOnlyList<Term> wide;
    private readonly ulong suspension;
    private readonly ulong steering;
    private readonly ulong shell;

    /// <summary>Builds the dictionary with further lines in the notation of parts-engine.txt.</summary>
    /// <exception cref="FormatException">A line cannot be read, or names an unknown system or symptom.</exception>
    public FaultVocabulary(IEnumerable<string> extraParts)
    {
        Words = new Words(Lines("abbreviations"));
        var reading = new VocabularyReading();
        reading.Symptoms(Lines("symptoms"));
        reading.Parts([.. Lines("parts-engine"), .. Lines("parts-chassis"), .. Lines("parts-body"), .. extraParts]);
        reading.Positions(Lines("positions"));
        Speech = reading.Speech(Lines("speech"));
        systems = reading.SystemTerms;
        wide = reading.WideTerms;
        Running = reading.MaskOf("running");
        suspension = reading.MaskOf("suspension");
        steering = reading.MaskOf("steering");
        shell = reading.MaskOf("shell");
        Book = reading.Close();
    }

    /// <summary>The systems in which noises of the running vehicle arise.</summary>
    public ulong Running { get; }

    /// <summary>The dictionary as it ships.</summary>
    public static FaultVocabulary Default => Shared.Value;

    /// <summary>Cuts texts.</summary>
    public Words Words { get; }

    /// <summary>All phrases.</summary>
    public PhraseBook<Term> Book { get; }

    /// <summary>The steering words by the name of their list.</summary>
    public IReadOnlyDictionary<string, Term> Speech { get; }

    /// <summary>What people call these systems: one by one, or by the narrowest name that holds many of them.</summary>
    public IEnumerable<string> NamesOf(ulong mask)
    {
        if (BitOperations.PopCount(mask) > FewNames
            && wide.Where(term => (mask & ~term.Systems) == 0).MinBy(term => BitOperations.PopCount(term.Systems)) is { } name)
            return [name.Russian];
        return systems.Where(term => (term.Systems & mask) != 0).Select(static term => term.Russian);
    }

    /// <summary>The words of a text; "незаводится" is two.</summary>
    public List<Word> Read(string? text) => Book.WithoutGluedNegation(Words.Read(text));

    /// <summary>How many systems those are to a customer, to whom doors, cab and body are one.</summary>
    public int Width(ulong systems) => BitOperations.PopCount(systems & ~shell) + ((systems & shell) != 0 ? 1 : 0);

    /// <summary>Systems a driver cannot tell from these: a tie rod's knock is heard "in the suspension".</summary>
    public ulong Near(ulong systems) =>
        ((systems & suspension) != 0 ? steering : 0) | ((systems & steering) != 0 ? suspension : 0);

    /// <summary>The lines of one of the files, without comments and blank lines.</summary>
    internal static List<string> Lines(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"ServiceBot.Domain.Signals.Language.{name}.txt")
            ?? throw new InvalidOperationException($"The resource {name}.txt is not in the assembly.");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length > 0 && line[0] != '#') lines.Add(line);
        }

        return lines;
    }
}
