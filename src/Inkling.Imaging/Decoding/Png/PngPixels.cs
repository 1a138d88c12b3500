using System.IO.Compression;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>Inflates many rows at a time into one buffer, undoes their filters and hands them on.</summary>
internal static class PngPixels
{
    // A buffer that stays in the cache and still makes the calls to the inflater few.
    private const int BufferBytes = 1 << 16;

    public static RasterImage Read(DecodeRequest request, PngHeader header, PngPalette palette, PngData data)
    {
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        var samples = new PngSamples(header, palette, request.GreyOnly);
        int longest = header.RowBytes(header.Width) + 1;
        byte[] buffer = new byte[Math.Max(BufferBytes, 2 * longest)];
        foreach (PngPass pass in PngPass.Of(header))
        {
            if (!pass.IsEmpty(header))
                ReadPass(request, inflated, header, pass, samples, buffer);
        }
        return samples.ToRaster();
    }

    private static void ReadPass(
        DecodeRequest request, ZLibStream inflated, PngHeader header, PngPass pass, PngSamples samples,
        byte[] buffer)
    {
        // Each row has its filter's byte before it. The buffer starts with the row above the others.
        int length = header.RowBytes(pass.Columns(header)) + 1;
        int rows = pass.Rows(header);
        int fitting = (buffer.Length / length) - 1;
        buffer.AsSpan(0, length).Clear();
        for (int top = 0; top < rows; top += fitting)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(fitting, rows - top);
            Fill(inflated, buffer.AsSpan(length, count * length), length, top);
            for (int i = 1; i <= count; i++)
            {
                Span<byte> row = buffer.AsSpan(i * length, length);
                ReadOnlySpan<byte> above = buffer.AsSpan((i - 1) * length, length);
                if (!PngFilter.Undo(row[0], row[1..], above[1..], header.FilterStep))
                    throw Damaged($"PNG row {top + i - 1:N0} has filter {row[0]}, and there are only 0 to 4");
                samples.Place(pass, top + i - 1, row[1..]);
            }
            buffer.AsSpan(count * length, length).CopyTo(buffer);
        }
    }

    private static void Fill(ZLibStream inflated, Span<byte> rows, int length, int top)
    {
        int filled = 0;
        try
        {
            while (filled < rows.Length)
            {
                int read = inflated.Read(rows[filled..]);
                if (read == 0)
                    throw CutShort($"its PNG data end in row {top + (filled / length):N0}");
                filled += read;
            }
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            // The latter is how the runtime says that a stream wants a dictionary, which PNG has not.
            throw new ImageFormatException(
                Damaged($"its PNG data cannot be inflated near row {top + (filled / length):N0}").Message,
                cause);
        }
    }
}
