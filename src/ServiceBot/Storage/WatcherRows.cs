namespace ServiceBot.Storage;

/// <summary>How far a watcher of another system has read.</summary>
internal sealed class WatcherStateRow
{
    /// <summary>Which source and what of it: <c>odata:alfa:WorkOrder</c>, <c>sql:dms:WorkOrder:dbo.orders</c>.</summary>
    public required string Source { get; set; }

    /// <summary>Where it stands, in the watcher's own form.</summary>
    public required string Place { get; set; }

    public DateTimeOffset NotedAt { get; set; }
}
