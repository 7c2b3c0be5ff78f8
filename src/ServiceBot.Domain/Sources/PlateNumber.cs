using System.Text;
using System.Text.RegularExpressions;

namespace ServiceBot.Domain.Sources;

/// <summary>A registration plate, folded to Latin lookalikes without spaces or "RUS" for comparing.</summary>
public sealed partial record PlateNumber
{
    // L letter, D digit; region of two or three digits included.
    private static readonly string[] Shapes =
    [
        "LDDDLLDD", "LDDDLLDDD", // cars and trucks
        "LLDDDDDD", "LLDDDDDDD", // trailers (four digits) and buses (three)
        "LLDDDDD", // buses with a two-digit region
        "DDDDLLDD", "DDDDLLDDD", // motorcycles and tractors
        "LLDDDLDD", "LLDDDLDDD", // transit
        "LDDDLL", // a car without its region
    ];

    private PlateNumber(string value) => Value = value;

    /// <summary>The folded plate, Latin letters: <c>A123BC178</c>.</summary>
    public string Value { get; }

    /// <summary>
    /// The plate as people read it, Cyrillic letters: <c>А123ВС178</c>; Latin ones where Cyrillic has not all of them
    /// (<c>AID5</c>), so that no word is of two alphabets.
    /// </summary>
    public string Display
    {
        get
        {
            if (Value.Any(c => char.IsAsciiLetterUpper(c) && !LookalikeLetters.IsLatin(c))) return Value;
            var shown = new StringBuilder(Value.Length);
            foreach (var c in Value) shown.Append(LookalikeLetters.ToCyrillic(c));
            return shown.ToString();
        }
    }

    /// <summary>
    /// Reads a plate as people and dealer systems write it: any alphabet, mixed too, spaces, "RUS", "гос. номер" before
    /// it, the letter O for a zero. Of several plates in the field, the first.
    /// </summary>
    /// <param name="text">The text of the field; may be empty.</param>
    /// <returns>The folded plate, or null when the text names none ("нет", "б/н", "000").</returns>
    public static PlateNumber? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var first = IsOneWord(text) ? Folded(text) : FirstOf(Label().Replace(text, ""));
        var meaningful = first.AsSpan().ContainsAnyInRange('0', '9') && first.AsSpan().ContainsAnyExcept('0');
        return meaningful ? new PlateNumber(first) : null;
    }

    private static string FirstOf(string bare) =>
        Separator().Split(bare).Select(Folded).FirstOrDefault(IsRussian) ?? Folded(bare);

    // Letters and digits alone: neither has it a label nor is it several.
    private static bool IsOneWord(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c)) return false;
        }

        return true;
    }

    /// <summary>Whether it has the form of a Russian plate, rather than being a number that only a source uses.</summary>
    public bool IsStandard => IsRussian(Value);

    /// <inheritdoc />
    public override string ToString() => Display;

    private static string Folded(string text)
    {
        var value = WithoutCountry(LookalikeLetters.Folded(text));
        foreach (var shape in Shapes)
        {
            if (Fitted(value, shape) is { } fitted) return fitted;
        }

        return value;
    }

    private static string WithoutCountry(string value)
    {
        // РУС folds to PYC.
        while (value.EndsWith("RUS", StringComparison.Ordinal) || value.EndsWith("PYC", StringComparison.Ordinal)) value = value[..^3];
        var inside = value.IndexOf("RUS", StringComparison.Ordinal);
        return inside > 0 && IsRussian(value.Remove(inside, 3)) ? value.Remove(inside, 3) : value;
    }

    private static bool IsRussian(string value) => Array.Exists(Shapes, shape => Fitted(value, shape) is not null);

    // The plate in that shape, where at most a letter O and a zero, or З and 3, were exchanged; null where it does not fit.
    private static string? Fitted(string value, string shape)
    {
        if (value.Length != shape.Length) return null;
        Span<char> fitted = stackalloc char[value.Length];
        for (var i = 0; i < value.Length; i++)
        {
            var c = (shape[i], value[i]) switch
            {
                ('D', 'O') => '0',
                ('D', 'З') => '3',
                ('L', '0') => 'O',
                _ => value[i],
            };
            if (shape[i] == 'D' ? !char.IsAsciiDigit(c) : !LookalikeLetters.IsLatin(c)) return null;
            fitted[i] = c;
        }

        return new string(fitted);
    }

    [GeneratedRegex(@"^\W*(?:гос(?:ударственный)?\.?\s*(?:рег(?:истрационный)?\.?\s*)?(?:номер|знак|№)?|г\s*[/.]\s*н(?:омер)?|г\s*[/.]\s*р\s*[/.]\s*з|рег(?:истрационный)?\.?\s*(?:номер|знак)|номер|№)[\s.:№]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"[,;|\r\n]|\s/\s|\s\+\s|/(?=\s*[^\d\s])", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
