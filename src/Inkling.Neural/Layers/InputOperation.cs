using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Layers;

/// <summary>The start of a plan whose first layer does not read bytes: it makes floats of them.</summary>
internal sealed class InputOperation(OperationBuffers buffers) : Operation(buffers)
{
    /// <summary>Y[n, j] = byte[n, j] · (1 / scale).</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end; n++)
            PackedBytes.Widen(portion.Batch.Bytes.Sample(n), 1 / portion.Batch.Bytes.Scale, Y.Row(n));
    }

    /// <summary>Nobody needs a gradient by the samples.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
    }
}
