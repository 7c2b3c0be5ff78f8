using System.Collections.Immutable;
using System.Globalization;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Stations;

namespace ServiceBot.Intake.Files;

/// <summary>Where files are dropped and where they go.</summary>
internal sealed class InboxPlace
{
    public const string ErrorsEnding = ".errors.csv";

    public InboxPlace(Settings settings)
    {
        Folder = Path.GetFullPath(
            string.IsNullOrWhiteSpace(settings.Inbox.Folder)
                ? Path.Combine(settings.DataFolder, "inbox")
                : settings.Inbox.Folder);
        Done = Path.Combine(Folder, "done");
        Rejected = Path.Combine(Folder, "rejected");
    }

    /// <summary>Where files are dropped.</summary>
    public string Folder { get; }

    /// <summary>Where a file goes that was read.</summary>
    public string Done { get; }

    /// <summary>Where a file goes that was not, and the errors of every file.</summary>
    public string Rejected { get; }

    public void Create()
    {
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Done);
        Directory.CreateDirectory(Rejected);
    }

    /// <summary>The file's name, or with a number where a file read earlier has that name: <c>orders (2).csv</c>.</summary>
    public string FreeName(string name)
    {
        for (var i = 1; ; i++)
        {
            var tried = i == 1
                ? name
                : $"{Path.GetFileNameWithoutExtension(name)} ({i.ToString(CultureInfo.InvariantCulture)}){Path.GetExtension(name)}";
            if (!File.Exists(Path.Combine(Done, tried)) && !File.Exists(Path.Combine(Rejected, tried))) return tried;
        }
    }

    /// <summary>How files are read under the settings.</summary>
    public static FileReadingOptions Options(Settings settings, StationDirectory stations) =>
        new(new StationClocks(stations.All.Select(s => KeyValuePair.Create(s.Code, s.Calendar.Zone))))
        {
            Mappings =
            [
                .. settings.Inbox.Mappings.Select(m => new ColumnMapping(
                    m.Column ?? "", m.Field, string.IsNullOrEmpty(m.Kind) ? null : Enum.Parse<RecordKind>(m.Kind, ignoreCase: true))
                {
                    Value = string.IsNullOrWhiteSpace(m.Value) ? null : m.Value.Trim(),
                    Values = m.Values.ToImmutableDictionary(x => x.Key.Trim(), x => x.Value.Trim(), StringComparer.OrdinalIgnoreCase),
                    Format = string.IsNullOrWhiteSpace(m.Format) ? null : m.Format,
                    File = string.IsNullOrWhiteSpace(m.File) ? null : m.File,
                }),
            ],
        };
}

/// <summary>The errors of one file: nothing is written while there are none, and the sheet appears whole or not at all.</summary>
internal sealed class ErrorFile(string path, CultureInfo culture) : IDisposable
{
    private readonly string _part = path + ".part";
    private FileStream? _stream;
    private FaultSheet? _sheet;

    public void Add(FileItem item)
    {
        if (item.Faults.Count == 0) return;
        if (_sheet is null)
        {
            _stream = new FileStream(_part, FileMode.Create, FileAccess.Write, FileShare.None);
            _sheet = new FaultSheet(_stream, culture);
        }

        _sheet.Add(item);
    }

    /// <summary>Gives the sheet its name, over one of an earlier reading of the same file.</summary>
    public void Finish()
    {
        if (!Close()) return;
        File.Move(_part, path, overwrite: true);
    }

    /// <summary>A sheet that was not finished leaves nothing behind.</summary>
    public void Dispose()
    {
        if (Close()) File.Delete(_part);
    }

    /// <summary>Whether there was a sheet to close.</summary>
    private bool Close()
    {
        if (_sheet is null) return false;
        _sheet.Dispose();
        _stream!.Dispose();
        _sheet = null;
        return true;
    }
}
