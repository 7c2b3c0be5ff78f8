using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Labelled;

/// <summary>One labelled text and what the reader makes of it.</summary>
/// <param name="Part">"tune" is looked at while the readers are changed, "held" never.</param>
/// <param name="Level">"easy" or "hard".</param>
/// <param name="Wanted">What people say it is.</param>
/// <param name="Got">What the reader says.</param>
/// <param name="Text">The text, its columns joined by " | ".</param>
/// <param name="Because">The words the reader drew its answer from, and for a pair why; empty where there are none.</param>
public sealed record Judged(string Part, string Level, string Wanted, string Got, string Text, string Because);

/// <summary>The two labelled sets: survey texts, and pairs of repairs.</summary>
public static class LabelledSet
{
    /// <summary>Where the sets are copied beside the program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Signals", "Labelled");

    /// <summary>The classes of a set, in the order of its report.</summary>
    /// <exception cref="ArgumentException">The set is neither "survey" nor "faults".</exception>
    public static IReadOnlyList<string> Classes(string set) => set switch
    {
        "survey" => ["None", .. Enum.GetNames<SurveyClaim>()],
        "faults" => ["Unrelated", "SameArea", "SameFault"],
        _ => throw new ArgumentException($"There is no set '{set}': survey and faults are.", nameof(set)),
    };

    /// <summary>Reads a set and judges every line of it.</summary>
    /// <param name="set">"survey" or "faults".</param>
    /// <param name="file">A file in the form of the set; without one, the set itself.</param>
    /// <exception cref="FormatException">A line has too few columns, or a label that is none.</exception>
    public static IReadOnlyList<Judged> Judge(string set, string? file = null)
    {
        var judged = new List<Judged>();
        foreach (var (part, level, wanted, columns) in Read(set, file ?? Path.Combine(Folder, $"{set}.tsv")))
        {
            var (got, because) = set == "survey" ? Survey(columns[0], columns[1]) : Faults(columns);
            judged.Add(new(part, level, wanted, got, string.Join(" | ", columns.Where(static c => c.Length > 0)), because));
        }

        return judged;
    }

    /// <summary>All files of a set: the set itself, the batches written later, and those by people who did not know the rules.</summary>
    public static IReadOnlyList<string> Files(string set) =>
    [
        Path.Combine(Folder, $"{set}.tsv"),
        .. ((string[])["Fresh", "Blind"]).SelectMany(x => Directory.GetFiles(Path.Combine(Folder, x), $"{set}-*.tsv").Order(StringComparer.Ordinal)),
    ];

    /// <summary>The lines of a file, and the columns of their texts.</summary>
    /// <exception cref="FormatException">A line has too few columns, or a label that is none.</exception>
    public static IEnumerable<(string Part, string Level, string Wanted, string[] Columns)> Read(string set, string file)
    {
        var classes = Classes(set);
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            var columns = line.Split('\t');
            if (columns.Length < 5) throw new FormatException($"Line {number} has {columns.Length} columns, five are needed: {line}");
            if (!classes.Contains(columns[2])) throw new FormatException($"Line {number}: '{columns[2]}' is none of {string.Join(", ", classes)}.");
            yield return (columns[0], columns[1], columns[2], columns[3..]);
        }
    }

    private static (string Got, string Because) Survey(string question, string text)
    {
        var reading = question.Length == 0
            ? SurveyText.Read([], text, [])
            : SurveyText.Read([new SurveyAnswer(question, text)], null, []);
        return (reading.Claim?.ToString() ?? "None", string.Join(" / ", reading.Terms));
    }

    private static (string Got, string Because) Faults(string[] columns)
    {
        var comparison = FaultSimilarity.Compare(Visit(columns[0], columns[1]), Visit(columns[2], columns.Length > 3 ? columns[3] : ""));
        return (comparison.Grade.ToString(), $"{comparison.Reason}: {string.Join(" / ", comparison.Terms)}");
    }

    private static FaultText Visit(string complaint, string works) =>
        new(complaint, works.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), [], []);
}
