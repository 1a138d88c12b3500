using Inkling.Neural.Kernels;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>
/// Every shape of product against its definition, on the instruction set that this process has.
/// </summary>
public sealed class MatrixProductTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 33, 47, 48, 49];

    // Around the block of 256 that a sum is cut into.
    private static readonly int[] Depths = [0, 1, 3, 16, 63, 255, 256, 257, 600];

    private delegate void Product(Matrix a, Matrix b, Matrix c);

    [Theory]
    [InlineData("NN")]
    [InlineData("NT")]
    [InlineData("TN")]
    public void Every_shape_equals_its_reference(string shape)
    {
        using MatrixProduct product = new();
        foreach (int m in Sizes)
            foreach (int n in Sizes)
                foreach (int k in Depths)
                    Compare(product, shape, m, n, k);
    }

    [Theory]
    [InlineData("NN")]
    [InlineData("NT")]
    [InlineData("TN")]
    public void The_number_of_threads_changes_no_bit(string shape)
    {
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 5 })
        {
            using MatrixProduct product = new(threads);
            Moat a = Moat.Random(70 * 300, seed: 1), b = Moat.Random(130 * 300, seed: 2), c = new(70 * 130);
            Multiply(product, shape, a, b, c, 70, 130, 300);
            expected ??= c.Span.ToArray();
            Assert.Equal(expected, c.Span.ToArray());
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_their_numbers()
    {
        using MatrixProduct product = new();
        Matrix a = new(new float[6], 2, 3), b = new(new float[8], 4, 2), c = new(new float[8], 2, 4);
        string message = Assert.Throws<ArgumentException>(() => product.NT(a, b, c)).Message;
        Assert.Contains("A is 2×3, B is 4×2, C is 2×4", message);
        Assert.Throws<ArgumentException>(() => product.NN(a, b, c));
        Assert.Throws<ArgumentException>(() => product.TN(a, b, c));
    }

    [Fact]
    public void A_product_allocates_nothing()
    {
        using MatrixProduct product = new(threads: 2);
        Moat a = Moat.Random(128 * 784, seed: 1), b = Moat.Random(256 * 784, seed: 2), c = new(128 * 256);
        for (int i = 0; i < 3; i++)
            Multiply(product, "NT", a, b, c, 128, 256, 784);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            product.NT(a.AsMatrix(128, 784), b.AsMatrix(256, 784), c.AsMatrix(128, 256));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Compare(MatrixProduct product, string shape, int m, int n, int k)
    {
        Moat a = Moat.Random(m * k, seed: m + k), b = Moat.Random(n * k, seed: n - k), c = new(m * n);
        c.Span.Fill(7); // overwritten, not added to
        float[] expected = new float[m * n];
        Multiply(product, shape, a, b, c, m, n, k);
        (Matrix left, Matrix right) = Operands(shape, a, b, m, n, k);
        Product reference = shape switch { "NN" => Reference.NN, "NT" => Reference.NT, _ => Reference.TN };
        reference(left, right, new(expected, m, n));
        c.Check();
        // A float sum of k terms of size up to 1 is off by at most about k units of 2⁻²⁴ times its length.
        float tolerance = 1e-6f + (k * k * 6e-8f / 4);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - c.Span[i]) <= tolerance, $"{shape} {m}×{n}×{k}, value {i}: {c.Span[i]}, not {expected[i]}");
    }

    private static void Multiply(MatrixProduct product, string shape, Moat a, Moat b, Moat c, int m, int n, int k)
    {
        (Matrix left, Matrix right) = Operands(shape, a, b, m, n, k);
        Product fast = shape switch { "NN" => product.NN, "NT" => product.NT, _ => product.TN };
        fast(left, right, c.AsMatrix(m, n));
    }

    private static (Matrix A, Matrix B) Operands(string shape, Moat a, Moat b, int m, int n, int k) => shape switch
    {
        "NN" => (a.AsMatrix(m, k), b.AsMatrix(k, n)),
        "NT" => (a.AsMatrix(m, k), b.AsMatrix(n, k)),
        _ => (a.AsMatrix(k, m), b.AsMatrix(k, n)),
    };
}
