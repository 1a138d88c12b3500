namespace Inkling.Neural.Kernels;

/// <summary>
/// The door to the matrix product: the three of a layer whose weights are V [In, Out]. Single precision; what is written is
/// overwritten and must not overlap what is read. In all three, C = A·B [M, N] is a sum over k in order, one chain of
/// multiply-adds for each element, so no bit depends on the number of threads.
/// A zero in A is left out: it silences its row of B, even one that is not a number.
/// It owns its threads and packing buffers, allocates only when a product is larger than those before, and serves one
/// caller at a time.
/// </summary>
public sealed class MatrixProduct : IDisposable, ISharedWork
{
    // Below this many multiply-adds waking the other threads costs more than they save.
    private const long WorthSharing = 100_000;

    // A group's k takes 20 bytes; 50,000 of them are a megabyte at most, and a third of that where two in three ks are blank.
    private const int MostKs = 50_000;

    private readonly Workers _workers;
    private readonly RowPacker[] _packers;
    private readonly PanelOfB[] _panels;
    private Job _job;

    /// <summary>Starts <paramref name="threads"/> − 1 threads; with 1, all is done by the caller.</summary>
    /// <param name="threads">Threads that share the work, the caller among them.</param>
    /// <param name="path">The kernel to use; without one, <see cref="KernelPath.Chosen"/>.</param>
    public MatrixProduct(int threads = 1, KernelPath? path = null)
    {
        Path = path ?? KernelPath.Chosen;
        _workers = new Workers(threads);
        Convolutions = new ConvolutionProduct(threads, Path);
        _packers = new RowPacker[threads];
        _panels = new PanelOfB[threads];
        for (int thread = 0; thread < threads; thread++)
            (_packers[thread], _panels[thread]) = (new RowPacker(), new PanelOfB(Path.Wide(), Path.Narrow()));
    }

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
    public void Outputs(ByteRows x, PanelMatrix v, ReadOnlyMemory<float> b, Matrix y, bool rectifies = false) =>
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
    public void WeightGradients(ByteRows x, Matrix dY, PanelMatrix dV) =>
        Run(new() { Kind = JobKind.WeightGradients, A = LeftOperand.Transposed(x), B = dY, V = dV });

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
        _job = job;
        RunShared(this, isShared: (long)rows * columns * depth >= WorthSharing);
        _job = default;
    }

    // One worker's share: packs some groups of rows, takes them through its panels, and goes on with the next. Where panels
    // are shared out every worker packs all rows for itself: that is sooner done than fetched from another core's cache.
    void ISharedWork.Do(int worker, int workers)
    {
        int groups = (_job.Rows + ProductTile.Rows - 1) / ProductTile.Rows;
        Share share = Share.Of(worker, workers, PanelMatrix.PanelsOf(_job.Columns), groups);
        RowPacker packer = _packers[worker];
        int most = Math.Max(1, MostKs / _job.A.Depth);
        for (int first = share.FirstRow; first < share.EndRow; first += most)
        {
            int count = Math.Min(most, share.EndRow - first);
            packer.Pack(_job.A, ProductTile.Rows * first, count);
            for (int panel = share.FirstPanel; panel < share.EndPanel; panel++)
                Multiply(panel, _panels[worker], packer.Groups, first, count);
        }
    }

    // One panel of C, by so many groups of its rows: the panel of B stays in the cache while rows of A go by.
    private void Multiply(int panel, PanelOfB b, PackedGroups packed, int firstGroup, int groups)
    {
        int width = PanelMatrix.WidthOf(panel, _job.Columns);
        Span<float> start = stackalloc float[PanelMatrix.PanelColumns];
        _job.TakeStart(panel, start);
        _job.TakePanel(panel, b);
        Span<float> c = _job.PanelOfC(panel, out int stride);
        for (int first = 0; first < width; first += b.Tile.Columns)
        {
            TileColumn tiles = new(b, first, start, c, stride, width);
            bool isLast = first + b.Tile.Columns >= width;
            for (int i = 0; i < groups; i++)
            {
                int row = ProductTile.Rows * (firstGroup + i);
                int rows = Math.Min(ProductTile.Rows, _job.Rows - row);
                tiles.Multiply(packed[i], row, rows);
                if (isLast)
                    _job.Finish(panel, row, rows);
            }
        }
    }
}
