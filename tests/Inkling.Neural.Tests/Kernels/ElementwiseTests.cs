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
        Moat x = Moat.Random(length, seed: 1), y = new(length);
        Moat dy = Moat.Random(length, seed: 2), dx = new(length);
        if (length > 2)
            (x.Span[0], x.Span[1], x.Span[2]) = (0, -0f, float.NaN);
        float[] expected = new float[length], dExpected = new float[length];
        Elementwise.Reference.Relu(x.Span, expected);
        Elementwise.Relu(x.Span, y.Span);
        Assert.Equal(expected, y.Span.ToArray());
        Elementwise.Reference.ReluGradient(y.Span, dy.Span, dExpected);
        Elementwise.ReluGradient(y.Span, dy.Span, dx.Span);
        Assert.Equal(dExpected, dx.Span.ToArray());
        Elementwise.Relu(x.Span, x.Span);
        Assert.Equal(expected, x.Span.ToArray());
        y.Check();
        dx.Check();
    }
}
