using ServiceBot.Detection;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary>
/// A copy of the store for a dry run: what the rules would say needs everything that is stored, and nothing of it may stay.
/// </summary>
internal sealed class Rehearsal : IDisposable
{
    private readonly string _folder;

    private Rehearsal(Settings settings, string folder)
    {
        Settings = settings;
        _folder = folder;
    }

    /// <summary>The settings, over the copy.</summary>
    public Settings Settings { get; }

    /// <summary>Copies the store, or begins with an empty one where there is none yet.</summary>
    /// <exception cref="IOException">The copy could not be written.</exception>
    public static async Task<Rehearsal> BeginAsync(CommandRun run, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-dry-run-").FullName;
        try
        {
            var outcome = await new DatabaseCopy(run.Settings).WriteAsync(Path.Combine(folder, DatabaseCopy.FileName), cancel);
            if (outcome is CopyOutcome.Failed failed) throw new IOException(failed.Reason);
            var settings = run.FreshSettings();
            if (File.Exists(FaultWords.PathOf(settings))) File.Copy(FaultWords.PathOf(settings), Path.Combine(folder, FaultWords.FileName));
            settings.DataFolder = folder;
            settings.Database.ConnectionString = null;
            return new Rehearsal(settings, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        DatabaseCopy.LetGo();
        Directory.Delete(_folder, recursive: true);
    }
}
