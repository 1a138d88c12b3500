using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary><see cref="InverseCosineTransform"/> with AVX2: the same sums, three times as fast.</summary>
internal static class WideCosineTransform
{
    private const int FirstShift = InverseCosineTransform.ConstantBits - InverseCosineTransform.PassBits;
    private const int SecondShift = InverseCosineTransform.ConstantBits + InverseCosineTransform.PassBits + 3;

    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>As <see cref="InverseCosineTransform.Transform"/>.</summary>
    public static void Transform(
        ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> steps, Span<byte> samples, int stride)
    {
        Debug.Assert(coefficients.Length == 64 && steps.Length == 64, "a block has 64 of each");
        Lines lines = new(
            Row(coefficients, steps, 0), Row(coefficients, steps, 8), Row(coefficients, steps, 16),
            Row(coefficients, steps, 24), Row(coefficients, steps, 32), Row(coefficients, steps, 40),
            Row(coefficients, steps, 48), Row(coefficients, steps, 56));
        lines = Transpose(Butterfly(lines, FirstShift));
        lines = Butterfly(lines, SecondShift);
        Store(lines, samples, stride);
    }

    private static Vector256<int> Row(
        ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> steps, int start) =>
        Avx2.ConvertToVector256Int32(Vector128.Create(coefficients[start..]))
        * Avx2.ConvertToVector256Int32(Vector128.Create(steps[start..]));

    /// <summary>The butterfly of <see cref="InverseCosineTransform"/> on every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lines Butterfly(in Lines s, int shift)
    {
        Vector256<int> z1 = (s.L2 + s.L6) * InverseCosineTransform.C0541196100;
        Vector256<int> even2 = z1 - (s.L6 * InverseCosineTransform.C1847759065);
        Vector256<int> even3 = z1 + (s.L2 * InverseCosineTransform.C0765366865);
        Vector256<int> round = Vector256.Create(1 << (shift - 1));
        Vector256<int> even0 = ((s.L0 + s.L4) << InverseCosineTransform.ConstantBits) + round;
        Vector256<int> even1 = ((s.L0 - s.L4) << InverseCosineTransform.ConstantBits) + round;
        Vector256<int> e0 = even0 + even3;
        Vector256<int> e3 = even0 - even3;
        Vector256<int> e1 = even1 + even2;
        Vector256<int> e2 = even1 - even2;

        Vector256<int> z5 = (s.L7 + s.L3 + s.L5 + s.L1) * InverseCosineTransform.C1175875602;
        Vector256<int> a = (s.L7 + s.L1) * -InverseCosineTransform.C0899976223;
        Vector256<int> b = (s.L5 + s.L3) * -InverseCosineTransform.C2562915447;
        Vector256<int> c = z5 - ((s.L7 + s.L3) * InverseCosineTransform.C1961570560);
        Vector256<int> d = z5 - ((s.L5 + s.L1) * InverseCosineTransform.C0390180644);
        Vector256<int> o0 = (s.L7 * InverseCosineTransform.C0298631336) + a + c;
        Vector256<int> o1 = (s.L5 * InverseCosineTransform.C2053119869) + b + d;
        Vector256<int> o2 = (s.L3 * InverseCosineTransform.C3072711026) + b + c;
        Vector256<int> o3 = (s.L1 * InverseCosineTransform.C1501321110) + a + d;

        return new Lines(
            (e0 + o3) >> shift, (e1 + o2) >> shift, (e2 + o1) >> shift, (e3 + o0) >> shift,
            (e3 - o0) >> shift, (e2 - o1) >> shift, (e1 - o2) >> shift, (e0 - o3) >> shift);
    }

    /// <summary>Lane x of line y becomes lane y of line x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lines Transpose(in Lines s)
    {
        // Pairs of lanes, then pairs of pairs, then halves change places.
        Vector256<long> a0 = Avx2.UnpackLow(s.L0, s.L1).AsInt64();
        Vector256<long> a1 = Avx2.UnpackHigh(s.L0, s.L1).AsInt64();
        Vector256<long> a2 = Avx2.UnpackLow(s.L2, s.L3).AsInt64();
        Vector256<long> a3 = Avx2.UnpackHigh(s.L2, s.L3).AsInt64();
        Vector256<long> a4 = Avx2.UnpackLow(s.L4, s.L5).AsInt64();
        Vector256<long> a5 = Avx2.UnpackHigh(s.L4, s.L5).AsInt64();
        Vector256<long> a6 = Avx2.UnpackLow(s.L6, s.L7).AsInt64();
        Vector256<long> a7 = Avx2.UnpackHigh(s.L6, s.L7).AsInt64();
        Vector256<int> b0 = Avx2.UnpackLow(a0, a2).AsInt32();
        Vector256<int> b1 = Avx2.UnpackHigh(a0, a2).AsInt32();
        Vector256<int> b2 = Avx2.UnpackLow(a1, a3).AsInt32();
        Vector256<int> b3 = Avx2.UnpackHigh(a1, a3).AsInt32();
        Vector256<int> b4 = Avx2.UnpackLow(a4, a6).AsInt32();
        Vector256<int> b5 = Avx2.UnpackHigh(a4, a6).AsInt32();
        Vector256<int> b6 = Avx2.UnpackLow(a5, a7).AsInt32();
        Vector256<int> b7 = Avx2.UnpackHigh(a5, a7).AsInt32();
        return new Lines(
            Avx2.Permute2x128(b0, b4, 0x20), Avx2.Permute2x128(b1, b5, 0x20), Avx2.Permute2x128(b2, b6, 0x20),
            Avx2.Permute2x128(b3, b7, 0x20), Avx2.Permute2x128(b0, b4, 0x31), Avx2.Permute2x128(b1, b5, 0x31),
            Avx2.Permute2x128(b2, b6, 0x31), Avx2.Permute2x128(b3, b7, 0x31));
    }

    /// <summary>Columns of values to rows of samples: adds 128, clamps to 0..255, transposes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(in Lines s, Span<byte> samples, int stride)
    {
        Vector256<short> middle = Vector256.Create((short)128);
        Vector256<short> c01 = Avx2.AddSaturate(Avx2.PackSignedSaturate(s.L0, s.L1), middle);
        Vector256<short> c23 = Avx2.AddSaturate(Avx2.PackSignedSaturate(s.L2, s.L3), middle);
        Vector256<short> c45 = Avx2.AddSaturate(Avx2.PackSignedSaturate(s.L4, s.L5), middle);
        Vector256<short> c67 = Avx2.AddSaturate(Avx2.PackSignedSaturate(s.L6, s.L7), middle);

        // Each half now holds four columns of four samples; a shuffle makes them four rows of four.
        Vector256<byte> byRows = Vector256.Create(
            (byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10,
            14, 3, 7, 11, 15);
        Vector256<int> left = Avx2.Shuffle(Avx2.PackUnsignedSaturate(c01, c23), byRows).AsInt32();
        Vector256<int> right = Avx2.Shuffle(Avx2.PackUnsignedSaturate(c45, c67), byRows).AsInt32();
        Vector256<byte> rows0145 = Avx2.UnpackLow(left, right).AsByte();
        Vector256<byte> rows2367 = Avx2.UnpackHigh(left, right).AsByte();
        Put(rows0145.GetLower(), samples, stride);
        Put(rows2367.GetLower(), samples[(2 * stride)..], stride);
        Put(rows0145.GetUpper(), samples[(4 * stride)..], stride);
        Put(rows2367.GetUpper(), samples[(6 * stride)..], stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector128<byte> twoRows, Span<byte> samples, int stride)
    {
        twoRows.GetLower().CopyTo(samples);
        twoRows.GetUpper().CopyTo(samples[stride..]);
    }

    private readonly record struct Lines(
        Vector256<int> L0, Vector256<int> L1, Vector256<int> L2, Vector256<int> L3,
        Vector256<int> L4, Vector256<int> L5, Vector256<int> L6, Vector256<int> L7);
}
