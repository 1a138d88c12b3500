using Inkling.Imaging;
using Inkling.Imaging.Filters;
using Inkling.Imaging.Pieces;
using Inkling.Imaging.Preparation;
using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// What a digit loses where it is kept in few pixels, as in data sets of 8 × 8 and thumbnails: its
/// proportions, stretched to fill a box, and all that is finer. Owns its buffers; one serves one thread.
/// </summary>
internal sealed class FewPixels
{
    private const int Side = DigitSet.Side, BoxSide = 20;
    private const int Fewest = 8, Most = 18; // pixels of the longer side
    private const int FewestOfTwoLevels = 11; // in fewer, a bold digit is a block
    private const int LeastThreshold = 40; // to 139: thin strokes break, or bold ones close
    private const int EnoughSide = 48, Margin = 6; // as TightCrop enlarges; room for a thicker stroke
    private const float MostStretch = 3; // an upright 1 would be a block

    private readonly byte[] _whole = new byte[DigitSet.PixelCount];

    /// <summary>Brings the digit's box to 20 × 20, or to three times its sides, in the middle.</summary>
    public void Stretch(Span<byte> digit, ref RandomSequence random)
    {
        (int left, int top, int right, int bottom) = InkBox.Of(digit);
        float offX = (2 * random.NextSingle()) - 1, offY = (2 * random.NextSingle()) - 1;
        if (right < left)
            return;
        float scaleX = Math.Clamp((float)BoxSide / (right + 1 - left), 1, MostStretch);
        float scaleY = Math.Clamp((float)BoxSide / (bottom + 1 - top), 1, MostStretch);
        float middleX = (left + right) / 2f, middleY = (top + bottom) / 2f, centre = (Side - 1) / 2f;
        digit.CopyTo(_whole);
        for (int y = 0; y < Side; y++)
        {
            float fromY = middleY + ((y - centre - offY) / scaleY);
            for (int x = 0; x < Side; x++)
                digit[(y * Side) + x] = (byte)(At(middleX + ((x - centre - offX) / scaleX), fromY) + 0.5f);
        }
    }

    /// <summary>
    /// Keeps the digit in few pixels, often stretched to fill a square, often black or white, and brings it
    /// to its size again as preparation does.
    /// </summary>
    public static void Coarsen(Span<byte> digit, ref RandomSequence random)
    {
        int side = Fewest + random.NextInt(Most - Fewest + 1);
        bool isStretched = random.NextSingle() < 0.7f;
        bool isTwoLevels = random.NextSingle() < 0.7f && side >= FewestOfTwoLevels;
        int threshold = LeastThreshold + random.NextInt(100);
        if (!digit.ContainsAnyInRange(InkBox.Ink, byte.MaxValue))
            return;
        GreyImage few = Shrink(digit, side, isStretched);
        if (isTwoLevels)
            Binarise(few, threshold);
        if (few.Pixels.AsSpan().ContainsAnyExcept(byte.MinValue))
            Prepare(few).Pixels.CopyTo(digit);
    }

    /// <summary>Cuts out the ink of a digit [784], in at most side × side pixels.</summary>
    public static GreyImage Shrink(ReadOnlySpan<byte> digit, int side, bool isStretched)
    {
        (int left, int top, int right, int bottom) = InkBox.Of(digit);
        PixelBox box = new(left, top, right + 1 - left, bottom + 1 - top);
        float scale = (isStretched ? MostStretch : 1) * side / box.LongerSide;
        return Resampling.Scale(new(Side, Side, digit.ToArray()), box,
            Math.Clamp((int)MathF.Round(scale * box.Width), 1, side),
            Math.Clamp((int)MathF.Round(scale * box.Height), 1, side));
    }

    /// <summary>What is above the threshold becomes 255, all else 0.</summary>
    public static void Binarise(GreyImage picture, int threshold)
    {
        foreach (ref byte level in picture.Pixels.AsSpan())
            level = level > threshold ? byte.MaxValue : byte.MinValue;
    }

    /// <summary>Does what DigitPreparation does to such a picture, but for finding the ink.</summary>
    public static GreyImage Prepare(GreyImage few)
    {
        int longest = Math.Max(few.Width, few.Height), times = (EnoughSide + (longest / 2)) / longest;
        few = Enlargement.Of(few, times * few.Width, times * few.Height);
        GreyImage ink = new(few.Width + (2 * Margin), few.Height + (2 * Margin));
        ink.Paste(few, Margin, Margin);
        ink = InkLevels.Saturate(ink);
        ink = StrokeWeight.Thicken(ink, Cropping.BoundingBox(ink));
        return Centring.Centre(InkLevels.Saturate(Cropping.Fit(ink, Cropping.BoundingBox(ink)))).Picture;
    }

    // The whole digit's level at a place between pixels; 0 beyond its edges.
    private float At(float x, float y)
    {
        (int left, int top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        (float partX, float partY) = (x - left, y - top);
        float upper = ((1 - partX) * Pixel(left, top)) + (partX * Pixel(left + 1, top));
        float lower = ((1 - partX) * Pixel(left, top + 1)) + (partX * Pixel(left + 1, top + 1));
        return ((1 - partY) * upper) + (partY * lower);
    }

    private float Pixel(int x, int y) => (uint)x < Side && (uint)y < Side ? _whole[(y * Side) + x] : 0;
}

/// <summary>The first and last column and row of a digit's ink; Right is below Left without ink.</summary>
internal readonly record struct InkBox(int Left, int Top, int Right, int Bottom)
{
    public const byte Ink = 64; // fainter pixels are a stroke's soft fringe

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
