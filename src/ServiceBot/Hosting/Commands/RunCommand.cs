using System.CommandLine;
using System.Net;
using System.Net.Sockets;
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
        // Asked before anything begins: a second service that finds its address taken must not have sent a thing.
        if (TakenAddress(run.Configuration["Urls"]) is { } taken) return run.Refuse(run.Words.Format("AddressTaken", taken));
        await using var app = ServiceBotHost.Build(
            run.Configuration, run.Settings, run.IsDemo, source: run.IsDemo ? null : ConfigurationLayers.Source(run.ConfigFile));
        try
        {
            await app.Services.GetRequiredService<Schema>().BringUpToDateAsync(cancel);
            if (run.IsDemo) await FillAsync(run, app.Services, cancel);
            await app.StartAsync(cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            // The address is taken, the folder is closed to us, the database is none of ours: a person can mend it.
            await app.StopAsync(CancellationToken.None);
            return run.Refuse(run.Words.Format("CannotStart", fault.Message));
        }

        if (run.IsDemo)
        {
            run.Terminal.Out.WriteLine(run.Words.Format("DemoOpen", LinkCommand.Address(app.Urls.First()) + "/"));
            run.Terminal.Out.WriteLine(run.Words.Format("DemoStop", run.Settings.DataFolder));
        }

        await app.WaitForShutdownAsync(cancel);
        return ExitCode.Done;
    }

    // Reading takes some seconds the first time: whoever waits is told what for.
    private static async Task FillAsync(CommandRun run, IServiceProvider services, CancellationToken cancel)
    {
        run.Terminal.Out.WriteLine(run.Words["DemoBegins"]);
        run.Terminal.Out.WriteLine(await DemoStation.FillAsync(services, cancel) is { } filled
            ? run.Words.Format("DemoFilled", filled.Outcomes.Count, filled.Detected.Cases)
            : run.Words["DemoKept"]);
    }

    private static string? TakenAddress(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            var ip = address.Host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host.Trim('[', ']'), out var named) ? named : IPAddress.Any;
            if (address.Port == 0 || address.IsUnixPipe || address.IsNamedPipe) continue;
            try
            {
                using var probe = new TcpListener(ip, address.Port);
                probe.Start();
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                return url;
            }
            catch (SocketException)
            {
                // Anything else the server itself will say better.
                continue;
            }
        }

        return null;
    }
}
