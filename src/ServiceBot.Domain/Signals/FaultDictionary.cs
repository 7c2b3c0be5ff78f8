using ServiceBot.Domain.Signals.Language;

namespace ServiceBot.Domain.Signals;

/// <summary>What is wrong with a line that a station adds to the dictionary of faults.</summary>
public enum FaultLineTrouble
{
    /// <summary>It has none of the forms that <see cref="FaultDictionary.Of"/> tells.</summary>
    Form = 1,

    /// <summary>It names a system that is not in the dictionary.</summary>
    NoSuchSystem = 2,

    /// <summary>It names a part that is not in the dictionary.</summary>
    NoSuchPart = 3,

    /// <summary>It names a symptom that is not in the dictionary.</summary>
    NoSuchSymptom = 4,

    /// <summary>A new part or system has one name only; Russian and English are needed.</summary>
    NeedsBothNames = 5,

    /// <summary>A new part stands before any <c>[system]</c>.</summary>
    NeedsSystem = 6,

    /// <summary>The words stand for something else already.</summary>
    Taken = 7,

    /// <summary>There are 64 systems already.</summary>
    TooManySystems = 8,
}

/// <summary>A line that cannot be taken into the dictionary.</summary>
/// <param name="Number">Which line of those handed in, from 1.</param>
/// <param name="Line">The line.</param>
/// <param name="Trouble">What is wrong.</param>
/// <param name="Named">The word that is wrong, or null.</param>
public sealed record FaultLineFault(int Number, string Line, FaultLineTrouble Trouble, string? Named);

/// <summary>What the texts of one visit were understood to say; read once and compared often.</summary>
public sealed class FaultReading
{
    internal FaultReading(FaultPicture picture) => Picture = picture;

    internal FaultPicture Picture { get; }
}

/// <summary>
/// The words in which faults are understood: systems, parts, symptoms, abbreviations. <see cref="Default"/> is the
/// dictionary as it ships; a station may add its own. Built once, then safe to use from many threads.
/// </summary>
public sealed class FaultDictionary
{
    private static readonly Lazy<FaultDictionary> Shared = new(() => new FaultDictionary(FaultVocabulary.Default));
    private readonly FaultVocabulary vocabulary;
    private readonly FaultReader reader;

    private FaultDictionary(FaultVocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        reader = new FaultReader(vocabulary);
    }

    /// <summary>The dictionary as it ships.</summary>
    public static FaultDictionary Default => Shared.Value;

    /// <summary>
    /// The dictionary with a station's lines. Empty lines and lines after <c>#</c> are passed over; the others are
    /// <list type="bullet">
    /// <item><c>short г/м = гидромолот</c>: an abbreviation;</item>
    /// <item><c>symptom стук = тарабанит; бумкает</c>: further words for a symptom;</item>
    /// <item><c>[brakes]</c>, or <c>[washer] мойка / washer unit = мойка</c>: the system of the parts that follow, known or new;</item>
    /// <item><c>шаровая опора = яблоко</c>: further words for a part;</item>
    /// <item><c>пистолет / spray gun = пистолет; копьё > течь; не работает ~ мойка</c>: a new part, the symptoms it can
    /// cause, and the larger parts people name instead of it.</item>
    /// </list>
    /// A word stands for all its forms, <c>стуч*</c> for a beginning, <c>=течет</c> for that form only,
    /// <c>плохо|еле</c> for one of several.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <returns>The dictionary with every line that is right, and what is wrong with the others.</returns>
    public static (FaultDictionary Dictionary, IReadOnlyList<FaultLineFault> Faults) Of(IReadOnlyList<string> lines)
    {
        var good = lines.Select(static (line, i) => (Number: i + 1, Line: line.Trim()))
            .Where(static x => x.Line.Length > 0 && x.Line[0] != '#').ToList();
        var faults = new List<FaultLineFault>();
        while (true)
        {
            try
            {
                var vocabulary = good.Count == 0 ? FaultVocabulary.Default : new FaultVocabulary([.. good.Select(static x => x.Line)]);
                return (new FaultDictionary(vocabulary), [.. faults.OrderBy(static x => x.Number)]);
            }
            catch (FaultLineException wrong)
            {
                // The reading stops at the first wrong line: it is put aside, and the rest read again.
                var at = good.FindIndex(x => x.Line.EndsWith(wrong.Line, StringComparison.Ordinal));
                if (at < 0) throw;
                faults.Add(new FaultLineFault(good[at].Number, good[at].Line, wrong.Trouble, wrong.Named));
                good.RemoveAt(at);
            }
        }
    }

    /// <summary>Reads the texts of a visit; some ten to thirty microseconds.</summary>
    /// <param name="text">What the visit says.</param>
    public FaultReading Read(FaultText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FaultReading(reader.Read(text));
    }

    /// <summary>Compares the earlier visit with the return; about a microsecond.</summary>
    /// <param name="earlier">The visit at which the fault was repaired, read by this dictionary.</param>
    /// <param name="later">The return, read by this dictionary; its works may be unknown yet.</param>
    /// <returns>The grade, why, and the words it was drawn from.</returns>
    public FaultComparison Compare(FaultReading earlier, FaultReading later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        return new PictureComparison(vocabulary, earlier.Picture, later.Picture).Grade();
    }
}
