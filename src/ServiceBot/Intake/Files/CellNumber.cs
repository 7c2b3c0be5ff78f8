using System.Globalization;
using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Reads a cell as a number: any kind of space between thousands, decimal comma or point, a unit behind it.
/// </summary>
internal static class CellNumber
{
    /// <summary>So many fit into 64 bits.</summary>
    private const int MostPlainDigits = 18;

    private static readonly string[] Units =
    [
        "км", "km", "тенге", "рублей", "руб", "р", "₽", "rub", "н/ч", "нч", "нормо-часа", "нормо-часов", "часа", "часов",
        "час", "ч", "шт", "л", "кг", "м", "сек", "с", "мин",
    ];

    /// <summary>
    /// Reads a number; the last of several kinds of separator is the decimal one, a repeated one is none.
    /// </summary>
    /// <param name="text">The cell.</param>
    /// <param name="number">The number.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryRead(string text, out decimal number)
    {
        if (TryReadPlain(text, out number)) return true;
        var digits = Digits(text);
        var (comma, point) = (digits.LastIndexOf(','), digits.LastIndexOf('.'));
        var decimalAt = Math.Max(comma, point);
        if (decimalAt >= 0 && digits.AsSpan().Count(digits[decimalAt]) > 1) decimalAt = -1;
        return TryParse(digits, decimalAt, out number);
    }

    /// <summary>
    /// Reads a whole number; here <c>95,000</c> and <c>95.000</c> are ninety-five thousand, and a fraction is dropped.
    /// </summary>
    /// <param name="text">The cell.</param>
    /// <param name="number">The number.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryReadWhole(string text, out decimal number)
    {
        if (TryReadPlain(text, out number) && number.Scale == 0) return true;
        var digits = Digits(text);
        var groups = digits.TrimStart('-', '+').Split(',', '.');
        var thousands = groups.Length > 1 && groups[0] != "0" && groups[0].Length is > 0 and <= 3
            && groups[1..].All(g => g.Length == 3);
        if (thousands) return TryParse(digits, decimalAt: -1, out number);
        if (!TryRead(text, out number)) return false;
        number = decimal.Truncate(number);
        return true;
    }

    /// <summary>Digits, spaces and at most one separator, as nearly every cell is: read without a copy of the text.</summary>
    private static bool TryReadPlain(string text, out decimal number)
    {
        number = 0;
        var (mantissa, digits, scale) = (0L, 0, -1);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                mantissa = (mantissa * 10) + (c - '0');
                if (++digits > MostPlainDigits) return false;
                if (scale >= 0) scale++;
            }
            else if (c is ',' or '.' && scale < 0)
            {
                scale = 0;
            }
            else if (!char.IsWhiteSpace(c))
            {
                return false;
            }
        }

        if (digits == 0) return false;
        number = new decimal((int)mantissa, (int)(mantissa >> 32), 0, isNegative: false, (byte)Math.Max(scale, 0));
        return true;
    }

    private static bool TryParse(string digits, int decimalAt, out decimal number)
    {
        var plain = new StringBuilder(digits.Length);
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] is not (',' or '.')) plain.Append(digits[i]);
            else if (i == decimalAt) plain.Append('.');
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(plain.ToString(), Style, CultureInfo.InvariantCulture, out number);
    }

    private static string Digits(string text)
    {
        var kept = text.Trim();
        foreach (var unit in Units)
        {
            var bare = kept.TrimEnd('.');
            if (bare.Length > unit.Length && bare.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && (char.IsDigit(bare[^(unit.Length + 1)]) || char.IsWhiteSpace(bare[^(unit.Length + 1)])))
            {
                kept = bare[..^unit.Length];
                break;
            }
        }

        var digits = new StringBuilder(kept.Length);
        foreach (var c in kept)
        {
            if (!char.IsWhiteSpace(c) && c is not ('\'' or '’')) digits.Append(c is '−' or '–' ? '-' : c);
        }

        return digits.ToString();
    }
}
