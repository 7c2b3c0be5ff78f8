using System.Text;
using System.Text.RegularExpressions;

namespace ServiceBot.Domain.Sources;

/// <summary>A client's telephone number in international form. Personal: shown masked, never logged.</summary>
public sealed partial record PhoneNumber
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

    /// <summary>
    /// Reads every number in a cell that may hold several, with names and extensions around them, in order, without
    /// doubles. Foreign numbers, dates and short extensions are passed over.
    /// </summary>
    /// <param name="text">The text of the cell.</param>
    /// <returns>The numbers; empty when there is none.</returns>
    public static IReadOnlyList<PhoneNumber> ReadAll(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var found = new List<PhoneNumber>();
        foreach (var (_, _, numbers) in Places(text))
        {
            foreach (var number in numbers)
            {
                if (!found.Contains(number)) found.Add(number);
            }
        }

        return found;
    }

    /// <summary>The text with numbers put otherwise or taken out, however they are written in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="replace">What stands in a number's place; null leaves it as it is.</param>
    /// <returns>The same text where no number was replaced.</returns>
    public static string Replace(string text, Func<PhoneNumber, string?> replace)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(replace);
        if (!text.AsSpan().ContainsAnyInRange('0', '9')) return text;
        StringBuilder? changed = null;
        var copied = 0;
        foreach (var (start, end, numbers) in Places(text))
        {
            var replaced = numbers.Select(replace).ToList();
            if (replaced.TrueForAll(x => x is null)) continue;
            changed ??= new StringBuilder();
            // The plus goes with its number.
            changed.Append(text, copied, (start > copied && text[start - 1] == '+' ? start - 1 : start) - copied)
                .AppendJoin(' ', replaced.Select((x, i) => x ?? numbers[i].Value));
            copied = end;
        }

        return changed is null ? text : changed.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The text with every number masked, those of other countries too.</summary>
    /// <param name="text">The text.</param>
    public static string Hide(string text) => Foreign().Replace(Replace(text, x => x.Masked), "+···");

    /// <summary>The text without any number, those of other countries too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mark">What stands in their place.</param>
    public static string Remove(string text, string mark) => Foreign().Replace(Replace(text, _ => mark), mark);

    // Where numbers stand; two in one place are run together.
    private static IEnumerable<(int Start, int End, List<PhoneNumber> Numbers)> Places(string text)
    {
        foreach (var runs in Candidates(text))
        {
            for (var first = 0; first < runs.Count;)
            {
                var (digits, used) = NumberAt(runs, first);
                if (digits.Length > 0)
                {
                    var last = runs[first + used - 1];
                    yield return (runs[first].At, last.At + last.Digits.Length, [.. digits.Select(x => new PhoneNumber("+7" + x))]);
                }

                first += Math.Max(1, used);
            }
        }
    }

    /// <summary>The masked form, so that a slip into a log shows nothing.</summary>
    public override string ToString() => Masked;

    // Groups of digits that only spaces, dots, dashes and brackets part. A plus begins anew; one that announces another
    // country's number spoils its whole stretch.
    private static IEnumerable<List<(int At, string Digits)>> Candidates(string text)
    {
        var runs = new List<(int At, string Digits)>();
        var foreign = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                var end = i;
                while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
                runs.Add((i, text[i..end]));
                i = end - 1;
                continue;
            }

            if (char.IsWhiteSpace(c) && c is not ('\n' or '\r') || c is '(' or ')' or '.' or '-' or '‐' or '‑' or '–' or '—') continue;
            if (runs.Count > 0 && !foreign) yield return runs;
            runs = [];
            foreign = c == '+' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]) && text[i + 1] is not ('7' or '8');
        }

        if (runs.Count > 0 && !foreign) yield return runs;
    }

    private static (string[] Digits, int Used) NumberAt(List<(int At, string Digits)> runs, int first)
    {
        var digits = "";
        for (var last = first; last < runs.Count && digits.Length < 11; last++)
        {
            digits += runs[last].Digits;
            var used = last - first + 1;
            // A date such as 8.11.2026 has short groups where a number has its area code.
            var areaCode = used == 1 || runs[first].Digits.Length >= 3 || (runs[first].Digits.Length == 1 && runs[first + 1].Digits.Length >= 3);
            if (!areaCode) continue;
            if (digits.Length == 11 && digits[0] is '7' or '8') return ([digits[1..]], used);
            if (digits.Length == 10 && digits[0] is '3' or '4' or '8' or '9' && !Continues(runs, last, digits)) return ([digits], used);
        }

        // Two numbers run together by a lost separator.
        return digits.Length == 22 && runs[first].Digits.Length == 22 && digits[0] is '7' or '8' && digits[11] is '7' or '8'
            ? ([digits[1..11], digits[12..]], 1)
            : ([], 1);
    }

    // "8 999 123 45 6 7": ten digits so far, but the eleventh stands right behind them.
    private static bool Continues(List<(int At, string Digits)> runs, int last, string digits) =>
        digits[0] == '8' && last + 1 < runs.Count && runs[last + 1].Digits.Length == 1;

    [GeneratedRegex(@"\+(?![78])\d[\d\s().-]{7,17}\d", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Foreign();
}
