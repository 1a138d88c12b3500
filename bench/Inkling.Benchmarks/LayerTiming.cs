using System.Diagnostics;
using Inkling.Neural;
using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;

namespace Inkling.Benchmarks;

/// <summary>
/// What each layer of a network costs in a training step: forward and back, alone, over a batch of 128 that is full of noise.
/// Each layer runs with a ReLU behind it done by it, where it can, as in a network. The median of many rounds by turns.
/// </summary>
internal static class LayerTiming
{
    private const int Batch = 128, Rounds = 41, WarmUp = 5;

    public static int Run(string description)
    {
        Network network = NetworkDescription.Parse(description).Build();
        network.Initialise(Initialisation.He, seed: 1);
        int threads = Environment.ProcessorCount;
        using MatrixProduct product = new(threads);
        double limit = MachineLimit.Measure(threads);
        Console.WriteLine($"{description}: batch {Batch}, {threads} threads, {product.Path.Name}, limit {limit:F0} GFLOP/s");
        Console.WriteLine($"{"layer",-26} {"forward",10} {"of limit",9} {"back",10} {"of limit",9}");
        int offset = 0;
        for (int i = 0; i < network.Layers.Count; offset += network.Layers[i].ParameterCount, i++)
        {
            Layer layer = network.Layers[i];
            if (layer is Add)
                continue;
            bool followedByRelu = layer.CanRectify && i + 1 < network.Layers.Count && network.Layers[i + 1] is Relu;
            LayerPass pass = Pass(layer, network.Parameters.Slice(offset, layer.ParameterCount), product) with
            {
                Rectifies = followedByRelu,
            };
            // Nobody wants the gradient of the network's input.
            LayerPass back = i == 0 ? pass with { DX = default } : pass;
            (double forward, double backward) = Time(layer, pass, back);
            double operations = 2.0 * Batch * layer.MultiplyAdds;
            Console.WriteLine($"{layer.Text,-26} {forward * 1e3,7:F3} ms {Share(operations, forward, limit),9} "
                + $"{backward * 1e3,7:F3} ms {Share((i == 0 ? 1 : 2) * operations, backward, limit),9}");
        }
        return 0;
    }

    private static string Share(double operations, double seconds, double limit) =>
        operations == 0 ? "" : $"{operations / seconds / 1e9 / limit:P0}";

    private static (double Forward, double Backward) Time(Layer layer, LayerPass pass, LayerPass back)
    {
        double[] forward = new double[Rounds], backward = new double[Rounds];
        for (int round = -WarmUp; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            layer.Forward(pass);
            long middle = Stopwatch.GetTimestamp();
            layer.Backward(back);
            long end = Stopwatch.GetTimestamp();
            if (round >= 0)
            {
                forward[round] = Stopwatch.GetElapsedTime(start, middle).TotalSeconds;
                backward[round] = Stopwatch.GetElapsedTime(middle, end).TotalSeconds;
            }
        }
        Array.Sort(forward);
        Array.Sort(backward);
        return (forward[Rounds / 2], backward[Rounds / 2]);
    }

    private static LayerPass Pass(Layer layer, Memory<float> parameters, MatrixProduct product) => new()
    {
        X = Noise(layer.Input.Size),
        Y = Noise(layer.Output.Size),
        DX = Noise(layer.Input.Size),
        DY = Noise(layer.Output.Size),
        Kept = Noise(layer.KeptPerSample),
        Parameters = parameters,
        Gradients = Noise(1, layer.ParameterCount).Values,
        Product = product,
        Samples = new SampleShares(product),
        Training = true,
        Random = new(seed: 1, RandomPurpose.Dropout),
    };

    private static Matrix Noise(int columns) => Noise(Batch, columns);

    private static Matrix Noise(int rows, int columns)
    {
        Random random = new(1);
        Matrix noise = new(AlignedBuffer.Allocate(rows * columns), rows, columns);
        foreach (ref float value in noise.Span)
            value = random.NextSingle() - 0.5f;
        return noise;
    }
}
