namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// From a block of coefficients to its samples in the component's plane, with the transform that suits the
/// block's size and what is in it. It computes nothing itself.
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
        switch (component.BlockSize)
        {
            case 8 when last == 0:
                InverseCosineTransform.Flat(coefficients[0] * steps[0], samples, stride);
                break;
            case 8 when WideCosineTransform.IsSupported:
                WideCosineTransform.Transform(coefficients, steps, samples, stride);
                break;
            case 8:
                InverseCosineTransform.Transform(coefficients, steps, samples, stride);
                break;
            case 4:
                ReducedCosineTransform.ToFour(coefficients, steps, samples, stride);
                break;
            case 2:
                ReducedCosineTransform.ToTwo(coefficients, steps, samples, stride);
                break;
            default:
                samples[0] = ReducedCosineTransform.ToOne(coefficients[0] * steps[0]);
                break;
        }
    }
}
