using System.Buffers.Binary;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// How a camera was held: tag 0x0112 of the first directory in an Exif segment (Exif 2.32, 4.6.4), 1 to 8.
/// All else in the segment is skipped, and a broken one counts as 1: it is no reason to refuse a picture.
/// </summary>
internal static class ExifOrientation
{
    /// <summary>The orientation that leaves a picture as it is.</summary>
    public const int Upright = 1;

    private const int Tag = 0x0112;
    private const int EntryLength = 12;

    /// <summary>Reads an APP1 segment.</summary>
    /// <returns>1 to 8, or 1 where the segment says nothing of the kind.</returns>
    public static int Read(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
            return Upright;
        ReadOnlySpan<byte> tiff = segment[6..];
        bool isLittle = tiff[0] == 'I';
        uint directory = isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
            return Upright;

        int entry = (int)directory + 2;
        for (int count = Word(tiff[(int)directory..], isLittle); count > 0; count--, entry += EntryLength)
        {
            if (entry + EntryLength > tiff.Length)
                return Upright;
            int orientation = Word(tiff[(entry + 8)..], isLittle);
            if (Word(tiff[entry..], isLittle) == Tag)
                return orientation is >= 1 and <= 8 ? orientation : Upright;
        }
        return Upright;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
