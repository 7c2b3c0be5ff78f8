using ServiceBot.Faults.Weeks;

namespace ServiceBot.Faults.Rows;

/// <summary>A scripted week, known beforehand.</summary>
internal static class ScriptedWeeks
{
    public static FaultRow Plain { get; } = new(
        21, "a scripted week, nothing wrong", "records, signals, cases, votes, verdicts, cards and digests equal the truth", 5, 1, 1, PlainAsync);

    private static async Task PlainAsync(Trial trial)
    {
        await using var week = await WeekTown.OpenAsync(trial, new TownPlan());
        await week.LiveAsync();
        await week.CheckAsync();
        trial.Findings.Check(trial.Findings.Doubled == 0, $"{trial.Findings.Doubled} doubled");
    }
}
