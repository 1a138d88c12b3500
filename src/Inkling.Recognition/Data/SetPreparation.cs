using Inkling.Imaging;
using Inkling.Imaging.Preparation;

namespace Inkling.Recognition.Data;

/// <summary>
/// Prepares digits that are 28 × 28 already as pictures of any size are: for sets whose digits were cut out another
/// way than MNIST's. It reads no file.
/// </summary>
internal static class SetPreparation
{
    /// <summary>A new set, each digit prepared; one without ink is all 0 and stands in NotFound.</summary>
    public static DigitSet Prepare(DigitSet digits, CancellationToken cancellation)
    {
        byte[] pixels = new byte[digits.Pixels.Length];
        bool[] found = new bool[digits.Count];
        Parallel.For(0, digits.Count, new() { CancellationToken = cancellation }, i =>
        {
            PreparedDigit prepared = DigitPreparation.Prepare(
                new GreyImage(DigitSet.Side, DigitSet.Side, digits.Image(i).ToArray()));
            prepared.Pixels.CopyTo(pixels, i * DigitSet.PixelCount);
            found[i] = prepared.Found;
        });
        return new DigitSet(pixels, digits.Labels)
        {
            Names = digits.Names,
            NotFound = [.. Enumerable.Range(0, found.Length).Where(i => !found[i])],
        };
    }
}
