using System.Globalization;
using System.Text;
using ServiceBot.Intake.Files.Workbooks;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Reads a file as dealer systems export it: workbooks (.xlsx), tables of separated values (.csv, .tsv, .txt) and JSON.
/// Encoding, separator, header and kind of record are found in the content. Nothing is thrown for what stands in a file.
/// </summary>
internal static class RecordFile
{
    /// <summary>Bytes that a stream may bring which cannot seek, such as a pipe: it need not ever end.</summary>
    private const long LongestCopy = 4L * 1024 * 1024 * 1024;

    private static readonly string[] MarkupBeginnings = ["<html", "<!doctype", "<?xml", "<table", "<head", "<meta", "<body"];

    /// <summary>The endings of file names that are read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".tsv", ".txt", ".xlsx", ".json"];

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
        options = options.For(fileName);
        return kind switch
        {
            ContentKind.Empty => Refused("FileEmpty"),
            // Some programs call a workbook .csv; what stands in it says what it is.
            ContentKind.Zip when ending is ".xlsx" or ".xlsm" or ".xls" or ".csv" => WorkbookFile.Read(content, fileName, options),
            ContentKind.Zip => Refused("FileIsArchive", Allowed),
            ContentKind.OldOffice when ending is ".xlsx" or ".xlsm" => Refused("WorkbookLocked"),
            ContentKind.OldOffice => Refused("FormatNotRead", ".xls", Allowed),
            ContentKind.Binary => Refused("FileIsBinary", Allowed),
            // Web servers and old programs write pages and call them .xls.
            ContentKind.Text when IsMarkup(content, encoding) => Refused("FileIsMarkup", Allowed),
            ContentKind.Text when ending == ".json" => JsonFile.Read(content, encoding, fileName, options),
            // 1C calls a text .xls, which Excel opens with a warning.
            ContentKind.Text when Endings.Contains(ending) || ending == ".xls" => TableFile.Read(content, encoding, fileName, options),
            ContentKind.Text => Refused("FormatNotRead", ending.Length == 0 ? fileName : ending, Allowed),
        };
    }

    private static bool IsMarkup(Stream content, Encoding encoding)
    {
        content.Position = 0;
        Span<byte> head = stackalloc byte[256];
        var start = encoding.GetString(head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        content.Position = 0;
        return Array.Exists(MarkupBeginnings, x => start.StartsWith(x, StringComparison.OrdinalIgnoreCase));
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
        try
        {
            var block = new byte[64 * 1024];
            while (content.Read(block) is var read and > 0)
            {
                if (copy.Length + read > LongestCopy) throw new IOException(string.Create(CultureInfo.InvariantCulture, $"The stream is longer than {LongestCopy} bytes."));
                copy.Write(block, 0, read);
            }
        }
        catch
        {
            copy.Dispose();
            throw;
        }

        return copy;
    }
}
