using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;

namespace Inkling.Neural.Tests;

/// <summary>A whole network at work, whose last layers each thread takes its own samples through.</summary>
public sealed class WorkspaceTests
{
    private const int Inputs = 36;
    private const float Smoothing = 0.1f;

    // Large first layers, none such, and layers in which samples meet; all end in layers in which they don't.
    private static readonly string[] Networks =
    [
        "1x6x6, dense 1500, relu, dense 30, relu, dense 7",
        "1x6x6, dense 1500, relu, dense 70, relu, dropout 0.3, dense 7",
        "1x6x6, dropout 0.2, dense 130, relu, dense 64, relu, dense 7",
        "1x6x6, dense 200, relu, dense 64, relu, dense 3",
        "1x6x6, conv 20 3x3 pad 1, batchnorm, relu, maxpool 2x2, flatten, dropout 0.1, dense 90, relu, dense 7",
    ];

    public static TheoryData<string, int> NetworksAndBatches
    {
        get
        {
            TheoryData<string, int> all = [];
            foreach (string network in Networks)
                foreach (int batch in new[] { 1, 3, 9, 33, 64 })
                    all.Add(network, batch);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndBatches))]
    public void Any_number_of_threads_learns_what_layer_after_layer_gives(string text, int batch)
    {
        (Network network, ByteBatch samples, int[] labels) = Make(text, batch);
        float[] expected = LayerAfterLayer(network, samples, labels, out double loss, out int correct);
        foreach (int threads in new[] { 1, 2, 3, 5, 9 })
        {
            using MatrixProduct product = new(threads);
            Workspace workspace = new(network, batch, learning: true, product);
            (double Loss, int Correct) learnt = workspace.Learn(samples, labels, seed: 3, step: 5, Smoothing);
            Assert.Equal(expected, workspace.Gradients.ToArray());
            Assert.Equal((loss, correct), learnt);
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndBatches))]
    public void Any_number_of_threads_measures_the_loss_of_what_is_read(string text, int batch)
    {
        (Network network, ByteBatch samples, int[] labels) = Make(text, batch);
        foreach (int threads in new[] { 1, 2, 3 })
        {
            using MatrixProduct product = new(threads);
            Workspace workspace = new(network, batch, learning: false, product);
            Matrix p = workspace.Predict(samples);
            double expected = Enumerable.Range(0, batch).Average(n => -Math.Log(p.Row(n)[labels[n]]));
            int right = Enumerable.Range(0, batch).Count(n => Workspace.IndexOfMax(p.Row(n)) == labels[n]);
            (double loss, int correct) = workspace.Measure(samples, labels);
            Assert.Equal(expected, loss, tolerance: 1e-5);
            Assert.Equal(right, correct);
        }
    }

    [Fact]
    public void A_diverged_network_is_never_right()
    {
        (Network network, ByteBatch samples, int[] labels) = Make(Networks[0], batch: 33);
        network.Parameters.Span.Fill(float.NaN);
        using MatrixProduct product = new(threads: 2);
        (double loss, int correct) = new Workspace(network, 33, learning: false, product).Measure(samples, labels);
        Assert.True(double.IsNaN(loss));
        Assert.Equal(0, correct);
    }

    // The definition: every layer's pass over the whole batch, by one thread, and no layer does another's work.
    private static float[] LayerAfterLayer(
        Network network, ByteBatch samples, int[] labels, out double loss, out int correct)
    {
        using MatrixProduct product = new();
        int batch = samples.Count, layers = network.Layers.Count;
        Matrix[] values = new Matrix[layers + 1], gradients = new Matrix[layers + 1];
        LayerPass[] passes = new LayerPass[layers];
        float[] all = new float[network.Parameters.Length];
        values[0] = New(batch, Inputs);
        samples.CopyTo(values[0]);
        for (int i = 0, offset = 0; i < layers; offset += network.Layers[i++].ParameterCount)
        {
            Layer layer = network.Layers[i];
            (values[i + 1], gradients[i + 1]) = (New(batch, layer.Output.Size), New(batch, layer.Output.Size));
            passes[i] = new()
            {
                X = values[i],
                Y = values[i + 1],
                DX = gradients[i],
                DY = gradients[i + 1],
                Kept = New(batch, layer.KeptPerSample),
                Parameters = network.Parameters.Slice(offset, layer.ParameterCount),
                Gradients = all.AsMemory(offset, layer.ParameterCount),
                Product = product,
                Samples = new SampleShares(product),
                Training = true,
                Random = new(3, RandomPurpose.Dropout, (5ul << 8) + (ulong)i),
            };
            layer.Forward(passes[i]);
        }
        Matrix p = New(batch, network.Classes);
        loss = SoftmaxCrossEntropy.Forward(values[^1], labels, p, Smoothing);
        correct = Enumerable.Range(0, batch).Count(n => Workspace.IndexOfMax(p.Row(n)) == labels[n]);
        SoftmaxCrossEntropy.Backward(p, labels, gradients[^1], Smoothing);
        for (int i = layers - 1; i >= 0; i--)
            network.Layers[i].Backward(passes[i]);
        return all;
    }

    private static (Network Network, ByteBatch Samples, int[] Labels) Make(string text, int batch)
    {
        Network network = NetworkDescription.Parse(text).Build();
        network.Initialise(Initialisation.He, seed: 2);
        Random random = new(batch);
        byte[] values = new byte[(batch + 2) * Inputs];
        random.NextBytes(values);
        for (int i = 0; i < values.Length; i += 2)
            values[i] = 0;
        int[] rows = [.. Enumerable.Range(0, batch).Select(n => (n * 7) % (batch + 2))];
        return (network, new(values, rows, Inputs, scale: 255), [.. rows.Select(row => row % network.Classes)]);
    }

    private static Matrix New(int rows, int columns) => new(new float[rows * columns], rows, columns);
}
