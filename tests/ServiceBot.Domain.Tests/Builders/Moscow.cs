using System.Globalization;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Builders;

/// <summary>Where the tests' station stands: three hours ahead of UTC the whole year.</summary>
internal static class Moscow
{
    public static StationCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));

    /// <summary>The instant of a wall-clock time: "2026-11-01 10:00", or a day alone for its midnight.</summary>
    public static DateTimeOffset At(string local) =>
        new(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(3));
}
