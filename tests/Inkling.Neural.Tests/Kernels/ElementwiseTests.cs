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
    public void A_dot_product_equals_its_reference(int length)
    {
        Moat a = Moat.Random(length, seed: 3), b = Moat.Random(length, seed: 4);
        // Up to 129 products of size up to 1, each addition rounded to 2⁻²⁴ of a sum of at most 129.
        Assert.Equal(Reference.Dot(a.Span, b.Span), Elementwise.Dot(a.Span, b.Span), tolerance: 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Rows_are_added_to_and_summed_as_their_references_do(int columns)
    {
        Moat y = Moat.Random(5 * columns, seed: 5), b = Moat.Random(columns, seed: 6), sums = Moat.Random(columns, seed: 7);
        float[] expected = y.Span.ToArray(), expectedSums = new float[columns];
        Reference.AddToRows(b.Span, new(expected, 5, columns));
        Elementwise.AddToRows(b.Span, y.AsMatrix(5, columns));
        Assert.Equal(expected, y.Span.ToArray());
        Reference.SumRows(y.AsMatrix(5, columns), expectedSums);
        Elementwise.SumRows(y.AsMatrix(5, columns), sums.Span);
        for (int i = 0; i < columns; i++)
            Assert.Equal(expectedSums[i], sums.Span[i], tolerance: 1e-5f);
        y.Check();
        sums.Check();
    }
}
