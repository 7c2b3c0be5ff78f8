using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Telegram cannot read the formatting of a card.</summary>
internal static class RefusedTexts
{
    private const string Unreadable = "Bad Request: can't parse entities: Unsupported start tag \"b\" at byte offset 4";

    public static FaultRow Row { get; } = new(
        11, "400 unreadable entities", "≤ 2 attempts, plain-text fallback, seen in `check` and health", 200, 12, 50, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced with { StartsNow = true });
        town.Telegram.Faults = x => x.Method == "sendMessage" && x["parse_mode"] is { Length: > 0 } ? FaultAction.Refuse(400, Unreadable) : null;
        await town.BringBackAsync(1, trial.Count);
        await town.AllSentAsync();

        trial.Findings.Count = trial.Count;
        await town.Book.CompareAsync(trial.Findings);
        foreach (var tries in town.Telegram.Requests.Where(x => x.Method == "sendMessage").GroupBy(Ledger.VehicleOf))
            trial.Findings.Check(tries.Count() <= 2, $"vehicle {tries.Key}: {tries.Count()} attempts");
        foreach (var card in town.Places.SelectMany(town.Book.Cards))
            trial.Findings.Check(card.Entities.Count == 0 && !card.Words.Contains('<', StringComparison.Ordinal), $"{card.Words[..20]} is not plain");
        var health = await town.HealthAsync("outbox");
        trial.Findings.Check(health.Contains("без оформления", StringComparison.Ordinal), $"health says \"{health}\"");
        var check = await town.CheckAsync();
        trial.Findings.Check(check.Contains("без оформления", StringComparison.Ordinal), $"check says \"{check}\"");
    }
}
