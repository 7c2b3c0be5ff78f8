using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace ServiceBot.Hosting.Commands;

/// <summary>The command line: reads the arguments, runs the command, answers its exit code.</summary>
internal static class CommandLine
{
    /// <summary>Ctrl+C lets a transaction end and a message arrive before the process is cut off.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(30);

    /// <summary>Runs a command in this process's terminal.</summary>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Terminal.OfProcess(), CancellationToken.None);

    /// <summary>Runs a command.</summary>
    /// <param name="args">As given, without the program's name.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>0 done, 1 refused, 2 wrong arguments.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancel)
    {
        var culture = SettingsWording.LanguageOf(ConfigurationLayers.Language(args));
        // The words of the library about arguments and help are in this language too.
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
        try
        {
            var frame = new CommandFrame(new CommandWording(culture), terminal);
            var arguments = Build(frame).Parse(args);
            if (arguments.Action is ParseErrorAction || (arguments.Errors.Count > 0 && arguments.Action is not { ClearsParseErrors: true }))
                return SayWrong(arguments, frame);
            if (arguments.Action is HelpAction) return SayHelp(arguments, frame);
            return await arguments.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeToEnd,
                },
                cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync(new CommandWording(culture)["Interrupted"]);
            return ExitCode.Refused;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>Every command with its options.</summary>
    internal static RootCommand Build(CommandFrame frame)
    {
        var root = new RootCommand(frame.Words["Command_root"]);
        root.Options.OfType<HelpOption>().Single().Description = frame.Words["OptionHelp"];
        foreach (var option in frame.Common) root.Options.Add(option);
        foreach (var command in (Command[])
            [
                RunCommand.Create(frame), DemoCommand.Create(frame), ImportCommand.Create(frame), CheckCommand.Create(frame),
                CasesCommand.Create(frame), WeekCommand.Create(frame), LinkCommand.Create(frame), KeyCommand.Create(frame), ForgetCommand.Create(frame),
                BackupCommand.Create(frame), RestoreCommand.Create(frame), MigrateCommand.Create(frame), BacktestCommand.Create(frame),
            ])
            root.Subcommands.Add(command);
        frame.Does(root, RunCommand.RunAsync);
        return root;
    }

    /// <summary>The library's Russian lacks a few words of its help.</summary>
    private static int SayHelp(ParseResult arguments, CommandFrame frame)
    {
        using var help = new StringWriter();
        var code = arguments.Invoke(new InvocationConfiguration { Output = help, Error = frame.Terminal.Error });
        frame.Terminal.Out.Write(help.ToString()
            .Replace("Description:", frame.Words["HelpDescription"], StringComparison.Ordinal)
            .Replace("[command]", $"[{frame.Words["HelpCommand"]}]", StringComparison.Ordinal)
            .Replace("(REQUIRED)", $"({frame.Words["HelpRequired"]})", StringComparison.Ordinal)
            .Replace("[options]", $"[{frame.Words["HelpOptions"]}]", StringComparison.Ordinal));
        return code;
    }

    private static int SayWrong(ParseResult arguments, CommandFrame frame)
    {
        foreach (var error in arguments.Errors) frame.Terminal.Error.WriteLine(error.Message);
        var name = arguments.CommandResult.Command is RootCommand ? "" : " " + arguments.CommandResult.Command.Name;
        frame.Terminal.Error.WriteLine(frame.Words.Format("SeeHelp", $"servicebot{name} --help"));
        return ExitCode.WrongArguments;
    }
}
