using System.Numerics.Tensors;

namespace Inkling.Recognition;

/// <summary>
/// Pixels to a network's inputs: x = pixel / scale. The one place where it is done, for learning and reading.
/// </summary>
internal static class PixelInputs
{
    /// <summary>inputs [784 n] from pixels [784 n]; overwritten.</summary>
    public static void Write(ReadOnlySpan<byte> pixels, float scale, Span<float> inputs)
    {
        if (pixels.Length <= Data.DigitSet.PixelCount)
        {
            // One digit: compiling the vectors' generics would take far longer, and the bits are the same.
            for (int i = 0; i < pixels.Length; i++)
                inputs[i] = pixels[i] / scale;
            return;
        }
        TensorPrimitives.ConvertTruncating(pixels, inputs);
        TensorPrimitives.Divide(inputs, scale, inputs);
    }
}
