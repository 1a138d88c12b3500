using System.Numerics.Tensors;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// The three products of a convolution. Samples are shared out (<see cref="SampleGroups"/>), so each is done in one core's cache; where
/// Winograd's way can be gone, it is. What is written is overwritten. It owns its scratch, allocates only when a job is larger than those
/// before, and serves one caller at a time.
/// </summary>
internal sealed class ConvolutionProduct : ISharedWork
{
    private readonly KernelPath _path;
    private readonly int _threads;
    private readonly Way _direct;
    private Way? _winograd; // made where it is first gone: a dense network never does
    private float[] _sums = [];
    private Way _way;
    private Phase _phase;

    /// <summary>Makes ready for so many workers.</summary>
    public ConvolutionProduct(int threads, KernelPath path)
    {
        (_path, _threads) = (path, threads);
        _way = _direct = new(new DirectPlan(path), threads);
    }

    private enum Phase
    {
        Outputs,
        Gradients,
        Sums,
    }

    /// <summary>
    /// Y[n, p, o] = b[o] + Σₖ X[n, the k-th value under the window at p] · V[k, o], or the larger of that and 0. Fills the
    /// padded pictures, where they are given and the way taken wants them, for the gradients.
    /// </summary>
    public void Outputs(in ConvolutionJob job, MatrixProduct product)
    {
        _way = WayOf(job);
        _way.Plan.StartOutputs(job);
        Run(Phase.Outputs, product);
        _way.Plan.Forget();
    }

    /// <summary>
    /// dV[k, o] = Σₙ Σₚ X[n, the k-th value under p] · dY[n, p, o], db[o] = Σₙ Σₚ dY[n, p], and where dX is given, each of its
    /// values is the sum over all windows that it lies under.
    /// </summary>
    public void Gradients(in ConvolutionJob job, MatrixProduct product)
    {
        _way = WayOf(job);
        int sums = SampleGroups.Count * (job.V.Values.Length + job.Channels);
        if (_sums.Length < sums)
            _sums = new float[sums];
        _way.Plan.StartGradients(job);
        Run(Phase.Gradients, product);
        Run(Phase.Sums, product);
        _way.Plan.Forget();
    }

    private Way WayOf(in ConvolutionJob job) =>
        !job.ByDefinition && WinogradPlan.Fits(job.Window, job.Channels) ? _winograd ??= new(new WinogradPlan(_path), _threads) : _direct;

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
            (int first, int end) = SampleGroups.Of(group, _way.Plan.Job.Samples);
            if (_phase == Phase.Outputs)
            {
                _way.Workers[worker].Outputs(first, end);
                continue;
            }
            Span<float> weights = WeightSums(group), biases = BiasSums(group);
            weights.Clear();
            biases.Clear();
            _way.Workers[worker].Gradients(first, end, weights, biases);
        }
    }

    // Each worker adds its stretch of all groups, in their order.
    private void AddUp(int worker, int workers)
    {
        ConvolutionJob job = _way.Plan.Job;
        Span<float> dV = job.DV.Values.Span, dBiases = job.DBiases.Span;
        int first = (int)((long)dV.Length * worker / workers), end = (int)((long)dV.Length * (worker + 1) / workers);
        Span<float> sums = dV[first..end];
        sums.Clear();
        for (int group = 0; group < SampleGroups.Count; group++)
            TensorPrimitives.Add(sums, WeightSums(group)[first..end], sums);
        if (worker > 0)
            return;
        dBiases.Clear();
        for (int group = 0; group < SampleGroups.Count && !dBiases.IsEmpty; group++)
            TensorPrimitives.Add(dBiases, BiasSums(group), dBiases);
    }

    // What a group sums up for dV, laid out as it.
    private Span<float> WeightSums(int group)
    {
        int length = _way.Plan.Job.V.Values.Length;
        return _sums.AsSpan(group * length, length);
    }

    private Span<float> BiasSums(int group)
    {
        ConvolutionJob job = _way.Plan.Job;
        return _sums.AsSpan((SampleGroups.Count * job.V.Values.Length) + (group * job.Channels), job.Channels);
    }

    private sealed class Way
    {
        public Way(ConvolutionPlan plan, int threads)
        {
            (Plan, Workers) = (plan, new ConvolutionWorker[threads]);
            for (int worker = 0; worker < threads; worker++)
                Workers[worker] = plan.NewWorker();
        }

        public ConvolutionPlan Plan { get; }

        public ConvolutionWorker[] Workers { get; }
    }
}
