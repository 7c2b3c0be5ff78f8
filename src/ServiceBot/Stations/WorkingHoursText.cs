using System.Globalization;

namespace ServiceBot.Stations;

/// <summary>Working hours as the settings write them: <c>"Mon-Fri": "09:00-19:00"</c>, <c>"Sat,Sun": "10:00-16:00"</c>.</summary>
internal static class WorkingHoursText
{
    private static readonly string[] Names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <exception cref="FormatException">Naming the text that cannot be read.</exception>
    public static Dictionary<DayOfWeek, (TimeOnly From, TimeOnly To)> Read(IReadOnlyDictionary<string, string> text)
    {
        var hours = new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)>();
        foreach (var (days, span) in text)
        {
            var ends = span.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || !TryTime(ends[0], out var from) || !TryTime(ends[1], out var to)
                || (to <= from && to != TimeOnly.MinValue))
                throw new FormatException($"'{span}': HH:mm-HH:mm");
            foreach (var day in Days(days)) hours[day] = (from, to);
        }

        return hours;
    }

    private static bool TryTime(string text, out TimeOnly time)
    {
        if (text == "24:00") text = "00:00";
        return TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static IEnumerable<DayOfWeek> Days(string text)
    {
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            var first = Index(ends[0]);
            var last = ends.Length == 1 ? first : Index(ends[1]);
            for (var day = first; ; day = (day + 1) % 7)
            {
                yield return (DayOfWeek)day;
                if (day == last) break;
            }
        }
    }

    private static int Index(string name)
    {
        var i = Array.FindIndex(Names, x => x.Equals(name, StringComparison.OrdinalIgnoreCase));
        return i >= 0 ? i : throw new FormatException($"'{name}': {string.Join(", ", Names)}");
    }
}
