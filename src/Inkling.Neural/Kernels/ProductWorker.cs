namespace Inkling.Neural.Kernels;

/// <summary>
/// One worker's part of a matrix product (<see cref="Share"/>), and the buffers that it packs into. It allocates only where it packs
/// more than before.
/// </summary>
internal sealed class ProductWorker(KernelPath path)
{
    // A group's k takes 20 bytes; so many are 1.3 megabytes at most, and a third of that where two in three ks are blank. Of
    // MNIST's 784 they have room for 83 groups: a batch of 256 goes by B once.
    private const int MostKs = 65_536;

    private readonly RowPacker _packer = new();
    private readonly PanelOfB _panel = new(path.Wide(), path.Narrow());

    /// <summary>
    /// The share of C that is <paramref name="worker"/>'s of <paramref name="workers"/>: some groups of rows are packed, taken through its
    /// panels, and then the next. Where panels are shared out every worker packs all rows for itself: that is sooner done than
    /// fetched from another core's cache.
    /// </summary>
    public void Multiply(in Job job, int worker, int workers)
    {
        int groups = (job.Rows + ProductTile.Rows - 1) / ProductTile.Rows;
        Share share = Share.Of(worker, workers, PanelMatrix.PanelsOf(job.Columns), groups);
        int most = Math.Max(1, MostKs / job.A.Depth);
        for (int first = share.FirstRow; first < share.EndRow; first += most)
        {
            int count = Math.Min(most, share.EndRow - first);
            _packer.Pack(job.A, ProductTile.Rows * first, count);
            for (int panel = share.FirstPanel; panel < share.EndPanel; panel++)
                Multiply(job, panel, first, count);
        }
    }

    // One panel of C, by so many groups of its rows: the panel of B stays in the cache while rows of A go by.
    private void Multiply(in Job job, int panel, int firstGroup, int groups)
    {
        int width = PanelMatrix.WidthOf(panel, job.Columns);
        Span<float> start = stackalloc float[PanelMatrix.PanelColumns];
        job.TakeStart(panel, start);
        job.TakePanel(panel, _panel);
        Span<float> c = job.PanelOfC(panel, out int stride);
        int across = _panel.Tile.Columns, down = job.Rows;
        for (int first = 0; first < width; first += across)
        {
            TileColumn tiles = new(_panel, first, start, c, stride, width);
            bool finishes = job.HasFinish && first + across >= width;
            for (int i = 0; i < groups; i++)
            {
                int row = ProductTile.Rows * (firstGroup + i);
                int rows = Math.Min(ProductTile.Rows, down - row);
                tiles.Multiply(_packer.Groups[i], row, rows);
                if (finishes)
                    job.Finish(panel, row, rows);
            }
        }
    }
}
