using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Benchmarks;

/// <summary>
/// The most multiply-adds that this machine does: on each thread a loop of independent ones in registers, as
/// wide as .NET's vectors are under the settings in force. It touches no memory, so nothing that has data can
/// be faster.
/// </summary>
internal static class MachineLimit
{
    private const double Seconds = 0.3;
    private const int StepsPerChunk = 20_000; // about 100 µs, between two looks at the clock

    // Two units that take 4 cycles each keep 8 under way; 12 leave slack, and with their two operands fill 14
    // of the 16 registers that there are without AVX-512.
    private const int Chains = 12;

    /// <summary>What the loop is made of.</summary>
    public static string Width =>
        Vector512.IsHardwareAccelerated ? "Vector512"
        : Vector256.IsHardwareAccelerated ? "Vector256"
        : "Vector128";

    /// <summary>10⁹ operations a second, a multiply-add being two, on so many threads together.</summary>
    public static double Measure(int threads)
    {
        double[] rates = new double[threads];
        using Barrier start = new(threads);
        Thread[] others =
            [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => rates[i] = Rate(start)))];
        foreach (Thread thread in others)
            thread.Start();
        rates[0] = Rate(start);
        foreach (Thread thread in others)
            thread.Join();
        return rates.Sum();
    }

    private static double Rate(Barrier start)
    {
        if (Vector512.IsHardwareAccelerated)
            return Rate<Vector512<float>, Lanes512>(start);
        return Vector256.IsHardwareAccelerated
            ? Rate<Vector256<float>, Lanes256>(start)
            : Rate<Vector128<float>, Lanes128>(start);
    }

    private static double Rate<TVector, TLanes>(Barrier start)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        Chunk<TVector, TLanes>(1); // compiled before the others begin
        start.SignalAndWait();
        long chunks = 0;
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed.TotalSeconds < Seconds; chunks++)
            Chunk<TVector, TLanes>(StepsPerChunk);
        return 2.0 * chunks * StepsPerChunk * Chains * TLanes.Count / clock.Elapsed.TotalSeconds / 1e9;
    }

    // x = x·a + b in each chain. It tends to b / (1 - a) = 1, so no number is ever subnormal, infinite or
    // NaN. The sum keeps the compiler from leaving out what nobody would read.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector Chunk<TVector, TLanes>(int steps)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector a = TLanes.All(0.5f), b = TLanes.All(0.5f);
        TVector x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a,
            x8 = a, x9 = a, x10 = a, x11 = a;
        for (int i = 0; i < steps; i++)
        {
            x0 = TLanes.MultiplyAdd(x0, a, b);
            x1 = TLanes.MultiplyAdd(x1, a, b);
            x2 = TLanes.MultiplyAdd(x2, a, b);
            x3 = TLanes.MultiplyAdd(x3, a, b);
            x4 = TLanes.MultiplyAdd(x4, a, b);
            x5 = TLanes.MultiplyAdd(x5, a, b);
            x6 = TLanes.MultiplyAdd(x6, a, b);
            x7 = TLanes.MultiplyAdd(x7, a, b);
            x8 = TLanes.MultiplyAdd(x8, a, b);
            x9 = TLanes.MultiplyAdd(x9, a, b);
            x10 = TLanes.MultiplyAdd(x10, a, b);
            x11 = TLanes.MultiplyAdd(x11, a, b);
        }

        TVector sum = TLanes.MultiplyAdd(x0, x1, TLanes.MultiplyAdd(x2, x3, TLanes.MultiplyAdd(x4, x5, x6)));
        return TLanes.MultiplyAdd(x7, x8, TLanes.MultiplyAdd(x9, x10, TLanes.MultiplyAdd(x11, sum, a)));
    }

    // Where there is no fused instruction, the estimate is a product and a sum, and so is the limit.
    private interface ILanes<TVector>
    {
        static abstract int Count { get; }

        static abstract TVector All(float value);

        static abstract TVector MultiplyAdd(TVector x, TVector a, TVector b);
    }

    private readonly struct Lanes512 : ILanes<Vector512<float>>
    {
        public static int Count => Vector512<float>.Count;

        public static Vector512<float> All(float value) => Vector512.Create(value);

        public static Vector512<float> MultiplyAdd(
            Vector512<float> x, Vector512<float> a, Vector512<float> b) =>
            Vector512.MultiplyAddEstimate(x, a, b);
    }

    private readonly struct Lanes256 : ILanes<Vector256<float>>
    {
        public static int Count => Vector256<float>.Count;

        public static Vector256<float> All(float value) => Vector256.Create(value);

        public static Vector256<float> MultiplyAdd(
            Vector256<float> x, Vector256<float> a, Vector256<float> b) =>
            Vector256.MultiplyAddEstimate(x, a, b);
    }

    private readonly struct Lanes128 : ILanes<Vector128<float>>
    {
        public static int Count => Vector128<float>.Count;

        public static Vector128<float> All(float value) => Vector128.Create(value);

        public static Vector128<float> MultiplyAdd(
            Vector128<float> x, Vector128<float> a, Vector128<float> b) =>
            Vector128.MultiplyAddEstimate(x, a, b);
    }
}
