using System.Buffers.Binary;

namespace ServiceBot.Intake.Files.Workbooks;

/// <summary>
/// Looks at the end record of a zip archive before the archive is opened, because opening reads the whole list of files
/// into memory.
/// </summary>
/// <remarks>APPNOTE.TXT 4.3.16: the record is 22 bytes and a comment of at most 65,535.</remarks>
internal static class ZipDirectory
{
    private const uint Signature = 0x06054B50;
    private const int RecordLength = 22;

    /// <summary>Whether the list of files is short enough to be read; null where the archive has no end.</summary>
    /// <param name="content">A stream that can seek.</param>
    public static bool? IsReadable(Stream content)
    {
        var tail = new byte[Math.Min(content.Length, RecordLength + ushort.MaxValue)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        for (var at = tail.Length - RecordLength; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Signature) continue;
            var entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
            var begins = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
            // The declared length may lie; what is read lies between its beginning and this record. An archive that
            // needs the 64-bit form has more files or bytes than any workbook: all ones say so, and are too many.
            var length = content.Length - tail.Length + at - begins;
            return entries <= WorkbookLimits.Entries && length is >= 0 and <= WorkbookLimits.Directory;
        }

        return null;
    }
}
