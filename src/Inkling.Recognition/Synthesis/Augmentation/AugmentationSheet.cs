using Inkling.Imaging;
using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// A sheet to judge settings by, black on white and three times as large: each row a digit, a gap, and
/// augmented copies of it.
/// </summary>
internal static class AugmentationSheet
{
    private const int Zoom = 3;
    private const int DigitSide = DigitSet.Side * Zoom;
    private const int Margin = 12; // around the sheet
    private const int Gap = 4; // between two digits
    private const int GapAfterOriginal = 24;
    private const byte Paper = 255;

    /// <summary>Draws digits of all classes in turn, each with augmented copies.</summary>
    /// <exception cref="ArgumentException">There is no digit, or a setting is out of range.</exception>
    public static GreyImage Draw(
        DigitSet digits, AugmentationSettings settings, ulong seed, int rows, int copies)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(copies);
        if (digits.Count == 0)
            throw new ArgumentException("A sheet needs at least one digit.");
        Augmenter augmenter = new(settings);
        List<int> chosen = Choose(digits.Labels, rows);
        GreyImage sheet = Blank(chosen.Count, copies);
        byte[] copy = new byte[DigitSet.PixelCount];
        for (int row = 0; row < chosen.Count; row++)
        {
            int top = Margin + (row * (DigitSide + Gap));
            Paint(sheet, digits.Image(chosen[row]), Margin, top);
            for (int column = 0; column < copies; column++)
            {
                // Numbered so that a digit keeps its first copies when more are drawn.
                ulong number = ((ulong)column * (ulong)digits.Count) + (ulong)chosen[row];
                RandomSequence random = new(seed, RandomPurpose.Augmentation, number);
                augmenter.Augment(digits.Image(chosen[row]), copy, ref random);
                Paint(sheet, copy, LeftOf(column), top);
            }
        }
        return sheet;
    }

    /// <summary>Takes the first digit of each class, then the second of each, in order.</summary>
    internal static List<int> Choose(ReadOnlySpan<byte> labels, int rows)
    {
        Queue<int>[] places = [.. Enumerable.Range(0, DigitSet.Classes).Select(_ => new Queue<int>())];
        for (int i = 0; i < labels.Length; i++)
            places[labels[i]].Enqueue(i);
        List<int> chosen = [];
        int most = Math.Min(rows, labels.Length);
        for (int digit = 0; chosen.Count < most; digit = (digit + 1) % DigitSet.Classes)
        {
            if (places[digit].TryDequeue(out int place))
                chosen.Add(place);
        }
        return chosen;
    }

    private static int LeftOf(int copy) => Margin + DigitSide + GapAfterOriginal + (copy * (DigitSide + Gap));

    private static GreyImage Blank(int rows, int copies)
    {
        int width = LeftOf(copies) - Gap + Margin;
        int height = (2 * Margin) + (rows * (DigitSide + Gap)) - Gap;
        byte[] pixels = new byte[width * height];
        Array.Fill(pixels, Paper);
        return new(width, height, pixels);
    }

    private static void Paint(GreyImage sheet, ReadOnlySpan<byte> digit, int left, int top)
    {
        for (int y = 0; y < DigitSide; y++)
        {
            Span<byte> row = sheet.Pixels.AsSpan(((top + y) * sheet.Width) + left, DigitSide);
            for (int x = 0; x < DigitSide; x++)
                row[x] = (byte)(Paper - digit[(y / Zoom * DigitSet.Side) + (x / Zoom)]);
        }
    }
}
