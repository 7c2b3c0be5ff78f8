using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Cases;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>Which cases a list for people holds.</summary>
internal static class CaseLists
{
    /// <summary>The cases that were neither merged into another nor withdrawn.</summary>
    public static IQueryable<CaseRow> Standing(ServiceBotDb db) => db.Cases.AsNoTracking()
        .Where(x => x.MergedInto == null && (x.State != CaseState.Closed || x.DecidedAt != null));
}
