namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// All scans of a progressive frame to samples (ITU T.81, G.2): one component after another, so that no more
/// than one component's coefficients are ever held, at the price of reading interleaved DC scans more than
/// once. The first component comes last, and its rows leave as they come.
/// </summary>
internal static class ProgressiveFrame
{
    public static void Decode(
        DecodeRequest request, JpegFrame frame, IReadOnlyList<JpegScanHeader> scans, JpegRows rows)
    {
        JpegComponent[] wanted = Array.FindAll(frame.Components, component => component.IsWanted);
        short[] coefficients =
            new short[64L * wanted.Max(component => component.BlocksAcross * component.BlocksDown)];
        for (int i = wanted.Length - 1; i >= 0; i--)
        {
            JpegComponent component = wanted[i];
            if (i < wanted.Length - 1)
                Array.Clear(coefficients); // Of the component before.
            foreach (JpegScanHeader scan in scans)
            {
                if (Array.Exists(scan.Parts, part => part.Component == component))
                    new ProgressiveScan(request, frame, scan, component, coefficients).Decode();
            }
            component.Allocate(frame, whole: i > 0);
            Transform(request, component, coefficients, i > 0 ? null : rows);
        }
    }

    private static void Transform(
        DecodeRequest request, JpegComponent component, ReadOnlySpan<short> coefficients, JpegRows? rows)
    {
        for (int row = 0; row < component.BlocksDown; row++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            for (int column = 0; column < component.BlocksAcross; column++)
            {
                ReadOnlySpan<short> block =
                    coefficients.Slice(64 * ((row * component.BlocksAcross) + column), 64);
                int last = block[1..].ContainsAnyExcept((short)0) ? 63 : 0;
                BlockTransform.Place(component, block, last, column, row);
            }
            component.RowsReady += JpegComponent.BlockSize;
            rows?.Advance();
        }
    }
}
