using Inkling.Datasets;
using Inkling.Recognition.Data;

namespace Inkling.Peers;

/// <summary>MNIST as the peers take it: float32 in 0 to 1, in memory before a clock starts.</summary>
internal static class MnistPixels
{
    public const int Each = DigitSet.PixelCount;

    public static DigitSet Training() => DigitSource.Open(DigitSource.Mnist).Training.Read();

    public static DigitSet Test() => DigitSource.Open(DigitSource.Mnist).Test!.Read();

    /// <summary>[N, 784], the first digits of the set or all.</summary>
    public static float[] Floats(DigitSet digits, int? count = null)
    {
        float[] floats = new float[(count ?? digits.Count) * Each];
        for (int i = 0; i < floats.Length; i++)
            floats[i] = digits.Pixels[i] / 255f;
        return floats;
    }
}
