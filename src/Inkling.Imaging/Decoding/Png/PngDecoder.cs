using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>Reads PNG (ISO/IEC 15948) chunk by chunk; no gamma, colour profile or animation.</summary>
internal static class PngDecoder
{
    // DEFLATE's longest match is 258 bytes for two bits (RFC 1951): nothing inflates further than this.
    private const long GreatestInflation = 1032;

    /// <summary>The eight bytes at the start of every PNG file (ISO/IEC 15948, 5.2).</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static RasterImage Decode(DecodeRequest request)
    {
        ReadOnlySpan<byte> file = request.File.Span;
        PngHeader? header = null;
        PngPalette? palette = null;
        PngChunk firstData = default;
        int dataChunks = 0;
        long dataBytes = 0;
        bool dataEnded = false;
        int position = Signature.Length;
        while (true)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            PngChunk chunk = PngChunk.Read(file, position);
            bool isData = chunk.Type == "IDAT";
            if (header is null != (chunk.Type == "IHDR") || (isData && dataEnded))
                throw Damaged($"its PNG chunk {chunk.Type} at byte {position:N0} stands where it may not");
            switch (chunk.Type)
            {
                case "IHDR":
                    header = PngHeader.Read(chunk.Content(file), request.Limits);
                    palette = new PngPalette(header);
                    break;
                case "PLTE" when dataChunks == 0:
                    palette!.ReadColours(chunk.Content(file));
                    break;
                case "tRNS" when dataChunks == 0:
                    palette!.ReadTransparency(chunk.Content(file));
                    break;
                case "PLTE":
                    break; // Behind the data it means nothing.
                case "IDAT":
                    firstData = dataChunks == 0 ? chunk : firstData;
                    dataChunks++;
                    dataBytes += chunk.Length;
                    break;
                case "IEND":
                    Check(header!, palette!, dataBytes);
                    return PngPixels.Read(
                        request, header!, palette!, new PngData(request.File, firstData, dataChunks));
                default:
                    if (!chunk.IsAncillary)
                        throw Damaged($"it needs PNG chunk {chunk.Type}, which Inkling doesn't know");
                    break;
            }
            dataEnded |= dataChunks > 0 && !isData;
            position = chunk.End;
        }
    }

    private static void Check(PngHeader header, PngPalette palette, long dataBytes)
    {
        long expected = 0;
        foreach (PngPass pass in PngPass.Of(header))
        {
            if (!pass.IsEmpty(header))
                expected += (header.RowBytes(pass.Columns(header)) + 1L) * pass.Rows(header);
        }
        if (expected > dataBytes * GreatestInflation)
        {
            throw CutShort(
                $"{header.Width:N0} × {header.Height:N0} pixels do not fit into {dataBytes:N0} bytes");
        }
        if (palette.IsMissing)
            throw Damaged("its PNG palette is missing");
    }
}
