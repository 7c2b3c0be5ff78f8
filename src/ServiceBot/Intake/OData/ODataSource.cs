using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake.Watching;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Intake.OData;

/// <summary>
/// A base of 1C, read by the dates of its documents: what is newer than the newest known, and the last days again, because
/// 1C tells no moment of change. A document whose version is known is left alone; once a day all are looked at, for the
/// catalogs they link to may have been corrected.
/// </summary>
internal sealed class ODataSource : IWatchedSource, IDisposable
{
    private static readonly TimeSpan WholeEvery = TimeSpan.FromDays(1);
    private static readonly ODataRole[] Documents = [ODataRole.Booking, ODataRole.WorkOrder];

    private readonly ODataSettings _settings;
    private readonly WatcherPlaces _places;
    private readonly RecordTaking _taking;
    private readonly IDbContextFactory<ServiceBotDb> _contexts;
    private readonly TimeProvider _time;
    private readonly TimeZoneInfo _zone;
    private readonly IReadOnlyDictionary<ODataRole, ODataEntity> _entities;
    private readonly ODataConnection _connection;
    private readonly ODataCatalogs _catalogs;
    private readonly ODataRecords _records;

    public ODataSource(
        ODataSettings settings, WatcherPlaces places, RecordTaking taking, IDbContextFactory<ServiceBotDb> contexts, StationDirectory stations,
        TimeProvider time)
    {
        (_settings, _places, _taking, _contexts, _time) = (settings, places, taking, contexts, time);
        _zone = stations.All.First(x => x.Code == settings.Station).Calendar.Zone;
        _entities = ODataPresets.Of(settings);
        _connection = new ODataConnection(settings, time);
        _catalogs = new ODataCatalogs(_connection, _entities);
        _records = new ODataRecords(settings, _entities, _catalogs);
        Key = "odata:" + settings.Name;
        Poll = TimeSpan.FromSeconds(settings.PollSeconds);
    }

    /// <param name="High">The date of the newest document read, in the base's time.</param>
    /// <param name="Versions">The versions of the documents that are read again.</param>
    /// <param name="WholeAt">When all of them were looked at last.</param>
    internal sealed record Place(DateTime? High, Dictionary<Guid, string> Versions, DateTimeOffset WholeAt);

    /// <inheritdoc />
    public string Key { get; }

    /// <inheritdoc />
    public TimeSpan Poll { get; }

    /// <inheritdoc />
    public async Task<RoundCount> ReadAsync(CancellationToken cancel)
    {
        var count = RoundCount.None;
        // Bookings first: an order finds the booking it was opened from.
        foreach (var role in Documents)
        {
            if (_entities[role].Exists) count += await ReadAsync(role, cancel);
        }

        return count;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<(string What, long Count)> ProbeAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var entity in _entities.Values.Where(x => x.Exists))
        {
            var count = await _connection.CountAsync(entity.Name, cancel);
            if (count is { } known) yield return (entity.Name, known);
            // Documents and cars are needed; without the rest records come in with fewer words.
            else if (entity.Role is ODataRole.Booking or ODataRole.WorkOrder or ODataRole.Vehicle) throw NotPublished(entity);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private static SourceFault NotPublished(ODataEntity entity) => new(SourceTrouble.NotUnderstood, $"404: {entity.Name}");

    private async Task<RoundCount> ReadAsync(ODataRole role, CancellationToken cancel)
    {
        var key = $"{Key}:{role}";
        var place = await _places.FindAsync<Place>(key, cancel) ?? new Place(null, [], default);
        var now = _time.GetUtcNow();
        var isWhole = now - place.WholeAt >= WholeEvery;
        if (isWhole) _catalogs.Forget();
        var today = TimeZoneInfo.ConvertTime(now, _zone).DateTime;
        var from = place.High is null && _settings.Since is { Length: > 0 } since
            ? DateTime.ParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : (place.High ?? today).Date.AddDays(-_settings.RereadDays);
        var known = isWhole ? [] : place.Versions;
        var kept = new Dictionary<Guid, (string Version, DateTime Date)>();
        var (count, high, skip) = (RoundCount.None, place.High, 0);
        while (true)
        {
            var page = await PageAsync(_entities[role], from, skip, cancel);
            var changed = page.Where(x => !(x.Key is { } id && known.TryGetValue(id, out var version) && version == x.Version && version.Length > 0)
                && !(x.Key is { } seen && kept.TryGetValue(seen, out var before) && before.Version == x.Version)).ToList();
            count += await TakeAsync(role, changed, cancel) with { Read = page.Count };
            foreach (var document in page)
            {
                if (document is not { Key: { } id, Date: { } date }) continue;
                kept[id] = (document.Version, date);
                // A date of the future, a slip of the keyboard, must not carry the window away from today.
                if (date <= today.AddDays(1) && (high is null || date > high)) high = date;
            }

            var isLast = page.Count < _settings.PageSize;
            if (changed.Count > 0 || high != place.High || (isLast && isWhole))
                await _places.NoteAsync(key, PlaceOf(kept, high, known, isLast, isLast && isWhole ? now : place.WholeAt), cancel);
            if (isLast) return count;
            // On from the date of the last one, which comes again: a document that was put in or taken out before it
            // meanwhile shifts no page. Only within one and the same second is there anything to skip.
            var last = page[^1].Date ?? from;
            (from, skip) = last > from ? (last, 0) : (from, skip + page.Count);
        }
    }

    private Place PlaceOf(
        Dictionary<Guid, (string Version, DateTime Date)> kept, DateTime? high, Dictionary<Guid, string> known, bool isLast, DateTimeOffset wholeAt)
    {
        var oldest = (high ?? DateTime.MaxValue.Date.AddYears(-1)).Date.AddDays(-_settings.RereadDays);
        var versions = kept.Where(x => x.Value.Date >= oldest).ToDictionary(x => x.Key, x => x.Value.Version);
        // What this round has not come to yet is known from the last one.
        if (!isLast)
        {
            foreach (var (id, version) in known) versions.TryAdd(id, version);
        }

        return new Place(high, versions, wholeAt);
    }

    private async Task<IReadOnlyList<ODataObject>> PageAsync(ODataEntity entity, DateTime from, int skip, CancellationToken cancel)
    {
        var list = await _connection.ListAsync(
            entity.Name,
            [
                new("filter", string.Create(CultureInfo.InvariantCulture, $"Date ge datetime'{from:yyyy-MM-dd'T'HH:mm:ss}'")),
                new("orderby", "Date,Ref_Key"), new("top", _settings.PageSize.ToString(CultureInfo.InvariantCulture)),
                new("skip", skip.ToString(CultureInfo.InvariantCulture)),
            ],
            cancel);
        return list is null ? throw NotPublished(entity) : [.. list.Select(x => new ODataObject(x))];
    }

    private async Task<RoundCount> TakeAsync(ODataRole role, List<ODataObject> documents, CancellationToken cancel)
    {
        var drafts = await _records.DraftsAsync(role, [.. documents.Where(x => !x.IsDeleted && !x.IsDraft)], cancel);
        var cancelled = role == ODataRole.WorkOrder ? await CancelledAsync(documents.Where(x => x.IsDeleted), cancel) : [];
        return drafts.Count + cancelled.Count == 0
            ? RoundCount.None
            : await _taking.TakeAsync(Key, "odata", _settings.Station, drafts, cancelled, cancel);
    }

    /// <summary>Orders that were known before they were marked to be deleted: they repaired nothing.</summary>
    private async Task<IReadOnlyList<SourceRecord>> CancelledAsync(IEnumerable<ODataObject> deleted, CancellationToken cancel)
    {
        var ids = deleted.Select(x => _records.IdOf(ODataRole.WorkOrder, x)).ToList();
        if (ids.Count == 0) return [];
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var rows = await db.Records.AsNoTracking()
            .Where(x => x.Station == _settings.Station && x.Kind == RecordKind.WorkOrder && !x.Cancelled && EF.Parameter(ids).Contains(x.RecordId))
            .ToListAsync(cancel);
        return [.. rows.Select(x => (WorkOrder)BodyJson.Read(x) with { Cancelled = true })];
    }
}
