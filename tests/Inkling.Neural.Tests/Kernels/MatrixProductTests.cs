using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Products;
using static Inkling.Neural.Tests.Kernels.ProductOperands;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>The three products against their definitions, on every path that this machine supports.</summary>
public sealed class MatrixProductTests
{
    // Around the four rows of a tile, and around the 32 of a block.
    private static readonly int[] Heights = [1, 2, 3, 4, 5, 31, 32, 33, 70];

    private static readonly int[] Depths = [1, 2, 16, 33, 300];

    public static TheoryData<string, Product> PathsAndProducts
    {
        get
        {
            TheoryData<string, Product> all = [];
            foreach (KernelPath path in KernelPath.All.Where(path => path.IsSupported))
                foreach (Product product in Enum.GetValues<Product>())
                    all.Add(path.Name, product);
            return all;
        }
    }

    // Every number of outputs from 1 to 129: tiles and edges of all kinds on all paths.
    [Theory]
    [MemberData(nameof(PathsAndProducts))]
    public void Every_shape_equals_its_reference(string path, Product product)
    {
        for (int size = 1; size <= 129; size++)
            Compare(path, product, Heights[size % Heights.Length], size, Depths[size % Depths.Length]);
        foreach (int rows in Heights)
            foreach (int depth in Depths)
                Compare(path, product, rows, columns: 67, depth);
    }

    // 256 and 130 columns: panels that are divided, and such that rows are.
    [Theory]
    [MemberData(nameof(PathsAndProducts))]
    public void The_number_of_parts_changes_no_bit(string path, Product product)
    {
        foreach (int columns in new[] { 256, 130 })
        {
            float[]? expected = null;
            for (int parts = 1; parts <= 5; parts++)
            {
                ProductOperands operands = new(product, rows: 70, columns, depth: 300);
                operands.Compute(path, parts);
                Assert.Equal(expected ??= operands.C.ToArray(), operands.C.ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(PathsAndProducts))]
    public void Bytes_give_the_bits_of_the_floats_that_they_stand_for(string path, Product product)
    {
        const int Inputs = 37, Outputs = 70; // two vectors of bytes and a rest
        foreach (int samples in Heights)
        {
            SampleBatch bytes = SparseBytes.Draw(held: 90, samples, Inputs);
            Matrix x = SparseBytes.Widen(bytes);
            Matrix dY = Moat.Random(samples * Outputs, seed: 8).AsMatrix(samples, Outputs);
            PanelMatrix v = new(Moat.Random(Inputs * Outputs, seed: 9).Values, Inputs, Outputs);
            Moat fromFloats = new(product == Product.Forward ? samples * Outputs : Inputs * Outputs);
            Moat fromBytes = new(fromFloats.Span.Length);
            for (int part = 0; part < 3; part++)
            {
                if (product == Product.Forward)
                {
                    Matrix yFloats = fromFloats.AsMatrix(samples, Outputs);
                    Matrix yBytes = fromBytes.AsMatrix(samples, Outputs);
                    On(path).Forward(x, Floats(v, path), new float[Outputs], yFloats, part, parts: 3);
                    On(path).Forward(bytes, Bytes(v, path), new float[Outputs], yBytes, part, parts: 3);
                }
                else
                {
                    PanelMatrix dVFloats = new(fromFloats.Values, Inputs, Outputs);
                    PanelMatrix dVBytes = new(fromBytes.Values, Inputs, Outputs);
                    On(path).BackwardWeights(x, dY, dVFloats, part, parts: 3);
                    On(path).BackwardWeights(bytes, dY, dVBytes, part, parts: 3);
                }
            }
            Assert.Equal(fromFloats.Span.ToArray(), fromBytes.Span.ToArray());
            fromBytes.Check();
        }
    }

    [Theory]
    [MemberData(nameof(PathsAndProducts))]
    public void A_sample_gives_the_same_bits_alone_and_in_any_batch(string path, Product product)
    {
        if (product == Product.BackwardWeights)
            return; // it sums over the batch
        foreach (int columns in new[] { 10, 64, 70, 130 })
        {
            ProductOperands batch = new(product, rows: 33, columns, depth: 84);
            ProductOperands alone = new(product, rows: 1, columns, depth: 84);
            foreach (int n in new[] { 0, 6, 32 })
            {
                batch.A.Span.Slice(n * 84, 84).CopyTo(alone.A.Span);
                batch.Compute(path, parts: 2);
                alone.Compute(path, parts: 1);
                Assert.Equal(batch.C[(n * columns)..((n + 1) * columns)].ToArray(), alone.C.ToArray());
            }
        }
    }

    [Fact]
    public void All_paths_that_fuse_multiply_and_add_give_the_same_bits()
    {
        bool portableFuses = System.Runtime.Intrinsics.X86.Fma.IsSupported
            || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;
        float[]? expected = null;
        foreach (KernelPath path in KernelPath.All
            .Where(path => path.IsSupported && (path.Name != "portable" || portableFuses)))
        {
            ProductOperands operands = new(Product.Forward, rows: 70, columns: 130, depth: 300);
            operands.Compute(path.Name, parts: 1);
            Assert.Equal(expected ??= operands.C.ToArray(), operands.C.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(ElementwiseTests.Lengths), MemberType = typeof(ElementwiseTests))]
    public void Columns_are_summed_in_however_many_parts(int columns)
    {
        Moat x = Moat.Random(5 * columns, seed: 5), sums = new(columns);
        for (int parts = 1; parts <= 3; parts++)
        {
            sums.Span.Fill(7);
            for (int part = 0; part < parts; part++)
                MatrixProduct.SumColumns(x.AsMatrix(5, columns), sums.Span, part, parts);
            for (int i = 0; i < columns; i++)
            {
                double expected = Enumerable.Range(0, 5).Sum(n => (double)x.Span[(n * columns) + i]);
                Assert.Equal(expected, sums.Span[i], tolerance: 1e-5);
            }
            sums.Check();
        }
    }

    [Fact]
    public void A_blank_byte_silences_its_row_of_weights_and_a_float_that_is_0_does_not()
    {
        string path = KernelPath.Chosen.Name;
        float[] y = new float[2];
        PanelMatrix v = new(new float[] { float.NaN, float.NaN, 3, 4 }, 2, 2);
        SampleBatch x = new(new byte[] { 0, 2 }, 0, 1, columns: 2, scale: 1);
        On(path).Forward(x, Bytes(v, path), new float[2], new(y, 1, 2));
        Assert.Equal([6, 8], y);
        Matrix floats = new(new float[] { 0, 2 }, 1, 2);
        On(path).Forward(floats, Floats(v, path), new float[2], new(y, 1, 2));
        Assert.Equal([float.NaN, float.NaN], y);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_their_numbers()
    {
        string path = KernelPath.Chosen.Name;
        MatrixProduct product = On(path);
        Matrix x = new(new float[6], 2, 3), y = new(new float[8], 2, 4);
        PanelMatrix v = new(new float[8], 2, 4), fits = new(new float[12], 3, 4);
        string message = Assert.Throws<ArgumentException>(
            () => product.Forward(x, Floats(v, path), new float[4], y)).Message;
        Assert.Contains("X 2×3, V 2×4 and Y 2×4 do not fit", message);
        Assert.Throws<ArgumentException>(() => product.Forward(x, Floats(fits, path), new float[5], y));
        Assert.Throws<ArgumentException>(() => product.BackwardData(y, v, x));
        Assert.Throws<ArgumentException>(() => product.BackwardWeights(x, y, v));
        SampleBatch bytes = new(new byte[8], first: 0, count: 2, columns: 4, scale: 1);
        Assert.Throws<ArgumentException>(() => product.Forward(bytes, Bytes(fits, path), new float[4], y));
        Assert.Throws<ArgumentException>(() => product.BackwardWeights(bytes, y, fits));
    }

    private static void Compare(string path, Product product, int rows, int columns, int depth)
    {
        ProductOperands operands = new(product, rows, columns, depth);
        operands.Compute(path, parts: 1);
        float[] expected = operands.Reference();
        // A float sum of k terms of size up to 1 is off by at most about k units of 2⁻²⁴ times its length.
        float tolerance = 1e-6f + (depth * depth * 6e-8f / 4);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - operands.C[i]) <= tolerance,
                $"{product} {rows}×{columns}×{depth}, value {i}: {operands.C[i]}, not {expected[i]}");
        }
        operands.Check();
    }
}
