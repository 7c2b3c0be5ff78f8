using System.Buffers;
using System.Text;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

/// <summary>UTF-8 or a page of one byte: told by the letters of the whole file, however quickly they are counted.</summary>
public sealed class FileTextTests
{
    private static readonly string[] Words = ["стук", "Замена", "№", "ёлка", "°C", "Опора шаровая", ";12,50;", "\r\n", "ok", "€", "🚗"];

    [Fact]
    public void Whatever_stands_mixed_in_a_file_it_is_UTF8_where_four_letters_are_well_formed_to_one_that_is_not()
    {
        var (utf8, pages) = (0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var bytes = Mixed(new Random(seed));

            var kind = FileText.Recognise(new MemoryStream(bytes), out var encoding);

            Assert.Equal(ContentKind.Text, kind);
            var isUtf8 = IsUtf8(bytes);
            Assert.True(isUtf8 == (encoding.CodePage == Encoding.UTF8.CodePage), $"seed {seed}: {encoding.WebName}");
            if (isUtf8) utf8++;
            else pages++;
        }

        Assert.InRange(utf8, 40, 360);
        Assert.InRange(pages, 40, 360);
    }

    [Fact]
    public void A_big_file_of_one_byte_letters_is_known_before_its_end_and_one_of_UTF8_with_a_broken_million_is_read_on()
    {
        var line = FileTrial.Windows1251.GetBytes("Опора шаровая левая - замена;12,50;Стук спереди\r\n");
        using var page = new MemoryStream([.. Enumerable.Repeat(line, 400_000).SelectMany(static x => x)]);
        using var counted = new CountedStream(page);

        FileText.Recognise(counted, out var encoding);

        Assert.Equal(1251, encoding.CodePage);
        Assert.InRange(counted.BytesRead, 1, page.Length / 4);
        var well = Encoding.UTF8.GetBytes("Опора шаровая левая - замена;12,50;Стук спереди\r\n");
        byte[] mostly = [.. Enumerable.Repeat(well, 4_000).SelectMany(static x => x), .. Enumerable.Repeat(line, 40_000).SelectMany(static x => x), .. Enumerable.Repeat(well, 200_000).SelectMany(static x => x)];
        FileText.Recognise(new MemoryStream(mostly), out var read);
        Assert.Equal(Encoding.UTF8.CodePage, read.CodePage);
    }

    // Some longer than what is read at once, so that letters stand across the border.
    private static byte[] Mixed(Random random)
    {
        using var bytes = new MemoryStream();
        bytes.Write("a;b\r\n"u8);
        var (pieces, foreign) = (random.Next(10) == 0 ? 20_000 : random.Next(1, 400), random.NextDouble() / (1 + random.Next(6)));
        for (var i = 0; i < pieces; i++)
        {
            if (random.NextDouble() >= foreign) bytes.Write(Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
            else if (random.Next(2) == 0) bytes.Write(FileTrial.Windows1251.GetBytes(Words[random.Next(2)]));
            else bytes.WriteByte((byte)random.Next(0x80, 0x100));
        }

        return bytes.ToArray();
    }

    // Letter by letter, as the definition of UTF-8 has it.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        var (wellFormed, broken) = (0L, 0L);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var letter, out var taken);
            if (status != OperationStatus.Done) broken++;
            else if (!letter.IsAscii) wellFormed++;
            bytes = bytes[taken..];
        }

        return broken == 0 || wellFormed >= broken * 4;
    }

    private sealed class CountedStream(MemoryStream inner) : Stream
    {
        public long BytesRead { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            BytesRead += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
        public override void Flush() => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
