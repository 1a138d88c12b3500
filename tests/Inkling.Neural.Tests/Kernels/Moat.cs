namespace Inkling.Neural.Tests.Kernels;

/// <summary>
/// Memory with NaN on both sides: a stray read poisons the result, a stray write is found by
/// <see cref="Check"/>.
/// </summary>
internal sealed class Moat
{
    private const int Width = 67; // wider than any vector, and no multiple of one: nothing is aligned by luck
    private readonly float[] _all;

    public Moat(int length)
    {
        _all = new float[length + (2 * Width)];
        Array.Fill(_all, float.NaN);
        Values = _all.AsMemory(Width, length);
        Values.Span.Clear();
    }

    public Memory<float> Values { get; }

    public Span<float> Span => Values.Span;

    public static Moat Random(int length, int seed)
    {
        Moat moat = new(length);
        Random random = new(seed);
        foreach (ref float value in moat.Span)
            value = (float)((random.NextDouble() * 2) - 1);
        return moat;
    }

    public Matrix AsMatrix(int rows, int columns) => new(Values, rows, columns);

    public void Check()
    {
        Assert.All(_all[..Width], value => Assert.True(float.IsNaN(value), "written before the beginning"));
        Assert.All(_all[^Width..], value => Assert.True(float.IsNaN(value), "written beyond the end"));
    }
}
