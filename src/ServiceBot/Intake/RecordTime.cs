using System.Globalization;

namespace ServiceBot.Intake;

/// <summary>How a piece of text reads as a moment.</summary>
internal enum TimeReading
{
    /// <summary>It is a moment.</summary>
    Moment = 1,

    /// <summary>It is an empty date of 1C (1 January of the year 1).</summary>
    Empty = 2,

    /// <summary>It is no date, or none this century or the last could mean.</summary>
    Unreadable = 3,
}

/// <summary>Reads moments of time; without an offset they are the station's local time.</summary>
internal static class RecordTime
{
    private const int EarliestYear = 1980;
    private const int LatestYear = 2100;

    private static readonly string[] Local =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd",
    ];

    private static readonly string[] WithOffset =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd' 'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd'T'HH:mm:sszz", "yyyy-MM-dd'T'HH:mmzz",
    ];

    /// <summary>Reads ISO 8601, with or without an offset, with or without a time of day.</summary>
    /// <param name="text">The text, without spaces around it.</param>
    /// <param name="zone">The time zone of the station.</param>
    /// <param name="moment">The moment, in the offset written or the station's.</param>
    public static TimeReading ReadIso(string text, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        moment = default;
        if (text.StartsWith("0001-01-01", StringComparison.Ordinal)) return TimeReading.Empty;
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return AtStation(local, zone, out moment);
        }

        if (!DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
        {
            return TimeReading.Unreadable;
        }

        if (!IsPlausible(exact.Year)) return TimeReading.Unreadable;
        moment = exact;
        return TimeReading.Moment;
    }

    /// <summary>Takes the reading of the clock on the station's wall.</summary>
    /// <remarks>
    /// Of an hour that the clock showed twice the earlier is taken; one that it skipped counts by standard time.
    /// </remarks>
    /// <param name="local">The reading.</param>
    /// <param name="zone">The time zone of the station.</param>
    /// <param name="moment">The moment, in the station's offset.</param>
    public static TimeReading AtStation(DateTime local, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        moment = default;
        if (local.Year == 1) return TimeReading.Empty;
        if (!IsPlausible(local.Year)) return TimeReading.Unreadable;
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        moment = new DateTimeOffset(wall, offset);
        return TimeReading.Moment;
    }

    private static bool IsPlausible(int year) => year is >= EarliestYear and <= LatestYear;
}
