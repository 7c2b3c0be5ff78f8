using System.CommandLine;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>check</c>: tries every setting for real; one line each, ✔ or ✘ with the mend.</summary>
internal static class CheckCommand
{
    public static Command Create(CommandFrame frame)
    {
        var command = frame.New("check");
        frame.Does(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run, CancellationToken cancel)
    {
        var faults = 0;
        await foreach (var line in new Checks(run, TimeProvider.System).AllAsync(cancel))
        {
            if (!line.Ok) faults++;
            run.Terminal.Out.WriteLine(
                line.Ok ? "✔ " + line.Text : $"✘ {line.Text}{(line.Mend is null ? "" : " — " + line.Mend)}");
        }

        if (faults == 0) return ExitCode.Done;
        return run.Refuse(run.Words.Plural("CheckFaults", faults));
    }
}
