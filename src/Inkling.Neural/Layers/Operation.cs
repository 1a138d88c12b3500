using System.Diagnostics;
using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// A step of a plan: a layer bound to its buffers. Workers compute portions of it side by side. A fused ReLU
/// is applied here, forward and backward, to each block of samples while it is in the cache, so that no
/// operation knows of it.
/// </summary>
internal abstract class Operation(OperationBuffers buffers)
{
    /// <summary>Whether a ReLU is fused: Y = max(f(X), 0).</summary>
    public bool FuseRelu { get; set; }

    /// <summary>Multiply-adds for a sample, forward.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Multiply-adds and values written for a sample.</summary>
    public long Work => MultiplyAdds + Y.Columns;

    /// <summary>Whether workers divide its weights, not samples: a stage of its own, no ReLU fused.</summary>
    public virtual bool DividesWeights => false;

    /// <summary>Whether it needs the operations before it to be done for the whole batch.</summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>Whether <see cref="Backward"/> does anything.</summary>
    public virtual bool HasBackward => FuseRelu || !DX.IsEmpty;

    protected Matrix X => buffers.X;
    protected Matrix Y => buffers.Y;
    protected Matrix DX => buffers.DX;
    protected Matrix DY => buffers.DY;
    protected Matrix Residual => buffers.Residual;
    protected Memory<float> Parameters => buffers.Parameters;
    protected Memory<float> Gradients => buffers.Gradients;
    protected bool IsTraining => !buffers.DY.IsEmpty;
    protected int Capacity => buffers.Y.Rows;

    /// <summary>Whether the backward pass first sums parameter gradients in each group of samples.</summary>
    protected virtual bool SumsByGroup => false;

    /// <summary>How many samples are computed together before the fused ReLU is applied to them.</summary>
    protected virtual int SamplesAtOnce => 1;

    /// <summary>Prepares the parameters, on one thread: when the stage begins, or after a change.</summary>
    public virtual void PrepareForward(in Portion batch)
    {
    }

    /// <summary>Computes Y for the samples of a portion.</summary>
    public void Forward(in Portion portion)
    {
        Debug.Assert(!(FuseRelu && DividesWeights), "a ReLU needs whole samples");
        for (int first = portion.First; first < portion.End; first += SamplesAtOnce)
        {
            int end = Math.Min(first + SamplesAtOnce, portion.End);
            ForwardSamples(first, end, portion);
            if (!FuseRelu)
                continue;
            Span<float> y = Y.Between(first, end).Span;
            Elementwise.Relu(y, y);
        }
    }

    /// <summary>Prepares for the backward pass, by one thread.</summary>
    public virtual void PrepareBackward(in Portion batch)
    {
    }

    /// <summary>Computes dX for the samples of a portion, and their part of parameter gradients.</summary>
    public void Backward(in Portion portion)
    {
        if (!SumsByGroup)
        {
            BackwardBlocks(portion.First, portion.End, portion);
            return;
        }
        for (int group = portion.FirstGroup; group < portion.EndGroup; group++)
        {
            ClearSums(group);
            Portion part = portion with { FirstGroup = group, EndGroup = group + 1 };
            BackwardBlocks(part.First, part.End, part);
        }
    }

    /// <summary>Writes a part of the gradients of the parameters, summed over the whole batch.</summary>
    public virtual void SumGradients(in Portion portion)
    {
    }

    /// <summary>Computes Y for samples <paramref name="first"/> to before <paramref name="end"/>.</summary>
    protected abstract void ForwardSamples(int first, int end, in Portion portion);

    /// <summary>Computes dX, unless it is empty, for samples [first, end).</summary>
    protected abstract void BackwardSamples(int first, int end, in Portion portion);

    /// <summary>Sets a group's sums to 0.</summary>
    protected virtual void ClearSums(int group)
    {
    }

    private void BackwardBlocks(int first, int end, in Portion portion)
    {
        for (; first < end; first += SamplesAtOnce)
        {
            int last = Math.Min(first + SamplesAtOnce, end);
            Span<float> dY = DY.Between(first, last).Span;
            if (FuseRelu)
                Elementwise.ReluGradient(Y.Between(first, last).Span, dY, dY);
            BackwardSamples(first, last, portion);
        }
    }
}

/// <summary>The buffers of an operation. N is the most samples in a batch.</summary>
/// <param name="X">[N, In]; empty for a first operation that reads bytes.</param>
/// <param name="Y">[N, Out].</param>
/// <param name="DX">The gradient of the loss by X; empty where nobody needs it.</param>
/// <param name="DY">The gradient of the loss by Y; empty in a plan for inference.</param>
internal sealed record OperationBuffers(Matrix X, Matrix Y, Matrix DX, Matrix DY)
{
    /// <summary>The layer's slice of the parameters.</summary>
    public Memory<float> Parameters { get; init; }

    /// <summary>The layer's slice of the gradients; empty in a plan for inference.</summary>
    public Memory<float> Gradients { get; init; }

    /// <summary>The output of an earlier layer that is added to X, [N, Out].</summary>
    public Matrix Residual { get; init; }

    public required KernelPath Path { get; init; }
}

/// <summary>A batch on its way through a plan.</summary>
/// <param name="Samples">The samples, [N, In].</param>
/// <param name="Seed">Names the random numbers of the pass, with the step.</param>
/// <param name="Step">The training step, from 0.</param>
internal readonly record struct Batch(SampleBatch Samples, ulong Seed = 0, long Step = 0)
{
    public int Count => Samples.Count;
}

/// <summary>A worker's portion of a batch: whole groups of samples, or a part of divided weights.</summary>
internal readonly record struct Portion(Batch Batch, Scratch Scratch,
    int FirstGroup = 0, int EndGroup = SampleGroups.Count, int Part = 0, int Parts = 1)
{
    public int First => FirstOf(FirstGroup);
    public int End => FirstOf(EndGroup);

    public int FirstOf(int group) => SampleGroups.FirstOf(group, Batch.Count);
}
