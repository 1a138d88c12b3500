namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// From a block of coefficients to its samples in the component's plane, with the transform that suits the
/// machine and what is in the block. It computes nothing itself.
/// </summary>
internal static class BlockTransform
{
    /// <summary>Places the samples of one block.</summary>
    /// <param name="component">Whose block; fixes steps and size.</param>
    /// <param name="coefficients">[64] in natural order.</param>
    /// <param name="last">The zig-zag place of the last that is not zero, or any later one.</param>
    /// <param name="column">The block's column.</param>
    /// <param name="row">The block's row.</param>
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
