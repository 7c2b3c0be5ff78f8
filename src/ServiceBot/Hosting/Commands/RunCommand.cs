using System.CommandLine;
using ServiceBot.Demo;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>run</c>: the service, until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create(CommandFrame frame)
    {
        var command = frame.New("run");
        frame.Does(command, RunAsync);
        return command;
    }

    /// <summary>Brings the schema up to date and serves until it is told to stop.</summary>
    /// <param name="run">The command.</param>
    /// <param name="cancel">Ends the service in order.</param>
    public static async Task<int> RunAsync(CommandRun run, CancellationToken cancel)
    {
        await using var app = ServiceBotHost.Build(run.Configuration, run.Settings, run.IsDemo);
        try
        {
            await app.Services.GetRequiredService<Schema>().BringUpToDateAsync(cancel);
            if (run.IsDemo) await DemoStation.FillAsync(app.Services, cancel);
            await app.StartAsync(cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            // The address is taken, the folder is closed to us, the database is none of ours: a person can mend it.
            return run.Refuse(run.Words.Format("CannotStart", fault.Message));
        }

        if (run.IsDemo) run.Terminal.Out.WriteLine(run.Words.Format("DemoOpen", LinkCommand.Address(app.Urls.First()) + "/"));
        await app.WaitForShutdownAsync(cancel);
        return ExitCode.Done;
    }
}
