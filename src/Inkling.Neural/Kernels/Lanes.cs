using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Inkling.Neural.Kernels;

/// <summary>
/// A processor's vector of floats, as tiles and optimisers need it. One small struct per instruction set; the
/// compiler makes a loop of its own for each, in which every call below is one instruction.
/// </summary>
internal interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>
    /// Vectors across a tile, 4 or 2. Its sums are four rows of them: 16 of 32 registers, or 8 of 16, which
    /// is as many as it takes to keep two multipliers busy through the four steps of a multiply-add.
    /// </summary>
    static abstract int TileVectors { get; }

    /// <summary>The vector that begins <paramref name="offset"/> floats behind <paramref name="from"/>.</summary>
    static abstract TVector Load(ref float from, int offset);

    /// <summary>One value in all lanes.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>x · y + sum, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    /// <summary>x + y.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x − y.</summary>
    static abstract TVector Subtract(TVector x, TVector y);

    /// <summary>x · y.</summary>
    static abstract TVector Multiply(TVector x, TVector y);

    /// <summary>x / y.</summary>
    static abstract TVector Divide(TVector x, TVector y);

    /// <summary>√x.</summary>
    static abstract TVector SquareRoot(TVector x);

    /// <summary>The other way of <see cref="Load"/>.</summary>
    static abstract void Store(TVector vector, ref float to, int offset);
}

/// <summary>AVX-512: 16 lanes, 32 registers.</summary>
internal readonly struct Lanes512 : ILanes<Vector512<float>>
{
    public static int Count => Vector512<float>.Count;
    public static int TileVectors => 4;
    public static Vector512<float> Load(ref float from, int offset) => Vector512.LoadUnsafe(ref from, (nuint)offset);
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> sum) =>
        Avx512F.FusedMultiplyAdd(x, y, sum);

    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;
    public static Vector512<float> Subtract(Vector512<float> x, Vector512<float> y) => x - y;
    public static Vector512<float> Multiply(Vector512<float> x, Vector512<float> y) => x * y;

    public static Vector512<float> Divide(Vector512<float> x, Vector512<float> y) => x / y;

    public static Vector512<float> SquareRoot(Vector512<float> x) => Vector512.Sqrt(x);

    public static void Store(Vector512<float> vector, ref float to, int offset) =>
        vector.StoreUnsafe(ref to, (nuint)offset);
}

/// <summary>AVX2 with FMA: 8 lanes, 16 registers.</summary>
internal readonly struct Lanes256 : ILanes<Vector256<float>>
{
    public static int Count => Vector256<float>.Count;
    public static int TileVectors => 2;
    public static Vector256<float> Load(ref float from, int offset) => Vector256.LoadUnsafe(ref from, (nuint)offset);
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        Fma.MultiplyAdd(x, y, sum);

    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;
    public static Vector256<float> Subtract(Vector256<float> x, Vector256<float> y) => x - y;
    public static Vector256<float> Multiply(Vector256<float> x, Vector256<float> y) => x * y;

    public static Vector256<float> Divide(Vector256<float> x, Vector256<float> y) => x / y;

    public static Vector256<float> SquareRoot(Vector256<float> x) => Vector256.Sqrt(x);

    public static void Store(Vector256<float> vector, ref float to, int offset) =>
        vector.StoreUnsafe(ref to, (nuint)offset);
}

/// <summary>
/// Arm64's AdvSimd: 4 lanes, 32 registers. Older x64 has the lanes and half of the registers.
/// </summary>
internal readonly struct Lanes128 : ILanes<Vector128<float>>
{
    public static int Count => Vector128<float>.Count;
    public static int TileVectors => AdvSimd.IsSupported ? 4 : 2;
    public static Vector128<float> Load(ref float from, int offset) => Vector128.LoadUnsafe(ref from, (nuint)offset);
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    public static Vector128<float> MultiplyAdd(Vector128<float> x, Vector128<float> y, Vector128<float> sum) =>
        Vector128.MultiplyAddEstimate(x, y, sum);

    public static Vector128<float> Add(Vector128<float> x, Vector128<float> y) => x + y;
    public static Vector128<float> Subtract(Vector128<float> x, Vector128<float> y) => x - y;
    public static Vector128<float> Multiply(Vector128<float> x, Vector128<float> y) => x * y;

    public static Vector128<float> Divide(Vector128<float> x, Vector128<float> y) => x / y;

    public static Vector128<float> SquareRoot(Vector128<float> x) => Vector128.Sqrt(x);

    public static void Store(Vector128<float> vector, ref float to, int offset) =>
        vector.StoreUnsafe(ref to, (nuint)offset);
}

/// <summary>Whatever else there is or will be: as many lanes as <see cref="Vector{T}"/> has.</summary>
internal readonly struct LanesOfAnyWidth : ILanes<Vector<float>>
{
    public static int Count => Vector<float>.Count;
    public static int TileVectors => 2;
    public static Vector<float> Load(ref float from, int offset) => Vector.LoadUnsafe(ref from, (nuint)offset);
    public static Vector<float> Broadcast(float value) => new(value);

    public static Vector<float> MultiplyAdd(Vector<float> x, Vector<float> y, Vector<float> sum) =>
        Vector.MultiplyAddEstimate(x, y, sum);

    public static Vector<float> Add(Vector<float> x, Vector<float> y) => x + y;
    public static Vector<float> Subtract(Vector<float> x, Vector<float> y) => x - y;
    public static Vector<float> Multiply(Vector<float> x, Vector<float> y) => x * y;

    public static Vector<float> Divide(Vector<float> x, Vector<float> y) => x / y;

    public static Vector<float> SquareRoot(Vector<float> x) => Vector.SquareRoot(x);

    public static void Store(Vector<float> vector, ref float to, int offset) =>
        vector.StoreUnsafe(ref to, (nuint)offset);
}
