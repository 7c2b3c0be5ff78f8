using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Sends that fail and are known not to have arrived, or have not arrived.</summary>
internal static class Refusals
{
    /// <summary>1 + 2 + 4 + … s, each up to a half more, 60 s and a half at most; the rest is a busy machine.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(90);

    public static FaultRow ServerErrors { get; } = new(
        6, "500, 502, a page of HTML, broken JSON", "L = D = 0, capped back-off with jitter", 1000, 24, 25, ServerErrorsAsync, Beside: 5);

    public static FaultRow ResetBefore { get; } = new(8, "reset before delivery", "L = D = 0", 500, 24, 125, ResetBeforeAsync);

    private static async Task ServerErrorsAsync(Trial trial)
    {
        // Slow enough that the pauses are the service's: one card after another is sent, and what each takes of a busy machine counts.
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced with { Speed = trial.IsSmall ? 10 : 3 });
        FaultAction[] kinds =
        [
            FaultAction.InternalError(), FaultAction.BadGateway(), FaultAction.NotJson(), FaultAction.BrokenRefusal(500), FaultAction.BrokenRefusal(503),
        ];
        // Every fiftieth meets so many that the pause must have reached its cap.
        var plan = new FaultPlan(trial.Seed, random =>
            [.. Enumerable.Range(0, random.Next(50) == 0 ? 9 : random.Next(1, 4)).Select(_ => kinds[random.Next(kinds.Length)])]);
        await SendUnderAsync(town, trial, plan);
        await town.Book.CompareAsync(trial.Findings);
        CheckPauses(town, trial.Findings);
    }

    private static async Task ResetBeforeAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced);
        var plan = new FaultPlan(trial.Seed, random => [.. Enumerable.Repeat(FaultAction.ResetBefore(), random.Next(1, 4))]);
        await SendUnderAsync(town, trial, plan);
        await town.Book.CompareAsync(trial.Findings);
        // A broken connection does not tell what it had carried: those rows are marked on suspicion.
        await town.Book.RetireStraysAsync(trial.Findings);
    }

    /// <summary>Brings as many vehicles back as the trial has, and waits until all is sent in spite of the plan.</summary>
    public static async Task SendUnderAsync(Town town, Trial trial, FaultPlan plan)
    {
        town.Telegram.Faults = plan.Decide;
        await town.BringBackAsync(1, trial.Count);
        await town.AllSentAsync();
        trial.Findings.Count = trial.Count;
        trial.Findings.Add("faults", plan.Injected);
        for (var n = 1; n <= trial.Count; n++)
            trial.Findings.Check(plan.Of(n).Count > 0, $"vehicle {n} met no fault");
    }

    // After k faults in a row the next try comes no sooner than 2^(k-1) s, no later than the cap; and not in step with others.
    private static void CheckPauses(Town town, Findings findings)
    {
        var pauses = new List<(int Fault, double Seconds)>();
        foreach (var tries in town.Telegram.Requests.Where(x => x.Method == "sendMessage").GroupBy(Ledger.VehicleOf))
        {
            var times = tries.Select(x => x.At).ToList();
            for (var k = 1; k < times.Count; k++) pauses.Add((k, (times[k] - times[k - 1]).TotalSeconds));
        }

        foreach (var (fault, seconds) in pauses)
            findings.Check(seconds >= Math.Min(60, Math.Pow(2, fault - 1)) - 0.1, $"tried again {seconds:0.0} s after fault {fault}");
        var longest = pauses.Max(x => x.Seconds);
        findings.Most("longest pause, s", longest);
        // Real seconds in which the machine was busy with something else count threefold here; ten more are waited because it may have arrived.
        findings.Check(longest <= LongestPause.TotalSeconds + 60, $"a pause of {longest:0} s");
        findings.Check(
            pauses.Where(x => x.Fault == 1).Select(x => Math.Round(x.Seconds, 1)).Distinct().Count() > 1, "all came back in step");
    }
}
