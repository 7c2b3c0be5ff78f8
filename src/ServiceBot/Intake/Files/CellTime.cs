using System.Buffers;
using System.Globalization;

namespace ServiceBot.Intake.Files;

/// <summary>Reads a cell as a moment, the ways 1C, Excel and people write them.</summary>
internal static class CellTime
{
    private const double FirstSerial = 20_000;
    private const double LastSerial = 80_000;

    private static readonly string[] Formats =
    [
        "d.M.yyyy H:m:s", "d.M.yyyy H:m", "d.M.yyyy", "d.M.yyyy H:m:s.FFF",
        "d.M.yy H:m:s", "d.M.yy H:m", "d.M.yy",
        "d/M/yyyy H:m:s", "d/M/yyyy H:m", "d/M/yyyy", "d-M-yyyy H:m:s", "d-M-yyyy H:m", "d-M-yyyy",
        "yyyy.M.d H:m:s", "yyyy.M.d H:m", "yyyy.M.d", "yyyy/M/d H:m:s", "yyyy/M/d H:m", "yyyy/M/d",
        "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyyMMddHHmmss", "yyyyMMdd",
    ];

    /// <summary>How 1C and Excel write that there is no date: the first day of the year 1, the day zero.</summary>
    private static readonly string[] EmptyDates =
    [
        "01.01.0001", "1.1.0001", "00.00.00", "00.01.1900", "0.1.1900", "0/1/00", "1/0/00", "30.12.1899", "31.12.1899",
    ];

    private static readonly string[] Months = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];

    private const int LongestMonth = 8;

    private static readonly SearchValues<char> Simple = SearchValues.Create("0123456789.:-/TZ+ ");

    private const string WorkbookMoment = "yyyy-MM-dd HH:mm:ss";

    private static readonly string[] TimesOfDay = ["H:m:s", "H:m"];

    /// <summary>Reads a date as the settings say that the column writes it.</summary>
    /// <param name="text">The cell, trimmed and not empty.</param>
    /// <param name="format">Formats parted by <c>|</c>; null reads every way of writing that is known.</param>
    /// <param name="zone">The time zone of the station.</param>
    /// <param name="moment">The moment.</param>
    public static TimeReading Read(string text, string? format, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        if (format is null) return Read(text, zone, out moment);
        if (IsEmpty(text)) return Empty(out moment);
        foreach (var one in format.Split('|', StringSplitOptions.TrimEntries))
        {
            if (DateTime.TryParseExact(text, one, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var written))
                return RecordTime.AtStation(written, zone, out moment);
        }

        moment = default;
        // A workbook holds dates as dates, whatever the sheet shows.
        return text.Length == WorkbookMoment.Length && text[4] == '-' && text[10] == ' ' ? Read(text, zone, out moment) : TimeReading.Unreadable;
    }

    /// <summary>Reads a date with or without a time of day.</summary>
    /// <param name="text">The cell, trimmed and not empty.</param>
    /// <param name="zone">The time zone of the station, for a moment without an offset.</param>
    /// <param name="moment">The moment.</param>
    public static TimeReading Read(string text, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        if (TryReadUsual(text, out var usual)) return RecordTime.AtStation(usual, zone, out moment);
        var plain = Plain(text);
        if (IsEmpty(plain)) return Empty(out moment);
        if (plain.Length > 4 && plain[4] == '-')
        {
            var iso = RecordTime.ReadIso(plain, zone, out moment);
            if (iso != TimeReading.Unreadable) return iso;
        }

        if (DateTime.TryParseExact(plain, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written))
        {
            return RecordTime.AtStation(written, zone, out moment);
        }

        if (CellNumber.TryRead(plain, out var serial) && serial is >= (decimal)FirstSerial and <= (decimal)LastSerial)
        {
            var exact = DateTime.FromOADate((double)serial);
            var second = (exact.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond;
            return RecordTime.AtStation(new DateTime(second * TimeSpan.TicksPerSecond), zone, out moment);
        }

        moment = default;
        return TimeReading.Unreadable;
    }

    /// <summary>Reads a time of day that stands in a column of its own.</summary>
    /// <param name="text">The cell, trimmed and not empty.</param>
    /// <param name="time">The time since midnight.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryReadTimeOfDay(string text, out TimeSpan time)
    {
        time = default;
        // 1C writes a time of day as a moment of the empty date, Excel as a part of a day.
        var last = text[(text.LastIndexOf(' ') + 1)..];
        if (TimeOnly.TryParseExact(last, TimesOfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            time = clock.ToTimeSpan();
            return true;
        }

        if (!CellNumber.TryRead(text, out var part) || part is < 0 or >= 1) return false;
        time = TimeSpan.FromSeconds(Math.Round((double)part * 86_400));
        return true;
    }

    /// <summary>dd.MM.yyyy with H:mm or H:mm:ss behind it, as 1C writes nearly every moment: the first of the formats, sooner.</summary>
    private static bool TryReadUsual(string text, out DateTime written)
    {
        written = default;
        if (text.Length is < 15 or > 19 || text[2] != '.' || text[5] != '.' || text[10] != ' ') return false;
        var clock = text.AsSpan(11);
        var hourDigits = clock[1] == ':' ? 1 : 2;
        if (clock[hourDigits] != ':' || clock.Length - hourDigits is not (3 or 6)) return false;
        var hasSeconds = clock.Length - hourDigits == 6;
        if (hasSeconds && clock[hourDigits + 3] != ':') return false;
        if (!Whole(text.AsSpan(0, 2), out var day) || !Whole(text.AsSpan(3, 2), out var month) || !Whole(text.AsSpan(6, 4), out var year)
            || !Whole(clock[..hourDigits], out var hour) || !Whole(clock.Slice(hourDigits + 1, 2), out var minute)) return false;
        var second = 0;
        if (hasSeconds && !Whole(clock[^2..], out second)) return false;
        // What is no day of the calendar, and the empty dates, are read the long way.
        if (year is < 1980 or > 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59) return false;
        written = new DateTime(year, month, day, hour, minute, second);
        return true;
    }

    private static bool Whole(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c)) return false;
            number = (number * 10) + (c - '0');
        }

        return true;
    }

    private static TimeReading Empty(out DateTimeOffset moment)
    {
        moment = default;
        return TimeReading.Empty;
    }

    // 0 where it is no Russian month, in any case of it or cut short.
    private static int MonthOf(string word) =>
        word.Length <= LongestMonth ? 1 + Array.FindIndex(Months, x => word.StartsWith(x, StringComparison.OrdinalIgnoreCase)) : 0;

    /// <summary>One kind of space, month as a number, no comma before the time, no "г." after the year.</summary>
    private static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Simple) && !text.Contains("  ", StringComparison.Ordinal)) return text;
        var words = text.Replace(',', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not ("г." or "г" or "в" or "года")).ToList();
        // "12 ноября 2026", as printed forms have it.
        if (words.Count >= 3 && MonthOf(words[1]) is var month and > 0) words = [$"{words[0]}.{month}.{words[2].TrimEnd('г', '.')}", .. words.Skip(3)];
        var plain = string.Join(' ', words);
        if (plain.EndsWith("г.", StringComparison.Ordinal)) plain = plain[..^2];
        return text.Contains(',', StringComparison.Ordinal) && !plain.Contains('.', StringComparison.Ordinal)
            && !plain.Contains(':', StringComparison.Ordinal) ? text : plain;
    }

    private static bool IsEmpty(string text) =>
        text is "0" or "-" or "—" || !text.Any(char.IsLetterOrDigit)
        || EmptyDates.Any(empty => text.StartsWith(empty, StringComparison.Ordinal));
}
