using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Inkling.Imaging.Decoding.Png;

namespace Inkling.Imaging.Files;

/// <summary>Writes PNG (ISO/IEC 15948) of 8 bits a sample, every row filtered with Sub.</summary>
public static class PngWriter
{
    private const byte SubFilter = 1;

    /// <summary>Writes a grey picture; the stream stays open.</summary>
    public static void Write(Stream stream, GreyImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(stream, new RasterImage(image.Width, image.Height, 1, image.Pixels));
    }

    /// <summary>Writes a picture of 1 to 4 channels; the stream stays open.</summary>
    public static void Write(Stream stream, RasterImage image)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(image);
        PngColour colour = image.Channels switch
        {
            1 => PngColour.Grey,
            2 => PngColour.GreyAlpha,
            3 => PngColour.Rgb,
            _ => PngColour.Rgba,
        };
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = (byte)colour;

        stream.Write(PngDecoder.Signature);
        WriteChunk(stream, "IHDR"u8, header);
        using MemoryStream compressed = Compress(image);
        WriteChunk(stream, "IDAT"u8, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static MemoryStream Compress(RasterImage image)
    {
        var compressed = new MemoryStream();
        int step = image.Channels;
        byte[] filtered = new byte[1 + (image.Width * step)];
        filtered[0] = SubFilter;
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < image.Height; y++)
            {
                ReadOnlySpan<byte> row = image.Samples.AsSpan(y * image.Width * step, image.Width * step);
                for (int i = 0; i < row.Length; i++)
                    filtered[i + 1] = (byte)(row[i] - (i < step ? 0 : row[i - step]));
                deflate.Write(filtered);
            }
        }
        return compressed;
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Crc32 checksum = new();
        checksum.Append(type);
        checksum.Append(content);
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
        stream.Write(word);
        stream.Write(type);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(word, checksum.GetCurrentHashAsUInt32());
        stream.Write(word);
    }
}
