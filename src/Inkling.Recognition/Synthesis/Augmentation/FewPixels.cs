using System.Numerics.Tensors;
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
    private const int Fewest = 10, Most = 20; // of 28: 7 to 14 pixels for a digit of 20
    private const float MostStretch = 3; // an upright 1 would be a block

    private readonly byte[] _whole = new byte[DigitSet.PixelCount];
    private readonly float[] _cells = new float[Most * Most];

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

    /// <summary>Shows the digit as few pixels, often black or white, brought to its size again.</summary>
    public void Coarsen(Span<byte> digit, ref RandomSequence random)
    {
        int cells = Fewest + random.NextInt(Most - Fewest + 1);
        bool isTwoLevels = random.NextSingle() < 0.5f;
        float threshold = 80 + (60 * random.NextSingle());
        Reduce(digit, cells);
        Span<float> levels = _cells.AsSpan(0, cells * cells);
        // Preparation brings the ink to full strength again.
        float strength = 255 / Math.Max(1, TensorPrimitives.Max<float>(levels));
        foreach (ref float level in levels)
            level = isTwoLevels ? (level > threshold ? 255 : 0) : level * strength;
        float size = (float)Side / cells;
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                float level = Between(((x + 0.5f) / size) - 0.5f, ((y + 0.5f) / size) - 0.5f, cells);
                digit[(y * Side) + x] = (byte)(level + 0.5f);
            }
        }
    }

    // cells [n, n] = means of what they cover; a pixel lies in two of a row and of a column at most.
    private void Reduce(ReadOnlySpan<byte> digit, int cells)
    {
        float size = (float)Side / cells;
        Span<float> sums = _cells.AsSpan(0, cells * cells);
        sums.Clear();
        for (int y = 0; y < Side; y++)
        {
            (int row, float rowShare) = Share(y, size, cells);
            for (int x = 0; x < Side; x++)
            {
                (int column, float columnShare) = Share(x, size, cells);
                float level = digit[(y * Side) + x] / (size * size);
                int place = (row * cells) + column;
                int right = column < cells - 1 ? 1 : 0, below = row < cells - 1 ? cells : 0;
                sums[place] += level * rowShare * columnShare;
                sums[place + right] += level * rowShare * (1 - columnShare);
                sums[place + below] += level * (1 - rowShare) * columnShare;
                sums[place + below + right] += level * (1 - rowShare) * (1 - columnShare);
            }
        }
    }

    // The cell in which a pixel begins, and how much of it lies there.
    private static (int Cell, float Share) Share(int pixel, float size, int cells)
    {
        int cell = Math.Min((int)(pixel / size), cells - 1);
        return (cell, Math.Clamp(((cell + 1) * size) - pixel, 0, 1));
    }

    // Linear interpolation between the cells' middles.
    private float Between(float x, float y, int cells)
    {
        (int left, int top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        (float partX, float partY) = (x - left, y - top);
        int right = Math.Min(left + 1, cells - 1), bottom = Math.Min(top + 1, cells - 1);
        (left, top) = (Math.Max(left, 0), Math.Max(top, 0));
        ReadOnlySpan<float> above = _cells.AsSpan(top * cells), below = _cells.AsSpan(bottom * cells);
        float upper = ((1 - partX) * above[left]) + (partX * above[right]);
        float lower = ((1 - partX) * below[left]) + (partX * below[right]);
        return ((1 - partY) * upper) + (partY * lower);
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
