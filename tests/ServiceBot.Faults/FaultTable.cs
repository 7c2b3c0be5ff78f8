using System.Diagnostics;
using System.Globalization;
using ServiceBot.Faults.Rows;

namespace ServiceBot.Faults;

/// <summary>Runs rows and prints the table as Markdown.</summary>
public static class FaultTable
{
    /// <summary>The seed of a run that names none.</summary>
    public const int UsualSeed = 20261126;

    private const string Usage =
        "--rows 6,8   only these rows\n--small      as many as run with the tests\n--count N    so many of each row\n"
        + "--seed S     the seed of the first trial; trial k of a row has S + k\n";

    /// <summary>The numbers of the rows there are; row 0 is the table's check of itself and never holds.</summary>
    public static IReadOnlyList<int> Numbers { get; } = [.. All().Select(x => x.Number)];

    /// <summary>Runs the rows that the arguments ask for.</summary>
    /// <returns>0: all hold; 1: one does not; 2: wrong arguments.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        if (Read(args) is not { } asked)
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        await output.WriteLineAsync("| # | Fault | n | L | D | marked | late | latest | Besides | s | |\n|--:|---|--:|--:|--:|--:|--:|--:|---|--:|---|");
        var problems = new List<string>();
        var holds = true;
        foreach (var row in All().Prepend(AlteredWeeks.Row).Prepend(Leaks.Row).Prepend(TakenAway.Row).Where(x => asked.Rows.Contains(x.Number)))
        {
            var began = Stopwatch.GetTimestamp();
            var findings = await RunAsync(row, asked, problems);
            holds &= findings.Holds;
            await output.WriteLineAsync(Line(row, findings, Stopwatch.GetElapsedTime(began)));
            await output.FlushAsync();
        }

        foreach (var problem in problems) await output.WriteLineAsync("\n" + problem);
        return holds ? 0 : 1;
    }

    private static async Task<Findings> RunAsync(FaultRow row, Asked asked, List<string> problems)
    {
        var (sum, trials) = (new Findings(), new List<Trial>());
        for (var left = asked.Count ?? (asked.Small ? row.Small : row.Full); left > 0; left -= row.PerTrial)
            trials.Add(new Trial(asked.Seed + trials.Count, Math.Min(left, row.PerTrial), asked.Small));
        await Parallel.ForEachAsync(trials, new ParallelOptions { MaxDegreeOfParallelism = row.Beside }, async (trial, _) =>
        {
            try
            {
                await row.Run(trial);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                trial.Findings.Problems.Add($"it broke: {fault}");
            }
        });
        foreach (var trial in trials)
        {
            sum.Add(trial.Findings);
            if (trial.Findings.Holds) continue;
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Row {row.Number} does not hold; again: --rows {row.Number} --count {trial.Count} --seed {trial.Seed}\n{trial.Findings.Lost} lost, {trial.Findings.Late} late; ")
                + string.Join("\n", trial.Findings.Problems.Take(16)));
        }

        return sum;
    }

    private static string Line(FaultRow row, Findings x, TimeSpan took) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {row.Number} | {row.Fault} | {x.Count:#,0} | {x.Lost} | {x.Doubled} | {x.Marked} | {x.Late} | {(x.Latest is { } l ? $"{l.TotalSeconds:0} s" : "")} | {string.Join(", ", x.Figures.Select(f => $"{f.Key} {f.Value.ToString("#,0.##", CultureInfo.InvariantCulture)}"))} | {took.TotalSeconds:0} | {(x.Holds ? "holds" : "**DOES NOT HOLD**")} |");

    private static IEnumerable<FaultRow> All() =>
    [
        Kills.Import, Kills.Sending, Kills.Votes, RateLimits.Pauses, RateLimits.Burst, Refusals.ServerErrors, Outages.Row, Refusals.ResetBefore, LostAnswers.Row, HungChats.Row,
        RefusedTexts.Row, ClosedDoors.Kicked, Moves.Row, Repeats.FiveTimes, Repeats.OutOfOrder, UnansweredPresses.Row, LockedDatabase.Row, FullDisk.Row, SetClocks.Row,
        ClosedDoors.People, ScriptedWeeks.Plain, FaultyWeeks.Row, MixedWeeks.Row,
    ];

    private static Asked? Read(IReadOnlyList<string> args)
    {
        var asked = new Asked(Numbers, false, null, UsualSeed);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--small")
            {
                asked = asked with { Small = true };
                continue;
            }

            if (i + 1 == args.Count) return null;
            var value = args[++i];
            if (args[i - 1] == "--rows")
            {
                var rows = value.Split(',').Select(x => int.TryParse(x, CultureInfo.InvariantCulture, out var n) ? n : -1).ToList();
                if (rows.Exists(x => x != 0 && !Numbers.Contains(x))) return null;
                asked = asked with { Rows = rows };
            }
            else if (!int.TryParse(value, CultureInfo.InvariantCulture, out var number) || number < 1)
            {
                return null;
            }
            else if (args[i - 1] == "--count")
            {
                asked = asked with { Count = number };
            }
            else if (args[i - 1] == "--seed")
            {
                asked = asked with { Seed = number };
            }
            else
            {
                return null;
            }
        }

        return asked;
    }

    private sealed record Asked(IReadOnlyList<int> Rows, bool Small, int? Count, int Seed);
}
