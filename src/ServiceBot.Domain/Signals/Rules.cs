using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>All rules over one vehicle's history. A function: the same records in any order give the same signals.</summary>
public static class Rules
{
    /// <summary>Judges a history.</summary>
    /// <param name="history">One vehicle at one station.</param>
    /// <param name="settings">How the rules are set.</param>
    /// <param name="calendar">The station's calendar: days are its days.</param>
    /// <returns>The signals, by key.</returns>
    public static IReadOnlyList<Signal> Judge(VehicleHistory history, RuleSettings settings, StationCalendar calendar)
    {
        var readings = new FaultReadings(settings);
        List<Signal> signals =
        [
            .. BookingSaysPossibleRepeat.Judge(history, settings, calendar, readings),
            .. ReturnedWithinWindow.Judge(history, settings, calendar, readings),
            .. ReportedByStaff.Judge(history, settings, calendar, readings),
        ];
        signals.AddRange(SurveyNamesPoorRepair.Judge(history, [.. signals], settings));
        return [.. signals.OrderBy(x => x.Key, StringComparer.Ordinal)];
    }
}
