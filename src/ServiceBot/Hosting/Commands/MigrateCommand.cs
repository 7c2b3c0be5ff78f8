using System.CommandLine;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>migrate</c>: the schema up to date.</summary>
internal static class MigrateCommand
{
    public static Command Create(CommandFrame frame)
    {
        var command = frame.New("migrate");
        frame.Does(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run, CancellationToken cancel)
    {
        await using var services = CommandServices.Build(run.Settings, run.Configuration);
        var applied = await services.GetRequiredService<Schema>().BringUpToDateAsync(cancel);
        run.Terminal.Out.WriteLine(
            applied.Count == 0 ? run.Words["MigrateNothing"] : run.Words.Format("MigrateDone", string.Join(", ", applied)));
        return ExitCode.Done;
    }
}
