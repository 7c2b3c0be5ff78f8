using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Alerts;

/// <summary>A message of a station that lists cases; without any it is not said.</summary>
internal abstract class ListOfCases(StationDirectory stations) : ICardRenderer
{
    /// <inheritdoc />
    public abstract string SubjectKind { get; }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, MessageContent>> RenderAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel)
    {
        var lists = new Dictionary<string, MessageContent>(StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            if (stations.Find(StationOf(subject)) is not { } station) continue;
            var cases = Cases(CaseLists.Standing(db).Where(x => x.Station == station.Code), subject, station);
            if (await cases.CountAsync(cancel) is var count and > 0) lists[subject] = await WriteAsync(db, station, cases, count, cancel);
        }

        return lists;
    }

    /// <summary>The code of the station that a subject is of.</summary>
    protected abstract string StationOf(string subject);

    /// <summary>Those of the station's cases that the list is about.</summary>
    protected abstract IQueryable<CaseRow> Cases(IQueryable<CaseRow> standing, string subject, Station station);

    /// <summary>Words it.</summary>
    /// <param name="db">The store.</param>
    /// <param name="station">Whose cases they are.</param>
    /// <param name="cases">They, in no order.</param>
    /// <param name="count">How many there are, at least one.</param>
    /// <param name="cancel">Ends it.</param>
    protected abstract Task<MessageContent> WriteAsync(
        ServiceBotDb db, Station station, IQueryable<CaseRow> cases, int count, CancellationToken cancel);
}
