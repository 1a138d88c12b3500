namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>One worker's part of a convolution, and the scratch that it needs for that.</summary>
internal abstract class ConvolutionWorker
{
    /// <summary>Y of some samples.</summary>
    public abstract void Outputs(int first, int end);

    /// <summary>The sums of some samples for dV and db, and their dX, if the job has one.</summary>
    /// <param name="first">The first sample.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="weightSums">Laid out as V; added to.</param>
    /// <param name="biasSums">As b; added to.</param>
    public abstract void Gradients(int first, int end, Span<float> weightSums, Span<float> biasSums);
}
