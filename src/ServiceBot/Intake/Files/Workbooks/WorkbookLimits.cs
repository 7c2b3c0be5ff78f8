namespace ServiceBot.Intake.Files.Workbooks;

/// <summary>
/// How large a workbook may be. Excel's own limits where it has any; the others keep one file from filling the memory or
/// holding up the service, and leave an export of a few hundred thousand rows alone.
/// </summary>
internal static class WorkbookLimits
{
    /// <summary>Files inside the archive: a workbook of a hundred sheets has some three hundred.</summary>
    public const int Entries = 2_000;

    /// <summary>Bytes of the archive's list of files, which is held in memory.</summary>
    public const int Directory = 1024 * 1024;

    /// <summary>Unpacked bytes of all files together; sheets are read through and not held.</summary>
    public const long Unpacked = 1024L * 1024 * 1024;

    /// <summary>Unpacked bytes of a part that is held in memory: the shared strings, the styles, the list of sheets.</summary>
    public const long Held = 48L * 1024 * 1024;

    /// <summary>How many times a part may grow when it is unpacked; sheets of repeated rows grow thirtyfold.</summary>
    public const int Growth = 250;

    /// <summary>Below so many unpacked bytes any growth is harmless.</summary>
    public const long HarmlessGrowth = 16L * 1024 * 1024;

    /// <summary>Bytes between two marks of XML: the longest text of a cell, with room for entities.</summary>
    public const int Token = 1024 * 1024;

    /// <summary>XML elements inside each other.</summary>
    public const int Depth = 64;

    /// <summary>Rows of a sheet, by Excel.</summary>
    public const int Rows = 1_048_576;

    /// <summary>Columns of a sheet, by Excel.</summary>
    public const int MostColumns = 16_384;

    /// <summary>Columns that are read; a table of records has some dozens.</summary>
    public const int Columns = 1_024;
}
