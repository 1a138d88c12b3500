using Inkling.Neural.Kernels;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>Every shape of product against its definition, on every path that this machine can go.</summary>
public sealed class MatrixProductTests
{
    // The three products, in the words of their definitions: Y = X·V, dX = dY·Vᵀ, dV = Xᵀ·dY.
    private const string Outputs = "outputs";
    private const string InputGradients = "gradients of inputs";
    private const string WeightGradients = "gradients of weights";

    // Around the four rows of a tile, and around the 32 of a block.
    private static readonly int[] Heights = [1, 2, 3, 4, 5, 31, 32, 33, 70];

    private static readonly int[] Depths = [0, 1, 2, 16, 33, 300];

    public static TheoryData<string, string> PathsAndShapes
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (KernelPath path in KernelPath.All.Where(path => path.IsSupported))
                foreach (string shape in new[] { Outputs, InputGradients, WeightGradients })
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

    // 256 and 130 columns: panels that can be shared out, and such that rows are.
    [Theory]
    [MemberData(nameof(PathsAndShapes))]
    public void The_number_of_threads_changes_no_bit(string path, string shape)
    {
        foreach (int n in new[] { 256, 130 })
        {
            float[]? expected = null;
            foreach (int threads in new[] { 1, 2, 3, 4, 5 })
            {
                using MatrixProduct product = new(threads, KernelPath.Choose(path));
                float[] c = Multiply(product, shape, Moat.Random(70 * 300, seed: 1), Moat.Random(n * 300, seed: 2), 70, n, 300);
                Assert.Equal(expected ??= c, c);
            }
        }
    }

    [Theory]
    [MemberData(nameof(PathsAndShapes))]
    public void Bytes_give_the_bits_of_the_floats_that_they_stand_for(string path, string shape)
    {
        using MatrixProduct product = new(path: KernelPath.Choose(path));
        foreach (int samples in Heights)
        {
            // Two vectors of bytes and a rest. Rows are named out of order, and some twice.
            const int Columns = 37, Outputs = 70;
            ByteBatch bytes = Digits.Draw(held: 90, samples, Columns);
            Moat x = new(samples * Columns), y = Moat.Random(samples * Outputs, seed: 8), v = Moat.Random(Columns * Outputs, seed: 9);
            bytes.CopyTo(x.AsMatrix(samples, Columns));
            bool forward = shape == MatrixProductTests.Outputs;
            Moat fromFloats = new(forward ? samples * Outputs : Columns * Outputs), fromBytes = new(fromFloats.Span.Length);
            if (forward)
            {
                product.Outputs(x.AsMatrix(samples, Columns), new(v.Values, Columns, Outputs), default, fromFloats.AsMatrix(samples, Outputs));
                product.Outputs(bytes, new(v.Values, Columns, Outputs), default, fromBytes.AsMatrix(samples, Outputs));
            }
            else
            {
                Matrix dY = y.AsMatrix(samples, Outputs);
                product.WeightGradients(x.AsMatrix(samples, Columns), dY, new(fromFloats.Values, Columns, Outputs));
                product.WeightGradients(bytes, dY, new(fromBytes.Values, Columns, Outputs));
            }
            Assert.Equal(fromFloats.Span.ToArray(), fromBytes.Span.ToArray());
        }
    }

    [Fact]
    public void All_paths_that_fuse_multiply_and_add_give_the_same_bits()
    {
        bool portableFuses = System.Runtime.Intrinsics.X86.Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;
        float[]? expected = null;
        foreach (KernelPath path in KernelPath.All.Where(path => path.IsSupported && (path.Name != "portable" || portableFuses)))
        {
            using MatrixProduct product = new(path: path);
            float[] c = Multiply(product, Outputs, Moat.Random(70 * 300, seed: 1), Moat.Random(130 * 300, seed: 2), 70, 130, 300);
            Assert.Equal(expected ??= c, c);
        }
    }

    [Fact]
    public void Outputs_begin_with_their_bias()
    {
        using MatrixProduct product = new();
        foreach (int n in new[] { 1, 10, 64, 80, 130 })
        {
            foreach (int k in new[] { 0, 20 })
            {
                Moat x = Moat.Random(7 * k, seed: 1), v = Moat.Random(k * n, seed: 2), y = new(7 * n), bias = Moat.Random(n, seed: 3);
                float[] expected = new float[7 * n];
                product.Outputs(x.AsMatrix(7, k), new(v.Values, k, n), bias.Values, y.AsMatrix(7, n));
                Reference.NN(x.AsMatrix(7, k), RowByRow(new(v.Values, k, n)), new(expected, 7, n));
                Reference.AddToRows(bias.Span, new(expected, 7, n));
                for (int i = 0; i < expected.Length; i++)
                    Assert.Equal(expected[i], y.Span[i], tolerance: 1e-5f);
                y.Check();
            }
        }
    }

    // Widths of a narrow tile, of a wide one and its edge; no k at all, too.
    [Theory]
    [InlineData(10, 20)]
    [InlineData(67, 33)]
    [InlineData(130, 16)]
    [InlineData(130, 0)]
    public void Rectified_outputs_and_masked_gradients_are_what_a_relu_of_its_own_gives(int n, int k)
    {
        const int Rows = 7;
        using MatrixProduct product = new();
        Moat x = Moat.Random(Rows * k, seed: 1), v = Moat.Random(k * n, seed: 2), bias = Moat.Random(n, seed: 3);
        Moat z = new(Rows * n), y = new(Rows * n), expected = new(Rows * n);
        product.Outputs(x.AsMatrix(Rows, k), new(v.Values, k, n), bias.Values, z.AsMatrix(Rows, n));
        product.Outputs(x.AsMatrix(Rows, k), new(v.Values, k, n), bias.Values, y.AsMatrix(Rows, n), rectifies: true);
        Reference.Relu(z.Span, expected.Span);
        Assert.Equal(expected.Span.ToArray(), y.Span.ToArray());
        Assert.Contains(0f, y.Span.ToArray());

        Moat dZ = Moat.Random(Rows * k, seed: 4), weights = Moat.Random(n * k, seed: 5), dX = new(Rows * n), masked = new(Rows * n);
        product.InputGradients(dZ.AsMatrix(Rows, k), new(weights.Values, n, k), dX.AsMatrix(Rows, n));
        product.InputGradients(dZ.AsMatrix(Rows, k), new(weights.Values, n, k), masked.AsMatrix(Rows, n), y.AsMatrix(Rows, n));
        Reference.ReluGradient(y.Span, dX.Span, expected.Span);
        Assert.Equal(expected.Span.ToArray(), masked.Span.ToArray());
        y.Check();
        masked.Check();
    }

    [Theory]
    [MemberData(nameof(ElementwiseTests.Lengths), MemberType = typeof(ElementwiseTests))]
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

    [Fact]
    public void A_blank_byte_silences_its_row_of_B_and_a_float_that_is_0_does_not()
    {
        using MatrixProduct product = new();
        float[] y = new float[2];
        float[] weights = [float.NaN, float.NaN, 3, 4];
        product.Outputs(new ByteBatch(new byte[] { 0, 2 }, 0, 1, columns: 2, scale: 1), new(weights, 2, 2), default, new(y, 1, 2));
        Assert.Equal([6, 8], y);
        product.Outputs(new Matrix(new float[] { 0, 2 }, 1, 2), new(weights, 2, 2), default, new(y, 1, 2));
        Assert.Equal([float.NaN, float.NaN], y);
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
        Matrix x = new(new float[6], 2, 3), y = new(new float[8], 2, 4);
        PanelMatrix v = new(new float[8], 2, 4);
        string message = Assert.Throws<ArgumentException>(() => product.Outputs(x, v, default, y)).Message;
        Assert.Contains("A is 2×3, B is 2×4, C is 2×4", message);
        Assert.Throws<ArgumentException>(() => product.InputGradients(x, v, y));
        Assert.Throws<ArgumentException>(() => product.WeightGradients(x, y, v));
        PanelMatrix fits = new(new float[12], 3, 4);
        Assert.Contains("a mask of 2×4", Assert.Throws<ArgumentException>(
            () => product.InputGradients(y, fits, x, mask: y)).Message);
        Assert.Contains("5 biases", Assert.Throws<ArgumentException>(() => product.Outputs(x, fits, new float[5], y)).Message);
    }

    [Fact]
    public void A_product_allocates_nothing()
    {
        using MatrixProduct product = new(threads: 2);
        Moat x = Moat.Random(128 * 784, seed: 1), v = Moat.Random(256 * 784, seed: 2), y = new(128 * 256);
        void Run()
        {
            product.Outputs(x.AsMatrix(128, 784), new(v.Values, 784, 256), default, y.AsMatrix(128, 256));
            product.WeightGradients(x.AsMatrix(128, 784), y.AsMatrix(128, 256), new(v.Values, 784, 256));
            product.InputGradients(y.AsMatrix(128, 256), new(v.Values, 784, 256), x.AsMatrix(128, 784));
        }
        Run();
        // The first time that a thread is woken from its sleep the runtime may allocate what it wakes it by.
        Thread.Sleep(50);
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Compare(MatrixProduct product, string shape, int m, int n, int k)
    {
        Moat a = Moat.Random(m * k, seed: m + k), b = Moat.Random(n * k, seed: n - k);
        Blank(a.Span, seed: n);
        float[] c = Multiply(product, shape, a, b, m, n, k), expected = new float[m * n];
        switch (shape)
        {
            case Outputs:
                Reference.NN(a.AsMatrix(m, k), RowByRow(new(b.Values, k, n)), new(expected, m, n));
                break;
            case InputGradients:
                Reference.NT(a.AsMatrix(m, k), RowByRow(new(b.Values, n, k)), new(expected, m, n));
                break;
            default:
                Reference.TN(a.AsMatrix(k, m), b.AsMatrix(k, n), new(expected, m, n));
                break;
        }
        // A float sum of k terms of size up to 1 is off by at most about k units of 2⁻²⁴ times its length.
        float tolerance = 1e-6f + (k * k * 6e-8f / 4);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - c[i]) <= tolerance, $"{shape} {m}×{n}×{k}, value {i}: {c[i]}, not {expected[i]}");
    }

    // C [m, n] row by row, overwritten and not added to.
    private static float[] Multiply(MatrixProduct product, string shape, Moat a, Moat b, int m, int n, int k)
    {
        Moat c = new(m * n);
        c.Span.Fill(7);
        switch (shape)
        {
            case Outputs:
                product.Outputs(a.AsMatrix(m, k), new(b.Values, k, n), default, c.AsMatrix(m, n));
                break;
            case InputGradients:
                product.InputGradients(a.AsMatrix(m, k), new(b.Values, n, k), c.AsMatrix(m, n));
                break;
            default:
                product.WeightGradients(a.AsMatrix(k, m), b.AsMatrix(k, n), new(c.Values, m, n));
                break;
        }
        c.Check();
        return shape == WeightGradients ? RowByRow(new(c.Values, m, n)).Values.ToArray() : c.Span.ToArray();
    }

    private static Matrix RowByRow(PanelMatrix panels)
    {
        Matrix rows = new(new float[panels.Rows * panels.Columns], panels.Rows, panels.Columns);
        for (int row = 0; row < panels.Rows; row++)
            for (int column = 0; column < panels.Columns; column++)
                rows.Row(row)[column] = panels.Values.Span[PanelMatrix.PlaceOf(row, column, panels.Rows, panels.Columns)];
        return rows;
    }

    // Zeros singly and in long runs, so that some ks are blank in four rows and others in three.
    private static void Blank(Span<float> values, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < values.Length; i += random.Next(1, 12))
            values.Slice(i, Math.Min(random.Next(0, 9), values.Length - i)).Clear();
    }
}
