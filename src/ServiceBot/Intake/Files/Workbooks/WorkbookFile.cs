using System.Text;
using ExcelDataReader;

namespace ServiceBot.Intake.Files.Workbooks;

/// <summary>
/// Reads a workbook: every sheet that is a table of records, whatever its kind. A sheet that is none is named, unless no
/// sheet is one; empty sheets are passed over.
/// </summary>
internal static class WorkbookFile
{
    // The library asks for windows-1252, the page of texts before Excel 97, even where there can be none.
    static WorkbookFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads the file.</summary>
    /// <param name="content">A stream that can seek.</param>
    /// <param name="fileName">Its name, which may say what it holds.</param>
    /// <param name="options">What is known beforehand.</param>
    public static IEnumerable<FileItem> Read(Stream content, string fileName, FileReadingOptions options)
    {
        if (WorkbookCheck.Refuse(content) is { } refused) return [Refusal(refused)];
        content.Position = 0;
        return Open(content) is { } reader ? Read(reader, fileName, options) : [Refusal(new IntakeFault("WorkbookBroken"))];
    }

    private static IExcelDataReader? Open(Stream content)
    {
        try
        {
            return ExcelReaderFactory.CreateOpenXmlReader(content, new ExcelReaderConfiguration { LeaveOpen = true });
        }
        catch (Exception broken) when (broken is not (IOException or OutOfMemoryException))
        {
            // What the library throws for a damaged workbook is not written anywhere.
            return null;
        }
    }

    private static IEnumerable<FileItem> Read(IExcelDataReader reader, string fileName, FileReadingOptions options)
    {
        using var _ = reader;
        var unread = new List<FileFault>();
        var tables = 0;
        var several = reader.ResultsCount > 1;
        SheetTable? sheet = new SheetTable(reader);
        while (sheet is not null)
        {
            var name = several ? sheet.Sheet : null;
            var found = HeaderSearch.Find([sheet], fileName, options);
            var isEmpty = found.Header is null && found.Likeliest is null or { IsBlank: true };
            if (!isEmpty && TableFile.Refuse(found, options) is { } fault)
            {
                unread.Add(fault with { Sheet = name });
            }
            else if (!isEmpty)
            {
                tables++;
                foreach (var item in TableFile.Records(found, options)) yield return name is null ? item : item.On(name);
            }

            sheet = Next(reader, out var isBroken);
            if (isBroken) unread.Add(new FileFault(0, null, null, new IntakeFault("WorkbookBroken")));
        }

        foreach (var fault in unread)
        {
            if (tables > 0) yield return new FileItem.Unread(fault);
            else if (fault == unread[0]) yield return new FileItem.Refusal(fault);
        }

        if (tables == 0 && unread.Count == 0) yield return Refusal(new IntakeFault("FileEmpty"));
    }

    private static SheetTable? Next(IExcelDataReader reader, out bool isBroken)
    {
        isBroken = false;
        try
        {
            return reader.NextResult() ? new SheetTable(reader) : null;
        }
        catch (Exception broken) when (broken is not (IOException or OutOfMemoryException))
        {
            isBroken = true;
            return null;
        }
    }

    private static FileItem.Refusal Refusal(IntakeFault fault) => new(new FileFault(0, null, null, fault));
}
