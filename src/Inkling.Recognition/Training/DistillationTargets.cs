using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Kernels;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>
/// The targets of distillation (Hinton, Vinyals &amp; Dean 2015): a teacher's probabilities for each digit,
/// augmented as the student sees it (Beyer et al. 2022).
/// </summary>
internal sealed class DistillationTargets
{
    // Samples read at once, whatever a batch has. What the teacher's layers give for them stays in the cache.
    private const int AtOnce = 8;

    private readonly float _weight;
    private readonly ModelWorkspace[] _workspaces;

    /// <summary>Makes ready for so many threads, each of which has its own number from 0.</summary>
    public DistillationTargets(DigitModel teacher, float weight, int threads)
    {
        _weight = weight;
#pragma warning disable CA2000 // with one thread it owns nothing to dispose of
        _workspaces = [.. Enumerable.Range(0, threads)
            .Select(_ => new ModelWorkspace(teacher, AtOnce, new ComputeContext(threads: 1)))];
#pragma warning restore CA2000
    }

    /// <summary>t[n] = weight · teacher(x[n]) + (1 − weight) · onehot(label[n]), n = 0 … N − 1.</summary>
    public void WriteTargets(SampleBatch samples, ReadOnlySpan<int> labels, Matrix targets, int worker)
    {
        for (int first = 0; first < labels.Length; first += AtOnce)
        {
            int end = Math.Min(labels.Length, first + AtOnce);
            Matrix probabilities = _workspaces[worker].Predict(samples.Between(first, end));
            for (int n = first; n < end; n++)
            {
                Span<float> target = targets.Row(n), probability = probabilities.Row(n - first);
                for (int c = 0; c < target.Length; c++)
                    target[c] = _weight * probability[c];
                target[labels[n]] += 1 - _weight;
            }
        }
    }
}
