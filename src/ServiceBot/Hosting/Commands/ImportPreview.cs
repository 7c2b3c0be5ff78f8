using ServiceBot.Chat;
using ServiceBot.Intake.Files;

namespace ServiceBot.Hosting.Commands;

/// <summary>What a dry run shows of a file: how it was understood, column by column, and what its rows are for.</summary>
internal sealed class ImportPreview(CommandRun run, string fileName)
{
    private readonly CommandWording _words = run.Words;
    private bool _begun;

    /// <summary>Shows the item, where it says how the file was understood.</summary>
    public void Add(FileItem item)
    {
        Begin();
        if (item is FileItem.Header header) Show(header);
        else if (item is FileItem.TableEnd end) Show(end.Rows);
    }

    /// <summary>Says that nothing was written.</summary>
    public void End()
    {
        Begin();
        run.Terminal.Out.WriteLine(_words["PreviewNothing"]);
    }

    private void Begin()
    {
        if (_begun) return;
        _begun = true;
        run.Terminal.Out.WriteLine(_words.Format("PreviewFile", fileName));
    }

    private void Show(FileItem.Header header)
    {
        var terminal = run.Terminal.Out;
        if (header.Sheet is { } sheet) terminal.WriteLine(_words.Format("PreviewSheet", sheet));
        terminal.WriteLine(header.Separator == '\0'
            ? _words.Format("PreviewWorkbook", header.Line)
            : _words.Format("PreviewTable", header.Encoding, header.Separator == '\t' ? _words["PreviewTab"] : header.Separator, header.Line));
        terminal.WriteLine(_words.Format("PreviewKind", _words[$"PreviewKind{header.Kind}"]));
        foreach (var column in header.Columns) terminal.WriteLine(_words.Format("PreviewColumn", OneLine(column.Name), column.Field));
        if (header.Ignored.Count > 0) terminal.WriteLine(_words.Format("PreviewIgnored", string.Join(", ", header.Ignored.Select(OneLine))));
    }

    private void Show(RowTally rows) => run.Terminal.Out.WriteLine(_words.Format(
        "PreviewRows", rows.Rows, rows.Records, rows.Broken, rows.Blank, rows.Totals, rows.Headings, rows.Texts));

    private static string OneLine(string name) => ShortText.OneLine(name);
}
