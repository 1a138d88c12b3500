using Inkling.Neural.Kernels.Convolutions;

namespace Inkling.Neural.Kernels;

/// <summary>
/// The door to the matrix product: the three of a layer whose weights are V [In, Out]. Single precision; what is written is
/// overwritten and must not overlap what is read. In all three, C = A·B [M, N] is a sum over k in order, one chain of
/// multiply-adds for each element, so no bit depends on the number of threads.
/// A byte of A that is 0 is left out: it silences its row of B, even one that is not a number. A float is not.
/// It owns its threads and packing buffers, allocates only when a product is larger than those before, and serves one
/// caller at a time.
/// </summary>
public sealed class MatrixProduct : IDisposable, ISharedWork
{
    // Below this many multiply-adds waking the other threads costs more than they save.
    private const long WorthSharing = 100_000;

    private readonly Workers _workers;
    private readonly ProductWorker[] _parts;
    private readonly (int Worker, int Workers) _share = (0, 1);
    private Job _job;

    /// <summary>Starts <paramref name="threads"/> − 1 threads; with 1, all is done by the caller.</summary>
    /// <param name="threads">Threads that share the work, the caller among them.</param>
    /// <param name="path">The kernel to use; without one, <see cref="KernelPath.Chosen"/>.</param>
    public MatrixProduct(int threads = 1, KernelPath? path = null)
    {
        Path = path ?? KernelPath.Chosen;
        _workers = new Workers(threads);
        Convolutions = new ConvolutionProduct(threads, Path);
        _parts = new ProductWorker[threads];
        for (int thread = 0; thread < threads; thread++)
            _parts[thread] = new ProductWorker(Path);
    }

    // One worker's share of each product, done by the caller: others do theirs, of the same products, at the same time.
    private MatrixProduct(KernelPath path, int worker, int workers)
        : this(threads: 1, path) =>
        _share = (worker, workers);

    /// <summary>How many threads share the work, the caller among them.</summary>
    public int Threads => _workers.Count;

    /// <summary>The kernel in use.</summary>
    public KernelPath Path { get; }

    /// <summary>The convolutions, by the same threads.</summary>
    internal ConvolutionProduct Convolutions { get; }

    /// <summary>
    /// Y = X·V + b, or where it rectifies max(X·V + b, 0). X [N, In], V [In, Out], b [Out] or empty for none, Y [N, Out].
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Outputs(Matrix x, PanelMatrix v, ReadOnlyMemory<float> b, Matrix y, bool rectifies = false) =>
        Run(new() { Kind = JobKind.Outputs, A = LeftOperand.Of(x), V = v, Start = b, C = y, Rectifies = rectifies });

    /// <inheritdoc cref="Outputs(Matrix, PanelMatrix, ReadOnlyMemory{float}, Matrix, bool)"/>
    public void Outputs(ByteBatch x, PanelMatrix v, ReadOnlyMemory<float> b, Matrix y, bool rectifies = false) =>
        Run(new() { Kind = JobKind.Outputs, A = LeftOperand.Of(x), V = v, Start = b, C = y, Rectifies = rectifies });

    /// <summary>
    /// dX = dY·Vᵀ, and 0 where <paramref name="mask"/> is given and not above 0. dY [N, Out], V [In, Out], dX and mask [N, In].
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void InputGradients(Matrix dY, PanelMatrix v, Matrix dX, Matrix mask = default) =>
        Run(new() { Kind = JobKind.InputGradients, A = LeftOperand.Of(dY), V = v, C = dX, Mask = mask });

    /// <summary>dV = Xᵀ·dY. X [N, In], dY [N, Out], dV [In, Out].</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void WeightGradients(Matrix x, Matrix dY, PanelMatrix dV) =>
        Run(new() { Kind = JobKind.WeightGradients, A = LeftOperand.Transposed(x), B = dY, V = dV });

    /// <inheritdoc cref="WeightGradients(Matrix, Matrix, PanelMatrix)"/>
    public void WeightGradients(ByteBatch x, Matrix dY, PanelMatrix dV) =>
        Run(new() { Kind = JobKind.WeightGradients, A = LeftOperand.Transposed(x), B = dY, V = dV });

    /// <summary>sums[j] = Σₙ X[n, j], added row by row from the first. X [N, J]; sums [J].</summary>
    public void ColumnSums(Matrix x, Span<float> sums)
    {
        (int worker, int workers) = _share;
        // Whole lines of the cache, which two workers would tear out of each other's.
        int lines = (x.Columns + AlignedBuffer.FloatsOfLine - 1) / AlignedBuffer.FloatsOfLine;
        int first = Math.Min(x.Columns, AlignedBuffer.FloatsOfLine * (lines * worker / workers));
        int end = Math.Min(x.Columns, AlignedBuffer.FloatsOfLine * (lines * (worker + 1) / workers));
        Span<float> share = sums[first..end];
        share.Clear();
        if (!share.IsEmpty && x.Rows > 0)
            Channelwise.AddUp(x.Span[first..], x.Columns, share);
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    /// <summary>Has the threads share other work, or the caller do all of it.</summary>
    internal void RunShared(ISharedWork work, bool isShared)
    {
        if (isShared)
            _workers.Run(work);
        else
            work.Do(worker: 0, workers: 1);
    }

    /// <summary>
    /// A product of which the caller does the share of one of so many workers, and nothing of the others': who is one of several
    /// threads that do the same products side by side asks for his own.
    /// </summary>
    internal MatrixProduct ShareOf(int worker, int workers) => new(Path, worker, workers);

    private void Run(in Job job)
    {
        job.Check();
        (int rows, int columns, int depth) = (job.Rows, job.Columns, job.A.Depth);
        if (rows == 0 || columns == 0)
            return;
        if (depth == 0)
        {
            job.WriteStart();
            return;
        }
        if (_share.Workers > 1)
        {
            _parts[0].Multiply(job, _share.Worker, _share.Workers);
            return;
        }
        _job = job;
        RunShared(this, isShared: (long)rows * columns * depth >= WorthSharing);
        _job = default;
    }

    void ISharedWork.Do(int worker, int workers) => _parts[worker].Multiply(_job, worker, workers);
}
