using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Alerts;

/// <summary>The one message of a station and day that tells of the cases opened from old records.</summary>
internal sealed class HistoryList(StationDirectory stations, AlertBounds bounds, CardWording words) : ListOfCases(stations)
{
    private const int MostShown = 5;

    /// <inheritdoc />
    public override string SubjectKind => CaseArrivals.HistoryKind;

    /// <inheritdoc />
    protected override string StationOf(string subject) => CaseArrivals.ParseHistory(subject).Station;

    /// <inheritdoc />
    protected override IQueryable<CaseRow> Cases(IQueryable<CaseRow> standing, string subject, Station station)
    {
        var day = CaseArrivals.ParseHistory(subject).Day;
        var (from, to) = (station.Calendar.Instant(day.ToDateTime(TimeOnly.MinValue)), station.Calendar.Instant(day.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        return standing.Where(x => x.FromHistory && x.OpenedAt >= from && x.OpenedAt < to);
    }

    /// <inheritdoc />
    protected override async Task<MessageContent> WriteAsync(
        ServiceBotDb db, Station station, IQueryable<CaseRow> cases, int count, CancellationToken cancel)
    {
        // By what is known of the case, not by its number: that only tells in what order the records came.
        var newest = await cases
            .Select(x => new
            {
                x.Number, x.Plate, x.Vin, x.Model,
                At = db.Signals.Where(s => s.CaseId == x.Id && s.WithdrawnAt == null).Max(s => (DateTimeOffset?)s.At),
            })
            .OrderByDescending(x => x.At).ThenBy(x => x.Plate).ThenBy(x => x.Vin).ThenBy(x => x.Number)
            .Take(MostShown).ToListAsync(cancel);
        List<string> lines = [];
        if (bounds.Within is { } within) lines.Add(words.Plural("HistoryText", (long)within.TotalDays));
        lines.AddRange(newest.Select(x => words.Format(
            "HistoryLine", x.Number, CaseLine.Vehicle(words, x.Plate, x.Vin, x.Model), station.Calendar.Local(x.At ?? DateTimeOffset.MinValue))));
        if (count > newest.Count) lines.Add(words.Plural("ListMore", count - newest.Count));
        lines.Add(words.Format("HistoryHow", newest[0].Number));
        return MessageContent.Plain(words.Plural("HistoryTitle", count, station.Name), [.. lines]);
    }
}
