using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>The clock of the service's machine is set back and forth while messages wait and people vote.</summary>
internal static class SetClocks
{
    private static readonly TimeSpan[] Steps =
        [TimeSpan.FromDays(15), TimeSpan.FromDays(-15), TimeSpan.FromHours(1), TimeSpan.FromHours(-1)];

    // A message waits for the pace of its chat or for its next try, not for the clock to come round.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static FaultRow Row { get; } = new(
        19, "clock ±15 days and ±1 h", "nothing sent twice, nothing waits for the clock, the newest press stands", 200, 4, 20, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        SettableClock? clock = null;
        await using var town = await Town.OpenAsync(trial.Findings, new TownPlan
        {
            Speed = 30, Limits = FakeLimits.None, ServiceClock = real => clock = new SettableClock(real),
        });
        var plan = new FaultPlan(trial.Seed, random => random.Next(3) switch
        {
            0 => [FaultAction.InternalError(), FaultAction.InternalError()],
            1 => [FaultAction.TooManyRequests(random.Next(1, 20))],
            _ => [],
        });
        town.Telegram.Faults = plan.Decide;
        var voting = new Voting(town);
        var next = 1;
        for (var i = 0; i < trial.Count; i++)
        {
            // Some wait for their next try when the clock is set.
            await town.BringBackAsync(next, 4);
            next += 4;
            clock!.Ahead += Steps[trial.Random.Next(Steps.Length)];
            if (i % 4 == 3)
            {
                // And some who are away while it is set.
                await town.StopAsync();
                clock.Ahead += Steps[trial.Random.Next(Steps.Length)];
                await town.StartAsync();
            }

            await town.AllSentAsync();
            voting.PressAny(voting.AllCards(), trial.Random);
            await voting.Presses[^1].AnswerAsync(Town.Patience);
        }

        await town.AllSentAsync();
        trial.Findings.Count = trial.Count;
        await town.Book.CompareAsync(trial.Findings, limit: trial.IsSmall ? null : Limit);
        await voting.CompareAsync(trial.Findings);
        var twice = town.Telegram.Requests.Where(x => x is { Method: "sendMessage", CarriedOut: true })
            .GroupBy(x => (x.ChatId, x["text"])).Where(x => x.Count() > 1).ToList();
        trial.Findings.Doubled += twice.Count;
        foreach (var one in twice) trial.Findings.Problems.Add($"sent {one.Count()} times: {(one.Key.Item2 ?? "").ReplaceLineEndings(" ")}");
        trial.Findings.Check(trial.Findings.Doubled == 0, $"{trial.Findings.Doubled} doubled");
    }
}
