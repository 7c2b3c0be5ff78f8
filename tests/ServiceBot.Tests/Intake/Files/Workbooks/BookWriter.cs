using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace ServiceBot.Tests.Intake.Files.Workbooks;

/// <summary>Writes a workbook as Excel and 1C do, part by part, so that a test can also write it wrong.</summary>
internal sealed class BookWriter
{
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, string Xml)> _sheets = [];
    private readonly List<string> _shared = [];
    private readonly List<(string Name, Action<Stream> Write)> _further = [];

    /// <summary>What every part of XML begins with; a test puts a DTD here.</summary>
    public string Prolog { get; init; } = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    /// <summary>Whether texts stand in the list of shared strings, as Excel writes them, or in their cells, as 1C does.</summary>
    public bool IsShared { get; init; } = true;

    /// <summary>The namespace of all its parts.</summary>
    public string Main { get; init; } = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public bool IsDate1904 { get; init; }

    /// <summary>Adds a sheet; a cell is a text, number, truth, moment, or <see cref="Raw"/>; null is left out.</summary>
    public BookWriter Sheet(string name, params object?[][] rows)
    {
        var xml = new StringBuilder("<sheetData>");
        for (var at = 0; at < rows.Length; at++)
        {
            if (rows[at].Length == 0) continue;
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{at + 1}\">");
            for (var column = 0; column < rows[at].Length; column++) xml.Append(Cell(rows[at][column], Name(column) + (at + 1).ToString(CultureInfo.InvariantCulture)));
            xml.Append("</row>");
        }

        return SheetXml(name, xml.Append("</sheetData>").ToString());
    }

    /// <summary>Adds a sheet by the XML inside its worksheet.</summary>
    public BookWriter SheetXml(string name, string xml)
    {
        _sheets.Add((name, xml));
        return this;
    }

    /// <summary>Adds a file to the archive.</summary>
    public BookWriter File(string name, Action<Stream> write)
    {
        _further.Add((name, write));
        return this;
    }

    public byte[] Write()
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(archive, "[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            Part(archive, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            var sheets = string.Concat(_sheets.Select((s, at) => $"<sheet name=\"{SecurityElement.Escape(s.Name)}\" sheetId=\"{at + 1}\" r:id=\"rId{at + 1}\"/>"));
            Part(archive, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><workbookPr{(IsDate1904 ? " date1904=\"1\"" : "")}/><sheets>{sheets}</sheets></workbook>");
            var relations = string.Concat(_sheets.Select((_, at) => $"<Relationship Id=\"rId{at + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{at + 1}.xml\"/>"));
            Part(archive, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">{relations}<Relationship Id=\"rIdS\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rIdT\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>");
            // 0 General, 1 a date and time, 2 "0000", 3 a time of day.
            Part(archive, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0000\"/></numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>");
            for (var at = 0; at < _sheets.Count; at++) Part(archive, $"xl/worksheets/sheet{at + 1}.xml", $"<worksheet xmlns=\"{Main}\">{_sheets[at].Xml}</worksheet>");
            Part(archive, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(_shared.Select(s => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(s)}</t></si>"))}</sst>");
            foreach (var (name, write) in _further)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                write(stream);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A number in the style "0000".</summary>
    public static Raw Padded(int number) => new($" s=\"2\"><v>{number}</v></c>");

    /// <summary>A part of a day in a style of times.</summary>
    public static Raw TimeOfDay(double part) => new(string.Create(CultureInfo.InvariantCulture, $" s=\"3\"><v>{part}</v></c>"));

    /// <summary>A cell whose formula failed.</summary>
    public static Raw Failed(string error) => new($" t=\"e\"><f>VLOOKUP(1,A1:A2,1)</f><v>{error}</v></c>");

    /// <summary>The rest of a cell behind its name.</summary>
    public sealed record Raw(string Xml);

    private static string Name(int column) => column < 26 ? ((char)('A' + column)).ToString() : Name((column / 26) - 1) + (char)('A' + (column % 26));

    private void Part(ZipArchive archive, string name, string xml)
    {
        using var text = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Fastest).Open());
        text.Write(Prolog + xml);
    }

    private string Cell(object? value, string name) => value switch
    {
        null => "",
        Raw raw => $"<c r=\"{name}\"{raw.Xml}",
        bool truth => $"<c r=\"{name}\" t=\"b\"><v>{(truth ? 1 : 0)}</v></c>",
        DateTime moment => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{name}\" s=\"1\"><v>{moment.ToOADate() - (IsDate1904 ? 1462 : 0)}</v></c>"),
        string text when IsShared => $"<c r=\"{name}\" t=\"s\"><v>{Shared(text)}</v></c>",
        string text => $"<c r=\"{name}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        IFormattable number => $"<c r=\"{name}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private int Shared(string text)
    {
        var at = _shared.IndexOf(text);
        if (at >= 0) return at;
        _shared.Add(text);
        return _shared.Count - 1;
    }
}
