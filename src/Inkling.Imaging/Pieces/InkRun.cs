namespace Inkling.Imaging.Pieces;

/// <summary>Pixels of ink side by side in one row.</summary>
/// <param name="Row">Which row.</param>
/// <param name="Left">Its first column.</param>
/// <param name="Right">The column behind its last.</param>
internal readonly record struct InkRun(int Row, int Left, int Right)
{
    /// <summary>How many of its pixels have ink right above them, once its piece is known.</summary>
    public int Covered { get; init; }

    /// <summary>How many pixels it has.</summary>
    public int Length => Right - Left;

    /// <summary>Finds the runs of all pixels above a threshold, row by row.</summary>
    public static InkRun[] FindAll(GreyImage ink, int threshold)
    {
        InkRun[] runs = new InkRun[ink.Height]; // not a list, whose code for runs is compiled in each process
        int count = 0;
        byte least = (byte)Math.Min(byte.MaxValue, threshold + 1);
        for (int y = 0; y < ink.Height; y++)
        {
            ReadOnlySpan<byte> row = ink.Row(y);
            int left = Next(row.IndexOfAnyInRange(least, byte.MaxValue));
            while (left < row.Length)
            {
                int right = left + Next(row[left..].IndexOfAnyExceptInRange(least, byte.MaxValue));
                right = Math.Min(right, row.Length);
                if (count == runs.Length)
                    runs = FirstOf(runs, 2 * count);
                runs[count++] = new InkRun(y, left, right);
                left = right + Next(row[right..].IndexOfAnyInRange(least, byte.MaxValue));
            }
        }
        return FirstOf(runs, count);

        static int Next(int found) => found < 0 ? int.MaxValue / 2 : found;
    }

    private static InkRun[] FirstOf(InkRun[] runs, int count)
    {
        InkRun[] first = new InkRun[count];
        Array.Copy(runs, first, Math.Min(runs.Length, count));
        return first;
    }

    /// <summary>Its levels in a picture.</summary>
    public Span<byte> Of(GreyImage ink) => ink.Row(Row)[Left..Right];

    /// <summary>Whether one of its pixels is above a threshold.</summary>
    public bool HasAbove(GreyImage ink, int threshold) =>
        threshold < byte.MaxValue && Of(ink).ContainsAnyInRange((byte)(threshold + 1), byte.MaxValue);

    /// <summary>The square of the distance between the nearest pixels of both.</summary>
    public int SquareOfGap(InkRun other)
    {
        int across = Math.Max(0, Math.Max(Left - other.Right, other.Left - Right) + 1);
        int down = Row - other.Row;
        return (across * across) + (down * down);
    }
}
