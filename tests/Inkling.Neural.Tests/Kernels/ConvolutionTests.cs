using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Convolutions;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>Convolutions of every form against their definition, on every path that this machine can go.</summary>
public sealed class ConvolutionTests
{
    // Around a tile's eight rows, one and two vectors, and a panel.
    private static readonly int[] Channels = [1, 2, 7, 8, 9, 16, 17, 32, 33, 64, 65, 70];

    // One for each way.
    private static readonly (Window Window, int Outputs)[] Ways =
    [
        (new(new(5, 6, 6), 3, 3, stride: 1, padding: 1), 20),
        (new(new(16, 7, 6), 3, 3, stride: 1, padding: 1), 32),
    ];

    public static TheoryData<string> Paths => [.. KernelPath.All.Where(path => path.IsSupported).Select(path => path.Name)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_number_of_channels_equals_its_reference(string path)
    {
        foreach (int inputs in Channels)
            foreach (int outputs in Channels)
                Compare(path, new(new(inputs, 3, 4), 2, 2, stride: 1, padding: 1), outputs, samples: 3);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_window_equals_its_reference(string path)
    {
        foreach ((int height, int width) in new[] { (1, 1), (3, 3), (1, 5), (5, 2), (7, 9) })
        {
            for (int stride = 1; stride <= 3; stride++)
            {
                for (int padding = 0; padding < Math.Min(height, width); padding++)
                    Compare(path, new(new(3, 7, 9), height, width, stride, padding), outputs: 5, samples: 2);
            }
        }
    }

    // Odd and even numbers of outputs, pictures of one tile and strips of many; channels around vectors, tiles and a panel.
    [Theory]
    [MemberData(nameof(Paths))]
    public void Winograds_way_equals_its_reference(string path)
    {
        foreach (int inputs in new[] { 16, 32, 48, 80 })
        {
            foreach (int outputs in new[] { 16, 32, 64, 112 })
            {
                foreach ((int height, int width, int padding) in new[] { (3, 3, 0), (3, 4, 0), (1, 2, 1), (5, 4, 1), (6, 7, 2) })
                    Compare(path, new(new(inputs, height, width), 3, 3, stride: 1, padding), outputs, samples: 9);
            }
        }
        Compare(path, new(new(32, 24, 25), 3, 3, stride: 1, padding: 0), outputs: 64, samples: 2);
    }

    [Fact]
    public void What_a_sample_gives_depends_on_no_other_in_its_batch()
    {
        using MatrixProduct product = new(threads: 2);
        foreach ((Window window, int outputs) in Ways)
        {
            Operands alone = new(window, outputs, samples: 1), beside = new(window, outputs, samples: 37);
            beside.X.Span[..alone.X.Span.Length].CopyTo(alone.X.Span);
            beside.DY.Span[..alone.DY.Span.Length].CopyTo(alone.DY.Span);
            alone.Run(product);
            beside.Run(product);
            Assert.Equal(beside.Y.Row(0), alone.Y.Row(0));
            Assert.Equal(beside.DX.Row(0), alone.DX.Row(0));
        }
    }

    [Fact]
    public void Who_asks_for_the_definition_gets_it_where_Winograds_way_could_be_gone()
    {
        using MatrixProduct product = new();
        (Window window, int outputs) = Ways[^1];
        Operands winograd = new(window, outputs, samples: 1), definition = new(window, outputs, samples: 1);
        winograd.Read(product, byDefinition: false);
        definition.Read(product, byDefinition: true);
        Near(definition.Y, winograd.Y, "read by both ways");
        Assert.NotEqual(definition.Y.Span.ToArray(), winograd.Y.Span.ToArray());
    }

    // Groups of samples: none in some, one, several.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(21)]
    public void The_number_of_threads_changes_no_bit(int samples)
    {
        foreach ((Window window, int outputs) in Ways)
        {
            float[]? expected = null;
            foreach (int threads in new[] { 1, 2, 3, 9 })
            {
                using MatrixProduct product = new(threads);
                Operands operands = new(window, outputs, samples);
                operands.Run(product);
                Assert.Equal(expected ??= operands.Results, operands.Results);
            }
        }
    }

    [Fact]
    public void Rectified_outputs_and_masked_gradients_are_what_a_relu_of_its_own_gives()
    {
        using MatrixProduct product = new();
        foreach ((Window window, int outputs) in Ways)
        {
            Operands plain = new(window, outputs, samples: 3), joined = new(window, outputs, samples: 3);
            plain.Run(product);
            joined.Run(product, rectifies: true, masks: true);
            Reference.Relu(plain.Y.Span, plain.Y.Span);
            Reference.ReluGradient(plain.X.Span, plain.DX.Span, plain.DX.Span);
            Assert.Equal(plain.Results, joined.Results);
        }
    }

    [Fact]
    public void A_convolution_allocates_nothing()
    {
        using MatrixProduct product = new(threads: 2);
        foreach ((Window window, int outputs) in Ways)
        {
            Operands operands = new(window, outputs, samples: 16);
            operands.Run(product);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
                operands.Run(product);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static void Compare(string path, Window window, int outputs, int samples)
    {
        using MatrixProduct product = new(path: KernelPath.Choose(path));
        Operands operands = new(window, outputs, samples);
        operands.Run(product);
        string what = $"{window.Input} under {window.Height}x{window.Width}, stride {window.Stride}, padding {window.Padding}, to {outputs}";
        Matrix v = RowByRow(operands.V);
        Matrix y = Like(operands.Y), dX = Like(operands.DX), dV = Like(v);
        Reference.Convolve(window, operands.X, v, y);
        for (int i = 0; i < y.Span.Length; i++)
            y.Span[i] += operands.Biases.Span[i % outputs];
        Reference.ConvolveInputGradients(window, operands.DY, v, dX);
        Reference.ConvolveWeightGradients(window, operands.X, operands.DY, dV);
        Near(y, operands.Y, what);
        Near(dX, operands.DX, what);
        Near(dV, RowByRow(operands.DV), what);
        float[] biases = new float[outputs];
        for (int i = 0; i < operands.DY.Span.Length; i++)
            biases[i % outputs] += operands.DY.Span[i];
        Near(new(biases, 1, outputs), new(operands.DBiases, 1, outputs), what);
        operands.Check();
    }

    private static void Near(Matrix expected, Matrix actual, string what)
    {
        for (int i = 0; i < expected.Span.Length; i++)
        {
            Assert.True(Math.Abs(expected.Span[i] - actual.Span[i]) <= 2e-4f,
                $"{what}, value {i}: {actual.Span[i]}, not {expected.Span[i]}");
        }
    }

    private static Matrix Like(Matrix x) => new(new float[x.Span.Length], x.Rows, x.Columns);

    private static Matrix RowByRow(PanelMatrix panels)
    {
        Matrix rows = new(new float[panels.Rows * panels.Columns], panels.Rows, panels.Columns);
        for (int row = 0; row < panels.Rows; row++)
            for (int column = 0; column < panels.Columns; column++)
                rows.Row(row)[column] = panels.Values.Span[PanelMatrix.PlaceOf(row, column, panels.Rows, panels.Columns)];
        return rows;
    }

    // All operands of a convolution, each in a moat; what is written is full of sevens before.
    private sealed class Operands
    {
        private readonly Window _window;
        private readonly List<Moat> _moats = [];

        public Operands(Window window, int outputs, int samples)
        {
            _window = window;
            X = Take(samples * window.Input.Size, seed: 1).AsMatrix(samples, window.Input.Size);
            V = new(Take(window.Size * outputs, seed: 2).Values, window.Size, outputs);
            Biases = Take(outputs, seed: 3).Values;
            DY = Take(samples * window.Places * outputs, seed: 4).AsMatrix(samples, window.Places * outputs);
            Y = Take(DY.Span.Length).AsMatrix(samples, DY.Columns);
            DX = Take(X.Span.Length).AsMatrix(samples, X.Columns);
            DV = new(Take(V.Values.Length).Values, window.Size, outputs);
            DBiases = Take(outputs).Values;
            Padded = new(new float[window.Padding > 0 ? samples * window.PaddedSize : 0], window.Padding > 0 ? samples : 0, window.PaddedSize);
        }

        public Matrix X { get; }

        public PanelMatrix V { get; }

        public Memory<float> Biases { get; }

        public Matrix Padded { get; }

        public Matrix Y { get; }

        public Matrix DY { get; }

        public Matrix DX { get; }

        public PanelMatrix DV { get; }

        public Memory<float> DBiases { get; }

        public float[] Results => [.. Y.Span, .. DX.Span, .. DV.Values.Span, .. DBiases.Span];

        public void Run(MatrixProduct product, bool rectifies = false, bool masks = false)
        {
            ConvolutionJob job = new()
            {
                Window = _window,
                X = X,
                Padded = Padded,
                V = V,
                Biases = Biases,
                Y = Y,
                Rectifies = rectifies,
                DY = DY,
                DX = DX,
                MasksDX = masks,
                DV = DV,
                DBiases = DBiases,
            };
            product.Convolutions.Outputs(job, product);
            product.Convolutions.Gradients(job, product);
        }

        public void Read(MatrixProduct product, bool byDefinition) => product.Convolutions.Outputs(
            new() { Window = _window, X = X, V = V, Biases = Biases, Y = Y, ByDefinition = byDefinition }, product);

        public void Check() => Assert.All(_moats, moat => moat.Check());

        private Moat Take(int length, int? seed = null)
        {
            Moat moat = seed is { } named ? Moat.Random(length, named) : new Moat(length);
            if (seed is null)
                moat.Span.Fill(7);
            _moats.Add(moat);
            return moat;
        }
    }
}
