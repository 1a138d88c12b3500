using System.Numerics;

namespace Inkling.Neural.Kernels;

/// <summary>
/// The door to the matrix product, in BLAS's terms: N for an operand as it is, T for its transpose.
/// Row-major, single precision, C overwritten; C must not overlap A or B.
/// The three shapes are the three of a dense layer: Y = X·Wᵀ is NT, dX = dY·W is NN, dW = dYᵀ·X is TN.
/// It owns its threads and packing buffers, allocates nothing after construction, and serves one caller at a
/// time. The order of every sum depends on the shapes alone, so the bits do not depend on the number of
/// threads.
/// </summary>
public sealed class MatrixProduct : IDisposable, ITiledWork
{
    // Below this many multiply-adds waking the other threads costs more than they save (about 10 µs here).
    private const long WorthSharing = 200_000;

    // From this many rows on, packing Bᵀ pays in NT: it moves K·N values to save M·K·N slow ones.
    private const int WorthPacking = 4;

    private readonly Workers _workers;
    private readonly float[][] _panels;
    private Operand _a, _b;
    private Matrix _c;
    private int _depth;
    private bool _dots;

    /// <summary>Starts <paramref name="threads"/> − 1 threads; with 1, all is done by the caller.</summary>
    public MatrixProduct(int threads = 1)
    {
        _workers = new Workers(threads);
        _panels = new float[threads][];
        for (int worker = 0; worker < threads; worker++)
            _panels[worker] = new float[ProductPanel.PackedLength];
    }

    /// <summary>How many threads share the work, the caller among them.</summary>
    public int Threads => _workers.Count;

    /// <summary>C = A·B. A [M, K], B [K, N], C [M, N].</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void NN(Matrix a, Matrix b, Matrix c)
    {
        Check(a.Rows == c.Rows && a.Columns == b.Rows && b.Columns == c.Columns, "A·B", a, b, c);
        Run(new(a.Values, a.Columns, 1), new(b.Values, b.Columns, 1), c, a.Columns, dots: false);
    }

    /// <summary>C = A·Bᵀ. A [M, K], B [N, K], C [M, N].</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void NT(Matrix a, Matrix b, Matrix c)
    {
        Check(a.Rows == c.Rows && a.Columns == b.Columns && b.Rows == c.Columns, "A·Bᵀ", a, b, c);
        Run(new(a.Values, a.Columns, 1), new(b.Values, 1, b.Columns), c, a.Columns, dots: a.Rows < WorthPacking);
    }

    /// <summary>C = Aᵀ·B. A [K, M], B [K, N], C [M, N].</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void TN(Matrix a, Matrix b, Matrix c)
    {
        Check(a.Columns == c.Rows && a.Rows == b.Rows && b.Columns == c.Columns, "Aᵀ·B", a, b, c);
        Run(new(a.Values, 1, a.Columns), new(b.Values, b.Columns, 1), c, a.Rows, dots: false);
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    private void Run(Operand a, Operand b, Matrix c, int depth, bool dots)
    {
        if (c.Rows == 0 || c.Columns == 0)
            return;
        if (depth == 0)
        {
            c.Span.Clear();
            return;
        }
        (_a, _b, _c, _depth, _dots) = (a, b, c, depth, dots);
        int tiles = (c.Columns + ProductPanel.Width - 1) / ProductPanel.Width;
        if ((long)c.Rows * c.Columns * depth >= WorthSharing)
        {
            _workers.Run(this, tiles);
        }
        else
        {
            for (int tile = 0; tile < tiles; tile++)
                DoTile(tile, worker: 0);
        }
        (_a, _b, _c) = (default, default, default);
    }

    private void DoTile(int tile, int worker)
    {
        int first = tile * ProductPanel.Width;
        int width = Math.Min(ProductPanel.Width, _c.Columns - first);
        if (_dots)
            Dots(first, width);
        else
            ProductPanel.Multiply(_a, _b, _c, _depth, first, width, _panels[worker]);
    }

    void ITiledWork.DoTile(int tile, int worker) => DoTile(tile, worker);

    // Few rows: both operands lie along K, so each element of C is a dot product and nothing is packed.
    private void Dots(int first, int width)
    {
        ReadOnlySpan<float> a = _a.Values.Span, b = _b.Values.Span;
        for (int m = 0; m < _c.Rows; m++)
        {
            Span<float> row = _c.Row(m);
            for (int n = first; n < first + width; n++)
                row[n] = Elementwise.Dot(a.Slice(m * _depth, _depth), b.Slice(n * _depth, _depth));
        }
    }

    private static void Check(bool fits, string what, Matrix a, Matrix b, Matrix c)
    {
        if (!fits)
        {
            throw new ArgumentException($"{what} does not fit: A is {a.Rows}×{a.Columns}, B is "
                + $"{b.Rows}×{b.Columns}, "
                + $"C is {c.Rows}×{c.Columns}.");
        }
    }
}

/// <summary>
/// A matrix or its transpose: element (row, column) stands at row · RowStride + column · ColumnStride.
/// </summary>
internal readonly record struct Operand(Memory<float> Values, int RowStride, int ColumnStride);
