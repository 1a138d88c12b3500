using Inkling.Neural.Kernels.Packed;
using Inkling.Neural.Kernels.Strided;

namespace Inkling.Neural.Kernels;

/// <summary>
/// One worker's part of a matrix product (<see cref="Share"/>). Bytes are packed, without what is blank (<see cref="PackedWorker"/>); floats
/// are read where they lie (<see cref="StridedWorker"/>). It allocates only where a product is larger than those before.
/// </summary>
internal sealed class ProductWorker(KernelPath path)
{
    private readonly PackedWorker _bytes = new(path);
    private readonly StridedWorker _floats = new(path);

    /// <summary>Fills the share of C that is <paramref name="worker"/>'s of <paramref name="workers"/>.</summary>
    public void Multiply(in Job job, int worker, int workers)
    {
        Share share = Share.Of(worker, workers, PanelMatrix.PanelsOf(job.Columns), job.Rows);
        if (share.Rows == 0)
            return;
        if (job.A.IsBytes)
            _bytes.Multiply(job, share);
        else
            _floats.Multiply(job, share);
    }
}
