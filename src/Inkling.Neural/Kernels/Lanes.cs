using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Floats = System.Numerics.Vector<float>;
using Floats16 = System.Runtime.Intrinsics.Vector512<float>;
using Floats4 = System.Runtime.Intrinsics.Vector128<float>;
using Floats8 = System.Runtime.Intrinsics.Vector256<float>;

namespace Inkling.Neural.Kernels;

/// <summary>
/// A processor's vector of floats, as tiles and optimisers need it. There is one small struct per instruction
/// set; the compiler makes a loop of its own for each, where every call below is one instruction.
/// </summary>
internal interface ILanes<TVector>
    where TVector : struct
{
    static abstract int Count { get; }

    /// <summary>
    /// Vectors across a tile, 4 or 2. A tile sums in four rows of them, 16 of 32 registers or 8 of 16: enough
    /// to keep two multipliers busy through the four steps of a multiply-add.
    /// </summary>
    static abstract int TileVectors { get; }

    static abstract TVector Load(ref float from, int offset);
    static abstract void Store(TVector x, ref float to, int offset);
    static abstract TVector Broadcast(float value);

    /// <summary>x · y + sum, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    static abstract TVector Add(TVector x, TVector y);
    static abstract TVector Subtract(TVector x, TVector y);
    static abstract TVector Multiply(TVector x, TVector y);
    static abstract TVector Divide(TVector x, TVector y);
    static abstract TVector SquareRoot(TVector x);
}

/// <summary>AVX-512: 16 lanes, 32 registers.</summary>
internal readonly struct Lanes512 : ILanes<Floats16>
{
    public static int Count => Floats16.Count;
    public static int TileVectors => 4;
    public static Floats16 Load(ref float from, int offset) => Vector512.LoadUnsafe(ref from, (nuint)offset);
    public static void Store(Floats16 x, ref float to, int offset) => x.StoreUnsafe(ref to, (nuint)offset);
    public static Floats16 Broadcast(float value) => Vector512.Create(value);
    public static Floats16 MultiplyAdd(Floats16 x, Floats16 y, Floats16 sum) =>
        Avx512F.FusedMultiplyAdd(x, y, sum);
    public static Floats16 Add(Floats16 x, Floats16 y) => x + y;
    public static Floats16 Subtract(Floats16 x, Floats16 y) => x - y;
    public static Floats16 Multiply(Floats16 x, Floats16 y) => x * y;
    public static Floats16 Divide(Floats16 x, Floats16 y) => x / y;
    public static Floats16 SquareRoot(Floats16 x) => Vector512.Sqrt(x);
}

/// <summary>AVX2 with FMA: 8 lanes, 16 registers.</summary>
internal readonly struct Lanes256 : ILanes<Floats8>
{
    public static int Count => Floats8.Count;
    public static int TileVectors => 2;
    public static Floats8 Load(ref float from, int offset) => Vector256.LoadUnsafe(ref from, (nuint)offset);
    public static void Store(Floats8 x, ref float to, int offset) => x.StoreUnsafe(ref to, (nuint)offset);
    public static Floats8 Broadcast(float value) => Vector256.Create(value);
    public static Floats8 MultiplyAdd(Floats8 x, Floats8 y, Floats8 sum) => Fma.MultiplyAdd(x, y, sum);
    public static Floats8 Add(Floats8 x, Floats8 y) => x + y;
    public static Floats8 Subtract(Floats8 x, Floats8 y) => x - y;
    public static Floats8 Multiply(Floats8 x, Floats8 y) => x * y;
    public static Floats8 Divide(Floats8 x, Floats8 y) => x / y;
    public static Floats8 SquareRoot(Floats8 x) => Vector256.Sqrt(x);
}

/// <summary>Arm64's AdvSimd: 4 lanes, 32 registers. Older x64 has 4 lanes, 16 registers.</summary>
internal readonly struct Lanes128 : ILanes<Floats4>
{
    public static int Count => Floats4.Count;
    public static int TileVectors => AdvSimd.IsSupported ? 4 : 2;
    public static Floats4 Load(ref float from, int offset) => Vector128.LoadUnsafe(ref from, (nuint)offset);
    public static void Store(Floats4 x, ref float to, int offset) => x.StoreUnsafe(ref to, (nuint)offset);
    public static Floats4 Broadcast(float value) => Vector128.Create(value);
    public static Floats4 MultiplyAdd(Floats4 x, Floats4 y, Floats4 sum) =>
        Vector128.MultiplyAddEstimate(x, y, sum);
    public static Floats4 Add(Floats4 x, Floats4 y) => x + y;
    public static Floats4 Subtract(Floats4 x, Floats4 y) => x - y;
    public static Floats4 Multiply(Floats4 x, Floats4 y) => x * y;
    public static Floats4 Divide(Floats4 x, Floats4 y) => x / y;
    public static Floats4 SquareRoot(Floats4 x) => Vector128.Sqrt(x);
}

/// <summary>Any other processor: as many lanes as <see cref="Vector{T}"/> has.</summary>
internal readonly struct LanesOfAnyWidth : ILanes<Floats>
{
    public static int Count => Floats.Count;
    public static int TileVectors => 2;
    public static Floats Load(ref float from, int offset) => Vector.LoadUnsafe(ref from, (nuint)offset);
    public static void Store(Floats x, ref float to, int offset) => x.StoreUnsafe(ref to, (nuint)offset);
    public static Floats Broadcast(float value) => new(value);
    public static Floats MultiplyAdd(Floats x, Floats y, Floats sum) => Vector.MultiplyAddEstimate(x, y, sum);
    public static Floats Add(Floats x, Floats y) => x + y;
    public static Floats Subtract(Floats x, Floats y) => x - y;
    public static Floats Multiply(Floats x, Floats y) => x * y;
    public static Floats Divide(Floats x, Floats y) => x / y;
    public static Floats SquareRoot(Floats x) => Vector.SquareRoot(x);
}
