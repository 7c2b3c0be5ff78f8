namespace ServiceBot.Intake;

/// <summary>What the times of a visit mean where a source writes only the day.</summary>
internal static class VisitTimes
{
    /// <summary>
    /// A closing on the day of the opening, written without its hour, is no earlier than the opening: the car was
    /// handed
    /// back that day.
    /// </summary>
    /// <param name="openedAt">The opening.</param>
    /// <param name="closedAt">The closing as written, or null.</param>
    public static DateTimeOffset? ClosedAt(DateTimeOffset openedAt, DateTimeOffset? closedAt) =>
        closedAt is { } closed && closed < openedAt && closed.TimeOfDay == TimeSpan.Zero
        && closed.Offset == openedAt.Offset && closed.Date == openedAt.Date
            ? openedAt
            : closedAt;
}
