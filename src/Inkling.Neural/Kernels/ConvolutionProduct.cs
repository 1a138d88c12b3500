using System.Numerics.Tensors;

namespace Inkling.Neural.Kernels;

/// <summary>
/// The three products of a convolution, taken directly from the pictures: no window is ever copied. Samples are shared out
/// (<see cref="SampleGroups"/>), so each is padded and multiplied in one core's cache. What is written is overwritten. It owns
/// its scratch, allocates only when a job is larger than those before, and serves one caller at a time.
/// </summary>
internal sealed class ConvolutionProduct : ISharedWork
{
    private readonly ConvolutionPlan _plan;
    private readonly ConvolutionWorker[] _workers;
    private Phase _phase;

    /// <summary>Makes ready for so many workers.</summary>
    public ConvolutionProduct(int threads, KernelPath path)
    {
        _plan = new ConvolutionPlan(path);
        _workers = new ConvolutionWorker[threads];
        for (int thread = 0; thread < threads; thread++)
            _workers[thread] = new ConvolutionWorker(_plan);
    }

    private enum Phase
    {
        Outputs,
        Gradients,
        Sums,
    }

    /// <summary>
    /// Y[n, p, o] = b[o] + Σₖ X[n, the k-th value under the window at p] · V[k, o], or the larger of that and 0. Fills the
    /// padded pictures, where they are given, for the gradients.
    /// </summary>
    public void Outputs(in ConvolutionJob job, MatrixProduct product)
    {
        _plan.PrepareOutputs(job);
        Run(Phase.Outputs, product);
        _plan.Forget();
    }

    /// <summary>
    /// dV[k, o] = Σₙ Σₚ X[n, the k-th value under p] · dY[n, p, o], db[o] = Σₙ Σₚ dY[n, p, o], and where dX is given, each of its
    /// values is the sum over all windows that it lies under.
    /// </summary>
    public void Gradients(in ConvolutionJob job, MatrixProduct product)
    {
        _plan.PrepareGradients(job);
        Run(Phase.Gradients, product);
        Run(Phase.Sums, product);
        _plan.Forget();
    }

    private void Run(Phase phase, MatrixProduct product)
    {
        _phase = phase;
        product.RunShared(this, isShared: true);
    }

    void ISharedWork.Do(int worker, int workers)
    {
        if (_phase == Phase.Sums)
        {
            AddUp(worker, workers);
            return;
        }
        (int firstGroup, int endGroup) = SampleGroups.OfWorker(worker, workers);
        for (int group = firstGroup; group < endGroup; group++)
        {
            (int first, int end) = SampleGroups.Of(group, _plan.Job.Samples);
            if (_phase == Phase.Outputs)
                _workers[worker].Outputs(first, end);
            else
                _workers[worker].Gradients(group, first, end);
        }
    }

    // Each worker adds its stretch of all groups, in their order.
    private void AddUp(int worker, int workers)
    {
        Span<float> dV = _plan.Job.DV.Values.Span, dBiases = _plan.Job.DBiases.Span;
        int first = (int)((long)dV.Length * worker / workers), end = (int)((long)dV.Length * (worker + 1) / workers);
        Span<float> sums = dV[first..end];
        sums.Clear();
        for (int group = 0; group < SampleGroups.Count; group++)
            TensorPrimitives.Add(sums, _plan.WeightSums(group)[first..end], sums);
        if (worker > 0)
            return;
        dBiases.Clear();
        for (int group = 0; group < SampleGroups.Count && !dBiases.IsEmpty; group++)
            TensorPrimitives.Add(dBiases, _plan.BiasSums(group), dBiases);
    }
}
