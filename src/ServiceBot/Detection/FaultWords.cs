using ServiceBot.Hosting;

namespace ServiceBot.Detection;

/// <summary>
/// The file with which a station extends the dictionary of faults: <c>fault-words.txt</c> in the data folder, UTF-8, read
/// at start. <see cref="Domain.Signals.FaultDictionary.Of"/> tells the form of its lines.
/// </summary>
internal static class FaultWords
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "fault-words.txt";

    /// <summary>Where the file is looked for.</summary>
    public static string PathOf(Settings settings) => Path.Combine(settings.DataFolder, FileName);

    /// <summary>The lines of the file; none where there is no file.</summary>
    /// <exception cref="IOException">The file is there and cannot be read; <c>SettingsCheck</c> reports this before.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static IReadOnlyList<string> Lines(Settings settings) =>
        File.Exists(PathOf(settings)) ? File.ReadAllLines(PathOf(settings)) : [];
}
