namespace Inkling.Neural.Kernels.Packed;

/// <summary>
/// A worker's share of a product whose A is bytes, and the buffers that it packs into. It allocates only where it packs more than before.
/// </summary>
internal sealed class PackedWorker(KernelPath path)
{
    // A group's k takes 20 bytes; so many are 1.3 megabytes at most, and a third of that where two in three ks are blank. Of
    // MNIST's 784 they have room for 83 groups: a batch of 256 goes by B once.
    private const int MostKs = 65_536;

    private readonly RowPacker _packer = new();
    private readonly PackedPanel _panel = new(path.WidePacked(), path.NarrowPacked());

    /// <summary>
    /// Some rows are packed, taken through the share's panels, and then the next. Where panels are shared out every worker packs all
    /// rows for itself: that is sooner done than fetched from another core's cache.
    /// </summary>
    public void Multiply(in Job job, Share share)
    {
        int most = PackedTile.Rows * Math.Max(1, MostKs / job.A.Depth);
        for (int row = share.FirstRow; row < share.EndRow; row += most)
        {
            int rows = Math.Min(most, share.EndRow - row);
            _packer.Pack(job.A, row, Share.GroupsOf(rows));
            for (int panel = share.FirstPanel; panel < share.EndPanel; panel++)
                Multiply(job, panel, row, rows);
        }
    }

    // One panel of C, by the rows that are packed: the panel of B stays in the cache while they go by.
    private void Multiply(in Job job, int panel, int firstRow, int rows)
    {
        int width = PanelMatrix.WidthOf(panel, job.Columns);
        Span<float> start = stackalloc float[PanelMatrix.PanelColumns];
        job.TakeStart(panel, start);
        _panel.Take(job.PanelOfB(panel, out int column), column, width);
        Span<float> c = job.PanelOfC(panel, out int stride)[(firstRow * stride)..];
        for (int first = 0; first < width; first += _panel.Tile.Columns)
            new TileColumn(_panel, first, start, c, stride, width).Multiply(_packer.Groups, rows);
        job.Finish(panel, firstRow, rows);
    }
}
