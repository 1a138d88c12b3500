using System.Numerics;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>
/// Undoes the five row filters (ISO/IEC 15948, 9.2). x is the byte itself, a the one a pixel to its left,
/// b the one above, c the one above a; beyond the picture they are 0. All sums are modulo 256.
/// </summary>
internal static class PngFilter
{
    /// <summary>Turns a filtered row into its bytes, in place.</summary>
    /// <param name="type">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The row, overwritten.</param>
    /// <param name="above">The row above, already undone; zeros for the first. As long as the row.</param>
    /// <param name="step">Bytes of a pixel, at least 1.</param>
    /// <returns>False if there is no such filter.</returns>
    public static bool Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        int first = Math.Min(step, row.Length);
        switch (type)
        {
            case 0:
                return true;
            case 1:
                Sub(row, step);
                return true;
            case 2:
                Up(row, above);
                return true;
            case 3:
                for (int i = 0; i < first; i++)
                    row[i] += (byte)(above[i] / 2);
                for (int i = step; i < row.Length; i++)
                    row[i] += (byte)((row[i - step] + above[i]) / 2);
                return true;
            case 4:
                Up(row[..first], above);
                if (step == 1)
                    PaethOfOne(row, above);
                else
                    Paeth(row, above, step);
                return true;
            default:
                return false;
        }
    }

    private static void Sub(Span<byte> row, int step)
    {
        for (int i = step; i < row.Length; i++)
            row[i] += row[i - step];
    }

    private static void Up(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++)
            row[i] += above[i];
    }

    // Pixels of several bytes: their chains of dependent sums run side by side.
    private static void Paeth(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int i = step; i < row.Length; i++)
            row[i] += Predict(row[i - step], above[i], above[i - step]);
    }

    // Pixels of one byte: a and c stay in registers.
    private static void PaethOfOne(Span<byte> row, ReadOnlySpan<byte> above)
    {
        if (row.IsEmpty)
            return;
        int a = row[0];
        int c = above[0];
        for (int i = 1; i < row.Length; i++)
        {
            int b = above[i];
            a = (row[i] + Predict(a, b, c)) & 0xFF;
            row[i] = (byte)a;
            c = b;
        }
    }

    /// <summary>Of a, b and c the nearest to a + b − c; ties go in this order (9.4).</summary>
    private static byte Predict(int a, int b, int c)
    {
        int toA = Math.Abs(b - c);
        int toB = Math.Abs(a - c);
        int toC = Math.Abs(a + b - (2 * c));
        return (byte)(toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
    }
}
