using System.CommandLine;
using System.Globalization;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>backup FILE</c>: a consistent copy of the embedded database, beside a running service.</summary>
internal static class BackupCommand
{
    public static Command Create(CommandFrame frame)
    {
        var file = new Argument<string>("FILE") { Description = frame.Words["ArgumentBackupFile"] };
        var command = frame.New("backup");
        command.Arguments.Add(file);
        frame.Does(command, (run, cancel) => RunAsync(run, run.Arguments.GetRequiredValue(file), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run, string file, CancellationToken cancel)
    {
        await using var services = CommandServices.Build(run.Settings, run.Configuration);
        var outcome = await services.GetRequiredService<DatabaseCopy>().WriteAsync(Path.GetFullPath(file), cancel);
        switch (outcome)
        {
            case CopyOutcome.Written written:
                run.Terminal.Out.WriteLine(run.Words.Format(
                    "BackupDone", file, (written.Bytes / 1024.0 / 1024.0).ToString("0.0", CultureInfo.CurrentUICulture)));
                return ExitCode.Done;
            case CopyOutcome.NoDatabase:
                return run.Refuse(run.Words["BackupNoDatabase"]);
            case CopyOutcome.AlreadyThere:
                return run.Refuse(run.Words.Format("BackupExists", file));
            case CopyOutcome.NoFolder:
                return run.Refuse(run.Words.Format("BackupNoFolder", Path.GetDirectoryName(Path.GetFullPath(file))));
            case CopyOutcome.Failed failed:
                return run.Refuse(run.Words.Format("BackupFailed", failed.Reason));
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}.");
        }
    }
}
