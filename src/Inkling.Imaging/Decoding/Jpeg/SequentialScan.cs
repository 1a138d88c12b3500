using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Decodes a scan of a sequential frame (ITU T.81, F.2.2), one row of MCUs after another.</summary>
internal static class SequentialScan
{
    /// <summary>Decodes a scan; the rows, if wanted yet, are told after each row of MCUs.</summary>
    /// <returns>The offset of the first byte behind the data.</returns>
    public static int Decode(DecodeRequest request, JpegFrame frame, JpegScanHeader scan, JpegRows? rows)
    {
        var reader = new EntropyReader(request.File.Span, scan.Start, scan.RestartInterval);
        JpegComponent first = scan.Parts[0].Component;
        int across = scan.IsAlone ? first.BlocksAcross : frame.McusAcross;
        int down = scan.IsAlone ? first.BlocksDown : frame.McusDown;
        for (int row = 0; row < down; row++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            for (int column = 0; column < across; column++)
            {
                if (reader.Restarts())
                    scan.ForgetPredictions();
                foreach (JpegScanHeader.Part part in scan.Parts)
                    DecodeUnit(ref reader, part, column, row, scan.IsAlone);
                if (reader.Overran)
                    throw reader.EndsEarly((row * across) + column, across * down);
            }
            foreach (JpegScanHeader.Part part in scan.Parts)
                part.Component.RowsReady +=
                    JpegComponent.BlockSize * (scan.IsAlone ? 1 : part.Component.Vertical);
            rows?.Advance();
        }
        return reader.Position;
    }

    private static void DecodeUnit(
        ref EntropyReader reader, JpegScanHeader.Part part, int column, int row, bool isAlone)
    {
        JpegComponent component = part.Component;
        int across = isAlone ? 1 : component.Horizontal;
        int down = isAlone ? 1 : component.Vertical;
        Span<short> block = stackalloc short[64];
        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                int last = DecodeBlock(ref reader, part, block);
                if (component.IsWanted)
                    BlockTransform.Place(component, block, last, (column * across) + x, (row * down) + y);
            }
        }
    }

    /// <summary>Reads a block's coefficients [64] in natural order (ITU T.81, F.2.2.1, F.2.2.2).</summary>
    /// <returns>The zig-zag place of the last that is not zero, or 0.</returns>
    private static int DecodeBlock(
        ref EntropyReader reader, JpegScanHeader.Part part, scoped Span<short> block)
    {
        int size = reader.Symbol(part.Dc);
        if (size > 15)
            throw Damaged($"a JPEG DC difference of {size} bits stands near byte {reader.Position:N0}");
        part.Predictor += reader.Signed(size);
        block.Clear();
        block[0] = (short)part.Predictor;
        return reader.Values(part.Ac, block);
    }
}
