namespace ServiceBot.Domain.Sources;

/// <summary>A client's telephone number in international form. Personal: shown masked, never logged.</summary>
public sealed record PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    /// <summary>International form, for example <c>+79990001122</c>.</summary>
    public string Value { get; }

    /// <summary>The form for cards and lists, <c>+7 ··· 11-22</c>.</summary>
    public string Masked => $"+7 ··· {Value[^4..^2]}-{Value[^2..]}";

    /// <summary>Reads the first Russian number in the text: +7, 8 or ten bare digits, any punctuation.</summary>
    /// <param name="text">The text of the field; may hold several numbers or none.</param>
    /// <returns>The first number found, or null.</returns>
    public static PhoneNumber? Read(string? text) => ReadAll(text).FirstOrDefault();

    /// <summary>Reads every number in a cell that may hold several, in order, without doubles.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <returns>The numbers; empty when there is none.</returns>
    public static IReadOnlyList<PhoneNumber> ReadAll(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var found = new List<PhoneNumber>();
        foreach (var part in text.Split([',', ';', '/', '\n', '\r', '|'], StringSplitOptions.RemoveEmptyEntries))
        {
            var digits = new string([.. part.Where(char.IsAsciiDigit)]);
            var last10 = digits.Length switch
            {
                10 => digits,
                11 when digits[0] is '7' or '8' => digits[1..],
                _ => null,
            };
            if (last10 is null) continue;
            var number = new PhoneNumber("+7" + last10);
            if (!found.Contains(number)) found.Add(number);
        }

        return found;
    }

    /// <summary>The masked form, so that a slip into a log shows nothing.</summary>
    public override string ToString() => Masked;
}
