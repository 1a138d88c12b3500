using Inkling.Neural.Kernels;

namespace Inkling.Neural.Execution;

/// <summary>
/// The resources of a computation: an instruction set, threads that share the work, and scratch for each.
/// It serves many batches, one caller at a time.
/// </summary>
internal sealed class ComputeContext : IDisposable
{
    private readonly WorkerThreads _workers;
    private readonly Scratch[] _scratch;

    /// <summary>Starts <paramref name="threads"/> − 1 threads; the caller is the first.</summary>
    /// <param name="threads">Threads that share the work, the caller among them.</param>
    /// <param name="path">The instruction set; without one, <see cref="KernelPath.Chosen"/>.</param>
    public ComputeContext(int threads = 1, KernelPath? path = null)
    {
        Path = path ?? KernelPath.Chosen;
        _workers = new(threads);
        _scratch = new Scratch[threads];
        for (int worker = 0; worker < threads; worker++)
            _scratch[worker] = new(Path);
    }

    /// <summary>How many threads share the work, the caller among them.</summary>
    public int Threads => _workers.Count;

    /// <summary>The instruction set in use.</summary>
    public KernelPath Path { get; }

    internal Scratch ScratchOf(int worker) => _scratch[worker];

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    /// <summary>Runs work on all threads, or on the caller's alone where waking them costs more.</summary>
    internal void Run(IParallelWork work, bool isWorthSharing)
    {
        if (isWorthSharing)
            _workers.Run(work);
        else
            work.Execute(worker: 0, workers: 1);
    }
}
