namespace ServiceBot.Faults.Rows;

/// <summary>The table's check of itself: a card is taken away behind everybody's back, and the row must say so.</summary>
internal static class TakenAway
{
    public static FaultRow Row { get; } = new(0, "a card vanishes and nobody is told", "is found", 2, 2, 2, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced with { Stations = 1 });
        await town.BringBackAsync(1, trial.Count);
        await town.AllSentAsync();
        var card = town.Book.Cards(town.Places[0])[trial.Random.Next(trial.Count)];
        town.Telegram.Delete(card.ChatId, card.Id);
        trial.Findings.Count = trial.Count;
        await town.Book.CompareAsync(trial.Findings);
    }
}
