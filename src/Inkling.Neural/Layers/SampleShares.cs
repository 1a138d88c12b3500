using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>What a layer does to some samples of a batch, from the first to the one before the end.</summary>
internal delegate void SamplesWork(in LayerPass pass, int first, int end);

/// <summary>
/// Shares out the samples of a batch to a product's threads, as its convolutions do (<see cref="SampleGroups"/>), so that a
/// thread finds in its cache what it has written in the layer before. Allocates nothing; one caller at a time.
/// </summary>
internal sealed class SampleShares(MatrixProduct product) : ISharedWork
{
    // Below so many values waking the other threads costs more than they save.
    private const int WorthSharing = 20_000;

    private LayerPass _pass;
    private SamplesWork? _work;

    /// <summary>Has the work done for all samples of a pass.</summary>
    public void Run(in LayerPass pass, SamplesWork work)
    {
        (_pass, _work) = (pass, work);
        product.RunShared(this, isShared: pass.X.Values.Length >= WorthSharing);
        (_pass, _work) = (default, null);
    }

    void ISharedWork.Do(int worker, int workers)
    {
        (int firstGroup, int endGroup) = SampleGroups.OfWorker(worker, workers);
        int first = SampleGroups.Of(firstGroup, _pass.X.Rows).First;
        int end = SampleGroups.Of(endGroup, _pass.X.Rows).First;
        if (first < end)
            _work!(_pass, first, end);
    }
}
