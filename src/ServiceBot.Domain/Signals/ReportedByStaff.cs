using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>A person said so. The repair is the one they named, else the vehicle's latest before the report.</summary>
internal static class ReportedByStaff
{
    public static IEnumerable<Signal> Judge(VehicleHistory history, RuleSettings settings, StationCalendar calendar, FaultReadings readings)
    {
        var mode = settings.Mode(RuleName.ReportedByStaff);
        if (mode == RuleMode.Off) yield break;
        foreach (var report in history.Reports)
        {
            var earlier = report.EarlierWorkOrderId is { } id
                ? history.Orders.FirstOrDefault(x => x.Id == id)
                : EarlierRepair.Before(history, null, report.At, settings, readings).LastOrDefault();
            yield return new Signal
            {
                Station = history.Station,
                Key = $"{RuleName.ReportedByStaff}:{report.Key}",
                Rule = RuleName.ReportedByStaff,
                Mode = mode,
                At = report.At,
                Vehicle = history.Vehicle,
                EarlierWorkOrderId = report.EarlierWorkOrderId ?? earlier?.Id,
                NamesEarlier = report.EarlierWorkOrderId is not null,
                Evidence = new SignalEvidence(
                    Quote: report.Text, Terms: [],
                    DaysSince: earlier?.ClosedAt is { } closed && closed <= report.At
                        ? calendar.DaysBetween(closed, report.At)
                        : null),
                OpensCase = mode == RuleMode.Live,
            };
        }
    }
}
