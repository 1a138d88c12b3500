using Inkling.Neural.Execution;
using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;
using Inkling.Neural.Networks;
using Inkling.Neural.Tests.Kernels;

namespace Inkling.Neural.Tests.Layers;

/// <summary>
/// Every layer against central differences, at every element of its input and its parameters, with and
/// without a fused ReLU. The loss is Σ R·Y with random R, summed in double, so that each element of dY is
/// different.
/// </summary>
public sealed class GradientTests
{
    private const int BatchSize = 3;

    // In single precision a smaller step drowns in rounding (2⁻²⁴ / h), a larger one leaves the tangent (h²).
    private const float Step = 2e-2f;
    private const double Tolerance = 2e-3;

    private static readonly (string Name, Layer Layer)[] Checked =
    [
        ("dense", new Dense(Shape.Flat(7), 5)),
        ("dense, one unit", new Dense(Shape.Flat(1), 1)),
        ("dense over a picture", new Dense(new Shape(2, 3, 4), 17)),
        ("relu", new Relu(Shape.Flat(9))),
        ("dropout", new Dropout(Shape.Flat(33), 0.4f)),
        ("convolution", new Convolution(new(new(3, 6, 5), 3, 2), 4)),
        ("convolution of one channel", new Convolution(new(new(1, 6, 6), 5, 5, padding: 2), 17)),
        ("convolution with a stride", new Convolution(new(new(2, 7, 6), 3, 3, stride: 2, padding: 1), 5)),
        ("convolution with axes of their own", new Convolution(new(new(2, 6, 7), 3, 2, (1, 2), (2, 1)), 3)),
        ("convolution by Winograd's algorithm", new Convolution(new(new(16, 5, 4), 3, 3, padding: 1), 16)),
        ("depthwise convolution", new DepthwiseConvolution(new(new(9, 5, 6), 3, 3, padding: 1))),
        ("depthwise convolution with axes of their own",
            new DepthwiseConvolution(new(new(3, 6, 6), 2, 3, (2, 1), (0, 2)))),
        ("max pool", new MaxPool(new(new(9, 4, 2), 2, 2, stride: 2))),
        ("max pool that leaves a row out", new MaxPool(new(new(9, 3, 4), 2, 2, stride: 2))),
        ("max pool whose windows overlap", new MaxPool(new(new(2, 5, 5), 3, 3, (2, 1), (0, 0)))),
        ("average pool", new AveragePool(new(new(9, 4, 6), 2, 3))),
        ("batch norm", new BatchNorm(new(11, 2, 3))),
        ("batch norm of vectors", new BatchNorm(Shape.Flat(5))),
        ("add", new Add(Shape.Flat(7), source: 0)),
    ];

    public static TheoryData<string, bool> NamesAndFusion
    {
        get
        {
            TheoryData<string, bool> all = [];
            foreach ((string name, _) in Checked)
            {
                all.Add(name, false);
                all.Add(name, true);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndFusion))]
    public void Gradients_match_central_differences(string name, bool fuseRelu)
    {
        Layer layer = Checked.Single(row => row.Name == name).Layer;
        Probe probe = new(layer);
        if (fuseRelu)
            probe.FuseRelu();
        probe.Run.Forward();
        probe.Run.Backward();
        Compare(probe, probe.Buffers.X.Values, probe.Buffers.DX.Values, "input");
        Compare(probe, probe.Buffers.Parameters, probe.Buffers.Gradients, "parameter");
    }

    [Fact]
    public void Every_kind_of_layer_that_computes_is_checked() => Assert.Equal(
        typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)
            .Select(type => type.Name).Where(name => name != nameof(Flatten)).Order(),
        Checked.Select(row => row.Layer.GetType().Name).Distinct().Order());

    [Theory]
    [InlineData("1x6x6, conv 3 3x3 pad 1, relu, "
        + "residual { conv 3 3x3 pad 1, batchnorm, relu, conv 3 3x3 pad 1 }, "
        + "relu, maxpool 2x2, flatten, dense 4", 5)]
    [InlineData("1x6x6, conv 3 3x3, residual { relu, depthwise 3x3 pad 1, residual { conv 3 1x1, relu } }, "
        + "avgpool 2x2, flatten, relu, dense 4", 7)]
    [InlineData("1x6x6, flatten, residual { dense 36 }, relu, dense 4", 5)]
    [InlineData("1x6x6, dropout 0.2, dense 6, relu, dropout 0.3, dense 5, relu, relu, dense 4", 5)]
    public void The_gradients_of_whole_networks_match_central_differences(string text, ulong seed)
    {
        Network network = NetworkDescription.Parse(text).Build();
        network.Initialise(Initialisation.StandardNormal, seed);
        using ComputeContext context = new();
        Executor executor = new(Plan.Compile(network, 3, isTraining: true), context);
        byte[] values = [.. Draw(3 * 36, seed: 2, 1).Select(value => (byte)(200 * Math.Abs(value)))];
        SampleBatch samples = new(values, first: 0, count: 3, columns: 36, scale: 200);
        Targets targets = new(new[] { 3, 0, 1 });
        executor.ForwardBackward(samples, targets, seed: 9, step: 4);
        float[] gradients = executor.Plan.Gradients.ToArray();
        for (int i = 0; i < network.Parameters.Length; i++)
        {
            double difference = Difference(network.Parameters, i,
                () => executor.ForwardBackward(samples, targets, seed: 9, step: 4).Loss, step: 1e-3f);
            // A parameter whose step crosses a kink of a ReLU would show a far larger difference than this.
            Assert.True(Math.Abs(difference - gradients[i]) <= 5e-3 * Math.Max(1, Math.Abs(difference)),
                $"parameter {i}: {gradients[i]}, differences say {difference}");
        }
    }

    [Fact]
    public void Bytes_train_a_dense_layer_as_the_floats_do_that_they_stand_for()
    {
        Dense layer = new(Shape.Flat(37), 5);
        SampleBatch bytes = SparseBytes.Draw(held: 20, count: 6, columns: 37);
        float[] parameters = Draw(layer.ParameterCount, seed: 5, 1), dY = Draw(6 * 5, seed: 3, 1);
        OperationBuffers floats = LayerRun.Buffers(layer, 6, SparseBytes.Widen(bytes), parameters);
        OperationBuffers packed = LayerRun.Buffers(layer, 6, default, parameters) with { DX = default };
        LayerRun[] runs = [new LayerRun(layer, floats), new LayerRun(layer, packed, bytes: bytes)];
        foreach (LayerRun run in runs)
        {
            dY.CopyTo(floats.DY.Span);
            dY.CopyTo(packed.DY.Span);
            run.Forward();
            run.Backward();
        }
        Assert.Equal(floats.Y.Span.ToArray(), packed.Y.Span.ToArray());
        Assert.Equal(floats.Gradients.Span.ToArray(), packed.Gradients.Span.ToArray());
    }

    /// <summary>(L(v + h) − L(v − h)) / 2h for one value.</summary>
    internal static double Difference(Memory<float> values, int index, Func<double> loss, float step = Step)
    {
        float value = values.Span[index];
        values.Span[index] = value + step;
        double up = loss();
        values.Span[index] = value - step;
        double down = loss();
        values.Span[index] = value;
        return (up - down) / (2.0 * step);
    }

    /// <summary>Random numbers that are farther than a step from 0, where ReLU has its kink.</summary>
    internal static float[] Draw(int count, int seed, double size)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count)
            .Select(_ => (float)((0.1 + (size * random.NextDouble())) * (random.Next(2) == 0 ? 1 : -1)))];
    }

    private static void Compare(Probe probe, Memory<float> values, Memory<float> gradients, string what)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double difference = Difference(values, i, probe.Loss), gradient = gradients.Span[i];
            Assert.True(Math.Abs(difference - gradient) < Tolerance * Math.Max(1, Math.Abs(difference)),
                $"{what} {i}: {gradient}, differences say {difference}");
        }
    }

    // A layer with random operands, and its loss.
    private sealed class Probe
    {
        private readonly float[] _weights;

        public Probe(Layer layer)
        {
            const int seed = 3;
            int outputs = BatchSize * layer.Output.Size, inputs = BatchSize * layer.Input.Size;
            _weights = Draw(outputs, seed, 1);
            float[] x = layer is MaxPool ? Apart(inputs, seed) : Draw(inputs, seed + 1, 1);
            float[] parameters = Draw(layer.ParameterCount, seed + 2, 1);
            Buffers = LayerRun.Buffers(layer, BatchSize, new(x, BatchSize, layer.Input.Size), parameters) with
            {
                Residual =
                    layer is Add ? new(Draw(outputs, seed + 3, 1), BatchSize, layer.Output.Size) : default,
            };
            _weights.CopyTo(Buffers.DY.Span);
            Run = new(layer, Buffers);
        }

        public OperationBuffers Buffers { get; }

        public LayerRun Run { get; }

        // The ReLU's kinks are where the layer gives 0: outputs near it do not count.
        public void FuseRelu()
        {
            Run.Forward();
            for (int i = 0; i < _weights.Length; i++)
                _weights[i] = Math.Abs(Buffers.Y.Span[i]) > 2 * Step ? _weights[i] : 0;
            Assert.Contains(_weights, weight => weight != 0);
            _weights.CopyTo(Buffers.DY.Span);
            Run.Operations[^1].FuseRelu = true;
        }

        public double Loss()
        {
            Run.Forward();
            double sum = 0;
            for (int i = 0; i < _weights.Length; i++)
                sum += (double)_weights[i] * Buffers.Y.Span[i];
            return sum;
        }

        // No two within two steps of each other, and none near 0: a pool has a kink where they are equal.
        private static float[] Apart(int count, int seed)
        {
            float[] values =
                [.. Enumerable.Range(0, count).Select(i => 2.5f * Step * (i - (count / 2) + 0.5f))];
            new Random(seed).Shuffle(values);
            return values;
        }
    }
}
