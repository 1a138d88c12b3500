using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// y = γ (x − μ) / √(σ² + ε) + β, channel by channel (Ioffe &amp; Szegedy 2015, alg. 1). μ and σ² are the
/// batch's in training, over all samples and pixels, and running ones in inference: r ← 0.9 r + 0.1 batch,
/// with the unbiased variance (as in PyTorch). X, Y [N, P, C]; γ, β, μ, σ² [C].
/// </summary>
internal sealed class BatchNorm : Layer
{
    internal const double Epsilon = 1e-5;

    /// <summary>A layer over pictures or, with pixels of one value each, vectors.</summary>
    public BatchNorm(Shape shape)
        : base(shape, shape)
    {
        ParameterTensor Of(string name, ParameterKind kind) => new(name, [shape.Channels], 1, 1, kind);
        Parameters =
        [
            Of("scale", ParameterKind.Scales), Of("shift", ParameterKind.Biases),
            Of("mean", ParameterKind.Means), Of("variance", ParameterKind.Variances),
        ];
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <inheritdoc/>
    public override string Text => "batchnorm";

    /// <summary>Scale and shift of each channel in inference: y = x · scale + shift.</summary>
    public (float[] Scales, float[] Shifts) ForInference(ReadOnlySpan<float> parameters)
    {
        float[] scales = new float[Input.Channels], shifts = new float[Input.Channels];
        WriteForInference(parameters, scales, shifts);
        return (scales, shifts);
    }

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers)
    {
        if (buffers.DY.IsEmpty)
            return [new ChannelScaleOperation(this, buffers)];
        BatchStatistics statistics = new(Input, buffers.Y.Rows);
        return
        [
            new BatchStatisticsOperation(statistics, buffers), new BatchNormOperation(statistics, buffers),
        ];
    }

    internal void WriteForInference(ReadOnlySpan<float> parameters, Span<float> scales, Span<float> shifts)
    {
        int channels = Input.Channels;
        for (int c = 0; c < channels; c++)
        {
            double scale = parameters[c] / Math.Sqrt(parameters[(3 * channels) + c] + Epsilon);
            scales[c] = (float)scale;
            shifts[c] = (float)(parameters[channels + c] - (parameters[(2 * channels) + c] * scale));
        }
    }
}

/// <summary>The shared state of the two operations of a batch norm in training.</summary>
internal sealed class BatchStatistics(Shape shape, int capacity)
{
    public int Channels { get; } = shape.Channels;
    public int Pixels { get; } = shape.Size / shape.Channels;

    // Of each sample, [capacity, C]: means and sums of squared deviations; sums of dY and of dY · (x − μ).
    public Matrix Means { get; } = AlignedBuffer.AllocateMatrix(capacity, shape.Channels);
    public Matrix SquaredDeviations { get; } = AlignedBuffer.AllocateMatrix(capacity, shape.Channels);
    public Matrix GradientSums { get; } = AlignedBuffer.AllocateMatrix(capacity, shape.Channels);
    public Matrix ProductSums { get; } = AlignedBuffer.AllocateMatrix(capacity, shape.Channels);

    // Of the batch, [C]: μ and 1 / σ; y = x · Scales + Shifts; dX = dY · Scales + x · XFactors + Offsets,
    // with Scales γ / σ.
    public float[] Mean { get; } = new float[shape.Channels];
    public float[] InverseDeviation { get; } = new float[shape.Channels];
    public float[] Scales { get; } = new float[shape.Channels];
    public float[] Shifts { get; } = new float[shape.Channels];
    public float[] XFactors { get; } = new float[shape.Channels];
    public float[] Offsets { get; } = new float[shape.Channels];
}

/// <summary>
/// The first half of a batch norm in training. Forward it sums over each sample; backward, after the second
/// half of the whole batch, it computes dX.
/// </summary>
internal sealed class BatchStatisticsOperation(BatchStatistics statistics, OperationBuffers buffers)
    : Operation(buffers)
{
    /// <summary>Means and sums of squared deviations of each sample, channel by channel.</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> x = X.Row(n), means = statistics.Means.Row(n);
            Span<float> deviations = statistics.SquaredDeviations.Row(n);
            means.Clear();
            deviations.Clear();
            Channelwise.AddUp(x, means);
            for (int c = 0; c < means.Length; c++)
                means[c] /= statistics.Pixels;
            Channelwise.AddUpSquares(x, means, deviations);
        }
    }

    /// <summary>
    /// dβ = Σ dY, dγ = Σ dY x̂ and dX = γ / σ · (dY − dβ / M − x̂ dγ / M), with x̂ = (x − μ) / σ and M values
    /// in a channel. Written as dX = a · dY + b · x + c.
    /// </summary>
    public override void PrepareBackward(in Portion batch)
    {
        Span<float> gradients = Gradients.Span;
        int channels = statistics.Channels;
        double count = (double)batch.Batch.Count * statistics.Pixels;
        for (int c = 0; c < channels; c++)
        {
            double sum = 0, product = 0, mean = statistics.Mean[c], inverse = statistics.InverseDeviation[c];
            for (int n = 0; n < batch.Batch.Count; n++)
            {
                sum += statistics.GradientSums.Row(n)[c];
                product += statistics.ProductSums.Row(n)[c];
            }
            double dScale = product * inverse, a = Parameters.Span[c] * inverse;
            double b = -a * dScale * inverse / count;
            gradients[c] = (float)dScale;
            gradients[channels + c] = (float)sum;
            gradients[(2 * channels) + c] = gradients[(3 * channels) + c] = 0;
            statistics.XFactors[c] = (float)b;
            statistics.Offsets[c] = (float)((-a * sum / count) - (b * mean));
        }
    }

    /// <summary>dX, by the sums over the batch.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end && !DX.IsEmpty; n++)
        {
            Channelwise.Combine(
                DY.Row(n), statistics.Scales, X.Row(n), statistics.XFactors, statistics.Offsets, DX.Row(n));
        }
    }

    /// <summary>The gradients of γ and β need this even where nobody needs dX.</summary>
    public override bool HasBackward => true;
}

/// <summary>The second half: it normalises forward, and sums up the gradients backward.</summary>
internal sealed class BatchNormOperation(BatchStatistics statistics, OperationBuffers buffers)
    : Operation(buffers)
{
    private const float Momentum = 0.1f;

    public override bool NeedsWholeBatch => true;
    public override bool HasBackward => true;

    /// <summary>
    /// Computes μ and σ², and the running ones. Samples give deviations from their own means: the means'
    /// deviations from μ are added (Chan, Golub &amp; LeVeque 1979).
    /// </summary>
    public override void PrepareForward(in Portion batch)
    {
        Span<float> parameters = Parameters.Span;
        int samples = batch.Batch.Count, channels = statistics.Channels, pixels = statistics.Pixels;
        double count = (double)samples * pixels;
        for (int c = 0; c < channels; c++)
        {
            double mean = 0, deviation = 0;
            for (int n = 0; n < samples; n++)
                mean += statistics.Means.Row(n)[c];
            mean /= samples;
            for (int n = 0; n < samples; n++)
            {
                double off = statistics.Means.Row(n)[c] - mean;
                deviation += statistics.SquaredDeviations.Row(n)[c] + (pixels * off * off);
            }
            double inverse = 1 / Math.Sqrt((deviation / count) + BatchNorm.Epsilon);
            Update(ref parameters[(2 * channels) + c], mean);
            Update(ref parameters[(3 * channels) + c], deviation / Math.Max(1, count - 1));
            statistics.Mean[c] = (float)mean;
            statistics.InverseDeviation[c] = (float)inverse;
            statistics.Scales[c] = (float)(parameters[c] * inverse);
            statistics.Shifts[c] = (float)(parameters[channels + c] - (mean * parameters[c] * inverse));
        }
    }

    /// <summary>y = x · (γ / σ) + (β − μ γ / σ).</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end; n++)
            Channelwise.ScaleAndShift(X.Row(n), statistics.Scales, statistics.Shifts, Y.Row(n));
    }

    /// <summary>Sums of dY and of dY · (x − μ) of each sample, channel by channel.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        Span<float> zeros = stackalloc float[statistics.Channels];
        zeros.Clear();
        for (int n = first; n < end; n++)
        {
            Span<float> sums = statistics.GradientSums.Row(n), products = statistics.ProductSums.Row(n);
            sums.Clear();
            products.Clear();
            Channelwise.AddUp(DY.Row(n), sums);
            Channelwise.AddUpProducts(DY.Row(n), zeros, X.Row(n), statistics.Mean, products);
        }
    }

    private static void Update(ref float running, double ofBatch) =>
        running += Momentum * ((float)ofBatch - running);
}

/// <summary>A batch norm in inference that could not be folded: y = x · scale + shift.</summary>
internal sealed class ChannelScaleOperation(BatchNorm layer, OperationBuffers buffers) : Operation(buffers)
{
    private readonly float[] _scales = new float[layer.Input.Channels];
    private readonly float[] _shifts = new float[layer.Input.Channels];

    public override void PrepareForward(in Portion batch) =>
        layer.WriteForInference(Parameters.Span, _scales, _shifts);

    /// <summary>y = x · scale + shift.</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end; n++)
            Channelwise.ScaleAndShift(X.Row(n), _scales, _shifts, Y.Row(n));
    }

    protected override void BackwardSamples(int first, int end, in Portion portion) =>
        throw new InvalidOperationException("a plan for inference goes forward only.");
}
