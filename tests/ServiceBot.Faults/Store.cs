using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Cases;
using ServiceBot.Storage;

namespace ServiceBot.Faults;

/// <summary>The second ledger: the store, read directly.</summary>
internal static class Store
{
    /// <summary>The rows of the messages to Telegram.</summary>
    public static Task<List<OutboxRow>> OutboxAsync(Town town) =>
        town.ReadAsync(db => db.Outbox.AsNoTracking().Where(x => x.Channel == "telegram").ToListAsync());

    /// <summary>The rows of the cases.</summary>
    public static Task<List<CaseRow>> CasesAsync(Town town) => town.ReadAsync(db => db.Cases.AsNoTracking().ToListAsync());

    /// <summary>The cases as their facts make them.</summary>
    public static Task<List<RepairCase>> StatesAsync(Town town) => town.ReadAsync(async db =>
        (await db.CaseFacts.AsNoTracking().OrderBy(x => x.CaseId).ThenBy(x => x.Sequence).Select(x => new { x.CaseId, x.Body }).ToListAsync())
            .GroupBy(x => x.CaseId).Select(x => RepairCase.From(x.Select(f => BodyJson.ReadFact(f.Body)))).ToList());

    /// <summary>The presses and messages that were taken.</summary>
    public static Task<List<PressRow>> PressesAsync(Town town) => town.ReadAsync(db => db.Presses.AsNoTracking().ToListAsync());
}
