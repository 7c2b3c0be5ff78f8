using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ServiceBot.Intake.Files;

/// <summary>What the bytes of a file are: text in some encoding, or something else.</summary>
internal enum ContentKind
{
    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>A zip archive, and with it .xlsx and .ods.</summary>
    Zip = 2,

    /// <summary>An old binary document of Microsoft Office, .xls with it.</summary>
    OldOffice = 3,

    /// <summary>Any other file that is not text.</summary>
    Binary = 4,

    /// <summary>Nothing.</summary>
    Empty = 5,
}

/// <summary>Tells text from other files and finds its encoding: UTF-8, UTF-16 or a Russian page of one byte.</summary>
internal static class FileText
{
    private const int SampleBytes = 64 * 1024;

    /// <summary>How many well-formed letters of UTF-8 outweigh one broken one.</summary>
    private const int BrokenOutweighedBy = 4;

    // What tells without the rest: so many broken letters, and well-formed ones, which chance makes of two others, so many times fewer.
    private const int EnoughBroken = 1_000_000;
    private const int WellFormedByChance = 16;

    /// <summary>Tabs, line and page breaks, the end-of-file mark of DOS, the separators of records and units.</summary>
    private static readonly SearchValues<byte> TextControls = SearchValues.Create("\t\n\v\f\r\u001A\u001E\u001F"u8);

    private static readonly (byte[] Mark, ContentKind Kind)[] Marks =
    [
        ("PK\u0003\u0004"u8.ToArray(), ContentKind.Zip), ("PK\u0005\u0006"u8.ToArray(), ContentKind.Zip),
        ([0xD0, 0xCF, 0x11, 0xE0], ContentKind.OldOffice),
        ([0x89, 0x50, 0x4E, 0x47], ContentKind.Binary), ([0xFF, 0xD8, 0xFF], ContentKind.Binary),
        ([0x7F, 0x45, 0x4C, 0x46], ContentKind.Binary), ([0x1F, 0x8B], ContentKind.Binary),
        ([0x37, 0x7A, 0xBC, 0xAF], ContentKind.Binary), ("GIF8"u8.ToArray(), ContentKind.Binary),
        ("%PDF"u8.ToArray(), ContentKind.Binary), ("MZ"u8.ToArray(), ContentKind.Binary),
        ("Rar!"u8.ToArray(), ContentKind.Binary), ("RIFF"u8.ToArray(), ContentKind.Binary),
        ("SQLite format 3"u8.ToArray(), ContentKind.Binary),
    ];

    /// <summary>Looks at the whole content and leaves the stream at its start.</summary>
    /// <param name="content">A stream that can seek.</param>
    /// <param name="encoding">The encoding, where it is text.</param>
    public static ContentKind Recognise(Stream content, out Encoding encoding)
    {
        encoding = Encoding.UTF8;
        content.Position = 0;
        var buffer = new byte[SampleBytes];
        var sample = buffer.AsSpan(0, content.ReadAtLeast(buffer, SampleBytes, throwOnEndOfStream: false));
        if (sample.Length == 0) return ContentKind.Empty;
        var kind = ReadMark(sample, out var marked) ?? RecogniseUnmarked(content, sample, out marked);
        content.Position = 0;
        encoding = marked;
        return kind;
    }

    private static ContentKind? ReadMark(ReadOnlySpan<byte> sample, out Encoding encoding)
    {
        encoding = Encoding.UTF8;
        if (sample.StartsWith(Encoding.UTF8.Preamble)) return ContentKind.Text;
        if (sample.StartsWith(Encoding.Unicode.Preamble)) return TextIn(Encoding.Unicode, out encoding);
        if (sample.StartsWith(Encoding.BigEndianUnicode.Preamble)) return TextIn(Encoding.BigEndianUnicode, out encoding);
        foreach (var (mark, kind) in Marks)
        {
            if (sample.StartsWith(mark) && (mark.Length > 2 || HasControlBytes(sample))) return kind;
        }

        return null;
    }

    private static ContentKind TextIn(Encoding found, out Encoding encoding)
    {
        encoding = found;
        return ContentKind.Text;
    }

    private static ContentKind RecogniseUnmarked(Stream content, ReadOnlySpan<byte> sample, out Encoding encoding)
    {
        if (LooksLikeUtf16(sample, highAt: 1)) return TextIn(Encoding.Unicode, out encoding);
        if (LooksLikeUtf16(sample, highAt: 0)) return TextIn(Encoding.BigEndianUnicode, out encoding);
        encoding = Encoding.UTF8;
        if (HasControlBytes(sample)) return ContentKind.Binary;
        var (wellFormed, broken) = CountUtf8(content);
        var isUtf8 = broken == 0 || wellFormed >= (long)broken * BrokenOutweighedBy;
        encoding = isUtf8 ? Encoding.UTF8 : CyrillicPages.Guess(content);
        return ContentKind.Text;
    }

    /// <summary>
    /// In Russian and English text the high byte of nearly every UTF-16 unit is 0 or 4, and no low byte is 0.
    /// </summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> sample, int highAt)
    {
        if (sample.Length < 4 || sample.Length % 2 != 0) return false;
        int high = 0, zeroLow = 0;
        for (var i = 0; i + 1 < sample.Length; i += 2)
        {
            if (sample[i + highAt] is 0 or 4) high++;
            if (sample[i + 1 - highAt] == 0) zeroLow++;
        }

        return zeroLow == 0 && high > sample.Length / 2 * 9 / 10;
    }

    private static bool HasControlBytes(ReadOnlySpan<byte> sample)
    {
        var control = 0;
        foreach (var b in sample)
        {
            if (b == 0) return true;
            if (b < ' ' && !TextControls.Contains(b)) control++;
        }

        return control > sample.Length / 100;
    }

    /// <summary>
    /// Counts the letters beyond ASCII that are well formed in UTF-8, and the bytes that are not; it stops where so much is
    /// broken that the rest could no longer outweigh it, or would not.
    /// </summary>
    private static (long WellFormed, int Broken) CountUtf8(Stream content)
    {
        content.Position = 0;
        var buffer = new byte[SampleBytes];
        var (wellFormed, broken, kept) = (0L, 0, 0);
        while (true)
        {
            var read = content.Read(buffer, kept, buffer.Length - kept);
            var bytes = buffer.AsSpan(0, kept + read);
            var at = 0;
            if (Utf8.IsValid(bytes))
            {
                wellFormed += CountLeading(bytes);
                at = bytes.Length;
            }

            while (at < bytes.Length)
            {
                var ascii = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (ascii < 0)
                {
                    at = bytes.Length;
                    break;
                }

                at += ascii;
                // Nearly every letter of a page of one byte: whatever it is, what follows is no part of a letter of UTF-8.
                if (at + 1 < bytes.Length && bytes[at + 1] is < 0x80 or > 0xBF)
                {
                    broken++;
                    at++;
                    continue;
                }

                var status = Rune.DecodeFromUtf8(bytes[at..], out _, out var taken);
                if (status == OperationStatus.NeedMoreData && read > 0 && bytes.Length - at < 4) break;
                if (status == OperationStatus.Done) wellFormed++;
                else broken++;
                at += taken;
            }

            // A letter beyond ASCII has two bytes at least.
            var most = wellFormed + ((content.Length - content.Position + bytes.Length - at) / 2);
            if (read == 0 || most < (long)broken * BrokenOutweighedBy || IsPlainlyBroken(wellFormed, broken)) return (wellFormed, broken);
            var rest = bytes[at..];
            rest.CopyTo(buffer);
            kept = rest.Length;
        }
    }

    // Of megabytes of Russian nearly no letter is one of UTF-8: the rest of a big file need not be read to know it.
    private static bool IsPlainlyBroken(long wellFormed, int broken) =>
        broken >= EnoughBroken && wellFormed < broken / WellFormedByChance;

    // Every letter beyond ASCII has one leading byte, and only it is so high.
    private static int CountLeading(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            if (b >= 0xC0) count++;
        }

        return count;
    }
}
