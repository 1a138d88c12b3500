using System.Diagnostics;
using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Benchmarks;

/// <summary>
/// What each operation of a network's plan costs in a training step: forward, backward and its gradients,
/// alone, over a batch of 128 that is full of noise. The median of many rounds.
/// </summary>
internal sealed class LayerTiming : IParallelWork
{
    private const int BatchSize = 128, Rounds = 41, WarmUp = 5;

    private readonly ComputeContext _context;
    private readonly Batch _batch;
    private Operation? _operation;
    private Action<Operation, Portion>? _pass;
    private bool _dividesWeights;

    private LayerTiming(int inputs, ComputeContext context)
    {
        _context = context;
        byte[] values = new byte[BatchSize * inputs];
        new Random(1).NextBytes(values);
        _batch = new(new(values, first: 0, BatchSize, inputs, scale: 255));
    }

    public static int Run(string description)
    {
        Network network = NetworkDescription.Parse(description).Build();
        network.Initialise(Initialisation.He, seed: 1);
        Plan plan = Plan.Compile(network, BatchSize, isTraining: true);
        using ComputeContext context = new(Environment.ProcessorCount);
        new LayerTiming(network.Input.Size, context).Time(plan);
        return 0;
    }

    void IParallelWork.Execute(int worker, int workers)
    {
        Scratch scratch = _context.ScratchOf(worker);
        (int first, int end) = SampleGroups.OfWorker(worker, workers);
        _pass!(_operation!, _dividesWeights
            ? new(_batch, scratch, Part: worker, Parts: workers)
            : new(_batch, scratch, first, end));
    }

    private void Time(Plan plan)
    {
        double limit = MachineLimit.Measure(_context.Threads);
        Console.WriteLine(
            $"{plan.Network.Layers.Count} layers: batch {BatchSize}, {_context.Threads} threads, "
            + $"{_context.Path.Name}, limit {limit:F0} GFLOP/s");
        Console.WriteLine($"{"operation",-26} {"forward",10} {"of limit",9} {"back",10} {"of limit",9}");
        // Real values everywhere before the clock starts.
        foreach (Operation operation in plan.Operations)
            Time(operation, rounds: 1);
        foreach (Operation operation in plan.Operations)
        {
            (double forward, double backward) = Time(operation, Rounds);
            double operations = 2.0 * BatchSize * operation.MultiplyAdds;
            string name = operation.GetType().Name.Replace("Operation", "", StringComparison.Ordinal)
                + (operation.FuseRelu ? " + ReLU" : "");
            Console.WriteLine($"{name,-26} {forward * 1e3,7:F3} ms {Share(operations, forward, limit),9} "
                + $"{backward * 1e3,7:F3} ms {Share(2 * operations, backward, limit),9}");
        }
    }

    private static string Share(double operations, double seconds, double limit) =>
        operations == 0 ? "" : $"{operations / seconds / 1e9 / limit:P0}";

    private (double Forward, double Backward) Time(Operation operation, int rounds)
    {
        _operation = operation;
        Portion whole = new(_batch, _context.ScratchOf(0));
        double[] forward = new double[rounds], backward = new double[rounds];
        for (int round = -WarmUp; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            operation.PrepareForward(whole);
            Run(operation.DividesWeights, (one, portion) => one.Forward(portion));
            long middle = Stopwatch.GetTimestamp();
            operation.PrepareBackward(whole);
            Run(operation.DividesWeights, (one, portion) => one.Backward(portion));
            Run(dividesWeights: true, (one, portion) => one.SumGradients(portion));
            long end = Stopwatch.GetTimestamp();
            if (round >= 0)
            {
                forward[round] = Stopwatch.GetElapsedTime(start, middle).TotalSeconds;
                backward[round] = Stopwatch.GetElapsedTime(middle, end).TotalSeconds;
            }
        }
        Array.Sort(forward);
        Array.Sort(backward);
        return (forward[rounds / 2], backward[rounds / 2]);
    }

    private void Run(bool dividesWeights, Action<Operation, Portion> pass)
    {
        (_dividesWeights, _pass) = (dividesWeights, pass);
        _context.Run(this, isWorthSharing: true);
    }
}
