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

    private static readonly HashSet<string> Impossible = ["невозможно", "нельзя"];

    private static readonly HashSet<string> Able =
    [
        "могу", "может", "можем", "могут", "мог", "могла", "могли", "смог", "смогла", "смогли", "можно", "удается", "удалось",
        "получается", "получилось", "хочет", "желает", "хотят", "возможно",
    ];

    private readonly IReadOnlyList<Term> systems;
    private readonly IReadOnlyList<Term> wide;
    private readonly ulong suspension;
    private readonly ulong steering;
    private readonly ulong clutch;
    private readonly ulong gearbox;
    private readonly ulong places;

    /// <summary>Builds the dictionary with a station's further lines (<see cref="FaultDictionary.Of"/> tells their form).</summary>
    /// <exception cref="FaultLineException">A line cannot be read, or names an unknown system, part or symptom.</exception>
    public FaultVocabulary(IReadOnlyList<string> further)
    {
        Words = new Words([.. Lines("abbreviations"), .. Beginning(further, "short ")]);
        var reading = new VocabularyReading();
        reading.Symptoms(Lines("symptoms"));
        reading.MoreSymptomWords(Beginning(further, "symptom "));
        reading.Parts([.. Lines("parts-engine"), .. Lines("parts-chassis"), .. Lines("parts-body")]);
        reading.Parts([.. further.Where(static line => !IsMarked(line))]);
        reading.Positions(Lines("positions"));
        Speech = reading.Speech(Lines("speech"));
        systems = reading.SystemTerms;
        wide = reading.WideTerms;
        Running = reading.MaskOf("running") | reading.MaskOf("pneumatics");
        suspension = reading.MaskOf("suspension");
        steering = reading.MaskOf("steering");
        EngineLight = reading.SymptomOf("горит чек");
        Shell = reading.MaskOf("shell");
        places = Shell | reading.MaskOf("coupling");
        clutch = reading.MaskOf("clutch");
        gearbox = reading.MaskOf("gearbox");
        Book = reading.Close();
    }

    /// <summary>The systems in which noises of the running vehicle arise.</summary>
    public ulong Running { get; }

    /// <summary>Body, doors, cab and the like: where much is felt that arises elsewhere.</summary>
    public ulong Shell { get; }

    /// <summary>The lamp that lights with a code of the engine.</summary>
    public Term EngineLight { get; }

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

    /// <summary>The words of a text; "незаводится" is two, and "не могу завести" is "не завести".</summary>
    public List<Word> Read(string? text)
    {
        var words = Book.WithoutGluedNegation(Words.Read(text));
        for (var i = words.Count - 2; i >= 0; i--)
        {
            if (Impossible.Contains(words[i].Text)) words[i] = words[i] with { Text = "не" };
            else if (words[i].Text == "не" && i + 2 < words.Count && Able.Contains(words[i + 1].Text) && words[i + 1].Clause == words[i].Clause)
                words.RemoveAt(i + 1);
        }

        return words;
    }

    /// <summary>How many systems those are to a customer, to whom doors, cab and body are one.</summary>
    public int Width(ulong systems) => BitOperations.PopCount(systems & ~Shell) + ((systems & Shell) != 0 ? 1 : 0);

    /// <summary>Systems a driver cannot tell from these: a tie rod's knock is heard "in the suspension".</summary>
    public ulong Near(ulong systems) =>
        ((systems & suspension) != 0 ? steering : 0) | ((systems & steering) != 0 ? suspension : 0);

    /// <summary>
    /// Systems whose work is done in one go with these, and which a foreman calls the same corner of the vehicle: steering
    /// and suspension, clutch and gearbox.
    /// </summary>
    public ulong Beside(ulong systems) => Near(systems) | ((systems & clutch) != 0 ? gearbox : 0) | ((systems & gearbox) != 0 ? clutch : 0);

    /// <summary>Whether a name of these systems may say no more than where something is felt: кабина, кузов, прицеп.</summary>
    public bool ArePlaces(ulong systems) => (systems & ~places) == 0;

    private static bool IsMarked(string line) =>
        line.StartsWith("short ", StringComparison.Ordinal) || line.StartsWith("symptom ", StringComparison.Ordinal);

    private static IEnumerable<string> Beginning(IReadOnlyList<string> lines, string mark) =>
        lines.Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..]);

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
