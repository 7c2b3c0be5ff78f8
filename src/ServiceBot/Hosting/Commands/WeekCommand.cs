using System.CommandLine;
using ServiceBot.Digests;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>digest</c>: prints a week's digest, or posts it.</summary>
internal static class WeekCommand
{
    public static Command Create(CommandFrame frame)
    {
        var station = frame.Station();
        var week = new Option<string?>("--week") { Description = frame.Words["OptionWeek"], HelpName = "2026-W47" };
        var post = new Option<bool>("--post") { Description = frame.Words["OptionPost"] };
        var command = frame.New("digest");
        command.Options.Add(station);
        command.Options.Add(week);
        command.Options.Add(post);
        frame.Does(command, async (run, cancel) =>
        {
            var code = run.Arguments.GetValue(station);
            if (run.Station(code) is not { } found) return run.RefuseStation(code);
            await using var services = await CommandServices.BuildReadyAsync(run, cancel);
            var print = await services.GetRequiredService<DigestCommand>()
                .RunAsync(found, run.Arguments.GetValue(week), run.Arguments.GetValue(post), cancel);
            if (print.Text is not null) run.Terminal.Out.WriteLine(print.Text);
            return print.Refusal is null ? ExitCode.Done : run.Refuse(print.Refusal);
        });
        return command;
    }
}
