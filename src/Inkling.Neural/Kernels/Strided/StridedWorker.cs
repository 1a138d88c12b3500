namespace Inkling.Neural.Kernels.Strided;

/// <summary>
/// A worker's share of a product whose A is floats, which are read where they lie. It allocates only where a product is larger than
/// those before.
/// </summary>
internal sealed class StridedWorker(KernelPath path)
{
    private readonly StridedProduct _product = new();
    private readonly StridedPanel _panel = new(path.WideStrided(), path.NarrowStrided());
    private readonly StridedRows _rows = new();

    /// <summary>
    /// Takes the share's rows through its panels. A row of A = X is a row of X, whose values lie side by side; one of A = Xᵀ is a column,
    /// whose values lie a row of X apart.
    /// </summary>
    public void Multiply(in Job job, Share share)
    {
        Matrix x = job.A.Floats;
        (int apart, int step) = job.A.IsTransposed ? (1, x.Columns) : (x.Columns, 1);
        Walk walk = new(Segments: 1, job.A.Depth, step, Jump: 0);
        ReadOnlySpan<float> a = x.Span[(share.FirstRow * apart)..];
        _rows.Fill(share.Rows, apart);
        Span<float> start = stackalloc float[PanelMatrix.PanelColumns];
        for (int panel = share.FirstPanel; panel < share.EndPanel; panel++)
        {
            TakePanel(job, panel);
            job.TakeStart(panel, start);
            Span<float> c = job.PanelOfC(panel, out int stride)[(share.FirstRow * stride)..];
            _product.Multiply(a, _rows, walk, _panel, start, startStride: 0, c, stride, share.Rows);
            job.Finish(panel, share.FirstRow, share.Rows);
        }
    }

    private void TakePanel(in Job job, int panel)
    {
        int width = PanelMatrix.WidthOf(panel, job.Columns);
        if (job.Kind == JobKind.InputGradients)
        {
            _panel.TakeTransposed(job.V, panel * PanelMatrix.PanelColumns, width);
            return;
        }
        Matrix b = job.PanelOfB(panel, out int column);
        _panel.Take(b.Values, b.Columns, column, width);
    }
}
