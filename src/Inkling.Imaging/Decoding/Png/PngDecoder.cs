using System.IO.Compression;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>
/// Reads PNG (ISO/IEC 15948): all colour types, depths, filters and interlacing. Walks from chunk to chunk,
/// checks each checksum, skips what is ancillary, then inflates exactly as many bytes as the header promises.
/// It knows no gamma, no colour profile and no animation.
/// </summary>
internal static class PngDecoder
{
    // DEFLATE's longest match is 258 bytes for two bits (RFC 1951): nothing inflates further than this.
    private const long GreatestInflation = 1032;

    /// <summary>The eight bytes at the start of every PNG file (ISO/IEC 15948, 5.2).</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Decodes a whole file that starts with the signature.</summary>
    /// <exception cref="ImageFormatException">The file is damaged, cut short or too large.</exception>
    public static RasterImage Decode(ReadOnlySpan<byte> file, DecodeLimits limits)
    {
        var reader = new ByteReader(file) { Position = Signature.Length };
        var palette = new PngPalette();
        PngHeader? header = null;
        using var compressed = new MemoryStream();
        while (true)
        {
            ReadOnlySpan<byte> content = Chunk(ref reader, out string type);
            if (header is null != (type == "IHDR"))
                throw Damaged($"its PNG chunk {type} stands where it may not");
            switch (type)
            {
                case "IHDR":
                    header = PngHeader.Read(content, limits);
                    break;
                case "PLTE":
                    palette.ReadColours(content);
                    break;
                case "tRNS":
                    palette.ReadTransparency(content, header!);
                    break;
                case "IDAT":
                    compressed.Write(content);
                    break;
                case "IEND":
                    return Inflate(compressed, header!, palette);
                case [>= 'A' and <= 'Z', ..]:
                    throw Damaged($"it needs PNG chunk {type}, which Inkling doesn't know");
                default:
                    break; // A small first letter: the chunk may be skipped (5.4).
            }
        }
    }

    private static ReadOnlySpan<byte> Chunk(ref ByteReader reader, out string type)
    {
        int start = reader.Position;
        uint length = reader.UInt32("a PNG chunk");
        ReadOnlySpan<byte> name = reader.Take(4, "a PNG chunk");
        type = Name(name);
        if (length > reader.Remaining)
        {
            throw CutShort(
                $"PNG chunk {type} at byte {start:N0} has {reader.Remaining:N0} of its {length:N0} bytes");
        }

        ReadOnlySpan<byte> content = reader.Take((int)length, "a PNG chunk");
        uint expected = reader.UInt32("a PNG checksum");
        if (Crc32.Of(content, Crc32.Of(name)) != expected)
            throw Damaged($"PNG chunk {type} at byte {start:N0} fails its checksum");
        return content;
    }

    // The four names that every file has are given without an allocation.
    private static string Name(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("IDAT"u8) ? "IDAT"
        : name.SequenceEqual("IHDR"u8) ? "IHDR"
        : name.SequenceEqual("IEND"u8) ? "IEND"
        : System.Text.Encoding.Latin1.GetString(name);

    private static RasterImage Inflate(MemoryStream compressed, PngHeader header, PngPalette palette)
    {
        long expected = 0;
        foreach (PngPass pass in PngPass.Of(header))
        {
            if (!pass.IsEmpty(header))
                expected += (header.RowBytes(pass.Columns(header)) + 1L) * pass.Rows(header);
        }

        if (expected > compressed.Length * GreatestInflation)
        {
            throw CutShort(
                $"{header.Width:N0} × {header.Height:N0} pixels do not fit into {compressed.Length:N0} "
                    + "bytes");
        }

        if (header.Colour == PngColour.Palette && palette.Count == 0)
            throw Damaged("its PNG palette is missing");

        compressed.Position = 0;
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
        var samples = new PngSamples(header, palette);
        foreach (PngPass pass in PngPass.Of(header))
        {
            if (!pass.IsEmpty(header))
                ReadPass(inflated, header, pass, samples);
        }

        return samples.ToRaster();
    }

    private static void ReadPass(Stream inflated, PngHeader header, PngPass pass, PngSamples samples)
    {
        // Each row with its filter byte; two rows that change places.
        int length = header.RowBytes(pass.Columns(header)) + 1;
        byte[] row = new byte[length];
        byte[] above = new byte[length];
        for (int y = 0; y < pass.Rows(header); y++)
        {
            ReadRow(inflated, row, y);
            if (!PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterStep))
                throw Damaged($"PNG row {y:N0} has filter {row[0]}, and there are only 0 to 4");
            samples.Place(pass, y, row.AsSpan(1));
            (row, above) = (above, row);
        }
    }

    private static void ReadRow(Stream inflated, byte[] row, int y)
    {
        try
        {
            if (inflated.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                throw CutShort($"its PNG data end in row {y:N0}");
        }
        catch (InvalidDataException cause)
        {
            throw new ImageFormatException(
                Damaged($"its PNG data cannot be inflated in row {y:N0}").Message,
                cause);
        }
    }
}
