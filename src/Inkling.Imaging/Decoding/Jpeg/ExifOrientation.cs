using System.Buffers.Binary;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Reads how a camera was held (Exif 2.32, 4.6.4); 1 where the segment is broken.</summary>
internal static class ExifOrientation
{
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
