using System.CommandLine;
using System.Globalization;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>demo</c>: the service over sample records, with everyone's chat open at this computer.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandFrame frame)
    {
        var port = new Option<string?>("--port") { Description = frame.Words["OptionPort"], HelpName = "N" };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Port(result.Tokens[0].Value) is null) result.AddError(frame.Words["PortRange"]);
        });
        var command = frame.New("demo");
        command.Options.Add(port);
        frame.Does(
            command,
            (run, cancel) =>
            {
                if (Port(run.Arguments.GetValue(port)) is { } number)
                    run.Configuration["Urls"] = "http://127.0.0.1:" + number.ToString(CultureInfo.InvariantCulture);
                return RunCommand.RunAsync(run, cancel);
            },
            demo: true);
        return command;
    }

    private static int? Port(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535 ? port : null;
}
