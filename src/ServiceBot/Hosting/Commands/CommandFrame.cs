using System.CommandLine;
using System.Data.Common;
using ServiceBot.Stations;

namespace ServiceBot.Hosting.Commands;

/// <summary>What a command works with.</summary>
/// <param name="Arguments">The arguments as read.</param>
/// <param name="Configuration">All layers.</param>
/// <param name="Settings">Checked.</param>
/// <param name="Terminal">Where to write.</param>
/// <param name="Words">The words of the command line.</param>
/// <param name="IsDemo">Whether it works on the demonstration's store.</param>
/// <param name="ConfigFile">The file of <c>--config</c>, or null.</param>
internal sealed record CommandRun(
    ParseResult Arguments, IConfigurationRoot Configuration, Settings Settings, Terminal Terminal, CommandWording Words,
    bool IsDemo, string? ConfigFile)
{
    /// <summary>The settings read anew, to be changed without touching <see cref="Settings"/>.</summary>
    public Settings FreshSettings() => ConfigurationLayers.Check(Configuration, IsDemo).Settings;

    /// <summary>The station of that code; where none is asked for, the only one. Null where there is none such.</summary>
    public Station? Station(string? code)
    {
        var stations = StationDirectory.From(Settings).All;
        if (code is null) return stations.Count == 1 ? stations[0] : null;
        return stations.FirstOrDefault(s => s.Code.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Says which stations there are, where <see cref="Station"/> found none.</summary>
    public int RefuseStation(string? code)
    {
        var codes = string.Join(", ", Settings.Stations.Select(s => s.Code));
        return Refuse(code is null ? Words.Format("NameTheStation", codes) : Words.Format("NoSuchStation", code, codes));
    }

    /// <summary>Says why not, on standard error.</summary>
    /// <returns>The exit code for a refusal.</returns>
    public int Refuse(string reason)
    {
        Terminal.Error.WriteLine(reason);
        return ExitCode.Refused;
    }
}

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongArguments = 2;
}

/// <summary>What all commands have in common: the settings, their check, the exit codes.</summary>
internal sealed class CommandFrame(CommandWording words, Terminal terminal)
{
    public const string ConfigOption = "--config";
    public const string DemoOption = "--demo";

    private readonly Option<string?> _config = new(ConfigOption)
    {
        Description = words["OptionConfig"], HelpName = "FILE", Recursive = true,
    };

    private readonly Option<bool> _demo = new(DemoOption) { Description = words["OptionDemo"], Recursive = true };

    public CommandWording Words => words;
    public Terminal Terminal => terminal;

    /// <summary>The options that every command takes.</summary>
    public IEnumerable<Option> Common => [_config, _demo];

    /// <summary>A command whose help is the text <c>Command_name</c>.</summary>
    public Command New(string name) => new(name, words["Command_" + name]);

    /// <summary>The option <c>--station</c>.</summary>
    public Option<string?> Station() => new("--station") { Description = words["OptionStation"], HelpName = "S" };

    /// <summary>An option that takes one of a few words, whatever their case.</summary>
    public Option<string?> OneOf(string name, string description, string helpName, IReadOnlyList<string> allowed)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(x => !allowed.Contains(x.Value, StringComparer.OrdinalIgnoreCase)))
                result.AddError(words.Format("NotOneOf", name, token.Value, string.Join(", ", allowed)));
        });
        return option;
    }

    /// <summary>Gives the command its act. The settings are read and checked before; a fault of them ends it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="act">Answers the exit code.</param>
    /// <param name="demo">Whether it is always the demonstration's, option or not.</param>
    public void Does(Command command, Func<CommandRun, CancellationToken, Task<int>> act, bool demo = false) =>
        command.SetAction(async (arguments, cancel) =>
        {
            IConfigurationRoot configuration;
            var isDemo = demo || arguments.GetValue(_demo);
            try
            {
                configuration = ConfigurationLayers.Read(arguments.GetValue(_config));
            }
            catch (FileNotFoundException fault)
            {
                return Refuse(words.Format("NoSuchFile", fault.FileName));
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                return Refuse(words.Format("ConfigUnreadable", fault.Message));
            }

            var read = ConfigurationLayers.Check(configuration, isDemo);
            if (read.Faults.Count > 0)
            {
                var settingsWords = SettingsWording.In(read.Settings.Language);
                terminal.Error.WriteLine(settingsWords.Format("Refused", read.Faults.Count));
                foreach (var fault in read.Faults) terminal.Error.WriteLine("  " + fault.Line(settingsWords));
                return ExitCode.Refused;
            }

            try
            {
                return await act(new CommandRun(arguments, configuration, read.Settings, terminal, words, isDemo, arguments.GetValue(_config)), cancel);
            }
            catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException)
            {
                // The disk is full, the file is locked or none of ours: a person can mend it.
                return Refuse(words.Format("StoreSilent", fault.Message));
            }
        });

    private int Refuse(string reason)
    {
        terminal.Error.WriteLine(reason);
        return ExitCode.Refused;
    }
}
