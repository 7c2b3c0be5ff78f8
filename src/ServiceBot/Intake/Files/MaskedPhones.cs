using System.Text.RegularExpressions;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Hides telephone numbers in what is shown of a faulty value: an error file is passed around to be mended.
/// </summary>
internal static partial class MaskedPhones
{
    /// <summary>A date has eight.</summary>
    private const int FewestDigits = 10;

    /// <summary>The text with all but the last four digits of every telephone number hidden.</summary>
    public static string In(string text) => text.AsSpan().ContainsAnyInRange('0', '9')
        ? Number().Replace(text, found => found.Value.Count(char.IsAsciiDigit) < FewestDigits ? found.Value : "··· " + LastFour(found.Value))
        : text;

    private static string LastFour(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return $"{digits[^4..^2]}-{digits[^2..]}";
    }

    /// <summary>Ten or eleven digits, or more of another country behind a plus, in the groups people part them into.</summary>
    [GeneratedRegex(@"(?<![\w.,])(?:\+\d[\d\s().-]{7,17}\d|(?:[78][\s.-]?)?\(?\d{3,5}\)?[\s.-]?\d{1,3}[\s.-]?\d{2}[\s.-]?\d{2})(?![\w])", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Number();
}
