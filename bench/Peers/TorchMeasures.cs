using System.Diagnostics;
using Inkling.Recognition.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Inkling.Peers;

/// <summary>
/// TorchSharp on the same networks and digits as Inkling, as someone who knows it writes it: digits are
/// tensors before the clock starts, an epoch is a shuffled tensor of indices, and reading keeps no graph. It
/// offers nothing to flush subnormals. Times are seconds.
/// </summary>
internal sealed class TorchMeasures
{
    private const int Batch = 128, Ones = 2_000;
    private const double Rate = 0.1;

    private readonly Tensor _x, _labels;

    public TorchMeasures(DigitSet training)
    {
        _x = tensor(MnistPixels.Floats(training)).reshape(-1, MnistPixels.Each);
        _labels = tensor(training.Labels.Select(label => (long)label).ToArray());
    }

    /// <summary>Returns the versions of both libraries.</summary>
    public static string Load(int threads)
    {
        set_num_threads(threads);
        random.manual_seed(1);
        return $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, "
            + $"LibTorch {__version__}";
    }

    public double Answer(string[] words) => words switch
    {
        ["sgd"] => Epoch(Dense(), network => optim.SGD(network.parameters(), Rate), _x),
        ["adamw"] => Epoch(Dense(), network => optim.AdamW(network.parameters(), 1e-3), _x),
        ["conv", string count] => Epoch(Convolutions(), network => optim.SGD(network.parameters(), Rate / 10),
            _x[..int.Parse(count)].reshape(-1, 1, 28, 28)),
        ["read", string batch] => Read(int.Parse(batch)),
        ["one"] => One(),
        _ => throw new ArgumentException($"no measure is called \"{string.Join(' ', words)}\"."),
    };

    private static Sequential Dense() =>
        Sequential(Linear(784, 256), ReLU(), Linear(256, 64), ReLU(), Linear(64, 10));

    // PyTorch's example for MNIST.
    private static Sequential Convolutions() => Sequential(
        Conv2d(1, 32, 3), ReLU(), Conv2d(32, 64, 3), ReLU(), MaxPool2d(2), Dropout(0.25), Flatten(),
        Linear(9216, 128), ReLU(), Dropout(0.5), Linear(128, 10));

    private double Epoch(Sequential network, Func<Sequential, optim.Optimizer> optimiser, Tensor x)
    {
        using optim.Optimizer stepper = optimiser(network);
        network.train();
        long start = Stopwatch.GetTimestamp();
        using (NewDisposeScope())
        {
            foreach (Tensor batch in randperm(x.shape[0]).split(Batch))
            {
                using DisposeScope step = NewDisposeScope();
                stepper.zero_grad();
                functional.cross_entropy(network.forward(x[batch]), _labels[batch]).backward();
                stepper.step();
            }
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private double Read(int batch)
    {
        using Sequential network = Dense();
        network.eval();
        using IDisposable _ = inference_mode();
        long start = Stopwatch.GetTimestamp();
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor part in _x.split(batch))
            network.forward(part).argmax(1);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // The median; each digit is read alone, to the name that it gets.
    private double One()
    {
        using Sequential network = Dense();
        network.eval();
        using IDisposable _ = inference_mode();
        double[] seconds = new double[Ones];
        for (int i = 0; i < Ones; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using DisposeScope scope = NewDisposeScope();
            network.forward(_x[i..(i + 1)]).argmax().item<long>();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        return seconds[Ones / 2];
    }
}
