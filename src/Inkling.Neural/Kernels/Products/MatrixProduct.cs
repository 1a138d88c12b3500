namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// The three products of a layer with weights V [In, Out]: Y = X·V + b, dX = dY·Vᵀ, dV = Xᵀ·dY; N samples,
/// single precision. Results are overwritten and must not overlap operands. Each element is one chain of
/// multiply-adds in the order of the sum, so no bit depends on how workers divide a product into parts.
/// </summary>
/// <remarks>
/// Floats are read in place (<see cref="StridedProduct"/>). Bytes are packed without zeros (<see
/// cref="PackedProduct"/>), which pays only for networks that begin with a dense layer: an epoch of
/// 784-256-64-10 takes 0.53 of the time, since 81 % of MNIST's pixels are 0. A zero byte silences its row of
/// V, even a NaN; a zero float does not.
/// </remarks>
internal sealed class MatrixProduct : IScratch<MatrixProduct>
{
    private readonly PackedProduct _bytes;
    private readonly StridedProduct _floats;

    private MatrixProduct(KernelPath path) => (_bytes, _floats) = (new(path), new(path));

    public static MatrixProduct Create(KernelPath path) => new(path);

    /// <summary>Y = X·V + b. X [N, In], V [In, Out] for floats, b [Out], Y [N, Out].</summary>
    public void Forward(
        Matrix x, ColumnPanels v, ReadOnlySpan<float> b, Matrix y, int part = 0, int parts = 1)
    {
        Require((x.Rows, x.Columns), (v.Rows, v.Columns), y, b.Length);
        Partition partition = Partition.Of(part, parts, v.Count, x.Rows);
        for (int panel = partition.FirstPanel; panel < partition.EndPanel; panel++)
        {
            _floats.Multiply(RowsFrom(x, partition.FirstRow), x.Columns, new(x.Columns), v[panel],
                b[FirstColumn(panel)..], PanelOf(y, panel, partition.FirstRow), y.Columns, partition.Rows);
        }
    }

    /// <summary>The same for X in bytes, V for bytes.</summary>
    public void Forward(
        SampleBatch x, ColumnPanels v, ReadOnlySpan<float> b, Matrix y, int part = 0, int parts = 1)
    {
        Require((x.Count, x.Columns), (v.Rows, v.Columns), y, b.Length);
        Partition partition = Partition.Of(part, parts, v.Count, x.Count);
        // Every worker packs all its rows: faster than fetching them from another core's cache.
        int most = PackedProduct.MostRows(depth: v.Rows);
        for (int row = partition.FirstRow; row < partition.EndRow; row += most)
        {
            _bytes.PackRows(x, row, Math.Min(most, partition.EndRow - row));
            for (int panel = partition.FirstPanel; panel < partition.EndPanel; panel++)
                _bytes.Multiply(v[panel], b[FirstColumn(panel)..], PanelOf(y, panel, row), y.Columns);
        }
    }

    /// <summary>dX = dY·Vᵀ. dY [N, Out], V [In, Out], dX [N, In].</summary>
    public void BackwardData(Matrix dY, PanelMatrix v, Matrix dX, int part = 0, int parts = 1)
    {
        Require((dX.Rows, dX.Columns), (v.Rows, v.Columns), dY);
        Partition partition = Partition.Of(part, parts, PanelMatrix.PanelsOf(dX.Columns), dY.Rows);
        for (int panel = partition.FirstPanel; panel < partition.EndPanel; panel++)
        {
            _floats.Panel.TakeTransposed(v, FirstColumn(panel), PanelMatrix.WidthOf(panel, v.Rows));
            _floats.Multiply(RowsFrom(dY, partition.FirstRow), dY.Columns, new(dY.Columns), _floats.Panel,
                start: [], PanelOf(dX, panel, partition.FirstRow), dX.Columns, partition.Rows);
        }
    }

    /// <summary>dV = Xᵀ·dY. X [N, In], dY [N, Out], dV [In, Out].</summary>
    public void BackwardWeights(Matrix x, Matrix dY, PanelMatrix dV, int part = 0, int parts = 1)
    {
        Require((x.Rows, x.Columns), (dV.Rows, dV.Columns), dY);
        Partition partition = Partition.Of(part, parts, dV.Panels, dV.Rows);
        for (int panel = partition.FirstPanel; panel < partition.EndPanel; panel++)
        {
            Matrix c = dV.Panel(panel);
            _floats.Panel.Take(dY.Values, dY.Columns, FirstColumn(panel), c.Columns);
            // A row of Xᵀ is a column of X: its values are a row of X apart.
            _floats.Multiply(x.Span[partition.FirstRow..], rowStep: 1, new(x.Rows, x.Columns), _floats.Panel,
                start: [], RowsFrom(c, partition.FirstRow), c.Columns, partition.Rows);
        }
    }

    /// <summary>The same for X in bytes.</summary>
    public void BackwardWeights(SampleBatch x, Matrix dY, PanelMatrix dV, int part = 0, int parts = 1)
    {
        Require((x.Count, x.Columns), (dV.Rows, dV.Columns), dY);
        Partition partition = Partition.Of(part, parts, dV.Panels, dV.Rows);
        int most = PackedProduct.MostRows(depth: x.Count);
        for (int row = partition.FirstRow; row < partition.EndRow; row += most)
        {
            _bytes.PackColumns(x, row, Math.Min(most, partition.EndRow - row));
            for (int panel = partition.FirstPanel; panel < partition.EndPanel; panel++)
            {
                Matrix c = dV.Panel(panel);
                _bytes.Panel.Take(dY.Values, dY.Columns, FirstColumn(panel), c.Columns);
                _bytes.Multiply(_bytes.Panel, start: [], RowsFrom(c, row), c.Columns);
            }
        }
    }

    /// <summary>sums[j] = Σₙ X[n, j], row by row from the first. X [N, J], sums [J].</summary>
    public static void SumColumns(Matrix x, Span<float> sums, int part = 0, int parts = 1)
    {
        // Whole cache lines, which two workers would otherwise fight for.
        int lines = (x.Columns + AlignedBuffer.FloatsOfLine - 1) / AlignedBuffer.FloatsOfLine;
        int first = Math.Min(x.Columns, AlignedBuffer.FloatsOfLine * (lines * part / parts));
        int end = Math.Min(x.Columns, AlignedBuffer.FloatsOfLine * (lines * (part + 1) / parts));
        Span<float> own = sums[first..end];
        own.Clear();
        if (!own.IsEmpty)
            Channelwise.AddUp(x.Span[first..], x.Columns, own);
    }

    private static int FirstColumn(int panel) => panel * PanelMatrix.PanelColumns;

    private static Span<float> RowsFrom(Matrix x, int row) => x.Span[(row * x.Columns)..];

    private static Span<float> PanelOf(Matrix c, int panel, int row) =>
        c.Span[((row * c.Columns) + FirstColumn(panel))..];

    private static void Require((int N, int In) x, (int Rows, int Columns) v, Matrix y, int? biases = null)
    {
        if (x.In != v.Rows || y.Columns != v.Columns || x.N != y.Rows || (biases ?? v.Columns) != v.Columns)
        {
            throw new ArgumentException($"X {x.N}×{x.In}, V {v.Rows}×{v.Columns} and Y {y.Rows}×{y.Columns} "
                + "do not fit: they are [N, In], [In, Out] and [N, Out], with one bias for each output.");
        }
    }
}

/// <summary>The definitions, which every path is tested against. Never optimised, never removed.</summary>
internal static class MatrixProductReference
{
    /// <summary>Y[n, o] = b[o] + Σₖ X[n, k] · V[k, o].</summary>
    public static void Forward(Matrix x, Matrix v, ReadOnlySpan<float> b, Matrix y)
    {
        for (int n = 0; n < y.Rows; n++)
        {
            for (int o = 0; o < y.Columns; o++)
            {
                double sum = b[o];
                for (int k = 0; k < v.Rows; k++)
                    sum += (double)x.Row(n)[k] * v.Row(k)[o];
                y.Row(n)[o] = (float)sum;
            }
        }
    }

    /// <summary>dX[n, k] = Σₒ dY[n, o] · V[k, o].</summary>
    public static void BackwardData(Matrix dY, Matrix v, Matrix dX)
    {
        for (int n = 0; n < dX.Rows; n++)
        {
            for (int k = 0; k < dX.Columns; k++)
            {
                double sum = 0;
                for (int o = 0; o < v.Columns; o++)
                    sum += (double)dY.Row(n)[o] * v.Row(k)[o];
                dX.Row(n)[k] = (float)sum;
            }
        }
    }

    /// <summary>dV[k, o] = Σₙ X[n, k] · dY[n, o].</summary>
    public static void BackwardWeights(Matrix x, Matrix dY, Matrix dV)
    {
        for (int k = 0; k < dV.Rows; k++)
        {
            for (int o = 0; o < dV.Columns; o++)
            {
                double sum = 0;
                for (int n = 0; n < x.Rows; n++)
                    sum += (double)x.Row(n)[k] * dY.Row(n)[o];
                dV.Row(k)[o] = (float)sum;
            }
        }
    }
}
