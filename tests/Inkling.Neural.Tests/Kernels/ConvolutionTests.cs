using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Convolutions;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>Convolutions of every form against their definition, on every supported path.</summary>
public sealed class ConvolutionTests
{
    // Around a tile's eight rows, one and two vectors, and a panel.
    private static readonly int[] Channels = [1, 2, 7, 8, 9, 16, 17, 32, 33, 64, 65, 70];

    // One for each algorithm.
    private static readonly (Window Window, int Outputs)[] Algorithms =
    [
        (new(new(5, 6, 6), 3, 3, padding: 1), 20),
        (new(new(16, 7, 6), 3, 3, padding: 1), 32),
    ];

    public static TheoryData<string> Paths =>
        [.. KernelPath.All.Where(path => path.IsSupported).Select(path => path.Name)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_number_of_channels_equals_its_reference(string path)
    {
        foreach (int inputs in Channels)
            foreach (int outputs in Channels)
                Compare(path, new(new(inputs, 3, 4), 2, 2, padding: 1), outputs, samples: 3);
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

    [Theory]
    [MemberData(nameof(Paths))]
    public void Strides_and_paddings_of_their_own_for_each_axis_equal_their_reference(string path)
    {
        foreach ((int, int) stride in new[] { (1, 2), (2, 1), (3, 1) })
        {
            foreach ((int, int) padding in new[] { (0, 2), (1, 0), (2, 1) })
                Compare(path, new(new(3, 7, 9), 3, 4, stride, padding), outputs: 5, samples: 2);
        }
        Compare(path, new(new(16, 5, 8), 3, 3, (1, 1), (0, 1)), outputs: 16, samples: 3);
    }

    // Odd and even numbers of outputs, pictures of one tile, strips of many; channels of some vectors.
    [Theory]
    [MemberData(nameof(Paths))]
    public void Winograds_algorithm_equals_its_reference(string path)
    {
        foreach (int inputs in new[] { 16, 32, 48, 80 })
        {
            foreach (int outputs in new[] { 16, 32, 64, 112 })
            {
                (int, int, int)[] sizes = [(3, 3, 0), (3, 4, 0), (1, 2, 1), (5, 4, 1), (6, 7, 2)];
                foreach ((int height, int width, int padding) in sizes)
                {
                    Window window = new(new(inputs, height, width), 3, 3, padding: padding);
                    Compare(path, window, outputs, samples: 9);
                }
            }
        }
        Compare(path, new(new(32, 24, 25), 3, 3), outputs: 64, samples: 2);
    }

    [Fact]
    public void A_window_of_3x3_over_whole_vectors_of_channels_goes_by_Winograd_and_others_directly()
    {
        Assert.IsType<DirectConvolution>(Create(Algorithms[0].Window, Algorithms[0].Outputs));
        Assert.IsType<WinogradConvolution>(Create(Algorithms[1].Window, Algorithms[1].Outputs));
        Assert.IsType<DirectConvolution>(Create(new(new(16, 7, 6), 3, 3, (2, 1), (1, 1)), 32));
    }

    [Fact]
    public void A_sample_gives_the_same_bits_alone_and_in_any_batch()
    {
        foreach ((Window window, int outputs) in Algorithms)
        {
            Operands batch = new(window, outputs, samples: 37);
            batch.Run();
            foreach (int n in new[] { 0, 17, 36 })
            {
                Operands alone = new(window, outputs, samples: 1);
                batch.X.Row(n).CopyTo(alone.X.Span);
                batch.DY.Row(n).CopyTo(alone.DY.Span);
                alone.Run();
                Assert.Equal(batch.Y.Row(n), alone.Y.Row(0));
                Assert.Equal(batch.DX.Row(n), alone.DX.Row(0));
            }
        }
    }

    private static ConvolutionAlgorithm Create(Window window, int outputs) =>
        ConvolutionAlgorithm.Create(window, outputs, capacity: 1, KernelPath.Chosen);

    private static void Compare(string path, Window window, int outputs, int samples)
    {
        Operands operands = new(window, outputs, samples);
        operands.Run(path);
        string what = $"{window} to {outputs}";
        Matrix v = ProductOperands.RowByRow(operands.V);
        Matrix y = Like(operands.Y), dX = Like(operands.DX), dV = Like(v);
        ConvolutionReference.Forward(window, operands.X, v, operands.Biases.Span, y);
        ConvolutionReference.BackwardData(window, operands.DY, v, dX);
        ConvolutionReference.BackwardWeights(window, operands.X, operands.DY, dV);
        Near(y, operands.Y, what);
        Near(dX, operands.DX, what);
        Near(dV, ProductOperands.RowByRow(operands.DV), what);
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

    // All operands of a convolution, each in a moat; what is overwritten is full of sevens before.
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
            int values = window.OutputPositions * outputs;
            DY = Take(samples * values, seed: 4).AsMatrix(samples, values);
            Y = Take(DY.Span.Length).AsMatrix(samples, DY.Columns);
            DX = Take(X.Span.Length).AsMatrix(samples, X.Columns);
            DV = new(Take(V.Values.Length).Values, window.Size, outputs);
        }

        public Matrix X { get; }

        public PanelMatrix V { get; }

        public Memory<float> Biases { get; }

        public Matrix Y { get; }

        public Matrix DY { get; }

        public Matrix DX { get; }

        public PanelMatrix DV { get; }

        public void Run(string? path = null)
        {
            KernelPath chosen = KernelPath.Choose(path);
            Scratch scratch = new(chosen);
            ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.Create(_window, V.Columns, X.Rows, chosen);
            algorithm.PrepareForward(V);
            algorithm.Forward(X, Biases.Span, Y, scratch);
            algorithm.PrepareBackward(V);
            DV.Values.Span.Clear();
            algorithm.Backward(X, DY, DX, DV.Values.Span, scratch);
        }

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
