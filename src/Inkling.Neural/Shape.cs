namespace Inkling.Neural;

/// <summary>The shape of a sample: C channels of H rows and W columns. A vector is C × 1 × 1.</summary>
public readonly record struct Shape(int Channels, int Height, int Width)
{
    /// <summary>The shape of a vector of <paramref name="length"/> values.</summary>
    public static Shape Flat(int length) => new(length, 1, 1);

    /// <summary>C · H · W.</summary>
    public int Size => Channels * Height * Width;

    /// <inheritdoc/>
    public override string ToString() =>
        Height == 1 && Width == 1 ? $"{Channels}" : $"{Channels}×{Height}×{Width}";
}
