using ServiceBot.Demo;

namespace ServiceBot.Hosting.Commands;

/// <summary>All settings, the later layer over the earlier.</summary>
/// <remarks>
/// <c>appsettings.json</c> beside the program, one in the current folder, the file of <c>--config</c>, the environment.
/// </remarks>
internal static class ConfigurationLayers
{
    public const string FileName = "appsettings.json";

    /// <summary>What the demonstration brings itself; a mistake in the service's own must not keep it from starting.</summary>
    private static readonly string[] NotForDemo =
    [
        nameof(Settings.Stations), nameof(Settings.Telegram), nameof(Settings.Api), nameof(Settings.Database),
    ];

    private static IEnumerable<string> BesideProgram =>
        ((string[])[Path.Combine(AppContext.BaseDirectory, FileName), Path.GetFullPath(FileName)]).Distinct();

    /// <summary>The layers as a running service reads them again.</summary>
    /// <param name="file">The file of <c>--config</c>, or null.</param>
    public static SettingsSource Source(string? file) => new(
        [.. BesideProgram, .. file is null ? Array.Empty<string>() : [Path.GetFullPath(file)]], () => Check(Read(file), demo: false));

    /// <summary>Reads the layers.</summary>
    /// <param name="file">The file of <c>--config</c>, or null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is no JSON; the message names the file, the line and the place.</exception>
    public static IConfigurationRoot Read(string? file)
    {
        var files = new SettingsFiles();
        foreach (var path in BesideProgram.Where(File.Exists)) files.Add(path);

        if (file is not null) files.Add(Path.GetFullPath(file));
        return new ConfigurationBuilder().Add(new SettingsTree(files.Values)).AddEnvironmentVariables().Build();
    }

    /// <summary>Reads and checks the settings of the layers, for the service or for the demonstration.</summary>
    public static CheckedSettings Check(IConfiguration configuration, bool demo)
    {
        if (!demo) return SettingsCheck.Read(configuration);
        var common = configuration.AsEnumerable().Where(pair => pair.Value is not null && !Array.Exists(
            NotForDemo, x => pair.Key.StartsWith($"{Settings.Section}:{x}:", StringComparison.OrdinalIgnoreCase)));
        var read = SettingsCheck.Read(new ConfigurationBuilder()
            .Add(new SettingsTree(common))
            .AddInMemoryCollection([KeyValuePair.Create($"{Settings.Section}:Stations:0:Code", (string?)DemoStation.Code)])
            .Build());
        return read with { Settings = DemoStation.Settings(read.Settings) };
    }

    /// <summary>The language for words that are needed before the settings are checked: "ru" where none can be read.</summary>
    /// <param name="args">The command line, to find <c>--config</c>.</param>
    public static string Language(IReadOnlyList<string> args)
    {
        string? file = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == CommandFrame.ConfigOption && i + 1 < args.Count) file = args[i + 1];
            else if (args[i].StartsWith(CommandFrame.ConfigOption + "=", StringComparison.Ordinal))
                file = args[i][(CommandFrame.ConfigOption.Length + 1)..];
        }

        try
        {
            return Read(file)[$"{Settings.Section}:{nameof(Settings.Language)}"] ?? "ru";
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            // The command itself reports it, in the language of the environment.
            return Environment.GetEnvironmentVariable($"{Settings.Section}__{nameof(Settings.Language)}") ?? "ru";
        }
    }
}
