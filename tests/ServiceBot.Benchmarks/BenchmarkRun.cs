using ServiceBot.Benchmarks.Bulk;
using ServiceBot.Benchmarks.Scenarios;

namespace ServiceBot.Benchmarks;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>What is measured, for the heading.</summary>
    string Title { get; }

    /// <summary>Measures.</summary>
    /// <param name="quick">A size that ends within seconds: it shows that the scenario works, its figures mean nothing.</param>
    /// <param name="say">Tells what goes on.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="MalfunctionException">Something did not arrive, or arrived twice: there is nothing to measure.</exception>
    Task<IReadOnlyList<Figure>> RunAsync(bool quick, Action<string> say);
}

/// <summary>The service did not do what it is measured at.</summary>
internal sealed class MalfunctionException(string message) : Exception(message);

/// <summary>Runs the scenarios that are named, or all.</summary>
internal static class BenchmarkRun
{
    public const string QuickOption = "--quick";

    /// <summary>All scenarios, in the order of the flow.</summary>
    public static IReadOnlyList<IScenario> All { get; } =
        [new AlertScenario(), new BurstScenario(), new PressesScenario(), new StartScenario(), new BulkScenario(), new BulkPartsScenario(), new SoakScenario()];

    /// <summary>Runs and prints.</summary>
    /// <param name="args">Names of scenarios, and <see cref="QuickOption"/>.</param>
    /// <param name="output">Where the figures go.</param>
    /// <returns>0: measured, aims met or not; 1: the service does not work; 2: no such scenario.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var quick = args.Contains(QuickOption);
        var names = args.Where(x => x != QuickOption).ToList();
        if (names.FirstOrDefault(n => All.All(x => x.Name != n)) is { } unknown)
        {
            await output.WriteLineAsync(
                $"There is no scenario '{unknown}'. There are: {string.Join(", ", All.Select(x => x.Name))}; {QuickOption} for tiny sizes.");
            return 2;
        }

        await output.WriteLineAsync($"{Machine.Describe()}{(quick ? "; tiny sizes: the figures mean nothing" : "")}");
        var broken = 0;
        foreach (var scenario in All.Where(x => names.Count == 0 || names.Contains(x.Name)))
        {
            await output.WriteLineAsync($"\n{scenario.Name}: {scenario.Title}");
            try
            {
                var figures = await scenario.RunAsync(quick, text => output.WriteLine($"  … {text}"));
                foreach (var figure in figures) await output.WriteLineAsync("  " + figure.Line);
            }
            catch (Exception fault)
            {
                // One scenario that does not work says so and does not hide the figures of the others.
                broken++;
                await output.WriteLineAsync($"  DOES NOT WORK: {fault}");
            }
        }

        return broken == 0 ? 0 : 1;
    }
}
