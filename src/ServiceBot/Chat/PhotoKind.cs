using System.Buffers.Binary;

namespace ServiceBot.Chat;

/// <summary>What a picture is, told by its own bytes; what the sender calls it counts for nothing.</summary>
/// <param name="Width">In pixels as stored; 0 where the file does not tell.</param>
/// <param name="Height">In pixels as stored; 0 where the file does not tell.</param>
internal sealed record PhotoKind(string ContentType, int Width, int Height)
{
    /// <summary>More points than this are no photo but a trap: unpacked they fill the memory of a telephone.</summary>
    private const long MostPixels = 100_000_000;

    /// <summary>Whether it claims more points than anybody's screen can be asked to unpack.</summary>
    public bool IsVast => (long)Width * Height > MostPixels;

    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> PngStart => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>JPEG, PNG or WebP; null for anything else.</summary>
    public static PhotoKind? Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(JpegStart)) return Jpeg(file);
        if (file.StartsWith(PngStart)) return Png(file);
        return file.Length >= 16 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? WebP(file) : null;
    }

    private static PhotoKind Png(ReadOnlySpan<byte> file) => file.Length < 24
        ? new PhotoKind("image/png", 0, 0)
        : Sized("image/png", BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]));

    private static PhotoKind Jpeg(ReadOnlySpan<byte> file)
    {
        // Segments, each with its length, up to the frame that tells the size.
        for (var at = 2; at + 9 < file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var isFrame = marker is >= 0xC0 and <= 0xCF && marker is not (0xC4 or 0xC8 or 0xCC);
            if (isFrame)
            {
                return Sized(
                    "image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return new PhotoKind("image/jpeg", 0, 0);
    }

    private static PhotoKind WebP(ReadOnlySpan<byte> file)
    {
        const string type = "image/webp";
        if (file.Length < 30) return new PhotoKind(type, 0, 0);
        var form = file[12..16];
        if (form.SequenceEqual("VP8X"u8)) return Sized(type, UInt24(file[24..]) + 1, UInt24(file[27..]) + 1);
        if (form.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return Sized(type, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return Sized(
            type, BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFFu,
            BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFFu);
    }

    private static uint UInt24(ReadOnlySpan<byte> b) => (uint)(b[0] | (b[1] << 8) | (b[2] << 16));

    // A size nobody photographs is a lie of the header; the page then lets the browser find out.
    private static PhotoKind Sized(string type, uint width, uint height) =>
        width is > 0 and <= 65_535 && height is > 0 and <= 65_535
            ? new PhotoKind(type, (int)width, (int)height)
            : new PhotoKind(type, 0, 0);
}
