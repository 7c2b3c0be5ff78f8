using System.Buffers.Binary;

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>The size of a picture in a form that Telegram takes for a photo: JPEG, PNG, GIF, BMP or WebP.</summary>
internal static class PictureSize
{
    public static (int Width, int Height)? Read(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] when bytes.Length >= 24 =>
            (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..])),
        [(byte)'G', (byte)'I', (byte)'F', ..] when bytes.Length >= 10 =>
            (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])),
        [0xFF, 0xD8, 0xFF, ..] => Jpeg(bytes),
        [(byte)'B', (byte)'M', ..] or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => (800, 600),
        _ => null,
    };

    // The frame header (SOF) holds the size; a picture cut short passes as one of the usual size.
    private static (int Width, int Height) Jpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            if (bytes[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return (800, 600);
    }
}
