using Microsoft.EntityFrameworkCore;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Updates that come several times, and in any order; every other trial by webhook.</summary>
internal static class Repeats
{
    private const int Deliveries = 5;
    private const int Vehicles = 20;

    public static FaultRow FiveTimes { get; } = new(14, "the same update five times", "one effect", 5000, 120, 500, FiveTimesAsync);

    public static FaultRow OutOfOrder { get; } = new(
        15, "updates out of order, stale presses", "the newest press of a member stands", 5000, 120, 500, OutOfOrderAsync);

    private static async Task FiveTimesAsync(Trial trial)
    {
        await using var town = await OpenAsync(trial);
        var (voting, remarks) = (new Voting(town), 0);
        town.Telegram.Disorder = new UpdateDisorder(trial.Seed, Deliveries);
        var cards = voting.AllCards();
        for (var i = 0; i < trial.Count; i++)
        {
            if (trial.Random.Next(10) > 0)
            {
                voting.PressAny(cards, trial.Random);
                continue;
            }

            var card = cards[trial.Random.Next(cards.Count)].Card;
            town.Telegram.Write(town.Members[4].Id, card.ChatId, $"Замечание {i}", replyTo: card.Id);
            remarks++;
        }

        await DeliveredAsync(town);
        trial.Findings.Count = trial.Count;
        await voting.CompareAsync(trial.Findings);
        await voting.CompareFactsAsync(trial.Findings);
        var kept = await town.ReadAsync(db => db.CaseFacts.CountAsync(x => x.Kind == "RemarkMade"));
        trial.Findings.Lost += Math.Max(0, remarks - kept);
        trial.Findings.Doubled += Math.Max(0, kept - remarks);
        trial.Findings.Check(kept == remarks, $"{kept} remarks kept of {remarks}");
        trial.Findings.Add("deliveries", trial.Count * Deliveries);
    }

    private static async Task OutOfOrderAsync(Trial trial)
    {
        await using var town = await OpenAsync(trial);
        var voting = new Voting(town);
        town.Telegram.Disorder = new UpdateDisorder(trial.Seed, deliveries: 1);
        // Few cards, so that each member changes his mind on each of them many times.
        var cards = voting.AllCards().Take(8).ToList();
        for (var i = 0; i < trial.Count; i++) voting.PressAny(cards, trial.Random);
        await DeliveredAsync(town);
        trial.Findings.Count = trial.Count;
        await voting.CompareAsync(trial.Findings);
        var outdated = (await Store.PressesAsync(town)).Count(x => x.Outcome == "OutdatedPress");
        trial.Findings.Add("presses that came too late", outdated);
        trial.Findings.Check(outdated > 0, "nothing came out of order");
    }

    private static async Task<Town> OpenAsync(Trial trial)
    {
        var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced with { Webhook = trial.Seed % 2 != 0 });
        await town.BringBackAsync(1, Vehicles);
        await town.AllSentAsync();
        return town;
    }

    private static async Task DeliveredAsync(Town town)
    {
        await Town.UntilAsync(() => Task.FromResult(town.Telegram.PendingUpdates == 0), "all updates are delivered");
        await town.Telegram.WaitUntil(() => town.Telegram.Presses.All(x => x.Answer is not null), Town.Patience);
    }
}
