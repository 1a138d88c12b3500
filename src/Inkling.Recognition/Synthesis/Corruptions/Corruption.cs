using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// What can happen to a picture between the pen and the network: the fifteen corruptions of MNIST-C (Mu &amp;
/// Gilmer 2019), each at the severity of its released files, but drawn by our own code. The numbers are
/// comparable to the paper's, not equal.
/// </summary>
internal sealed class Corruption
{
    private readonly Act _act;

    private Corruption(string name, string summary, Act act) => (Name, Summary, _act) = (name, summary, act);

    /// <summary>Writes a corrupted picture: digit [784] levels, to [784] overwritten.</summary>
    internal delegate void Act(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random);

    /// <summary>All fifteen, in the paper's order.</summary>
    public static IReadOnlyList<Corruption> All { get; } =
    [
        new("shot_noise", "each level counted in few photons", NoiseCorruptions.Shot),
        new("impulse_noise", "one pixel in six black or white", NoiseCorruptions.Impulse),
        new("glass_blur", "blurred, and neighbours exchanged", GlassCorruption.Apply),
        new("motion_blur", "drawn out in one direction", MotionCorruption.Apply),
        new("shear", "slanted by 0.4 to either side", MoveCorruptions.Shear),
        new("scale", "brought to 0.7 of its size", MoveCorruptions.Scale),
        new("rotate", "turned by 0.4, 23 degrees, to either side", MoveCorruptions.Rotate),
        new("brightness", "every level raised by half of white", LightCorruptions.Brightness),
        new("translate", "moved by 3 pixels across and down", MoveCorruptions.Translate),
        new("stripe", "the outer quarters turned to their negative", LightCorruptions.Stripe),
        new("fog", "behind clouds", FogCorruption.Apply),
        new("spatter", "under drops of grey mud", SpatterCorruption.Apply),
        new("dotted_line", "struck through by a dotted line", LineCorruptions.Dotted),
        new("zigzag", "struck through by a zigzag", LineCorruptions.Zigzag),
        new("canny_edges", "nothing left but its edges", EdgeCorruption.Apply),
    ];

    /// <summary>The name that the paper's files have.</summary>
    public string Name { get; }

    /// <summary>What it does, in a few words.</summary>
    public string Summary { get; }

    /// <summary>A corrupted copy of a set. A picture depends on its seed and place, not on threads.</summary>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public DigitSet Apply(DigitSet digits, ulong seed, int threads, CancellationToken cancellation = default)
    {
        byte[] pixels = new byte[digits.Pixels.Length];
        ParallelOptions options =
            new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, digits.Count, options, i => Apply(
            digits.Image(i), pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount), seed, i));
        return new(pixels, digits.Labels) { Names = digits.Names, NotFound = digits.NotFound };
    }

    /// <summary>Corrupts digit [784] into to [784], another memory, by seed and place in its set.</summary>
    /// <exception cref="ArgumentException">A length is not 784.</exception>
    public void Apply(ReadOnlySpan<byte> digit, Span<byte> to, ulong seed, int place)
    {
        if (digit.Length != DigitSet.PixelCount || to.Length != DigitSet.PixelCount)
            throw new ArgumentException($"{digit.Length} levels into {to.Length} are not 784 into 784.");
        // By its name and not its place in the list, which may change.
        ulong number = 0;
        foreach (char letter in Name)
            number = (number * 31) + letter;
        RandomSequence stream = new(seed, SyntheticStreams.Corruptions, number);
        RandomSequence random = stream.Branch((ulong)place);
        _act(digit, to, ref random);
    }
}
