using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Alerts;

/// <summary>The message that announces many new cases at once, before their cards.</summary>
internal sealed class StormList(StationDirectory stations, CardWording words) : ListOfCases(stations)
{
    // So many fit into one message with the longest of names.
    private const int MostShown = 100;

    /// <inheritdoc />
    public override string SubjectKind => CaseArrivals.StormKind;

    /// <inheritdoc />
    protected override string StationOf(string subject) => CaseArrivals.ParseStorm(subject).Station;

    /// <inheritdoc />
    protected override IQueryable<CaseRow> Cases(IQueryable<CaseRow> standing, string subject, Station station)
    {
        var from = CaseArrivals.ParseStorm(subject).From;
        var until = from + CaseArrivals.StormLength;
        return standing.Where(x => !x.FromHistory && x.OpenedAt >= from && x.OpenedAt < until);
    }

    /// <inheritdoc />
    protected override async Task<MessageContent> WriteAsync(
        ServiceBotDb db, Station station, IQueryable<CaseRow> cases, int count, CancellationToken cancel)
    {
        var shown = await cases.OrderBy(x => x.Number).Take(MostShown)
            .Select(x => new { x.Number, x.Plate, x.Vin }).ToListAsync(cancel);
        List<string> lines =
        [
            words["StormText"],
            string.Join(", ", shown.Select(x => words.Format("StormItem", x.Number, CaseLine.Vehicle(words, x.Plate, x.Vin, model: null)))),
        ];
        if (count > shown.Count) lines.Add(words.Plural("ListMore", count - shown.Count));
        return MessageContent.Plain(words.Plural("StormTitle", count, station.Name), [.. lines]);
    }
}
