using System.Collections.Concurrent;
using Inkling.Neural.Execution;
using Inkling.Neural.Losses;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Models;

/// <summary>Predicts one sample at a time, on any number of threads, each with a plan of its own.</summary>
internal sealed class Predictor(Network network, Loss loss)
{
    // At rest. The last one given back is taken next: it is still in the cache.
    private ConcurrentStack<Executor> _bytes = [], _floats = [];

    /// <summary>Computes the predictions for one sample, [Outputs].</summary>
    public float[] Predict(SampleBatch sample)
    {
        ConcurrentStack<Executor> resting = sample.IsFloat ? _floats : _bytes;
        if (!resting.TryPop(out Executor? executor))
            executor = Compile(sample.IsFloat);
        float[] predictions = executor.Predict(sample).Span.ToArray();
        resting.Push(executor);
        return predictions;
    }

    /// <summary>Forgets the plans: the parameters have changed.</summary>
    public void Reset() => (_bytes, _floats) = ([], []);

    private Executor Compile(bool takesFloats)
    {
        Plan plan = Plan.Compile(network.Fold(), capacity: 1, isTraining: false, takesFloats: takesFloats);
#pragma warning disable CA2000 // with one thread it owns nothing to dispose of
        return new(plan, new ComputeContext(threads: 1), loss);
#pragma warning restore CA2000
    }
}
