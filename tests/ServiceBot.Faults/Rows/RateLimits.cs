using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Telegram asks for pauses, and takes only so much a minute.</summary>
internal static class RateLimits
{
    private const int BurstSize = 60;

    // 60 messages at 20 a minute: the last goes when two minutes and the spacing of twenty messages have passed.
    private static readonly TimeSpan BurstLimit = TimeSpan.FromSeconds(145);

    public static FaultRow Pauses { get; } = new(
        4, "429 with `retry_after` 1–60 s", "no request to that chat before it has passed; L = D = 0", 1000, 24, 250, PausesAsync);

    public static FaultRow Burst { get; } = new(5, "20 a minute, burst of 60", "all in ≤ 145 s, ≤ 5 % wasted requests", 10, 1, 1, BurstAsync, Beside: 10);

    private static async Task PausesAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, new TownPlan { Stations = 20, Speed = 60, Limits = FakeLimits.None });
        var plan = new FaultPlan(trial.Seed, random =>
            [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => FaultAction.TooManyRequests(random.Next(1, 61)))]);
        await Refusals.SendUnderAsync(town, trial, plan);
        // Edits are asked to wait too: a vote on every fifth card.
        var edits = 0;
        town.Telegram.Faults = x => x.Method == "editMessageText" && Interlocked.Increment(ref edits) % 2 == 1
            ? FaultAction.TooManyRequests(1 + (edits * 7 % 60)) : null;
        var voting = new Voting(town);
        var cards = voting.AllCards();
        for (var i = 0; i < cards.Count; i += 5) voting.PressAny([cards[i]], trial.Random);
        await town.Telegram.WaitUntil(() => voting.Presses.All(x => x.Answer is not null), Town.Patience);
        await town.AllSentAsync();
        await voting.CompareAsync(trial.Findings);
        await town.Book.CompareAsync(trial.Findings);

        var early = 0;
        foreach (var chat in town.Telegram.Requests.Where(x => x.Method is "sendMessage" or "editMessageText").GroupBy(x => x.ChatId))
        {
            var until = DateTimeOffset.MinValue;
            foreach (var request in chat.OrderBy(x => x.Number))
            {
                if (request.At < until) early++;
                if (request is { Status: 429, RetryAfter: { } seconds }) until = request.At.AddSeconds(seconds);
            }
        }

        trial.Findings.Add("requests too early", early);
        trial.Findings.Check(early == 0, $"{early} requests before the pause was over");
        trial.Findings.Check(edits > 0, "no edit was asked to wait");
    }

    private static async Task BurstAsync(Trial trial)
    {
        // On the wall's clock, so that a second in which a busy machine did something else is one and not many.
        await using var town = await Town.OpenAsync(trial.Findings, new TownPlan { Stations = 1, Speed = trial.IsSmall ? 30 : 1 });
        await town.BringBackAsync(1, BurstSize);
        await town.AllSentAsync();
        trial.Findings.Count = 1;
        await town.Book.CompareAsync(trial.Findings, limit: trial.IsSmall ? null : BurstLimit);
        var (counters, requests) = (town.Telegram.Counters, town.Telegram.Requests.Count(x => x.Method is "sendMessage" or "editMessageText"));
        trial.Findings.Add("requests", requests);
        trial.Findings.Add("wasted", requests - BurstSize);
        trial.Findings.Check(requests - BurstSize <= BurstSize / 20, $"{requests} requests for {BurstSize} messages");
        trial.Findings.Check(counters.EarlyRetries == 0, $"{counters.EarlyRetries} requests before a pause was over");
    }
}
