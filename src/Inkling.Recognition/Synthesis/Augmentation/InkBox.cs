using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>The first and the last column and row of a digit's ink; Right is below Left where there is none.</summary>
internal readonly record struct InkBox(int Left, int Top, int Right, int Bottom)
{
    private const byte Ink = 64; // fainter pixels are a stroke's soft fringe

    /// <summary>The box of a digit [784].</summary>
    public static InkBox Of(ReadOnlySpan<byte> digit)
    {
        const int Side = DigitSet.Side;
        (int left, int top, int right, int bottom) = (Side, Side, -1, -1);
        for (int i = 0; i < digit.Length; i++)
        {
            if (digit[i] < Ink)
                continue;
            (left, right) = (Math.Min(left, i % Side), Math.Max(right, i % Side));
            (top, bottom) = (Math.Min(top, i / Side), Math.Max(bottom, i / Side));
        }
        return new(left, top, right, bottom);
    }
}
