namespace Inkling.Neural.Losses;

/// <summary>
/// A sigmoid for each output and its cross-entropy, as one: p = 1 / (1 + e^−z),
/// L = −(1 / Out) Σ_c t[c] ln p[c] + (1 − t[c]) ln (1 − p[c]). z, p [N, Out]; t is 0 to 1. For classes that
/// do not exclude each other, or two classes with one output. The metric is the accuracy of all outputs.
/// </summary>
public sealed class BinaryCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override string MetricName => "accuracy";

    /// <summary>p = 1 / (1 + e^−z).</summary>
    public override void Predict(Matrix outputs, Matrix predictions)
    {
        ReadOnlySpan<float> z = outputs.Span;
        Span<float> p = predictions.Span;
        for (int i = 0; i < z.Length; i++)
            p[i] = 1 / (1 + MathF.Exp(-z[i]));
    }

    /// <summary>L[n] = mean of max(z, 0) − z t + ln (1 + e^−|z|), which can't overflow; and p.</summary>
    public override void Forward(Matrix outputs, Targets targets, Matrix predictions, Span<double> losses)
    {
        for (int n = 0; n < outputs.Rows; n++)
        {
            ReadOnlySpan<float> z = outputs.Row(n);
            double sum = 0;
            for (int c = 0; c < z.Length; c++)
            {
                double t = targets.Value(n, c, z.Length);
                sum += Math.Max(z[c], 0) - (z[c] * t) + Math.Log(1 + Math.Exp(-Math.Abs(z[c])));
            }
            losses[n] = sum / z.Length;
        }
        Predict(outputs, predictions);
    }

    /// <summary>dz = (p − t) / (N · Out).</summary>
    public override void Backward(Matrix predictions, Targets targets, Matrix dOutputs, int batchSize)
    {
        float weight = 1f / ((float)batchSize * predictions.Columns);
        for (int n = 0; n < predictions.Rows; n++)
        {
            ReadOnlySpan<float> p = predictions.Row(n);
            Span<float> dz = dOutputs.Row(n);
            for (int c = 0; c < p.Length; c++)
                dz[c] = (p[c] - targets.Value(n, c, p.Length)) * weight;
        }
    }

    /// <summary>The share of outputs on their target's side of 0.5. NaN is on neither.</summary>
    public override double Measure(ReadOnlySpan<float> predictions, Targets targets, int n)
    {
        int right = 0;
        for (int c = 0; c < predictions.Length; c++)
        {
            bool isOne = targets.Value(n, c, predictions.Length) >= 0.5f;
            right += (isOne ? predictions[c] >= 0.5f : predictions[c] < 0.5f) ? 1 : 0;
        }
        return (double)right / predictions.Length;
    }
}
