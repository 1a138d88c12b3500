using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;
using Inkling.Neural.Networks;
using Inkling.Neural.Tests.Layers;

namespace Inkling.Neural.Tests.Execution;

/// <summary>Whole networks, fused, in stages, by many threads, against one layer after another.</summary>
public sealed class ExecutorTests
{
    private const int Inputs = 36;
    private const float Smoothing = 0.1f;

    // Large first layers, large ones behind others, none such; layers that need the whole batch; residuals.
    private static readonly string[] Networks =
    [
        "1x6x6, dense 1500, relu, dense 30, relu, dense 7",
        "1x6x6, dense 1500, relu, dense 70, relu, dropout 0.3, dense 7",
        "1x6x6, dropout 0.2, dense 130, relu, dense 64, relu, dense 7",
        "1x6x6, dense 200, relu, dense 64, relu, dense 3",
        "1x6x6, dense 40, relu, dense 1500, relu, dense 40, relu, dense 1500",
        "1x6x6, conv 20 3x3 pad 1, batchnorm, relu, maxpool 2x2, flatten, dropout 0.1, dense 90, relu, "
            + "dense 7",
        "1x6x6, conv 16 3x3, relu, residual { conv 16 3x3 pad 1, batchnorm, relu, depthwise 3x3 pad 1 }, "
            + "relu, avgpool 2x2, batchnorm, flatten, dense 7",
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
    public void Any_number_of_threads_gives_the_gradients_of_layer_after_layer(string text, int batch)
    {
        (Network network, SampleBatch samples, int[] labels) = Make(text, batch);
        float[] parameters = network.Parameters.ToArray();
        float[] expected = LayerAfterLayer(network, samples, labels, out double loss, out double correct);
        foreach (int threads in new[] { 1, 2, 3, 5, 9 })
        {
            parameters.CopyTo(network.Parameters); // a batch norm has counted
            using ComputeContext context = new(threads);
            Plan plan = Plan.Compile(network, batch, isTraining: true);
            Executor executor = new(plan, context, new SoftmaxCrossEntropy(Smoothing));
            (double, double) outcome = executor.ForwardBackward(samples, new(labels), seed: 3, step: 5);
            Assert.Equal(expected, executor.Plan.Gradients.ToArray());
            Assert.Equal((loss, correct), outcome);
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndBatches))]
    public void Any_number_of_threads_evaluates_what_is_predicted(string text, int batch)
    {
        (Network network, SampleBatch samples, int[] labels) = Make(text, batch);
        float[]? first = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            using ComputeContext context = new(threads);
            Executor executor = new(Plan.Compile(network, batch, isTraining: false), context);
            Matrix p = executor.Predict(samples);
            Assert.Equal(first ??= p.Span.ToArray(), p.Span.ToArray());
            double expected = Enumerable.Range(0, batch).Average(n => -Math.Log(p.Row(n)[labels[n]]));
            int right = Enumerable.Range(0, batch)
                .Count(n => p.Row(n).IndexOf(p.Row(n).ToArray().Max()) == labels[n]);
            (double loss, double correct) = executor.Evaluate(samples, new(labels));
            Assert.Equal(expected, loss, tolerance: 1e-5);
            Assert.Equal(right, correct);
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndBatches))]
    public void A_sample_gives_the_same_bits_alone_and_in_any_batch(string text, int batch)
    {
        (Network network, SampleBatch samples, _) = Make(text, batch);
        using ComputeContext context = new(threads: 2);
        Executor executor = new(Plan.Compile(network, batch, isTraining: false), context);
        Executor single = new(Plan.Compile(network, capacity: 1, isTraining: false), context);
        float[] together = executor.Predict(samples).Span.ToArray();
        for (int n = 0; n < batch; n++)
        {
            float[] alone = single.Predict(samples.Between(n, n + 1)).Span.ToArray();
            Assert.Equal(1, alone.Sum(), tolerance: 1e-5f);
            Assert.Equal(together[(n * network.Outputs)..((n + 1) * network.Outputs)], alone);
        }
    }

    [Fact]
    public void Parameters_that_have_changed_are_prepared_again()
    {
        (Network network, SampleBatch samples, _) = Make(Networks[^1], batch: 3);
        using ComputeContext context = new();
        Executor executor = new(Plan.Compile(network, 3, isTraining: false), context);
        network.Initialise(Initialisation.He, seed: 8);
        executor.PrepareInference();
        float[] again = executor.Predict(samples).Span.ToArray();
        Plan small = Plan.Compile(network, 3, isTraining: false);
        Assert.Equal(new Executor(small, context).Predict(samples).Span.ToArray(), again);
    }

    [Fact]
    public void A_diverged_network_is_never_right()
    {
        (Network network, SampleBatch samples, int[] labels) = Make(Networks[0], batch: 33);
        network.Parameters.Span.Fill(float.NaN);
        using ComputeContext context = new(threads: 2);
        Executor executor = new(Plan.Compile(network, 33, isTraining: false), context);
        (double loss, double correct) = executor.Evaluate(samples, new(labels));
        Assert.True(double.IsNaN(loss));
        Assert.Equal(0, correct);
    }

    [Fact]
    public void A_plan_for_training_predicts_nothing()
    {
        (Network network, SampleBatch samples, int[] labels) = Make(Networks[0], batch: 3);
        using ComputeContext context = new();
        Executor executor = new(Plan.Compile(network, 3, isTraining: true), context);
        Assert.Throws<InvalidOperationException>(() => executor.Predict(samples));
        Assert.Throws<InvalidOperationException>(() => executor.Evaluate(samples, new(labels)));
    }

    // The definition: every layer over the whole batch, by one thread, nothing fused.
    private static float[] LayerAfterLayer(
        Network network, SampleBatch samples, int[] labels, out double loss, out double correct)
    {
        int batch = samples.Count, layers = network.Layers.Count;
        Matrix[] values = new Matrix[layers + 1], gradients = new Matrix[layers + 1];
        LayerRun?[] runs = new LayerRun?[layers];
        float[] all = new float[network.Parameters.Length];
        (values[0], gradients[0]) = (Kernels.SparseBytes.Widen(samples), LayerRun.New(batch, Inputs));
        for (int i = 0, offset = 0; i < layers; offset += network.Layers[i++].ParameterCount)
        {
            Layer layer = network.Layers[i];
            if (layer is Flatten)
            {
                (values[i + 1], gradients[i + 1]) = (values[i], gradients[i]);
                continue;
            }
            int size = layer.Output.Size;
            (values[i + 1], gradients[i + 1]) = (LayerRun.New(batch, size), LayerRun.New(batch, size));
            runs[i] = new(layer, new(values[i], values[i + 1], gradients[i], gradients[i + 1])
            {
                Parameters = network.Parameters.Slice(offset, layer.ParameterCount),
                Gradients = all.AsMemory(offset, layer.ParameterCount),
                Residual = layer is Add add ? values[add.Source + 1] : default,
                Path = Neural.Kernels.KernelPath.Chosen,
            }, i, samples, seed: 3, step: 5);
            runs[i]!.Forward();
        }
        SoftmaxCrossEntropy cost = new(Smoothing);
        Matrix p = LayerRun.New(batch, network.Outputs);
        double[] losses = new double[batch];
        cost.Forward(values[^1], new(labels), p, losses);
        loss = losses.Sum() / batch;
        correct = Enumerable.Range(0, batch).Count(n => cost.Measure(p.Row(n), new(labels), n) == 1);
        cost.Backward(p, new(labels), gradients[^1], batch);
        for (int i = layers - 1; i >= 0; i--)
        {
            foreach (Add add in network.Layers.OfType<Add>().Where(add => add.Source == i))
            {
                Matrix sum = gradients[network.Layers.ToList().IndexOf(add) + 1];
                for (int k = 0; k < sum.Span.Length; k++)
                    gradients[i + 1].Span[k] += sum.Span[k];
            }
            runs[i]?.Backward();
        }
        return all;
    }

    private static (Network Network, SampleBatch Samples, int[] Labels) Make(string text, int batch)
    {
        Network network = NetworkDescription.Parse(text).Build();
        network.Initialise(Initialisation.He, seed: 2);
        Random random = new(batch);
        byte[] values = new byte[(batch + 2) * Inputs];
        random.NextBytes(values);
        for (int i = 0; i < values.Length; i += 2)
            values[i] = 0;
        int[] rows = [.. Enumerable.Range(0, batch).Select(n => (n * 7) % (batch + 2))];
        int[] labels = [.. rows.Select(row => row % network.Outputs)];
        return (network, new(values, rows, Inputs, scale: 255), labels);
    }
}
