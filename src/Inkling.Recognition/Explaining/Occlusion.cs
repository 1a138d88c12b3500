using Inkling.Recognition.Data;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// Which pixels decided: how far the winner's probability falls when a patch of the picture is painted over
/// with paper (Zeiler &amp; Fergus 2014, 4.2). A pixel's fall is the mean over all patches that hide it. It
/// runs no network.
/// </summary>
internal sealed class Occlusion
{
    /// <summary>The side of a patch in pixels: twice a stroke of MNIST's pens, to hide one wholly.</summary>
    public const int Patch = 6;

    /// <summary>How far a patch is from the next, in pixels.</summary>
    public const int Stride = 2;

    private const int Side = DigitSet.Side;
    private const int Places = ((Side - Patch) / Stride) + 1;

    /// <summary>How many patches there are.</summary>
    internal const int Patches = Places * Places;

    private readonly float[] _falls = new float[DigitSet.PixelCount];

    private Occlusion()
    {
    }

    /// <summary>[28 × 28] falls of the winner's probability, −1 to 1; 0 without ink to hide.</summary>
    public IReadOnlyList<float> Falls => _falls;

    /// <summary>The patches of pixels [784] that hide ink; hidden is the picture without each.</summary>
    internal static List<int> Hide(ReadOnlySpan<byte> pixels, Span<byte> hidden)
    {
        List<int> patches = [];
        for (int patch = 0; patch < Patches; patch++)
        {
            Span<byte> copy = hidden.Slice(patches.Count * DigitSet.PixelCount, DigitSet.PixelCount);
            pixels.CopyTo(copy);
            bool inked = false;
            for (int y = 0; y < Patch; y++)
            {
                Span<byte> row = copy.Slice(Corner(patch) + (y * Side), Patch);
                inked |= row.ContainsAnyExcept((byte)0);
                row.Clear();
            }
            if (inked)
                patches.Add(patch);
        }
        return patches;
    }

    /// <summary>The falls from what the winner's probability falls by without each patch.</summary>
    internal static Occlusion Of(IReadOnlyList<int> patches, ReadOnlySpan<float> falls)
    {
        Occlusion occlusion = new();
        for (int i = 0; i < patches.Count; i++)
        {
            for (int y = 0; y < Patch; y++)
            {
                foreach (ref float fall in occlusion._falls.AsSpan(Corner(patches[i]) + (y * Side), Patch))
                    fall += falls[i];
            }
        }
        for (int pixel = 0; pixel < occlusion._falls.Length; pixel++)
            occlusion._falls[pixel] /= Covers(pixel / Side) * Covers(pixel % Side);
        return occlusion;
    }

    private static int Corner(int patch) => (patch / Places * Stride * Side) + (patch % Places * Stride);

    // How many patches of a row, or of a column, cover a place in it.
    private static int Covers(int place) =>
        Math.Min(Places - 1, place / Stride) - (Math.Max(0, place - Patch + Stride) / Stride) + 1;
}
