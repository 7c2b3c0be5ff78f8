using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Groups become supergroups: told by the refusal of a message, or by a service message.</summary>
internal static class Moves
{
    private const int Groups = 5;

    public static FaultRow Row { get; } = new(
        13, "chat migrated, as error and as service message", "new id kept, the same alert sent again, D = 0, survives a kill", 50, Groups, Groups, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced with { Stations = Groups, BasicGroups = true, IsProcess = !trial.IsSmall });
        await town.BringBackAsync(1, 2 * Groups);
        await town.AllSentAsync();
        var old = town.Places.ToDictionary(x => x.Code, x => x.Group.Id);
        var asError = new List<Place>();
        for (var i = 0; i < trial.Count; i++)
        {
            var place = town.Places[i];
            if (trial.Random.Next(2) == 0) asError.Add(place);
            else place.Group = town.Telegram.Migrate(place.Group.Id);
        }

        // The service messages arrive; then those whose move is told by nothing but the refusal of the next alert.
        await Town.UntilAsync(() => Task.FromResult(town.Telegram.PendingUpdates == 0), "the moves are heard");
        town.Telegram.Faults = x => x.Method == "getUpdates" ? FaultAction.InternalError() : null;
        // The question that is open now would still be answered: something ends it.
        town.Telegram.Write(town.Members[0].Id, town.Places[0].Group.Id, "/help");
        await town.Telegram.WaitUntil(() => town.Telegram.Requests.Any(x => x is { Method: "getUpdates", Status: 500 }), Town.Patience);
        foreach (var place in asError) place.Group = town.Telegram.Migrate(place.Group.Id);
        await town.BringBackAsync(1 + (2 * Groups), Groups);
        await town.AllSentAsync();
        var refused = town.Telegram.Requests.Count(x => x.Status == 400 && x.Description!.Contains("upgraded to a supergroup", StringComparison.Ordinal));
        trial.Findings.Add("told by a refusal", refused);
        trial.Findings.Check(refused == asError.Count, $"{refused} refusals for {asError.Count} moves that nothing else told of");

        await town.StopAsync();
        town.Telegram.Faults = null;
        var restarted = town.Telegram.Counters.Requests;
        await town.StartAsync();
        await town.BringBackAsync(1 + (3 * Groups), Groups);
        await town.AllSentAsync();
        await Town.UntilAsync(() => Task.FromResult(town.Telegram.PendingUpdates == 0), "the late service messages are heard");
        await town.AllSentAsync();

        trial.Findings.Count = trial.Count;
        await town.Book.CompareAsync(trial.Findings);
        var toOld = town.Telegram.Requests.Count(x => x.Number > restarted && x.Method == "sendMessage" && old.Values.Contains(x.ChatId)
            && town.Places.All(p => p.Group.Id != x.ChatId));
        trial.Findings.Check(toOld == 0, $"{toOld} messages to an old id after the restart");
    }
}
