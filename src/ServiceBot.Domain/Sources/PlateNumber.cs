using System.Text;

namespace ServiceBot.Domain.Sources;

/// <summary>A registration plate, folded to Latin lookalikes without spaces or "RUS" for comparing.</summary>
public sealed record PlateNumber
{
    private PlateNumber(string value) => Value = value;

    /// <summary>The folded plate, Latin letters: <c>A123BC178</c>.</summary>
    public string Value { get; }

    /// <summary>The plate as people read it, Cyrillic letters: <c>А123ВС178</c>.</summary>
    public string Display
    {
        get
        {
            var shown = new StringBuilder(Value.Length);
            foreach (var c in Value) shown.Append(LookalikeLetters.ToCyrillic(c));
            return shown.ToString();
        }
    }

    /// <summary>Reads a plate as people and dealer systems write it: any alphabet, mixed too, spaces, "RUS".</summary>
    /// <param name="text">The text of the field; may be empty.</param>
    /// <returns>The folded plate, or null when the text holds no digit ("нет") or one character repeated ("000").</returns>
    public static PlateNumber? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) folded.Append(LookalikeLetters.ToLatin(char.ToUpperInvariant(c)));
        }

        var value = folded.ToString();
        if (value.EndsWith("RUS", StringComparison.Ordinal)) value = value[..^3];
        return value.Any(char.IsDigit) && value.Distinct().Skip(1).Any() ? new PlateNumber(value) : null;
    }

    /// <inheritdoc />
    public override string ToString() => Display;
}
