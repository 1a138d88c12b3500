using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>
/// A model at work as a teacher (Hinton, Vinyals &amp; Dean 2015): of each digit, changed as the learner sees it (Beyer et al. 2022), it
/// says how likely it finds each class, and that is what is to be learnt. So one network comes to know what an ensemble knows.
/// </summary>
internal sealed class Teacher
{
    // So many samples are read at a time, whatever a batch has: a teacher of several networks has large buffers.
    private const int AtOnce = 128;

    private readonly float _share;
    private readonly ModelWorkspace[] _workspaces;

    /// <summary>Makes ready for so many threads, each of which has its own number from 0.</summary>
    public Teacher(DigitModel model, float share, int threads)
    {
        _share = share;
        _workspaces = new ModelWorkspace[threads];
        for (int worker = 0; worker < threads; worker++)
        {
#pragma warning disable CA2000 // with one thread it owns nothing to dispose of, and lives as long as its workspace
            _workspaces[worker] = new(model, AtOnce, new ComputeContext(threads: 1));
#pragma warning restore CA2000
        }
    }

    /// <summary>
    /// What is to be learnt: t[n] = share · teacher(x[n]) + (1 − share) · onehot(label[n]). x [N, 784], labels [N], t [N, classes].
    /// </summary>
    public void WriteTargets(ByteBatch samples, ReadOnlySpan<int> labels, Matrix targets, int worker)
    {
        for (int first = 0; first < labels.Length; first += AtOnce)
        {
            int end = Math.Min(labels.Length, first + AtOnce);
            Matrix said = _workspaces[worker].Predict(samples.Between(first, end));
            for (int n = first; n < end; n++)
            {
                Span<float> target = targets.Row(n), word = said.Row(n - first);
                for (int c = 0; c < target.Length; c++)
                    target[c] = _share * word[c];
                target[labels[n]] += 1 - _share;
            }
        }
    }
}
