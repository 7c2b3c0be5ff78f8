using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ServiceBot.Tests.Intake.Files.Workbooks;

/// <summary>Writes a zip archive byte by byte, so that its list of files can lie and its names can be any. APPNOTE.TXT 6.3.</summary>
internal sealed class RawZip
{
    private const ushort Deflated = 8;
    private const uint Unix = 3 << 8;

    private readonly MemoryStream _bytes = new();
    private readonly MemoryStream _list = new();
    private ushort _count;

    /// <summary>Bytes of spaces, packed: blocks that end at a byte, so that one stands for thousands.</summary>
    /// <param name="mebibytes">How many MiB come out.</param>
    public static byte[] Spaces(int mebibytes)
    {
        var one = new MemoryStream();
        using (var deflate = new DeflateStream(one, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write([.. Enumerable.Repeat((byte)' ', 1024 * 1024)]);
            deflate.Flush();
            one.SetLength(one.Position);
            var block = one.ToArray();
            var all = new MemoryStream();
            for (var i = 0; i < mebibytes; i++) all.Write(block);
            // The last block, empty, with fixed codes.
            all.Write([0x03, 0x00]);
            return all.ToArray();
        }
    }

    /// <summary>Takes over the files of a proper archive.</summary>
    public RawZip With(byte[] archive)
    {
        using var read = new ZipArchive(new MemoryStream(archive));
        foreach (var entry in read.Entries)
        {
            using var unpacked = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(unpacked);
            var packed = new MemoryStream();
            using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(unpacked.ToArray());
            Add(entry.FullName, packed.ToArray(), unpacked.Length);
        }

        return this;
    }

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its name, whatever it holds.</param>
    /// <param name="packed">Its content as deflate left it.</param>
    /// <param name="declared">How many bytes it says it unpacks to; above 4 GiB in the 64-bit form.</param>
    /// <param name="mode">Its rights and kind on Unix: <c>0xA1FF</c> is a link.</param>
    public RawZip Add(string name, byte[] packed, long declared, uint mode = 0x81A4)
    {
        var offset = (uint)_bytes.Position;
        var isLong = declared >= uint.MaxValue;
        var text = Encoding.UTF8.GetBytes(name);
        Span<byte> extra = stackalloc byte[isLong ? 12 : 0];
        if (isLong)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(extra, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], 8);
            BinaryPrimitives.WriteInt64LittleEndian(extra[4..], declared);
        }

        Head(_bytes, 0x04034B50, isCentral: false);
        _bytes.Write(text);
        _bytes.Write(extra);
        _bytes.Write(packed);
        Head(_list, 0x02014B50, isCentral: true);
        _list.Write(text);
        _list.Write(extra);
        _count++;
        return this;

        void Head(MemoryStream to, uint signature, bool isCentral)
        {
            Four(to, signature);
            if (isCentral) Two(to, Unix | 45);
            Two(to, 45);
            // Names are UTF-8.
            Two(to, 0x0800);
            Two(to, Deflated);
            Four(to, 0);
            Four(to, 0);
            Four(to, (uint)packed.Length);
            Four(to, isLong ? uint.MaxValue : (uint)declared);
            Two(to, (uint)text.Length);
            Two(to, isLong ? 12u : 0);
            if (!isCentral) return;
            Two(to, 0);
            Two(to, 0);
            Two(to, 0);
            Four(to, mode << 16);
            Four(to, offset);
        }
    }

    public byte[] Write()
    {
        var begins = (uint)_bytes.Position;
        _list.WriteTo(_bytes);
        Four(_bytes, 0x06054B50);
        Two(_bytes, 0);
        Two(_bytes, 0);
        Two(_bytes, _count);
        Two(_bytes, _count);
        Four(_bytes, (uint)_list.Length);
        Four(_bytes, begins);
        Two(_bytes, 0);
        return _bytes.ToArray();
    }

    private static void Two(MemoryStream to, uint value)
    {
        to.WriteByte((byte)value);
        to.WriteByte((byte)(value >> 8));
    }

    private static void Four(MemoryStream to, uint value)
    {
        Two(to, value & 0xFFFF);
        Two(to, value >> 16);
    }
}
