using System.IO.Compression;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files.Workbooks;

/// <summary>Workbooks made to fill the memory, the disk or the day: each is refused with one clear fault.</summary>
public sealed class HostileWorkbookTests
{
    private const long Allowed = 100L * 1024 * 1024;
    private static readonly byte[] Spaces = [.. Enumerable.Repeat((byte)' ', 1024 * 1024)];

    [Fact]
    public void A_sheet_that_unpacks_to_gigabytes_is_refused_early() => Refused(
        new BookWriter().Sheet("Лист1", ["Номер ЗН"]).File("xl/worksheets/sheet9.xml", stream =>
        {
            for (var i = 0; i < 300; i++) stream.Write(Spaces);
        }).Write(),
        "WorkbookTooLarge");

    [Fact]
    public void A_text_of_many_megabytes_in_one_cell_is_refused() => Refused(
        new BookWriter().SheetXml("Лист1", "<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>" + new string('я', 2_000_000) + "</t></is></c></row></sheetData>").Write(),
        "WorkbookTooLarge");

    [Fact]
    public void A_row_without_an_end_is_refused() => Refused(
        new BookWriter().SheetXml("Лист1", "<sheetData><row r=\"1\">" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 20_000)) + "</row></sheetData>").Write(),
        "WorkbookTooLarge");

    [Fact]
    public void A_row_far_below_all_others_is_refused() => Refused(
        new BookWriter().SheetXml("Лист1", "<sheetData><row r=\"2000000000\"><c><v>1</v></c></row></sheetData>").Write(), "WorkbookTooLarge");

    [Fact]
    public void Elements_inside_each_other_without_an_end_are_refused() => Refused(
        new BookWriter().SheetXml("Лист1", string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000))).Write(),
        "WorkbookTooLarge");

    [Fact]
    public void A_hundred_thousand_files_in_the_archive_are_refused_before_their_list_is_read()
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 100_000; i++) archive.CreateEntry($"xl/worksheets/sheet{i}.xml", CompressionLevel.NoCompression);
        }

        Refused(bytes.ToArray(), "WorkbookTooLarge");
    }

    [Fact]
    public void Archives_inside_are_never_opened()
    {
        var inner = new BookWriter().Sheet("Лист1", ["Номер ЗН"]).Write();
        var bytes = new BookWriter().Sheet("Лист1", ["Номер заявки", "Дата заявки", "VIN"], ["1", "20.11.2026", "XTT1"])
            .File("xl/media/inner.zip", stream => stream.Write(inner)).Write();

        Assert.Single(FileTrial.Read(bytes, "a.xlsx").Records);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">")]
    public void A_DTD_is_refused_and_nothing_outside_is_asked(string prolog) =>
        Refused(new BookWriter { Prolog = prolog }.Sheet("Лист1", ["Номер ЗН"]).Write(), "WorkbookBroken");

    [Fact]
    public void A_workbook_in_the_strict_form_is_told_as_such_and_not_as_empty()
    {
        var bytes = new BookWriter { Main = "http://purl.oclc.org/ooxml/spreadsheetml/main" }.Sheet("Лист1", ["Номер ЗН", "Дата открытия"], ["ЗН-1", "12.11.2026"]).Write();

        Refused(bytes, "WorkbookStrict");
    }

    [Fact]
    public void An_archive_without_a_workbook_says_so()
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true)) archive.CreateEntry("../../etc/cron.d/evil");

        Refused(bytes.ToArray(), "ArchiveNoWorkbook");
    }

    [Fact]
    public void Empty_sheets_are_an_empty_file() => Refused(new BookWriter().Sheet("Лист1").Sheet("Лист2").Write(), "FileEmpty");

    [Fact]
    public void A_workbook_cut_off_anywhere_ends_in_a_fault_and_never_throws()
    {
        var whole = new BookWriter().Sheet("Лист1", ["Номер заявки", "Дата заявки", "VIN"], ["1", "20.11.2026", "XTT1"]).Write();
        for (var length = 4; length < whole.Length; length += 37)
        {
            var trial = FileTrial.Read(whole[..length], "a.xlsx");
            Assert.NotEmpty(trial.Faults);
        }
    }

    private static void Refused(byte[] bytes, string key)
    {
        using var stream = new MemoryStream(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var items = RecordFile.Read(stream, "a.xlsx", FileTrial.North).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(key, Assert.IsType<FileItem.Refusal>(Assert.Single(items)).Fault.Fault.Key);
        Assert.True(allocated < Allowed, $"{allocated / 1024 / 1024} MiB");
    }
}
