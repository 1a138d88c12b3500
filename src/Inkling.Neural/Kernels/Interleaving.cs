using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Inkling.Neural.Kernels;

/// <summary>
/// Interleaves four rows: their first values, then their second, and so on. With four floats a row that is
/// the transpose; with sixteen bytes a row it is sixteen groups of four.
/// <code>
///   a0 a1 a2 a3      a0 b0 c0 d0
///   b0 b1 b2 b3  →   a1 b1 c1 d1
///   c0 c1 c2 c3      a2 b2 c2 d2
///   d0 d1 d2 d3      a3 b3 c3 d3
/// </code>
/// </summary>
internal static class Interleaving
{
    /// <summary>Interleaves the rows, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourRows(
        ref Vector128<byte> a, ref Vector128<byte> b, ref Vector128<byte> c, ref Vector128<byte> d)
    {
        Vector128<byte> acLow = Low(a, c), acHigh = High(a, c), bdLow = Low(b, d), bdHigh = High(b, d);
        (a, b, c, d) = (Low(acLow, bdLow), High(acLow, bdLow), Low(acHigh, bdHigh), High(acHigh, bdHigh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourRows(
        ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d)
    {
        Vector128<uint> acLow = Low(a, c), acHigh = High(a, c), bdLow = Low(b, d), bdHigh = High(b, d);
        (a, b, c, d) = (Low(acLow, bdLow), High(acLow, bdLow), Low(acHigh, bdHigh), High(acHigh, bdHigh));
    }

    // x0 y0 x1 y1 …, of the lower halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low(Vector128<byte> x, Vector128<byte> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : (Vector128.WidenLower(x) | (Vector128.WidenLower(y) << 8)).AsByte();

    // The same of the upper halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<byte> x, Vector128<byte> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : (Vector128.WidenUpper(x) | (Vector128.WidenUpper(y) << 8)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Low(Vector128<uint> x, Vector128<uint> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : (Vector128.WidenLower(x) | (Vector128.WidenLower(y) << 32)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> High(Vector128<uint> x, Vector128<uint> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : (Vector128.WidenUpper(x) | (Vector128.WidenUpper(y) << 32)).AsUInt32();
}
