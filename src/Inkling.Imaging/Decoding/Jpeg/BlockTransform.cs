namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Chooses the inverse transform that suits the machine and what is in the block.</summary>
internal static class BlockTransform
{
    /// <summary>Places a block's samples; last is at or after its last nonzero zig-zag place.</summary>
    public static void Place(
        JpegComponent component, ReadOnlySpan<short> coefficients, int last, int column, int row)
    {
        Span<byte> samples = component.Block(column, row);
        int stride = component.Stride;
        ushort[] steps = component.Steps!;
        if (last == 0)
            InverseCosineTransform.Flat(coefficients[0] * steps[0], samples, stride);
        else if (WideCosineTransform.IsSupported)
            WideCosineTransform.Transform(coefficients, steps, samples, stride);
        else
            InverseCosineTransform.Transform(coefficients, steps, samples, stride);
    }
}
