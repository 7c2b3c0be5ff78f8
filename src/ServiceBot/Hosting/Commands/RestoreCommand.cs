using System.CommandLine;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>restore FILE</c>: a copy in the place of the database, while no service runs.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommandFrame frame)
    {
        var file = new Argument<string>("FILE") { Description = frame.Words["ArgumentRestoreFile"] };
        var command = frame.New("restore");
        command.Arguments.Add(file);
        frame.Does(command, (run, cancel) => RunAsync(run, run.Arguments.GetRequiredValue(file), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run, string file, CancellationToken cancel)
    {
        await using var services = CommandServices.Build(run.Settings, run.Configuration);
        switch (await services.GetRequiredService<DatabaseReturn>().ReturnAsync(Path.GetFullPath(file), cancel))
        {
            case ReturnOutcome.Returned returned:
                run.Terminal.Out.WriteLine(run.Words.Format("RestoreDone", file, returned.Database));
                if (returned.Aside is { } aside) run.Terminal.Out.WriteLine(run.Words.Format("RestoreAside", aside));
                if (returned.Missing > 0) run.Terminal.Out.WriteLine(run.Words["RestoreOlder"]);
                run.Terminal.Out.WriteLine(run.Words["RestoreRest"]);
                return ExitCode.Done;
            case ReturnOutcome.NoFile:
                return run.Refuse(run.Words.Format("RestoreNoFile", file));
            case ReturnOutcome.InUse:
                return run.Refuse(run.Words["RestoreInUse"]);
            case ReturnOutcome.Damaged damaged:
                return run.Refuse(run.Words.Format("RestoreDamaged", file, damaged.Fault));
            case ReturnOutcome.NotOurs:
                return run.Refuse(run.Words.Format("RestoreNotOurs", file));
            case ReturnOutcome.TooNew tooNew:
                return run.Refuse(run.Words.Format("RestoreTooNew", file, string.Join(", ", tooNew.Unknown)));
            case ReturnOutcome.NotAFile:
                return run.Refuse(run.Words["RestoreNotAFile"]);
            default:
                throw new InvalidOperationException("Unknown outcome of a return.");
        }
    }
}
