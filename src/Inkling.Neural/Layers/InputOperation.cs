using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Layers;

/// <summary>The start of a plan whose first layer reads floats: it copies them, or widens bytes.</summary>
internal sealed class InputOperation(OperationBuffers buffers) : Operation(buffers)
{
    /// <summary>Y[n, j] = byte[n, j] · (1 / scale), or the float.</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        SampleBatch samples = portion.Batch.Samples;
        for (int n = first; n < end; n++)
        {
            if (samples.IsFloat)
                samples.FloatSample(n).CopyTo(Y.Row(n));
            else
                PackedBytes.Widen(samples.Sample(n), 1 / samples.Scale, Y.Row(n));
        }
    }

    /// <summary>Nobody needs a gradient by the samples.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
    }
}
