using System.CommandLine;
using ServiceBot.Digests;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>digest</c>: prints a week's digest, or posts it.</summary>
internal static class WeekCommand
{
    public static Command Create(CommandFrame frame)
    {
        var station = frame.Station();
        var week = Week(frame.Words);
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

    private static Option<ReportingWeek?> Week(CommandWording words) => new("--week")
    {
        Description = words["OptionWeek"],
        HelpName = "2026-W47",
        CustomParser = result =>
        {
            if (ReportingWeek.TryParse(result.Tokens[0].Value, out var week)) return week;
            result.AddError(words.Format("NotAWeek", result.Tokens[0].Value));
            return null;
        },
    };
}
