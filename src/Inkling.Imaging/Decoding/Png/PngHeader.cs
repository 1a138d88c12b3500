using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>IHDR (ISO/IEC 15948, 11.2.2), in one of the combinations that the standard allows.</summary>
internal sealed record PngHeader
{
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required int Depth { get; init; }
    public required PngColour Colour { get; init; }
    public required bool IsInterlaced { get; init; }

    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.Rgba => 4,
        _ => 1,
    };

    /// <summary>Bytes from a byte to its left neighbour for the filters, at least 1.</summary>
    public int FilterStep => Math.Max(1, Channels * Depth / 8);

    public static PngHeader Read(ReadOnlySpan<byte> chunk, DecodeLimits limits)
    {
        if (chunk.Length != 13)
            throw Damaged($"its PNG header has {chunk.Length:N0} bytes instead of 13");
        var reader = new ByteReader(chunk);
        long width = reader.UInt32("a PNG header");
        long height = reader.UInt32("a PNG header");
        ReadOnlySpan<byte> kind = reader.Take(5, "a PNG header");
        limits.CheckPixels(width, height);
        bool isKnown = kind[1] switch
        {
            0 => kind[0] is 1 or 2 or 4 or 8 or 16,
            3 => kind[0] is 1 or 2 or 4 or 8,
            2 or 4 or 6 => kind[0] is 8 or 16,
            _ => false,
        };
        if (!isKnown || kind[2] != 0 || kind[3] != 0 || kind[4] > 1)
        {
            throw Damaged(
                $"its PNG header says depth {kind[0]}, colour {kind[1]}, compression {kind[2]}, "
                + $"filter {kind[3]}, interlace {kind[4]}");
        }
        return new PngHeader
        {
            Width = (int)width,
            Height = (int)height,
            Depth = kind[0],
            Colour = (PngColour)kind[1],
            IsInterlaced = kind[4] == 1,
        };
    }

    /// <summary>Bytes of a row of <paramref name="width"/> pixels, without its filter byte.</summary>
    public int RowBytes(int width) => checked((int)((((long)width * Channels * Depth) + 7) / 8));
}
