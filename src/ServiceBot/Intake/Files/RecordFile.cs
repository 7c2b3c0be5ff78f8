using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Reads a file as dealer systems export it: tables of separated values (.csv, .tsv, .txt) and JSON. Encoding,
/// separator, header and kind of record are found in the content. Nothing is thrown for what stands in a file.
/// </summary>
internal static class RecordFile
{
    /// <summary>The endings of file names that are read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".tsv", ".txt", ".json"];

    /// <summary>Reads a file while it is enumerated, in bounded memory; enumerate once.</summary>
    /// <param name="content">The content; stays open. Its position tells the progress. One that cannot seek is copied
    /// to a temporary file.</param>
    /// <param name="fileName">The name with its ending; no file of that name is opened.</param>
    /// <param name="options">What is known beforehand.</param>
    /// <returns>
    /// The header of a table, good records and refused ones in the order of the file, and a refusal of the file or its
    /// rest.
    /// </returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static IEnumerable<FileItem> Read(Stream content, string fileName, FileReadingOptions options)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        using var copy = content.CanSeek ? null : Copy(content);
        foreach (var item in ReadSeekable(copy ?? content, fileName, options)) yield return item;
    }

    private static IEnumerable<FileItem> ReadSeekable(Stream content, string fileName, FileReadingOptions options)
    {
        var ending = Path.GetExtension(fileName).ToLowerInvariant();
        var kind = FileText.Recognise(content, out var encoding);
        return kind switch
        {
            ContentKind.Empty => Refused("FileEmpty"),
            ContentKind.Zip when ending is ".xlsx" or ".xlsm" => Refused("FormatNotRead", ".xlsx", Allowed),
            ContentKind.Zip => Refused("FileIsArchive", Allowed),
            ContentKind.OldOffice => Refused("FormatNotRead", ".xls", Allowed),
            ContentKind.Binary => Refused("FileIsBinary", Allowed),
            ContentKind.Text when ending == ".json" => JsonFile.Read(content, encoding, fileName, options),
            ContentKind.Text when Endings.Contains(ending) => TableFile.Read(content, encoding, fileName, options),
            ContentKind.Text => Refused("FormatNotRead", ending.Length == 0 ? fileName : ending, Allowed),
        };
    }

    private static string Allowed => string.Join(", ", Endings);

    private static FileItem[] Refused(string key, params object[] arguments) =>
        [new FileItem.Refusal(new FileFault(0, null, null, new IntakeFault(key, arguments)))];

    private static FileStream Copy(Stream content)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var copy = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose,
        });
        content.CopyTo(copy);
        return copy;
    }
}
