using System.Globalization;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>What reading a file brings, in the order of the file: a closed family.</summary>
internal abstract record FileItem
{
    private FileItem()
    {
    }

    /// <summary>What is wrong; empty for a good item.</summary>
    public virtual IReadOnlyList<FileFault> Faults => [];

    /// <summary>The item as one of that sheet; only faults carry the name.</summary>
    public virtual FileItem On(string sheet) => this;

    /// <summary>How a table was understood; comes once, before its records.</summary>
    /// <param name="Line">The line of the header.</param>
    /// <param name="Kind">Which kind of record its rows are.</param>
    /// <param name="Encoding">The encoding, by its web name.</param>
    /// <param name="Separator">What stands between the cells.</param>
    /// <param name="Columns">The columns that are read.</param>
    /// <param name="Ignored">The columns that are not, as the file writes them.</param>
    public sealed record Header(
        int Line,
        RecordKind Kind,
        string Encoding,
        char Separator,
        IReadOnlyList<ReadColumn> Columns,
        IReadOnlyList<string> Ignored) : FileItem
    {
        /// <summary>The sheet of a workbook, or null.</summary>
        public string? Sheet { get; init; }
    }

    /// <summary>A table has ended; comes once, behind its records.</summary>
    /// <param name="Rows">What its rows were for.</param>
    public sealed record TableEnd(RowTally Rows) : FileItem
    {
        /// <summary>The sheet of a workbook, or null.</summary>
        public string? Sheet { get; init; }
    }

    /// <summary>A good record.</summary>
    /// <param name="Line">The line on which it begins.</param>
    /// <param name="Value">The record.</param>
    public sealed record Record(int Line, SourceRecord Value) : FileItem;

    /// <summary>
    /// A record that is refused as a whole: half a work order would mislead those who judge by it. The records beside
    /// it are not touched.
    /// </summary>
    /// <param name="Line">The line on which it begins.</param>
    /// <param name="Id">Its key, as far as it could be read.</param>
    /// <param name="Faults">Everything that is wrong with it; at least one.</param>
    public sealed record Rejection(int Line, string? Id, IReadOnlyList<FileFault> Faults) : FileItem
    {
        public override IReadOnlyList<FileFault> Faults { get; } = Faults;

        public override FileItem On(string sheet) => new Rejection(Line, Id, [.. Faults.Select(fault => fault with { Sheet = sheet })]);
    }

    /// <summary>A sheet of a workbook that is no table of records, beside others that are.</summary>
    /// <param name="Fault">What it lacks.</param>
    public sealed record Unread(FileFault Fault) : FileItem
    {
        public override IReadOnlyList<FileFault> Faults => [Fault];
    }

    /// <summary>The file, or all of it from here on, cannot be read. Comes last.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Refusal(FileFault Fault) : FileItem
    {
        public override IReadOnlyList<FileFault> Faults => [Fault];
    }
}

/// <summary>A column that is read.</summary>
/// <param name="Name">Its name as the file writes it.</param>
/// <param name="Field">What it holds, by the name of the API.</param>
internal sealed record ReadColumn(string Name, string Field);

/// <summary>One thing wrong with a file.</summary>
/// <param name="Line">The line, from 1; 0 is the file itself.</param>
/// <param name="Column">The column as the file writes it, or null where it is not about one.</param>
/// <param name="Value">What stands there, or null.</param>
/// <param name="Fault">Why it cannot be taken, and what is allowed.</param>
internal sealed record FileFault(int Line, string? Column, string? Value, IntakeFault Fault)
{
    /// <summary>The sheet, in a workbook of several; the line is counted in it.</summary>
    public string? Sheet { get; init; }

    /// <summary>The column with the sheet before it, as Excel writes it: <c>Заявки!Дата</c>; null where both lack.</summary>
    public string? Place => Sheet is null ? Column : $"{Sheet}!{Column}";

    /// <summary>The sentence for a person.</summary>
    /// <param name="culture">Russian or English.</param>
    public string Message(CultureInfo culture) => Fault.In(culture);
}
