using Inkling.Neural.Kernels;

namespace Inkling.Neural.Tests.Kernels;

public sealed class ElementwiseTests
{
    private const int Longest = 129;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, Longest + 1)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Relu_and_its_gradient_equal_their_references(int length)
    {
        Moat x = Moat.Random(length, seed: 1), y = new(length), dy = Moat.Random(length, seed: 2), dx = new(length);
        if (length > 2)
            (x.Span[0], x.Span[1], x.Span[2]) = (0, -0f, float.NaN);
        float[] expected = new float[length], dExpected = new float[length];
        Reference.Relu(x.Span, expected);
        Elementwise.Relu(x.Span, y.Span);
        Assert.Equal(expected, y.Span.ToArray());
        Reference.ReluGradient(y.Span, dy.Span, dExpected);
        Elementwise.ReluGradient(y.Span, dy.Span, dx.Span);
        Assert.Equal(dExpected, dx.Span.ToArray());
        Elementwise.Relu(x.Span, x.Span);
        Assert.Equal(expected, x.Span.ToArray());
        y.Check();
        dx.Check();
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Columns_are_summed_as_their_reference_does_by_however_many_workers(int columns)
    {
        Moat x = Moat.Random(5 * columns, seed: 5), sums = Moat.Random(columns, seed: 7);
        float[] expected = new float[columns];
        Reference.SumRows(x.AsMatrix(5, columns), expected);
        using MatrixProduct product = new();
        foreach (int workers in new[] { 1, 2, 3 })
        {
            sums.Span.Fill(7);
            for (int worker = 0; worker < workers; worker++)
                product.ShareOf(worker, workers).ColumnSums(x.AsMatrix(5, columns), sums.Span);
            for (int i = 0; i < columns; i++)
                Assert.Equal(expected[i], sums.Span[i], tolerance: 1e-5f);
            sums.Check();
        }
    }
}
