using System.CommandLine;
using System.Globalization;
using ServiceBot.Detection;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>import</c>: reads files into the store.</summary>
internal static class ImportCommand
{
    // Enough to see what is wrong; the rest stands in the sheet.
    private const int MostFaultsShown = 20;

    private static readonly (string Name, RecordKind Kind)[] Kinds =
    [
        ("booking", RecordKind.Booking), ("work-order", RecordKind.WorkOrder), ("survey-response", RecordKind.SurveyResponse),
        ("call", RecordKind.Call),
    ];

    public static Command Create(CommandFrame frame)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = frame.Words["ArgumentImportFiles"], Arity = ArgumentArity.OneOrMore,
        };
        var kind = frame.OneOf("--kind", frame.Words["OptionKind"], "K", [.. Kinds.Select(x => x.Name)]);
        var station = frame.Station();
        var dry = new Option<bool>("--dry-run") { Description = frame.Words["OptionDryRun"] };
        var command = frame.New("import");
        command.Arguments.Add(files);
        command.Options.Add(kind);
        command.Options.Add(station);
        command.Options.Add(dry);
        frame.Does(command, async (run, cancel) =>
        {
            var code = run.Arguments.GetValue(station);
            if (code is not null && run.Station(code) is null) return run.RefuseStation(code);
            RecordKind? named = run.Arguments.GetValue(kind) is { } text ? Kinds.First(x => x.Name.Equals(text, StringComparison.OrdinalIgnoreCase)).Kind : null;
            var options = InboxPlace.Options(run.Settings, StationDirectory.From(run.Settings)) with
            {
                Kind = named, DefaultStation = code is null ? null : run.Station(code)!.Code,
            };
            return await RunAsync(
                run, run.Arguments.GetRequiredValue(files), options, run.Arguments.GetValue(dry), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CommandRun run, IReadOnlyList<string> paths, FileReadingOptions options, bool dry, CancellationToken cancel)
    {
        using var rehearsal = dry ? await Rehearsal.BeginAsync(run, cancel) : null;
        await using var services = CommandServices.Build(rehearsal?.Settings ?? run.Settings, run.Configuration);
        var tally = new ImportTally(services.GetRequiredService<Writer>());
        // A second's work on a new store, beside which the reading begins.
        var ready = Task.Run(
            async () =>
            {
                await services.GetRequiredService<Schema>().BringUpToDateAsync(cancel);
                await tally.BeginAsync(paths.Select(x => new FileInfo(x)).Select(x => (x.FullName, x.Exists ? x.Length : 0)), cancel);
            },
            CancellationToken.None);
        var files = ActivatorUtilities.CreateInstance<FileIntake>(services);
        var count = FileCount.None;
        var failed = false;
        try
        {
            foreach (var path in paths)
            {
                var taken = await TakeAsync(run, files, path, options, dry, ready, cancel);
                failed |= taken is null || taken.Refused || taken.NothingTaken;
                if (taken is not null) count += taken;
            }

            await ready;
            await JudgeAsync(run, services.GetRequiredService<Backlog>(), cancel);
        }
        catch (OperationCanceledException)
        {
            run.Terminal.Error.WriteLine(run.Words["ImportCutOff"]);
            throw;
        }

        count = count with { Detected = count.Detected + await tally.EndAsync(cancel) };
        run.Terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"read {count.Read}, accepted {count.Accepted + count.Updated}, unchanged {count.Unchanged}, rejected {count.Rejected}, "
            + $"returns {count.Detected.Returns}, signals {count.Detected.Signals}, cases {count.Detected.Cases}"));
        return failed ? ExitCode.Refused : ExitCode.Done;
    }

    private static async Task JudgeAsync(CommandRun run, Backlog backlog, CancellationToken cancel)
    {
        if (!await backlog.AnyAsync(cancel)) return;
        var progress = new ProgressLine(run.Terminal, run.Words["Judging"]);
        await backlog.JudgeAsync(progress.Show, cancel);
        progress.End(whole: true);
    }

    private static async Task<FileCount?> TakeAsync(
        CommandRun run, FileIntake files, string path, FileReadingOptions options, bool dry, Task ready, CancellationToken cancel)
    {
        try
        {
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var faults = new Faults(run, path, dry);
            var preview = dry ? new ImportPreview(run, Path.GetFileName(path)) : null;
            var progress = new ProgressLine(run.Terminal, Path.GetFileName(path));
            var count = await files.StoreAsync(content, Path.GetFileName(path), options, Note, progress.Show, cancel, ready);
            progress.End(whole: !count.Refused);
            preview?.End();
            faults.Finish();
            return count;

            void Note(FileItem item)
            {
                preview?.Add(item);
                faults.Add(item);
            }
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            run.Refuse(run.Words.Format("NoSuchFile", path));
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            run.Refuse(run.Words.Format("FileUnreadable", path, fault.Message));
            return null;
        }
    }

    /// <summary>What is wrong with a file: in a sheet beside it, and the first ones where the person looks.</summary>
    private sealed class Faults(CommandRun run, string path, bool dry) : IDisposable
    {
        private readonly ErrorFile? _sheet = dry ? null : new ErrorFile(path + InboxPlace.ErrorsEnding, run.Words.Culture);
        private readonly List<string> _shown = [];
        private int _count;
        private bool _sheetBroke;

        public void Add(FileItem item)
        {
            foreach (var fault in item.Faults)
            {
                _count++;
                if (_shown.Count < MostFaultsShown) _shown.Add(Line(fault));
            }

            try
            {
                if (!_sheetBroke) _sheet?.Add(item);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A folder that may only be read is no reason not to import.
                _sheetBroke = true;
                run.Terminal.Error.WriteLine(run.Words.Format("SheetNotWritten", path + InboxPlace.ErrorsEnding, fault.Message));
            }
        }

        public void Finish()
        {
            foreach (var line in _shown) run.Terminal.Error.WriteLine("  " + line);
            if (_count > _shown.Count) run.Terminal.Error.WriteLine("  " + run.Words.Format("MoreFaults", _count - _shown.Count));
            if (_sheet is null || _sheetBroke || _count == 0) return;
            _sheet.Finish();
            run.Terminal.Error.WriteLine("  " + run.Words.Format("SheetWritten", path + InboxPlace.ErrorsEnding));
        }

        public void Dispose() => _sheet?.Dispose();

        private string Line(FileFault fault)
        {
            var place = fault.Line > 0 ? run.Words.Format("FaultLine", fault.Line) : Path.GetFileName(path);
            var column = fault.Place is null ? "" : run.Words.Format("FaultColumn", fault.Place);
            var value = string.IsNullOrEmpty(fault.Value) ? "" : run.Words.Format("FaultValue", fault.Value.ReplaceLineEndings(" "));
            return $"{place}{column}{value}: {fault.Message(run.Words.Culture)}";
        }
    }
}
