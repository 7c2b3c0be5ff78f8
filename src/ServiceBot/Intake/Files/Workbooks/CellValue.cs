using System.Globalization;

namespace ServiceBot.Intake.Files.Workbooks;

/// <summary>Writes the value of a workbook's cell as the text that the same cell would have in a CSV file.</summary>
internal static class CellValue
{
    /// <summary>Excel keeps fifteen digits of a number.</summary>
    private const double LargestWhole = 1e15;

    /// <summary>Excel counts days from here; a time of day alone is a moment of the last day of 1899.</summary>
    private const int DayZeroYear = 1900;

    /// <summary>The text.</summary>
    /// <param name="value">Text, number, moment, duration, truth or null.</param>
    /// <param name="format">The number format of the cell; "00000" keeps the zeros in front of a key.</param>
    public static string Text(object? value, string? format) => value switch
    {
        null => "",
        string text => CellText.Clean(text),
        bool truth => truth ? "true" : "false",
        double number => Number(number, format),
        int number => Number(number, format),
        DateTime moment => Moment(moment),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Number(double number, string? format)
    {
        if (!double.IsFinite(number)) return "";
        if (Math.Abs(number) >= LargestWhole) return number.ToString("R", CultureInfo.InvariantCulture);
        var text = ((decimal)number).ToString(CultureInfo.InvariantCulture);
        var zeros = format is { Length: > 1 } && format.AsSpan().IndexOfAnyExcept('0') < 0 ? format.Length : 0;
        return zeros > text.Length && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? text.PadLeft(zeros, '0') : text;
    }

    private static string Moment(DateTime moment)
    {
        var second = new DateTime((moment.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        return second.Year < DayZeroYear
            ? second.ToString("dd.MM.yyyy H:mm:ss", CultureInfo.InvariantCulture)
            : second.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
