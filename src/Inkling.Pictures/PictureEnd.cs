using System.Buffers.Binary;

namespace Inkling.Pictures;

/// <summary>
/// Whether a file reaches the end that its format marks. SkiaSharp decodes a progressive JPEG without its
/// last scans to a blurred picture, and a WebP without its last chunks to one that is not upright.
/// </summary>
internal static class PictureEnd
{
    private const byte Progressive = 0xC2, EndOfImage = 0xD9; // SOF2 and EOI (ITU-T T.81, B.1.1.3)

    /// <summary>True for a progressive JPEG without end and a WebP of fewer bytes than it says.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> file) => file is [0xFF, 0xD8, ..]
        ? IsMissingFromJpeg(file)
        : file.StartsWith("RIFF"u8) && BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) > file.Length - 8;

    // Goes from marker to marker: over segments by their length, over a scan's data to the next 0xFF.
    private static bool IsMissingFromJpeg(ReadOnlySpan<byte> file)
    {
        bool isProgressive = false;
        ReadOnlySpan<byte> rest = file[2..];
        while (rest.IndexOf((byte)0xFF) is >= 0 and int start && start + 3 < rest.Length)
        {
            byte marker = rest[start + 1];
            rest = rest[(start + 1)..];
            if (marker == EndOfImage)
                return false;
            isProgressive |= marker == Progressive;
            bool hasLength = marker is >= 0xC0 and < 0xFF and not (>= 0xD0 and <= 0xD8);
            if (hasLength)
                rest = rest[Math.Min(rest.Length, 1 + BinaryPrimitives.ReadUInt16BigEndian(rest[1..]))..];
        }
        return isProgressive && !rest.EndsWith((ReadOnlySpan<byte>)[0xFF, EndOfImage]);
    }
}
