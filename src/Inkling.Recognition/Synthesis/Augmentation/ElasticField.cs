using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Elastic deformation (Simard, Steinkraus &amp; Platt 2003, 2): a displacement for each pixel, uniform
/// random numbers smoothed by a Gaussian. D = A·(G·U·Gᵀ), U [Nodes, Nodes] in (−1, 1), G [28, Nodes] the
/// Gaussian between pixels and nodes, once across and once down. It moves no ink.
/// </summary>
/// <remarks>
/// Where we differ: the random numbers lie σ pixels apart and not at each pixel. What a Gaussian leaves of
/// the two can't be told apart: the covariance of D at any two pixels is the same to 2·exp(−π²), 1 part in
/// 10,000. At σ = 4 that is 14 × 14 numbers, those beyond the picture's edge included, instead of 52 × 52.
/// The strength is given as the displacement that comes out, α/(2σ√(3π)) in the paper's terms, and each row
/// of G is scaled so that it does so at each pixel.
/// </remarks>
internal sealed class ElasticField
{
    private const int Side = DigitSet.Side;
    private const double Reach = 3; // deviations beyond the picture's edge; what lies farther weighs 1 %

    private readonly int _nodes;
    private readonly int _width; // of one axis' nodes in a row of _numbers: at least half a block of columns
    private readonly float[] _down; // G [28, Nodes]
    private readonly float[] _across; // A·Gᵀ [Nodes, 32]
    private readonly float[] _numbers; // U of both axes [Nodes, 2 × _width]
    private readonly float[] _half; // G·U of both axes [28, 2 × _width]

    /// <summary>A field of a strength and smoothness, both in pixels.</summary>
    public ElasticField(float strength, float sigma)
    {
        _nodes = (int)Math.Ceiling((Side - 1 + (2 * Reach * sigma)) / sigma) + 1;
        _width = (_nodes + UniformNumbers.Step - 1) / UniformNumbers.Step * UniformNumbers.Step;
        _down = new float[Side * _nodes];
        _across = new float[_nodes * Plane.Stride];
        _numbers = new float[_nodes * 2 * _width];
        _half = new float[Side * 2 * _width];
        // A uniform number in ±1 has a deviation of 1/√3.
        double amplitude = strength * Math.Sqrt(3);
        double[] weights = new double[_nodes];
        for (int pixel = 0; pixel < Side; pixel++)
        {
            double squares = 0;
            for (int node = 0; node < _nodes; node++)
            {
                double place = (node - ((_nodes - 1) / 2.0)) * sigma;
                double distance = (pixel - ((Side - 1) / 2.0) - place) / sigma;
                weights[node] = Math.Exp(-distance * distance / 2);
                squares += weights[node] * weights[node];
            }
            for (int node = 0; node < _nodes; node++)
            {
                double weight = weights[node] / Math.Sqrt(squares);
                _down[(pixel * _nodes) + node] = (float)weight;
                _across[(node * Plane.Stride) + pixel] = (float)(weight * amplitude);
            }
        }
    }

    /// <summary>[28, 32] pixels to the right, the last four of each row 0.</summary>
    public float[] X { get; } = new float[Plane.Body];

    /// <summary>[28, 32] pixels down, the last four of each row 0.</summary>
    public float[] Y { get; } = new float[Plane.Body];

    /// <summary>Overwrites X and Y with a new field.</summary>
    public void Draw(ref RandomSequence random)
    {
        UniformNumbers.Fill(_numbers, ref random);
        int both = 2 * _width;
        for (int block = 0; block < both; block += Plane.Stride)
            Multiply(_down, _nodes, _numbers.AsSpan(block), both, _nodes, _half.AsSpan(block), both);
        Multiply(_half, both, _across, Plane.Stride, _nodes, X, Plane.Stride);
        Multiply(_half.AsSpan(_width), both, _across, Plane.Stride, _nodes, Y, Plane.Stride);
    }

    /// <summary>C = A·B, A [28, inner], B [inner, 32], C [28, 32]; a stride is the floats of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(
        ReadOnlySpan<float> a, int aStride, ReadOnlySpan<float> b, int bStride, int inner,
        Span<float> c, int cStride)
    {
        Debug.Assert(a.Length >= ((Side - 1) * aStride) + inner);
        Debug.Assert(b.Length >= ((inner - 1) * bStride) + Plane.Stride);
        Debug.Assert(c.Length >= ((Side - 1) * cStride) + Plane.Stride);
        ref float firstB = ref MemoryMarshal.GetReference(b);
        for (int y = 0; y < Side; y += 2)
        {
            ref float upper = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), y * aStride);
            ref float lower = ref Unsafe.Add(ref upper, aStride);
            ref float row = ref firstB;
            Vector256<float> s00 = default, s01 = default, s02 = default, s03 = default;
            Vector256<float> s10 = default, s11 = default, s12 = default, s13 = default;
            for (int k = 0; k < inner; k++)
            {
                Vector256<float> b0 = Vector256.LoadUnsafe(ref row), b1 = Vector256.LoadUnsafe(ref row, 8);
                Vector256<float> b2 = Vector256.LoadUnsafe(ref row, 16);
                Vector256<float> b3 = Vector256.LoadUnsafe(ref row, 24);
                Vector256<float> value = Vector256.Create(Unsafe.Add(ref upper, k));
                s00 = Vector256.MultiplyAddEstimate(value, b0, s00);
                s01 = Vector256.MultiplyAddEstimate(value, b1, s01);
                s02 = Vector256.MultiplyAddEstimate(value, b2, s02);
                s03 = Vector256.MultiplyAddEstimate(value, b3, s03);
                value = Vector256.Create(Unsafe.Add(ref lower, k));
                s10 = Vector256.MultiplyAddEstimate(value, b0, s10);
                s11 = Vector256.MultiplyAddEstimate(value, b1, s11);
                s12 = Vector256.MultiplyAddEstimate(value, b2, s12);
                s13 = Vector256.MultiplyAddEstimate(value, b3, s13);
                row = ref Unsafe.Add(ref row, bStride);
            }
            ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(c), y * cStride);
            Store(s00, s01, s02, s03, ref to);
            Store(s10, s11, s12, s13, ref Unsafe.Add(ref to, cStride));
        }
    }

    private static void Store(
        Vector256<float> s0, Vector256<float> s1, Vector256<float> s2, Vector256<float> s3, ref float to)
    {
        s0.StoreUnsafe(ref to);
        s1.StoreUnsafe(ref to, 8);
        s2.StoreUnsafe(ref to, 16);
        s3.StoreUnsafe(ref to, 24);
    }
}

/// <summary>
/// Perspective, as a displacement: paper that is tilted away by p, q is seen at (u, v)·(1 + p·u + q·v) from
/// the middle, to first order in p and q, with 1 the half of MNIST's box.
/// </summary>
internal static class Tilt
{
    private const float Middle = 14; // where MNIST's centre of mass is
    private const float HalfBox = 10;

    /// <summary>Adds a tilt, uniform in ± strength on each axis, to displacements [28, 32].</summary>
    public static void Add(
        float strength, ref RandomSequence random, bool anew, float[] fieldX, float[] fieldY)
    {
        Debug.Assert(fieldX.Length == Plane.Body && fieldY.Length == Plane.Body);
        float p = strength / HalfBox * ((2 * random.NextSingle()) - 1);
        float q = strength / HalfBox * ((2 * random.NextSingle()) - 1);
        for (int y = 0; y < DigitSet.Side; y++)
        {
            Span<float> rowX = fieldX.AsSpan(y * Plane.Stride, DigitSet.Side);
            Span<float> rowY = fieldY.AsSpan(y * Plane.Stride, DigitSet.Side);
            float v = y - Middle;
            for (int x = 0; x < rowX.Length; x++)
            {
                float u = x - Middle, nearer = (p * u) + (q * v);
                rowX[x] = (anew ? 0 : rowX[x]) + (u * nearer);
                rowY[x] = (anew ? 0 : rowY[x]) + (v * nearer);
            }
        }
    }
}
