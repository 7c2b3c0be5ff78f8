using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace ServiceBot.Intake.Files.Workbooks;

/// <summary>
/// Reads a workbook through once before it is handed to the library that understands it: sizes as declared and as they
/// are, the depth and the texts of its XML, rows and columns. No DTD, no entities, nothing from outside.
/// </summary>
internal static class WorkbookCheck
{
    private const string Workbook = "xl/workbook.xml";
    private const string Sheets = "xl/worksheets/";
    private const string Relations = "xl/_rels/workbook.xml.rels";

    private const string StrictNamespaces = "http://purl.oclc.org/ooxml/";

    /// <summary>Parts that are held in memory as a whole.</summary>
    private static readonly string[] Held = [Workbook, Relations, "xl/sharedstrings.xml", "xl/styles.xml"];

    /// <summary>The same parts in the binary form (.xlsb), which nobody here has checked.</summary>
    private static readonly string[] Binary = ["xl/workbook.bin", "xl/sharedstrings.bin", "xl/styles.bin"];

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    /// <summary>Why the archive must not be opened as a workbook, or null where it may.</summary>
    /// <param name="content">A stream that can seek; its position moves.</param>
    public static IntakeFault? Refuse(Stream content)
    {
        try
        {
            if (ZipDirectory.IsReadable(content) is not { } readable) return new IntakeFault("WorkbookBroken");
            if (!readable) return TooLarge();
            content.Position = 0;
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return Refuse(archive);
        }
        catch (WorkbookTooLargeException)
        {
            return TooLarge();
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException
            or ArgumentException or NotSupportedException or OverflowException)
        {
            return new IntakeFault("WorkbookBroken");
        }
    }

    private static IntakeFault? Refuse(ZipArchive archive)
    {
        if (archive.Entries.Count > WorkbookLimits.Entries) return TooLarge();
        var names = archive.Entries.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        if (!names.Contains(Workbook) || names.Overlaps(Binary)) return new IntakeFault("ArchiveNoWorkbook");
        var left = WorkbookLimits.Unpacked;
        foreach (var entry in archive.Entries)
        {
            // Pictures, programs and archives inside are never opened, whatever they are.
            var isHeld = Held.Contains(NameOf(entry), StringComparer.Ordinal);
            if (!isHeld && !IsSheet(entry)) continue;
            if (entry.IsEncrypted) return new IntakeFault("WorkbookLocked");
            if (entry.Length > left || IsBomb(entry)) return TooLarge();
            left -= Read(entry, isHeld ? Math.Min(left, WorkbookLimits.Held) : left, out var isStrict);
            // The library reads none of its cells and says nothing of it.
            if (isStrict) return new IntakeFault("WorkbookStrict");
        }

        return null;
    }

    private static bool IsBomb(ZipArchiveEntry entry) =>
        entry.Length > WorkbookLimits.HarmlessGrowth && entry.Length / WorkbookLimits.Growth > entry.CompressedLength;

    private static bool IsSheet(ZipArchiveEntry entry) => NameOf(entry).StartsWith(Sheets, StringComparison.Ordinal)
        && NameOf(entry).EndsWith(".xml", StringComparison.Ordinal);

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/').TrimStart('/').ToLowerInvariant();

    private static long Read(ZipArchiveEntry entry, long limit, out bool isStrict)
    {
        isStrict = false;
        var part = new GuardedPart(entry.Open(), limit, entry.CompressedLength);
        using var xml = XmlReader.Create(part, Xml);
        var isRelations = NameOf(entry) == Relations;
        var (rows, cells) = (0, 0);
        while (xml.Read())
        {
            if (xml.Depth > WorkbookLimits.Depth) throw new WorkbookTooLargeException();
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.Depth == 0) isStrict = xml.NamespaceURI.StartsWith(StrictNamespaces, StringComparison.Ordinal);
            if (xml.LocalName == "row")
            {
                cells = 0;
                if (++rows > WorkbookLimits.Rows || NumberIn(xml.GetAttribute("r")) > WorkbookLimits.Rows)
                    throw new WorkbookTooLargeException();
            }
            else if (xml.LocalName == "c"
                && (++cells > WorkbookLimits.MostColumns || ColumnIn(xml.GetAttribute("r")) > WorkbookLimits.MostColumns))
            {
                throw new WorkbookTooLargeException();
            }
            else if (isRelations && xml.LocalName == "Relationship")
            {
                RefuseOddTarget(xml);
            }
        }

        return part.Count;
    }

    /// <summary>The sheets must be among the parts that were checked.</summary>
    private static void RefuseOddTarget(XmlReader relation)
    {
        var type = relation.GetAttribute("Type") ?? "";
        if (!type.EndsWith("/worksheet", StringComparison.Ordinal)) return;
        var target = (relation.GetAttribute("Target") ?? "").TrimStart('/').ToLowerInvariant();
        var path = target.StartsWith("xl/", StringComparison.Ordinal) ? target : "xl/" + target;
        if (!path.StartsWith(Sheets, StringComparison.Ordinal) || !path.EndsWith(".xml", StringComparison.Ordinal) || path.Contains("..", StringComparison.Ordinal))
            throw new InvalidDataException();
    }

    private static long NumberIn(string? row) =>
        row is null ? 0 : long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    /// <summary>The number of the column in a cell's name: 1 for A7, 27 for AA7.</summary>
    private static long ColumnIn(string? cell)
    {
        var column = 0L;
        foreach (var c in cell ?? "")
        {
            if (!char.IsAsciiLetter(c) || column > WorkbookLimits.MostColumns) break;
            column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
        }

        return column;
    }

    private static IntakeFault TooLarge() => new("WorkbookTooLarge");
}
