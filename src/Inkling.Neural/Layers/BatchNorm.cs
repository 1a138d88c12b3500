using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// y = γ (x − μ) / √(σ² + ε) + β, channel by channel (Ioffe &amp; Szegedy 2015, alg. 1). While learning μ and σ² are those of the
/// batch, over all samples and pixels; while reading they are running ones, r ← 0.9 r + 0.1 batch, the variance without bias
/// (as in PyTorch). X, Y [N, P, C], a pixel's channels together; γ, β, μ, σ² [C].
/// </summary>
public sealed class BatchNorm : Layer
{
    private const double Epsilon = 1e-5;
    private const float Momentum = 0.1f;

    private readonly SamplesWork _countSums, _apply, _countGradients, _gradients;

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
        (_countSums, _apply, _countGradients, _gradients) = (CountSums, Apply, CountGradients, Gradients);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterTensor> Parameters { get; }

    // Of each sample its mean and its sum of squared deviations, and later its sums of dY and of dY · (x − μ). Row 0 takes what
    // all samples come to: μ and 1 / σ, then the factors of Y or dX.
    /// <summary>Six values a channel.</summary>
    public override int KeptPerSample => 6 * Channels;

    /// <inheritdoc/>
    public override bool CanRectify => true;

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override string Text => "batchnorm";

    private int Channels => Input.Channels;

    private int Pixels => Input.Size / Channels;

    /// <summary>Scale and shift of each channel while reading: y = x · scale + shift.</summary>
    public (float[] Scales, float[] Shifts) WhileReading(ReadOnlySpan<float> parameters)
    {
        float[] scales = new float[Channels], shifts = new float[Channels];
        for (int c = 0; c < Channels; c++)
        {
            double scale = parameters[c] / Math.Sqrt(parameters[(3 * Channels) + c] + Epsilon);
            scales[c] = (float)scale;
            shifts[c] = (float)(parameters[Channels + c] - (parameters[(2 * Channels) + c] * scale));
        }
        return (scales, shifts);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass)
    {
        if (!pass.Training)
        {
            Read(pass);
            return;
        }
        pass.Samples.Run(pass, _countSums);
        Summarise(pass);
        pass.Samples.Run(pass, _apply);
    }

    /// <summary>
    /// dβ = Σ dY, dγ = Σ dY x̂ and dX = γ / σ · (dY − dβ / M − x̂ dγ / M), with x̂ = (x − μ) / σ and M values in a channel.
    /// </summary>
    public override void Backward(in LayerPass pass)
    {
        pass.Samples.Run(pass, _countGradients);
        SummariseGradients(pass);
        if (!pass.DX.IsEmpty)
            pass.Samples.Run(pass, _gradients);
    }

    // Not allocating is a promise of learning only; a network that reads often is folded.
    private void Read(in LayerPass pass)
    {
        (float[] scales, float[] shifts) = WhileReading(pass.Parameters.Span);
        Channelwise.ScaleAndShift(pass.X.Span, scales, shifts, pass.Y.Span);
        if (pass.Rectifies)
            Elementwise.Relu(pass.Y.Span, pass.Y.Span);
    }

    private void CountSums(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> x = pass.X.Row(n), means = Part(pass, n, 0), deviations = Part(pass, n, 1);
            means.Clear();
            deviations.Clear();
            Channelwise.AddUp(x, means);
            for (int c = 0; c < means.Length; c++)
                means[c] /= Pixels;
            Channelwise.AddUpSquares(x, means, deviations);
        }
    }

    // The samples' deviations are those from their own means: what these lack is the means' deviation from the mean
    // (Chan, Golub & LeVeque 1979).
    private void Summarise(in LayerPass pass)
    {
        Span<float> parameters = pass.Parameters.Span;
        int samples = pass.X.Rows;
        double count = (double)samples * Pixels;
        for (int c = 0; c < Channels; c++)
        {
            double mean = 0, deviation = 0;
            for (int n = 0; n < samples; n++)
                mean += Part(pass, n, 0)[c];
            mean /= samples;
            for (int n = 0; n < samples; n++)
            {
                double off = Part(pass, n, 0)[c] - mean;
                deviation += Part(pass, n, 1)[c] + (Pixels * off * off);
            }
            double inverse = 1 / Math.Sqrt((deviation / count) + Epsilon);
            Count(ref parameters[(2 * Channels) + c], mean);
            Count(ref parameters[(3 * Channels) + c], deviation / Math.Max(1, count - 1));
            Part(pass, 0, 0)[c] = (float)mean;
            Part(pass, 0, 1)[c] = (float)inverse;
            Part(pass, 0, 4)[c] = (float)(parameters[c] * inverse);
            Part(pass, 0, 5)[c] = (float)(parameters[Channels + c] - (mean * parameters[c] * inverse));
        }
    }

    private static void Count(ref float running, double ofBatch) => running += Momentum * ((float)ofBatch - running);

    private void Apply(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> y = pass.Y.Row(n);
            Channelwise.ScaleAndShift(pass.X.Row(n), Part(pass, 0, 4), Part(pass, 0, 5), y);
            if (pass.Rectifies)
                Elementwise.Relu(y, y);
        }
    }

    private void CountGradients(in LayerPass pass, int first, int end)
    {
        Span<float> zeros = stackalloc float[Channels];
        zeros.Clear();
        for (int n = first; n < end; n++)
        {
            Span<float> sums = Part(pass, n, 2), products = Part(pass, n, 3);
            sums.Clear();
            products.Clear();
            Channelwise.AddUp(pass.DY.Row(n), sums);
            Channelwise.AddUpProducts(pass.DY.Row(n), zeros, pass.X.Row(n), Part(pass, 0, 0), products);
        }
    }

    // dX = a · dY + b · x + c, channel by channel; a, b and c go where row 0's sums were.
    private void SummariseGradients(in LayerPass pass)
    {
        Span<float> gradients = pass.Gradients.Span;
        int samples = pass.X.Rows;
        double count = (double)samples * Pixels;
        for (int c = 0; c < Channels; c++)
        {
            double sum = 0, product = 0, mean = Part(pass, 0, 0)[c], inverse = Part(pass, 0, 1)[c];
            for (int n = 0; n < samples; n++)
            {
                sum += Part(pass, n, 2)[c];
                product += Part(pass, n, 3)[c];
            }
            double dScale = product * inverse, a = pass.Parameters.Span[c] * inverse, b = -a * dScale * inverse / count;
            gradients[c] = (float)dScale;
            gradients[Channels + c] = (float)sum;
            gradients[(2 * Channels) + c] = gradients[(3 * Channels) + c] = 0;
            Part(pass, 0, 2)[c] = (float)b;
            Part(pass, 0, 3)[c] = (float)((-a * sum / count) - (b * mean));
            Part(pass, 0, 4)[c] = (float)a;
        }
    }

    private void Gradients(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> dX = pass.DX.Row(n);
            Channelwise.Combine(pass.DY.Row(n), Part(pass, 0, 4), pass.X.Row(n), Part(pass, 0, 2), Part(pass, 0, 3), dX);
            if (pass.MasksDX)
                Elementwise.ReluGradient(pass.X.Row(n), dX, dX);
        }
    }

    private Span<float> Part(in LayerPass pass, int n, int part) => pass.Kept.Row(n).Slice(part * Channels, Channels);
}
