namespace Inkling.Neural.Kernels;

/// <summary>
/// The door to the matrix product, in BLAS's terms: N for an operand as it is, T for its transpose. Row-major, single
/// precision, C overwritten; C must not overlap A or B. With the weights of a dense layer kept as V = Wᵀ [In, Out], its
/// three products are Y = X·V (NN), dX = dY·Vᵀ (NT) and dV = Xᵀ·dY (TN).
/// What is zero in A is left out: a zero silences its row of B, even one that is not a number.
/// It owns its threads and packing buffers, allocates only when a product is deeper than those before, and serves one
/// caller at a time. The order of every sum is that of k, so no bit depends on the number of threads.
/// </summary>
public sealed class MatrixProduct : IDisposable, ITiledWork
{
    // Below this many multiply-adds waking the other threads costs more than they save.
    private const long WorthSharing = 100_000;

    private readonly Workers _workers;
    private readonly PackedBlock[] _blocks;
    private readonly RightOperand _b;
    private LeftOperand _a;
    private Matrix _c;
    private int _rowsOfBlock;

    /// <summary>Starts <paramref name="threads"/> − 1 threads; with 1, all is done by the caller.</summary>
    /// <param name="threads">Threads that share the work, the caller among them.</param>
    /// <param name="path">The kernel to use; without one, <see cref="KernelPath.Chosen"/>.</param>
    public MatrixProduct(int threads = 1, KernelPath? path = null)
    {
        Path = path ?? KernelPath.Chosen;
        _b = new RightOperand(Path.Wide(), Path.Narrow());
        _workers = new Workers(threads);
        _blocks = new PackedBlock[threads];
        for (int worker = 0; worker < threads; worker++)
            _blocks[worker] = new PackedBlock();
    }

    /// <summary>How many threads share the work, the caller among them.</summary>
    public int Threads => _workers.Count;

    /// <summary>The kernel in use.</summary>
    public KernelPath Path { get; }

    /// <summary>C = A·B, or with <paramref name="start"/> [N] in every row, C = A·B + start.</summary>
    /// <param name="a">[M, K].</param>
    /// <param name="b">[K, N].</param>
    /// <param name="c">[M, N].</param>
    /// <param name="start">What every row's sums begin with; zeros where it is empty.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void NN(Matrix a, Matrix b, Matrix c, ReadOnlyMemory<float> start = default) =>
        Run(LeftOperand.Of(a), b, isTransposed: false, c, start);

    /// <inheritdoc cref="NN(Matrix, Matrix, Matrix, ReadOnlyMemory{float})"/>
    public void NN(ByteRows a, Matrix b, Matrix c, ReadOnlyMemory<float> start = default) =>
        Run(LeftOperand.Of(a), b, isTransposed: false, c, start);

    /// <summary>C = A·Bᵀ. A [M, K], B [N, K], C [M, N].</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void NT(Matrix a, Matrix b, Matrix c) => Run(LeftOperand.Of(a), b, isTransposed: true, c, default);

    /// <summary>C = Aᵀ·B. A [K, M], B [K, N], C [M, N].</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void TN(Matrix a, Matrix b, Matrix c) => Run(LeftOperand.Transposed(a), b, isTransposed: false, c, default);

    /// <inheritdoc cref="TN(Matrix, Matrix, Matrix)"/>
    public void TN(ByteRows a, Matrix b, Matrix c) =>
        Run(LeftOperand.Transposed(a), b, isTransposed: false, c, default);

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    void ITiledWork.DoTile(int tile, int worker) => DoBlock(tile, _blocks[worker]);

    private void Run(in LeftOperand a, Matrix b, bool isTransposed, Matrix c, ReadOnlyMemory<float> start)
    {
        Check(a, b, isTransposed, c, start.Length);
        if (c.Rows == 0 || c.Columns == 0)
            return;
        if (a.Depth == 0)
        {
            Begin(c, start.Span);
            return;
        }
        bool shared = (long)c.Rows * c.Columns * a.Depth >= WorthSharing;
        _b.Take(b, isTransposed, start, shared ? _workers : null);
        (_a, _c) = (a, c);
        _rowsOfBlock = RowsOfBlock(c.Rows);
        foreach (PackedBlock block in _blocks)
            block.EnsureDepth(a.Depth);
        int blocks = (c.Rows + _rowsOfBlock - 1) / _rowsOfBlock;
        if (shared)
        {
            _workers.Run(this, blocks);
        }
        else
        {
            for (int block = 0; block < blocks; block++)
                DoBlock(block, _blocks[0]);
        }
        (_a, _c) = (default, default);
        _b.LetGo();
    }

    // A sum of nothing is what it begins with.
    private static void Begin(Matrix c, ReadOnlySpan<float> start)
    {
        c.Span.Clear();
        for (int row = 0; row < c.Rows && !start.IsEmpty; row++)
            start.CopyTo(c.Row(row));
    }

    // Few rows are dealt out to all threads.
    private int RowsOfBlock(int rows)
    {
        int share = (rows + Threads - 1) / Threads;
        int tiles = (share + ProductTile.Rows - 1) / ProductTile.Rows;
        return ProductTile.Rows * Math.Min(tiles, PackedBlock.Tiles);
    }

    // Packs the block's rows once, then goes across C: the part of B that is under a tile stays in the second-level cache
    // while the block's rows pass by.
    private void DoBlock(int block, PackedBlock packed)
    {
        int top = block * _rowsOfBlock;
        int rows = Math.Min(_rowsOfBlock, _c.Rows - top);
        for (int row = 0; row < rows; row += ProductTile.Rows)
            packed.Pack(row / ProductTile.Rows, _a, top + row, Math.Min(ProductTile.Rows, rows - row));
        for (int column = 0; column < _c.Columns;)
        {
            TileColumn tiles = _b.At(column);
            for (int row = 0; row < rows; row += ProductTile.Rows)
                tiles.Multiply(packed.Get(row / ProductTile.Rows), _c, top + row, Math.Min(ProductTile.Rows, rows - row));
            column += tiles.Width;
        }
    }

    private static void Check(in LeftOperand a, Matrix b, bool isTransposed, Matrix c, int start)
    {
        (int depth, int columns) = isTransposed ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        if (a.Rows != c.Rows || a.Depth != depth || columns != c.Columns)
        {
            throw new ArgumentException($"A·B does not fit: A is {a.Rows}×{a.Depth}, B is {depth}×{columns}, "
                + $"C is {c.Rows}×{c.Columns}, as they are multiplied.");
        }
        if (start != 0 && start != c.Columns)
            throw new ArgumentException($"{start:N0} values can't begin the sums of {c.Columns:N0} columns.");
    }
}
