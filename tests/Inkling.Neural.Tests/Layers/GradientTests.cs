using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;

namespace Inkling.Neural.Tests.Layers;

/// <summary>
/// Every layer against central differences, at every element of its input and its parameters. The loss is Σ
/// R·Y with random R, summed in double, so that each element of dY is something else.
/// </summary>
public sealed class GradientTests
{
    private const int Batch = 3;

    // In single precision a smaller step drowns in rounding (2⁻²⁴ / h), a larger one leaves the tangent (h²).
    private const float Step = 1e-2f;
    private const double Tolerance = 2e-3;

    private static readonly (string Name, Layer Layer)[] Checked =
    [
        ("dense", new Dense(Shape.Flat(7), 5)),
        ("dense, one unit", new Dense(Shape.Flat(1), 1)),
        ("dense over a picture", new Dense(new Shape(2, 3, 4), 17)),
        ("relu", new Relu(Shape.Flat(9))),
        ("dropout", new Dropout(Shape.Flat(33), 0.4f)),
        ("convolution", new Convolution(new(new(3, 6, 5), 3, 2, stride: 1, padding: 0), 4)),
        ("convolution of one channel", new Convolution(new(new(1, 6, 6), 5, 5, stride: 1, padding: 2), 17)),
        ("convolution with a stride", new Convolution(new(new(2, 7, 6), 3, 3, stride: 2, padding: 1), 5)),
        ("convolution by Winograd's way", new Convolution(new(new(16, 5, 4), 3, 3, stride: 1, padding: 1), 16)),
        ("depthwise convolution", new DepthwiseConvolution(new(new(9, 5, 6), 3, 3, stride: 1, padding: 1))),
        ("depthwise convolution with a stride", new DepthwiseConvolution(new(new(3, 6, 6), 2, 3, stride: 2, padding: 0))),
        ("max pool", new MaxPool(new(new(9, 4, 2), 2, 2, stride: 2, padding: 0))),
        ("max pool that leaves a row out", new MaxPool(new(new(9, 3, 4), 2, 2, stride: 2, padding: 0))),
        ("max pool whose windows overlap", new MaxPool(new(new(2, 5, 5), 3, 3, stride: 2, padding: 0))),
        ("average pool", new AveragePool(new(new(9, 4, 6), 2, 3, stride: 1, padding: 0))),
        ("batch norm", new BatchNorm(new(11, 2, 3))),
        ("batch norm of vectors", new BatchNorm(Shape.Flat(5))),
        ("flatten", new Flatten(new(3, 2, 2))),
        ("add", new Add(Shape.Flat(7), source: 0)),
    ];

    public static TheoryData<string> Names => [.. Checked.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_match_central_differences(string name)
    {
        Layer layer = Checked.Single(row => row.Name == name).Layer;
        Probe probe = new(layer, Batch);
        probe.Layer.Forward(probe.Pass);
        probe.Layer.Backward(probe.Pass);
        Compare(probe, probe.Pass.X.Values, probe.Pass.DX.Values, "input");
        Compare(probe, probe.Pass.Parameters, probe.Pass.Gradients, "parameter");
    }

    // The gradient by S is dY: whoever runs the network adds it.
    [Fact]
    public void The_gradients_of_residual_networks_match_central_differences()
    {
        const string Text = """
            1x6x6
            conv 3 3x3 pad 1
            relu
            residual { conv 3 3x3 pad 1, batchnorm, relu, conv 3 3x3 pad 1 }
            relu
            maxpool 2x2
            flatten
            dense 4
            """;
        CheckNetwork(NetworkDescription.Parse(Text).Build(), inputs: 36);
    }

    [Fact]
    public void Every_kind_of_layer_is_checked() => Assert.Equal(
        typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract).Select(type => type.Name).Order(),
        Checked.Select(row => row.Layer.GetType().Name).Distinct().Order());

    [Theory]
    [InlineData(0)]
    [InlineData(0.2f)]
    public void The_gradient_of_the_loss_matches_central_differences(float smoothing)
    {
        int[] labels = [2, 0, 4, 2];
        Matrix scores = new(Random(4 * 5, seed: 1, 2), 4, 5), p = new(new float[20], 4, 5), dScores = new(new float[20], 4, 5);
        SoftmaxCrossEntropy.Forward(scores, labels, p, smoothing);
        SoftmaxCrossEntropy.Backward(p, labels, dScores, smoothing);
        Matrix scratch = new(new float[20], 4, 5);
        for (int i = 0; i < 20; i++)
        {
            double difference =
                Difference(scores.Values, i, () => SoftmaxCrossEntropy.Forward(scores, labels, scratch, smoothing));
            Assert.Equal(difference, dScores.Span[i], Tolerance);
        }
    }

    [Fact]
    public void The_gradient_of_the_loss_by_a_distribution_matches_central_differences()
    {
        Matrix scores = new(Random(4 * 5, seed: 1, 2), 4, 5), p = new(new float[20], 4, 5), dScores = new(new float[20], 4, 5);
        Matrix targets = new(new float[20], 4, 5);
        SoftmaxCrossEntropy.Softmax(new(Random(20, seed: 3, 2), 4, 5), targets);
        double[] losses = new double[4];
        double Mean()
        {
            SoftmaxCrossEntropy.Forward(scores, targets, p, losses);
            return losses.Average();
        }
        Mean();
        SoftmaxCrossEntropy.Backward(p, targets, dScores, batch: 4);
        float[] expected = dScores.Span.ToArray();
        for (int i = 0; i < 20; i++)
            Assert.Equal(Difference(scores.Values, i, Mean), expected[i], Tolerance);
    }

    // A label is the distribution that gives it all, but for what is smoothed.
    [Theory]
    [InlineData(0)]
    [InlineData(0.2f)]
    public void The_loss_by_a_distribution_is_that_by_the_label_that_it_stands_for(float smoothing)
    {
        int[] labels = [2, 0, 4, 2];
        Matrix scores = new(Random(4 * 5, seed: 1, 2), 4, 5), p = new(new float[20], 4, 5), targets = new(new float[20], 4, 5);
        targets.Span.Fill(smoothing / 5);
        for (int n = 0; n < 4; n++)
            targets.Row(n)[labels[n]] += 1 - smoothing;
        double[] losses = new double[4];
        SoftmaxCrossEntropy.Forward(scores, targets, p, losses);
        Assert.Equal(SoftmaxCrossEntropy.Forward(scores, labels, p, smoothing), losses.Average(), tolerance: 1e-6);
    }

    [Fact]
    public void The_gradient_of_a_whole_network_matches_central_differences()
    {
        CheckNetwork(NetworkDescription.Parse("7-6-5-4").Build(inputDropout: 0.2f, hiddenDropout: 0.3f), inputs: 7);
    }

    private static void CheckNetwork(Network network, int inputs)
    {
        network.Initialise(Initialisation.StandardNormal, seed: 5);
        using MatrixProduct product = new();
        Workspace workspace = new(network, 3, learning: true, product);
        byte[] values = [.. Random(3 * inputs, seed: 2, 1).Select(value => (byte)(200 * Math.Abs(value)))];
        ByteBatch samples = new(values, first: 0, count: 3, inputs, scale: 200);
        int[] labels = [3, 0, 1];
        workspace.Learn(samples, labels, seed: 9, step: 4);
        float[] gradients = workspace.Gradients.ToArray();
        for (int i = 0; i < network.Parameters.Length; i++)
        {
            double difference = Difference(network.Parameters, i, () => workspace.Learn(samples, labels, seed: 9, step: 4).Loss, step: 1e-3f);
            // A parameter whose step crosses a kink of a ReLU would be told by a far larger difference than
            // this.
            Assert.True(Math.Abs(difference - gradients[i]) <= 5e-3, $"parameter {i}: {gradients[i]}, differences say {difference}");
        }
    }

    [Fact]
    public void Bytes_teach_a_dense_layer_what_the_floats_that_they_stand_for_do()
    {
        Dense layer = new(Shape.Flat(37), 5);
        ByteBatch bytes = Kernels.Digits.Draw(held: 20, count: 6, columns: 37);
        LayerPass floats = new Probe(layer, 6).Pass;
        bytes.CopyTo(floats.X);
        LayerPass samples = new Probe(layer, 6).Pass with { Bytes = bytes, X = default };
        layer.Forward(floats);
        layer.Forward(samples);
        Assert.Equal(floats.Y.Span.ToArray(), samples.Y.Span.ToArray());
        layer.Backward(floats);
        layer.Backward(samples);
        Assert.Equal(floats.Gradients.Span.ToArray(), samples.Gradients.Span.ToArray());
    }

    private static void Compare(Probe probe, Memory<float> values, Memory<float> gradients, string what)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double difference = Difference(values, i, probe.Loss);
            double gradient = gradients.Span[i];
            Assert.True(Math.Abs(difference - gradient) < Tolerance * Math.Max(1, Math.Abs(difference)),
                $"{what} {i}: {gradient}, differences say {difference}");
        }
    }

    private static double Difference(Memory<float> values, int index, Func<double> loss, float step = Step)
    {
        float value = values.Span[index];
        values.Span[index] = value + step;
        double up = loss();
        values.Span[index] = value - step;
        double down = loss();
        values.Span[index] = value;
        return (up - down) / (2.0 * step);
    }

    // Away from 0, where ReLU has its kink, by more than a step.
    private static float[] Random(int count, int seed, double size)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((0.1 + (size * random.NextDouble())) * (random.Next(2) == 0 ? 1 : -1)))];
    }

    // No two within two steps of each other: a pool has a kink where they are equal.
    private static float[] Apart(int count)
    {
        float[] values = [.. Enumerable.Range(0, count).Select(i => 2.5f * Step * (i - (count / 2)))];
        new Random(7).Shuffle(values);
        return values;
    }

    private sealed class Probe
    {
        private readonly float[] _weights;

        public Probe(Layer layer, int batch)
        {
            Layer = layer;
            MatrixProduct product = new();
            int parameters = layer.Parameters.Sum(tensor => tensor.Length);
            _weights = Random(batch * layer.Output.Size, seed: 3, 1);
            Pass = new()
            {
                X = new(layer is MaxPool ? Apart(batch * layer.Input.Size) : Random(batch * layer.Input.Size, seed: 4, 1), batch, layer.Input.Size),
                Y = new(new float[batch * layer.Output.Size], batch, layer.Output.Size),
                DX = new(new float[batch * layer.Input.Size], batch, layer.Input.Size),
                DY = new(_weights, batch, layer.Output.Size),
                Kept = new(new float[batch * layer.KeptPerSample], batch, layer.KeptPerSample),
                Parameters = Random(parameters, seed: 5, 1),
                Gradients = new float[parameters],
                Product = product,
                Samples = new SampleShares(product),
                Skipped = new(Random(layer is Add ? _weights.Length : 0, seed: 6, 1), layer is Add ? batch : 0, layer.Output.Size),
                Training = true,
                Random = new(seed: 1, RandomPurpose.Dropout, 3),
            };
        }

        public Layer Layer { get; }

        public LayerPass Pass { get; }

        public double Loss()
        {
            Layer.Forward(Pass);
            double sum = 0;
            for (int i = 0; i < _weights.Length; i++)
                sum += (double)_weights[i] * Pass.Y.Span[i];
            return sum;
        }
    }
}
