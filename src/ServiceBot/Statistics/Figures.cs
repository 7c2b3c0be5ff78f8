using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Storage;

namespace ServiceBot.Statistics;

/// <summary>What every reader of figures asks the store; one meaning of "repair order" for all of them.</summary>
internal static class Figures
{
    /// <summary>How many repair orders were closed in a span: not cancelled, and of a kind that counts as a repair.</summary>
    public static Task<int> RepairOrdersAsync(
        ServiceBotDb db, string station, RuleSettings rules, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var kinds = Enum.GetValues<WorkOrderKind>().Where(x => !rules.ExcludedKinds.Contains(x)).Cast<WorkOrderKind?>().ToList();
        return db.Records.CountAsync(
            x => x.Station == station && x.Kind == RecordKind.WorkOrder && !x.Cancelled
                && kinds.Contains(x.OrderKind) && x.ClosedAt >= from && x.ClosedAt < to,
            cancel);
    }

    /// <summary>The cases with all their facts, by number.</summary>
    public static async Task<IReadOnlyList<CaseHistory>> HistoriesAsync(
        ServiceBotDb db, IQueryable<CaseRow> cases, CancellationToken cancel)
    {
        var rows = await cases.AsNoTracking()
            .Join(db.CaseFacts, x => x.Id, x => x.CaseId, (one, fact) => new { one.Number, one.Id, fact.Sequence, fact.Body })
            .OrderBy(x => x.Number).ThenBy(x => x.Id).ThenBy(x => x.Sequence).ToListAsync(cancel);
        return [.. rows.GroupBy(x => x.Id).Select(x => new CaseHistory([.. x.Select(f => BodyJson.ReadFact(f.Body))]))];
    }
}
