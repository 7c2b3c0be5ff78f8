using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

public sealed class BrokenFileTests
{
    private const string Header = "Номер заявки;Дата заявки;Гос. номер;Причина обращения\n";

    [Theory]
    [InlineData("export.csv", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13 }, "FileIsBinary")]
    [InlineData("export.csv", new byte[] { 0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0 }, "FileIsBinary")]
    [InlineData("export.csv", new byte[] { 1, 2, 3, 4, 5, 6, 7, 0, 0, 200 }, "FileIsBinary")]
    [InlineData("export.csv", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31 }, "FileIsBinary")]
    [InlineData("export.xlsx", new byte[] { 0x50, 0x4B, 3, 4, 20, 0 }, "WorkbookBroken")]
    [InlineData("export.xlsx", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1 }, "WorkbookLocked")]
    [InlineData("export.ods", new byte[] { 0x50, 0x4B, 3, 4, 20, 0 }, "FileIsArchive")]
    [InlineData("export.csv", new byte[] { 0x50, 0x4B, 3, 4, 20, 0 }, "WorkbookBroken")]
    [InlineData("export.xls", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1 }, "FormatNotRead")]
    [InlineData("export.docx", new byte[] { 65, 66, 67 }, "FormatNotRead")]
    [InlineData("export.csv", new byte[0], "FileEmpty")]
    [InlineData("export.csv", new byte[] { 10, 10, 32 }, "NoHeader")]
    [InlineData("export.json", new byte[] { 65, 66, 67 }, "JsonExpected")]
    public void What_is_no_table_gets_one_clear_fault(string name, byte[] bytes, string key)
    {
        var trial = FileTrial.Read(bytes, name);

        Assert.Equal(key, trial.Refusal.Fault.Key);
        Assert.Single(trial.Items);
        Assert.False(string.IsNullOrWhiteSpace(trial.Refusal.Message(FileTrial.Russian) + trial.Refusal.Message(FileTrial.English)));
    }

    [Fact]
    public void An_old_workbook_is_refused_with_the_list_of_what_is_read()
    {
        var refusal = FileTrial.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "Заявки.xls").Refusal;

        Assert.Equal("Формат .xls эта версия не читает. Читаются: .csv, .tsv, .txt, .xlsx, .json. Сохраните таблицу как CSV (UTF-8).", refusal.Message(FileTrial.Russian));
    }

    [Theory]
    [InlineData("<html><head><meta charset=\"utf-8\"></head><body><table><tr><td>Номер ЗН</td><td>Дата открытия</td></tr></table></body></html>")]
    [InlineData("\uFEFF\n<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>")]
    public void A_page_that_is_called_a_workbook_is_told_as_such(string text)
    {
        var refusal = FileTrial.Read(System.Text.Encoding.UTF8.GetBytes(text), "Заказ-наряды.xls").Refusal;

        Assert.Equal("FileIsMarkup", refusal.Fault.Key);
        Assert.Contains("страница HTML или XML", refusal.Message(FileTrial.Russian), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_cannot_be_understood_says_which_columns_it_has_and_which_it_needs()
    {
        var refusal = FileTrial.Read("Гос. номер;Пробег;Работа\nА123ВС178;1;x\n").Refusal;

        Assert.Contains("Гос. номер, Пробег, Работа", refusal.Message(FileTrial.Russian), StringComparison.Ordinal);
        Assert.Contains("id and openedAt", refusal.Message(FileTrial.English), StringComparison.Ordinal);
        Assert.Contains("WO_Type, PONumber, Start", FileTrial.Read("WO_Type,PONumber,Start\n1,2,3\n").Refusal.Message(FileTrial.Russian), StringComparison.Ordinal);
        Assert.Equal("NoHeader", FileTrial.Read("просто письмо\nбез таблицы\n").Refusal.Fault.Key);
    }

    [Fact]
    public void Every_wrong_cell_of_a_booking_is_named_and_the_good_rows_beside_are_kept()
    {
        var trial = FileTrial.Read("""
            Номер заявки;Дата заявки;Дата записи;Гос. номер;Причина обращения;Возможен повторный ремонт
            1;20.11.2026;;А123ВС178;стук;Да
            ;32.11.2026;скоро;нет;стук;может быть
            3;20.11.2026;;А124ВС178;стук;
            """);

        Assert.Equal(["1", "3"], trial.Records.Select(r => r.Id));
        Assert.Null(((Booking)trial.Records[1]).PossibleRepeat);
        Assert.Equal(
            [("Возможен повторный ремонт", "может быть"), ("Гос. номер", null), ("Дата записи", "скоро"), ("Дата заявки", "32.11.2026"), ("Номер заявки", null)],
            trial.Faults.Select(f => (f.Column!, f.Value)).OrderBy(f => f.Item1, StringComparer.Ordinal));
        Assert.All(trial.Faults, f => Assert.Equal(3, f.Line));
    }

    [Fact]
    public void A_separator_inside_a_text_does_not_move_the_cells_silently()
    {
        var trial = FileTrial.Read(Header + "1;20.11.2026;А123ВС178;стук; и скрип\n2;20.11.2026;А123ВС178;стук;\n");

        Assert.Equal("2", Assert.Single(trial.Records).Id);
        Assert.Equal((2, "RowTooWide"), (Assert.Single(trial.Faults).Line, trial.Faults[0].Fault.Key));
    }

    [Theory]
    [InlineData("2;20.11.2026;А123ВС178;\"стук справа\n")]
    [InlineData("2;20.11.2026;А123ВС178;\"стук\" справа\n")]
    [InlineData("2;20.11.2026;А123ВС178;шина 16\"\n")]
    public void A_stray_quotation_mark_costs_no_row(string stray)
    {
        var trial = FileTrial.Read(Header + "1;20.11.2026;А123ВС178;стук\n" + stray + "3;20.11.2026;А123ВС178;\"стук;\nскрип\"\n4;20.11.2026;А123ВС178;\"скрип\"\n5;20.11.2026;;\n");

        Assert.Equal(["1", "2", "3", "4"], trial.Records.Select(r => r.Id));
        Assert.Equal("стук;\nскрип", ((Booking)trial.Records[2]).Complaint);
        Assert.Equal(7, Assert.Single(trial.Faults).Line);
    }

    [Fact]
    public void Stray_quotation_marks_in_a_file_of_many_megabytes_cost_no_row_either()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 120_000; i++) text.Append(i).Append(i is 100 or 119_000 ? ";20.11.2026;А123ВС178;\"" : ";20.11.2026;А123ВС178;").Append('ж', 30).Append('\n');

        var trial = FileTrial.Read(text.ToString());

        Assert.Empty(trial.Faults);
        Assert.Equal(120_000, trial.Records.Count);
        Assert.Equal("\"" + new string('ж', 30), ((Booking)trial.Records[119_000]).Complaint);
    }

    [Fact]
    public void A_file_without_an_end_of_line_does_not_fill_the_memory()
    {
        using var endless = new EndlessStream(100 * 1024 * 1024);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var items = RecordFile.Read(endless, "export.csv", FileTrial.North).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.IsType<FileItem.Refusal>(Assert.Single(items));
        Assert.True(allocated < 100L * 1024 * 1024, $"{allocated / 1024 / 1024} MiB");
    }

    [Fact]
    public void Stations_must_be_known_to_the_row_or_to_the_one_who_reads()
    {
        var two = new FileReadingOptions(new StationClocks([new("sever", FileTrial.Moscow), new("ural", TimeZoneInfo.FindSystemTimeZoneById("Asia/Yekaterinburg"))]));
        const string Named = "station;id;createdAt;plate\nural;1;2026-11-20 09:00;A123BC178\nyug;2;2026-11-20 09:00;A123BC178\n;3;2026-11-20 09:00;A123BC178\n";

        Assert.Equal("FileNamesNoStation", FileTrial.Read(Header + "1;20.11.2026;А123ВС178;\n", options: two).Refusal.Fault.Key);
        Assert.Equal("StationUnknown", FileTrial.Read(Header + "1;20.11.2026;А123ВС178;\n", options: two with { DefaultStation = "yug" }).Refusal.Fault.Key);
        Assert.Equal("ural", FileTrial.Read(Header + "1;20.11.2026;А123ВС178;\n", options: two with { DefaultStation = "URAL" }).Only<Booking>().Station);
        var trial = FileTrial.Read(Named, options: two);
        Assert.Equal(TimeSpan.FromHours(5), Assert.Single(trial.Records).At.Offset);
        Assert.Equal(["StationUnknown", "StationRequired"], trial.Faults.Select(f => f.Fault.Key));
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_too()
    {
        using var once = new OnceStream(Encoding.UTF8.GetBytes(Header + "1;20.11.2026;А123ВС178;стук\n"));

        Assert.Single(RecordFile.Read(once, "export.csv", FileTrial.North).OfType<FileItem.Record>());
    }

    [Fact]
    public void Whatever_the_bytes_are_reading_them_ends_and_throws_nothing()
    {
        var random = new Random(20261122);
        var seed = FileTrial.Windows1251.GetBytes(Header + "1;20.11.2026 9:00:00;А123ВС178;\"стук \"\"справа\"\"\r\nскрип\"\r\n2;20.11.2026;В456ЕК198;скрип\r\nИтого;;;\r\n");
        var json = Encoding.UTF8.GetBytes("""[{"id":"1","createdAt":"2026-11-20","vehicle":{"plate":"A1"}},{"id":"2","openedAt":"x"}]""");
        for (var i = 0; i < 3000; i++)
        {
            var (bytes, name) = i % 3 == 0 ? ((byte[])json.Clone(), "a.json") : ((byte[])seed.Clone(), i % 3 == 1 ? "a.csv" : "a.tsv");
            for (var change = random.Next(6); change >= 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var trial = FileTrial.Read(bytes[..random.Next(bytes.Length + 1)], name);
            Assert.All(trial.Faults, f => Assert.False(string.IsNullOrWhiteSpace(f.Message(FileTrial.Russian))));
        }
    }

    private sealed class OnceStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>Letters and semicolons without a line break.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            for (var i = 0; i < read; i++) buffer[offset + i] = (Position + i) % 20 == 0 ? (byte)';' : (byte)'a';
            Position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin == SeekOrigin.Begin ? offset : Position + offset;
        public override void Flush() { }
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
