using System.Buffers.Binary;
using Inkling.Imaging;

namespace Inkling.Pictures;

/// <summary>How a camera was held, 1 to 8 (Exif 2.32, 4.6.4), and pictures turned upright by it.</summary>
internal static class Orientation
{
    public const int Upright = 1;

    private const int Tag = 0x0112;
    private const int EntryLength = 12;

    /// <summary>Whether turning a picture upright swaps its width and height.</summary>
    public static bool IsOnItsSide(int orientation) => orientation is >= 5 and <= 8;

    /// <summary>Turns a picture by an orientation; itself where it is upright.</summary>
    public static RasterImage Apply(RasterImage picture, int orientation)
    {
        if (orientation is <= Upright or > 8)
            return picture;
        (int width, int height, int channels) = (picture.Width, picture.Height, picture.Channels);
        byte[] turned = new byte[picture.Samples.Length];
        int right = width - 1;
        for (int y = 0; y < height; y++)
        {
            int below = height - 1 - y;
            // Pixel x of this row becomes pixel start + x · step of the upright picture.
            (int start, int step) = orientation switch
            {
                2 => ((y * width) + right, -1),
                3 => ((below * width) + right, -1),
                4 => (below * width, 1),
                5 => (y, height),
                6 => (below, height),
                7 => ((right * height) + below, -height),
                _ => ((right * height) + y, -height),
            };
            ReadOnlySpan<byte> row = picture.Samples.AsSpan(y * width * channels, width * channels);
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < channels; c++)
                    turned[((start + (x * step)) * channels) + c] = row[(x * channels) + c];
            }
        }
        return IsOnItsSide(orientation)
            ? new(height, width, channels, turned)
            : new(width, height, channels, turned);
    }

    /// <summary>Reads a PNG's eXIf chunk (PNG 3, 11.3.4.5); 1 without one, or if it is broken.</summary>
    public static int OfPng(ReadOnlySpan<byte> png)
    {
        const int Signature = 8, LengthAndType = 8, Crc = 4;
        for (int at = Signature; at <= png.Length - LengthAndType;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            ReadOnlySpan<byte> type = png.Slice(at + 4, 4);
            at += LengthAndType;
            if (length > png.Length - at || type.SequenceEqual("IEND"u8))
                return Upright;
            if (type.SequenceEqual("eXIf"u8))
                return OfExif(png.Slice(at, (int)length));
            at += (int)length + Crc;
        }
        return Upright;
    }

    /// <summary>
    /// Reads a WebP's EXIF chunk (RFC 9649, 2.7.1.5); 1 without one, or if it is broken. Skia reads none that
    /// begins as a JPEG's does, which many programs write.
    /// </summary>
    public static int OfWebp(ReadOnlySpan<byte> webp)
    {
        const int Signature = 12, NameAndLength = 8;
        for (int at = Signature; at <= webp.Length - NameAndLength;)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(webp[(at + 4)..]);
            ReadOnlySpan<byte> name = webp.Slice(at, 4);
            at += NameAndLength;
            if (length > webp.Length - at)
                return Upright;
            if (name.SequenceEqual("EXIF"u8))
                return OfExif(webp.Slice(at, (int)length));
            at += (int)(length + (length % 2));
        }
        return Upright;
    }

    // A header of eight bytes, then a directory of entries (TIFF 6.0, section 2).
    private static int OfExif(ReadOnlySpan<byte> exif)
    {
        if (exif.StartsWith("Exif\0\0"u8)) // as a JPEG's segment does
            exif = exif[6..];
        if (exif.Length < 8)
            return Upright;
        bool isLittle = exif[0] == 'I';
        uint directory = isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (directory > exif.Length - 2)
            return Upright;
        int entry = (int)directory + 2;
        for (int count = Word(exif[(int)directory..], isLittle); count > 0; count--, entry += EntryLength)
        {
            if (entry + EntryLength > exif.Length)
                return Upright;
            if (Word(exif[entry..], isLittle) == Tag)
                return Word(exif[(entry + 8)..], isLittle);
        }
        return Upright;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
