using System.IO.Compression;
using ServiceBot.Intake.Files;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Intake.Files.Workbooks;

/// <summary>Ten megabytes that unpack to ten gigabytes, and names that point elsewhere.</summary>
public sealed class ArchiveBombTests(ITestOutputHelper output)
{
    private const int Gigabytes = 10;
    private const long Allowed = 100L * 1024 * 1024;

    private static readonly Lazy<byte[]> Bomb = new(() => RawZip.Spaces(Gigabytes * 1024));

    [Fact]
    public void The_bomb_is_one()
    {
        Assert.InRange(Bomb.Value.Length, 5_000_000, 11_000_000);
        using var unpacked = new DeflateStream(new MemoryStream(Bomb.Value), CompressionMode.Decompress);
        var some = new byte[64 * 1024 * 1024];
        unpacked.ReadExactly(some);
        Assert.Equal(-1, some.AsSpan().IndexOfAnyExcept((byte)' '));
    }

    [Theory]
    [InlineData("xl/worksheets/sheet9.xml")]
    [InlineData("xl/sharedStrings.xml")]
    public void Ten_gigabytes_that_are_declared_are_refused_before_a_byte_is_unpacked(string part)
    {
        var read = Refused(Book(part).Add(part, Bomb.Value, Gigabytes * 1024L * 1024 * 1024).Write());

        // The list of files at the end, and the parts before it, which are small.
        Assert.True(read < 200_000, $"{read} bytes of the file were read.");
    }

    [Theory]
    [InlineData("xl/worksheets/sheet9.xml", 1_000L, "WorkbookBroken")]
    [InlineData("xl/worksheets/sheet9.xml", 10_000_000L, "WorkbookTooLarge")]
    [InlineData("xl/sharedStrings.xml", 1_000L, "WorkbookBroken")]
    public void Ten_gigabytes_that_are_hidden_are_cut_at_what_was_declared(string part, long declared, string key)
    {
        var read = Refused(Book(part).Add(part, Bomb.Value, declared).Write(), key);

        Assert.True(read < 400_000, $"{read} bytes of the file were read.");
    }

    [Theory]
    [InlineData("xl/media/image1.png")]
    [InlineData("../../../etc/cron.d/evil")]
    [InlineData("..\\..\\evil.exe")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\Windows\\evil.dll")]
    [InlineData("xl/worksheets/../../../../evil.xml")]
    [InlineData("xl/worksheets/sheet2.xml\0.png")]
    public void What_is_no_part_of_a_workbook_is_never_unpacked_whatever_its_name_or_size(string name)
    {
        var outside = Listing();
        var (items, read, _) = Read(new RawZip().With(Proper()).Add(name, Bomb.Value, 1_000).Write());

        // A name that claims to be a sheet is checked like one, and refused; of the others nothing is touched.
        if (name.StartsWith("xl/worksheets/", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal))
            Assert.IsType<FileItem.Refusal>(Assert.Single(items));
        else
            Assert.Single(items.OfType<FileItem.Record>());
        Assert.True(read < 400_000, $"{read} bytes of the file were read.");
        Assert.Equal(outside, Listing());
    }

    [Fact]
    public void A_link_in_the_archive_is_not_followed()
    {
        var (items, _, _) = Read(new RawZip().With(Proper()).Add("xl/media/passwd", "/etc/passwd"u8.ToArray(), 11, mode: 0xA1FF).Write());

        Assert.Single(items.OfType<FileItem.Record>());
    }

    [Fact]
    public void A_part_that_stands_there_twice_is_checked_twice()
    {
        var book = new RawZip().With(Proper()).Add("xl/worksheets/sheet1.xml", Bomb.Value, 1_000);

        Refused(book.Write(), "WorkbookBroken");
    }

    private long Refused(byte[] bytes, string key = "WorkbookTooLarge")
    {
        var (items, read, allocated) = Read(bytes);
        Assert.Equal(key, Assert.IsType<FileItem.Refusal>(Assert.Single(items)).Fault.Fault.Key);
        Assert.True(allocated < Allowed, $"{allocated / 1024 / 1024} MiB");
        return read;
    }

    private (List<FileItem> Items, long Read, long Allocated) Read(byte[] bytes)
    {
        using var stream = new CountedStream(bytes);
        var began = TimeProvider.System.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var items = RecordFile.Read(stream, "a.xlsx", FileTrial.North).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine(
            $"{bytes.Length / 1024} KiB: {stream.Count / 1024} KiB read, {allocated / 1024} KiB of memory, "
            + $"{TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");
        return (items, stream.Count, allocated);
    }

    // A book that lacks the part that is added.
    private static RawZip Book(string without) => new RawZip().With(
        new BookWriter { IsShared = !without.Contains("shared", StringComparison.Ordinal) }.Sheet("Лист1", ["Номер ЗН"], ["1"]).Write());

    private static byte[] Proper() =>
        new BookWriter().Sheet("Лист1", ["Номер заявки", "Дата заявки", "VIN"], ["1", "20.11.2026", "XTT1"]).Write();

    private static string Listing() => string.Join('\n', new[] { "/etc/cron.d", Environment.CurrentDirectory, AppContext.BaseDirectory }
        .Where(Directory.Exists).SelectMany(x => Directory.EnumerateFileSystemEntries(x)).Order(StringComparer.Ordinal));

    private sealed class CountedStream(byte[] content) : Stream
    {
        private readonly MemoryStream _inner = new(content, writable: false);

        public long Count { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => _inner.Length;

        public override long Position
        {
            get => _inner.Position;
            set => _inner.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = _inner.Read(buffer);
            Count += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

        public override void Flush() => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
