namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Coefficients of 8 × 8 to 4 × 4, 2 × 2 or 1 sample: what the full transform followed by averaging would
/// come near to, without computing what is averaged away. Constants, skipped coefficients and roundings are
/// those of libjpeg's reduced transforms ("jidctred"), so that samples equal libjpeg-turbo's bit for bit.
/// </summary>
internal static class ReducedCosineTransform
{
    private const int ConstantBits = 13;
    private const int PassBits = 2;

    // Half the cosines of the odd coefficients at the reduced samples' places, and their sums, times 2¹³.
    private const int C0211164243 = 1730;
    private const int C0509795579 = 4176;
    private const int C0601344887 = 4926;
    private const int C0720959822 = 5906;
    private const int C0765366865 = 6270;
    private const int C0850430095 = 6967;
    private const int C0899976223 = 7373;
    private const int C1061594337 = 8697;
    private const int C1272758580 = 10426;
    private const int C1451774981 = 11893;
    private const int C1847759065 = 15137;
    private const int C2172734803 = 17799;
    private const int C2562915447 = 20995;
    private const int C3624509785 = 29692;

    /// <summary>Four rows of four samples, <paramref name="stride"/> apart.</summary>
    public static void ToFour(
        ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> steps, Span<byte> samples, int stride)
    {
        ReadOnlySpan<short> c = coefficients[..64];
        ReadOnlySpan<ushort> q = steps[..64];
        Span<int> between = stackalloc int[32];
        for (int x = 0; x < 8; x++)
        {
            if (x == 4)
                continue; // The second pass does not look at column 4.
            Four(
                c[x] * q[x], c[x + 8] * q[x + 8], c[x + 16] * q[x + 16], c[x + 24] * q[x + 24],
                c[x + 40] * q[x + 40], c[x + 48] * q[x + 48], c[x + 56] * q[x + 56],
                between[x..], 8, ConstantBits - PassBits + 1);
        }
        Span<int> line = stackalloc int[4];
        for (int y = 0; y < 4; y++)
        {
            ReadOnlySpan<int> row = between.Slice(y * 8, 8);
            Four(row[0], row[1], row[2], row[3], row[5], row[6], row[7], line, 1,
                ConstantBits + PassBits + 3 + 1);
            Clamp(line, samples[(y * stride)..]);
        }
    }

    /// <summary>Two rows of two samples, <paramref name="stride"/> apart.</summary>
    public static void ToTwo(
        ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> steps, Span<byte> samples, int stride)
    {
        ReadOnlySpan<short> c = coefficients[..64];
        ReadOnlySpan<ushort> q = steps[..64];
        Span<int> between = stackalloc int[16];
        for (int x = 0; x < 8; x++)
        {
            if (x is 2 or 4 or 6)
                continue; // The second pass does not look at these columns.
            Two(
                c[x] * q[x], c[x + 8] * q[x + 8], c[x + 24] * q[x + 24], c[x + 40] * q[x + 40],
                c[x + 56] * q[x + 56], between[x..], 8, ConstantBits - PassBits + 2);
        }
        Span<int> line = stackalloc int[2];
        for (int y = 0; y < 2; y++)
        {
            ReadOnlySpan<int> row = between.Slice(y * 8, 8);
            Two(row[0], row[1], row[3], row[5], row[7], line, 1, ConstantBits + PassBits + 3 + 2);
            Clamp(line, samples[(y * stride)..]);
        }
    }

    /// <summary>The one sample of a dequantised DC value: its block's mean.</summary>
    public static byte ToOne(int dc) => (byte)Math.Clamp(((dc + 4) >> 3) + 128, 0, 255);

    /// <summary>One line: all but s4 to four values, <paramref name="step"/> apart.</summary>
    private static void Four(
        int s0, int s1, int s2, int s3, int s5, int s6, int s7, Span<int> target, int step, int shift)
    {
        int round = 1 << (shift - 1);
        int dc = (s0 << (ConstantBits + 1)) + round;
        int even = (s2 * C1847759065) - (s6 * C0765366865);
        int inner = (s5 * C1451774981) - (s7 * C0211164243) - (s3 * C2172734803) + (s1 * C1061594337);
        int outer = (s3 * C0899976223) - (s7 * C0509795579) - (s5 * C0601344887) + (s1 * C2562915447);
        target[0] = (dc + even + outer) >> shift;
        target[3 * step] = (dc + even - outer) >> shift;
        target[step] = (dc - even + inner) >> shift;
        target[2 * step] = (dc - even - inner) >> shift;
    }

    /// <summary>One line: DC and the odd ones to two values, <paramref name="step"/> apart.</summary>
    private static void Two(int s0, int s1, int s3, int s5, int s7, Span<int> target, int step, int shift)
    {
        int dc = (s0 << (ConstantBits + 2)) + (1 << (shift - 1));
        int odd = (s5 * C0850430095) - (s7 * C0720959822) - (s3 * C1272758580) + (s1 * C3624509785);
        target[0] = (dc + odd) >> shift;
        target[step] = (dc - odd) >> shift;
    }

    private static void Clamp(ReadOnlySpan<int> line, Span<byte> samples)
    {
        for (int x = 0; x < line.Length; x++)
            samples[x] = (byte)Math.Clamp(line[x] + 128, 0, 255);
    }
}
