using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Coefficients to samples, 8 × 8 (ITU T.81, A.3.3). The fast path is the scaled integer transform of
/// Loeffler, Ligtenberg and Moschytz (ICASSP 1989), 12 multiplications a row, with the constants and the
/// roundings of libjpeg's "islow", so that its samples equal those of libjpeg-turbo bit for bit.
/// It knows no planes and no edges.
/// </summary>
internal static class InverseCosineTransform
{
    // Shared with WideCosineTransform. Constants carry 13 bits behind the point; between the passes it is 2.
    internal const int ConstantBits = 13;
    internal const int PassBits = 2;

    // √2·cos(nπ/16) and their sums, times 2¹³, named by their value as in the paper's figure 1.
    internal const int C0298631336 = 2446;
    internal const int C0390180644 = 3196;
    internal const int C0541196100 = 4433;
    internal const int C0765366865 = 6270;
    internal const int C0899976223 = 7373;
    internal const int C1175875602 = 9633;
    internal const int C1501321110 = 12299;
    internal const int C1847759065 = 15137;
    internal const int C1961570560 = 16069;
    internal const int C2053119869 = 16819;
    internal const int C2562915447 = 20995;
    internal const int C3072711026 = 25172;

    /// <summary>
    /// Samples = round(IDCT(coefficients · steps) + 128), held within 0..255. Coefficients and steps [64] in
    /// natural order; samples eight rows of eight, <paramref name="stride"/> apart, overwritten.
    /// </summary>
    public static void Transform(
        ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> steps, Span<byte> samples, int stride)
    {
        Debug.Assert(coefficients.Length == 64 && steps.Length == 64, "a block has 64 of each");
        Span<int> between = stackalloc int[64];
        for (int x = 0; x < 8; x++)
            TransformColumn(coefficients[x..], steps[x..], between[x..]);

        for (int y = 0; y < 8; y++)
        {
            Span<int> row = between.Slice(y * 8, 8);
            Span<byte> target = samples.Slice(y * stride, 8);
            Butterfly(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row, 1,
                ConstantBits + PassBits + 3);
            for (int x = 0; x < 8; x++)
                target[x] = (byte)Math.Clamp(row[x] + 128, 0, 255);
        }
    }

    /// <summary>The same for a block of DC alone, already multiplied by its step: one level.</summary>
    public static void Flat(int dc, Span<byte> samples, int stride)
    {
        dc = Descale(Descale(dc, ConstantBits - PassBits), ConstantBits + PassBits + 3);
        byte level = (byte)Math.Clamp(dc + 128, 0, 255);
        for (int y = 0; y < 8; y++)
            samples.Slice(y * stride, 8).Fill(level);
    }

    /// <summary>
    /// The definition, in double precision and unrounded: s(x, y) = 128 + ¼ Σu Σv C(u) C(v) S(u, v)
    /// cos((2x + 1)uπ/16) cos((2y + 1)vπ/16), with C(0) = 1/√2 and else 1 (ITU T.81, A.3.3).
    /// </summary>
    public static double[] Reference(ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> steps)
    {
        double[] samples = new double[64];
        for (int place = 0; place < 64; place++)
        {
            double sum = 0;
            for (int k = 0; k < 64; k++)
            {
                double horizontal = Basis(place % 8, k % 8);
                double vertical = Basis(place / 8, k / 8);
                sum += coefficients[k] * steps[k] * horizontal * vertical / 4;
            }
            samples[place] = sum + 128;
        }
        return samples;

        static double Basis(int x, int u) =>
            (u == 0 ? Math.Sqrt(0.5) : 1) * Math.Cos(((2 * x) + 1) * u * Math.PI / 16);
    }

    // What the butterfly does to s0 where all others are zero, overflow included.
    private static int Descale(int dc, int shift) => ((dc << ConstantBits) + (1 << (shift - 1))) >> shift;

    private static void TransformColumn(ReadOnlySpan<short> c, ReadOnlySpan<ushort> q, Span<int> target)
    {
        int dc = c[0] * q[0];
        if (c[8] == 0 && c[16] == 0 && c[24] == 0 && c[32] == 0 && c[40] == 0 && c[48] == 0 && c[56] == 0)
        {
            // Most columns of most files: the butterfly would give this very number eight times.
            dc = Descale(dc, ConstantBits - PassBits);
            for (int y = 0; y < 8; y++)
                target[y * 8] = dc;
            return;
        }
        Butterfly(
            dc, c[8] * q[8], c[16] * q[16], c[24] * q[24], c[32] * q[32], c[40] * q[40], c[48] * q[48],
            c[56] * q[56], target, 8, ConstantBits - PassBits);
    }

    /// <summary>One line: s0..s7 to target[0], [step] .. [7·step], shifted right and rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Butterfly(
        int s0, int s1, int s2, int s3, int s4, int s5, int s6, int s7, Span<int> target, int step, int shift)
    {
        // The even half: a rotation by 6π/16 and two sums.
        int z1 = (s2 + s6) * C0541196100;
        int even2 = z1 - (s6 * C1847759065);
        int even3 = z1 + (s2 * C0765366865);
        int even0 = (s0 + s4) << ConstantBits;
        int even1 = (s0 - s4) << ConstantBits;
        int round = 1 << (shift - 1);
        int e0 = even0 + even3 + round;
        int e3 = even0 - even3 + round;
        int e1 = even1 + even2 + round;
        int e2 = even1 - even2 + round;

        // The odd half: the rotations are folded into five shared products.
        int z5 = (s7 + s3 + s5 + s1) * C1175875602;
        int a = -(s7 + s1) * C0899976223;
        int b = -(s5 + s3) * C2562915447;
        int c = z5 - ((s7 + s3) * C1961570560);
        int d = z5 - ((s5 + s1) * C0390180644);
        int o0 = (s7 * C0298631336) + a + c;
        int o1 = (s5 * C2053119869) + b + d;
        int o2 = (s3 * C3072711026) + b + c;
        int o3 = (s1 * C1501321110) + a + d;

        target[0] = (e0 + o3) >> shift;
        target[7 * step] = (e0 - o3) >> shift;
        target[step] = (e1 + o2) >> shift;
        target[6 * step] = (e1 - o2) >> shift;
        target[2 * step] = (e2 + o1) >> shift;
        target[5 * step] = (e2 - o1) >> shift;
        target[3 * step] = (e3 + o0) >> shift;
        target[4 * step] = (e3 - o0) >> shift;
    }
}
