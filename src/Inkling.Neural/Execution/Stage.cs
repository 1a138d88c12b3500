using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;

namespace Inkling.Neural.Execution;

/// <summary>
/// Operations that threads run without waiting for each other: each thread takes its own samples through all
/// of them. Or one operation whose weights are divided: each thread computes its part for all samples.
/// Example, 784-256-64-10:
/// <code>
///             stage 0: weights divided       stage 1: samples divided, on to the loss and back
///   thread 0  layer 1, the left half         samples  0 …  63: ReLU, layers 2, 3, loss, 3, 2, ReLU
///   thread 1  layer 1, the right half        samples 64 … 127: ReLU, layers 2, 3, loss, 3, 2, ReLU
/// </code>
/// </summary>
internal sealed class Stage
{
    // Below so many multiply-adds, or values written, waking the other threads costs more than they save.
    private const long WorthSharing = 100_000;

    private readonly bool _dividesWeights;

    private Stage(Operation[] operations)
    {
        Operations = operations;
        _dividesWeights = operations is [{ DividesWeights: true }];
        HasBackward = operations.Any(operation => operation.HasBackward);
        WorkPerSample = operations.Sum(operation => operation.Work);
    }

    public Operation[] Operations { get; }

    /// <summary>Whether any operation has something to do backward.</summary>
    public bool HasBackward { get; }

    /// <summary>Multiply-adds and values written for a sample.</summary>
    public long WorkPerSample { get; }

    /// <summary>Divides a plan. The last stage divides samples, or is empty: the loss runs in it.</summary>
    public static Stage[] Divide(IReadOnlyList<Operation> operations)
    {
        List<Stage> stages = [];
        List<Operation> current = [];
        foreach (Operation operation in operations)
        {
            if (current.Count > 0 && (operation.NeedsWholeBatch || current[^1].DividesWeights))
            {
                stages.Add(new([.. current]));
                current.Clear();
            }
            current.Add(operation);
        }
        stages.Add(new([.. current]));
        if (stages[^1]._dividesWeights)
            stages.Add(new([]));
        return [.. stages];
    }

    /// <summary>Whether so much work is worth waking other threads.</summary>
    public static bool IsWorthSharing(long work) => work >= WorthSharing;

    public Portion PortionOf(Batch batch, Scratch scratch, int worker, int workers)
    {
        if (_dividesWeights)
            return new(batch, scratch, Part: worker, Parts: workers);
        (int first, int end) = SampleGroups.OfWorker(worker, workers);
        return new(batch, scratch, first, end);
    }
}
