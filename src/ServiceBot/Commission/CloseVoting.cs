using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Domain.Cases;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Commission;

/// <summary>What the clock brings to open votes: early close, reminders, the director asked, overdue. Rung by the schedule.</summary>
internal sealed class CloseVoting(
    Writer writer, IDbContextFactory<ServiceBotDb> contexts, StationDirectory stations, CaseFile cases, TimeProvider time)
{
    /// <summary>Brings every open vote up to now. Running it twice, or late, comes to the same.</summary>
    public async Task TickAsync(CancellationToken cancel)
    {
        List<long> open;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            open = await db.Cases.AsNoTracking()
                .Where(x => x.State == CaseState.Open && x.Deadline != null).Select(x => x.Id).ToListAsync(cancel);
            var due = new List<long>();
            foreach (var (id, file) in await cases.LoadAsync(db, open, cancel))
            {
                if (Next(file).Count > 0) due.Add(id);
            }

            open = due;
        }

        if (open.Count == 0) return;
        await writer.InTransactionAsync(
            async (db, token) =>
            {
                foreach (var file in (await cases.LoadAsync(db, open, token)).Values)
                    await cases.AppendAsync(db, file, Next(file), token);
            },
            cancel);
    }

    private IReadOnlyList<CaseFact> Next(OpenFile file)
    {
        if (stations.Find(file.Row.Station) is not { } station) return [];
        var now = time.GetUtcNow();
        return CaseDecisions.Tick(file.State, now, station.Calendar.AddWorkingTime(now, station.Commission.Deadline / 2));
    }
}
