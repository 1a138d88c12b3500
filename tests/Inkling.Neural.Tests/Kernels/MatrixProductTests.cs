using Inkling.Neural.Kernels;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>Every shape of product against its definition, on every path that this machine can go.</summary>
public sealed class MatrixProductTests
{
    // Around the four rows of a tile, and around the 32 of a block.
    private static readonly int[] Heights = [1, 2, 3, 4, 5, 31, 32, 33, 70];

    private static readonly int[] Depths = [0, 1, 2, 16, 33, 300];

    private delegate void Product(Matrix a, Matrix b, Matrix c);

    public static TheoryData<string, string> PathsAndShapes
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (KernelPath path in KernelPath.All.Where(path => path.IsSupported))
                foreach (string shape in new[] { "NN", "NT", "TN" })
                    all.Add(path.Name, shape);
            return all;
        }
    }

    // Every width from 0 to 129, whose tiles and edges are of all kinds on all paths.
    [Theory]
    [MemberData(nameof(PathsAndShapes))]
    public void Every_shape_equals_its_reference(string path, string shape)
    {
        using MatrixProduct product = new(path: KernelPath.Choose(path));
        for (int n = 0; n <= 129; n++)
            Compare(product, shape, Heights[n % Heights.Length], n, Depths[n % Depths.Length]);
        foreach (int m in Heights)
            foreach (int k in Depths)
                Compare(product, shape, m, n: 67, k);
    }

    [Theory]
    [MemberData(nameof(PathsAndShapes))]
    public void The_number_of_threads_changes_no_bit(string path, string shape)
    {
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 5 })
        {
            using MatrixProduct product = new(threads, KernelPath.Choose(path));
            Moat a = Moat.Random(70 * 300, seed: 1), b = Moat.Random(130 * 300, seed: 2), c = new(70 * 130);
            Multiply(product, shape, a, b, c, 70, 130, 300);
            expected ??= c.Span.ToArray();
            Assert.Equal(expected, c.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(PathsAndShapes))]
    public void Bytes_give_the_bits_of_the_floats_that_they_stand_for(string path, string shape)
    {
        using MatrixProduct product = new(path: KernelPath.Choose(path));
        foreach (int samples in Heights)
        {
            // 37 values in a sample: two vectors of bytes and a rest. Rows are named out of order, and one twice.
            ByteRows bytes = Digits.Draw(held: 90, samples, columns: 37);
            Moat x = new(samples * 37), b = Moat.Random(90 * 37, seed: 8);
            bytes.CopyTo(x.AsMatrix(samples, 37));
            (int m, int k) = shape == "TN" ? (37, samples) : (samples, 37);
            Moat fromFloats = new(m * 20), fromBytes = new(m * 20);
            Matrix right = new(b.Values[..(k * 20)], k, 20);
            if (shape == "TN")
            {
                product.TN(x.AsMatrix(samples, 37), right, fromFloats.AsMatrix(m, 20));
                product.TN(bytes, right, fromBytes.AsMatrix(m, 20));
            }
            else
            {
                product.NN(x.AsMatrix(samples, 37), right, fromFloats.AsMatrix(m, 20));
                product.NN(bytes, right, fromBytes.AsMatrix(m, 20));
            }
            Assert.Equal(fromFloats.Span.ToArray(), fromBytes.Span.ToArray());
        }
    }

    [Fact]
    public void All_paths_that_fuse_multiply_and_add_give_the_same_bits()
    {
        Moat a = Moat.Random(70 * 300, seed: 1), b = Moat.Random(130 * 300, seed: 2);
        float[]? expected = null;
        foreach (KernelPath path in KernelPath.All.Where(path => path.IsSupported))
        {
            if (path.Name == "portable" && !System.Runtime.Intrinsics.X86.Fma.IsSupported
                && !System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported)
            {
                continue;
            }
            using MatrixProduct product = new(path: path);
            Moat c = new(70 * 130);
            product.NN(a.AsMatrix(70, 300), b.AsMatrix(300, 130), c.AsMatrix(70, 130));
            expected ??= c.Span.ToArray();
            Assert.Equal(expected, c.Span.ToArray());
        }
    }

    [Fact]
    public void Sums_begin_with_what_each_column_is_given()
    {
        using MatrixProduct product = new();
        foreach (int n in new[] { 1, 10, 64, 80, 130 })
        {
            Moat a = Moat.Random(7 * 20, seed: 1), b = Moat.Random(20 * n, seed: 2), c = new(7 * n), start = Moat.Random(n, seed: 3);
            float[] expected = new float[7 * n];
            product.NN(a.AsMatrix(7, 20), b.AsMatrix(20, n), c.AsMatrix(7, n), start.Values);
            Reference.NN(a.AsMatrix(7, 20), b.AsMatrix(20, n), new(expected, 7, n));
            Reference.AddToRows(start.Span, new(expected, 7, n));
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], c.Span[i], tolerance: 1e-5f);
        }
        Matrix one = new(new float[1], 1, 1);
        Assert.Throws<ArgumentException>(() => product.NN(one, one, one, new float[2]));
    }

    [Fact]
    public void A_zero_in_A_silences_its_row_of_B()
    {
        using MatrixProduct product = new();
        float[] c = new float[2];
        product.NN(new Matrix(new float[] { 0, 2 }, 1, 2), new(new float[] { float.NaN, float.NaN, 3, 4 }, 2, 2), new(c, 1, 2));
        Assert.Equal([6, 8], c);
    }

    [Fact]
    public void A_path_that_is_not_there_is_refused_and_those_that_are_there_are_named()
    {
        string message = Assert.Throws<ArgumentException>(() => KernelPath.Choose("abacus")).Message;
        Assert.Contains("INKLING_KERNEL is \"abacus\"", message);
        Assert.Contains("portable", message);
        Assert.Equal("portable", KernelPath.Choose("portable").Name);
        Assert.True(KernelPath.Choose("").IsSupported);
        Assert.All(KernelPath.All.Where(path => !path.IsSupported), path =>
            Assert.Contains("does not have", Assert.Throws<ArgumentException>(() => KernelPath.Choose(path.Name)).Message));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_their_numbers()
    {
        using MatrixProduct product = new();
        Matrix a = new(new float[6], 2, 3), b = new(new float[8], 4, 2), c = new(new float[8], 2, 4);
        string message = Assert.Throws<ArgumentException>(() => product.NT(a, b, c)).Message;
        Assert.Contains("A is 2×3, B is 2×4, C is 2×4", message);
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
        Blank(a.Span, seed: n);
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
        if (shape == "NN")
            product.NN(left, right, c.AsMatrix(m, n));
        else if (shape == "NT")
            product.NT(left, right, c.AsMatrix(m, n));
        else
            product.TN(left, right, c.AsMatrix(m, n));
    }

    // Zeros singly and in long runs, so that some ks are blank in four rows and others in three.
    private static void Blank(Span<float> values, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < values.Length; i += random.Next(1, 12))
            values.Slice(i, Math.Min(random.Next(0, 9), values.Length - i)).Clear();
    }

    private static (Matrix A, Matrix B) Operands(string shape, Moat a, Moat b, int m, int n, int k) => shape switch
    {
        "NN" => (a.AsMatrix(m, k), b.AsMatrix(k, n)),
        "NT" => (a.AsMatrix(m, k), b.AsMatrix(n, k)),
        _ => (a.AsMatrix(k, m), b.AsMatrix(k, n)),
    };
}
