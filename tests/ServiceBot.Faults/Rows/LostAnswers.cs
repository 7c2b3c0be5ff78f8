using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Cards that arrive while the answer is lost: reset, time-out, half a document, an error of the server's.</summary>
internal static class LostAnswers
{
    public static FaultRow Row { get; } = new(
        9, "reset or time-out after delivery", "L = 0, D ≤ 1 a lost answer, marked, stray retired", 500, 24, 125, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced with { SendTimeout = TimeSpan.FromSeconds(1) });
        var plan = new FaultPlan(trial.Seed, random => random.Next(20) switch
        {
            0 => [FaultAction.ResetAfter(), FaultAction.ResetAfter()],
            1 or 2 => [FaultAction.Hang(carriedOut: true)],
            3 or 4 => [FaultAction.BrokenJson()],
            5 => [FaultAction.Drip(TimeSpan.FromMilliseconds(100))],
            6 => [FaultAction.InternalError(carriedOut: true)],
            7 => [FaultAction.BadGateway(carriedOut: true)],
            _ => [FaultAction.ResetAfter()],
        });
        await Refusals.SendUnderAsync(town, trial, plan);
        await town.Book.CompareAsync(trial.Findings, n => plan.Of(n).Count);
        await town.Book.RetireStraysAsync(trial.Findings);
        trial.Findings.Check(
            trial.Findings.Figures.GetValueOrDefault("strays retired") == trial.Findings.Doubled,
            $"{trial.Findings.Doubled} doubled, {trial.Findings.Figures.GetValueOrDefault("strays retired")} strays retired");
        trial.Findings.Check(
            trial.Findings.Figures["marked on suspicion"] == 0, $"{trial.Findings.Figures["marked on suspicion"]} marks are left when all copies are retired");
    }
}
