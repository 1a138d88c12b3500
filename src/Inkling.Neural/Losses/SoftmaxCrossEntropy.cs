using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Losses;

/// <summary>
/// Softmax and cross-entropy as one: p = softmax(z), L = −Σ_c t[c] ln p[c]. z, p [N, C]. Their joint gradient
/// is simply p − t, and ln p stays exact where p underflows. t is 1 − ε + ε/C for the label and ε/C for the
/// others (label smoothing: Szegedy et al. 2016, sect. 7), or any distribution (distillation: Hinton, Vinyals
/// &amp; Dean 2015).
/// </summary>
/// <param name="smoothing">ε.</param>
public sealed class SoftmaxCrossEntropy(float smoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string MetricName => "accuracy";

    /// <summary>p[n, c] = exp(z[n, c] − max z[n]) / Σ: without the subtraction exp could overflow.</summary>
    public override void Predict(Matrix outputs, Matrix predictions)
    {
        for (int n = 0; n < outputs.Rows; n++)
            Softmax(outputs.Row(n), predictions.Row(n));
    }

    /// <summary>L[n] = ln Σ exp(z − max) − Σ_c t[c] (z[c] − max), and p.</summary>
    public override void Forward(Matrix outputs, Targets targets, Matrix predictions, Span<double> losses)
    {
        for (int n = 0; n < outputs.Rows; n++)
        {
            Span<float> z = outputs.Row(n);
            float max = Max(z);
            double expected = 0;
            if (targets.Values.IsEmpty)
            {
                expected = (1 - smoothing) * (z[targets.Labels.Span[n]] - max);
                if (smoothing > 0)
                    expected += smoothing * (TensorPrimitives.Sum<float>(z) / z.Length - max);
            }
            else
            {
                Span<float> t = targets.Values.Row(n);
                for (int c = 0; c < z.Length; c++)
                    expected += t[c] * (z[c] - max);
            }
            losses[n] = Math.Log(Softmax(z, predictions.Row(n))) - expected;
        }
    }

    /// <summary>dz = (p − t) / N.</summary>
    public override void Backward(Matrix predictions, Targets targets, Matrix dOutputs, int batchSize)
    {
        float weight = 1f / batchSize, spread = weight * smoothing / predictions.Columns;
        for (int n = 0; n < predictions.Rows; n++)
        {
            ReadOnlySpan<float> p = predictions.Row(n);
            Span<float> dz = dOutputs.Row(n);
            if (targets.Values.IsEmpty)
            {
                for (int c = 0; c < p.Length; c++)
                    dz[c] = (p[c] * weight) - spread;
                dz[targets.Labels.Span[n]] -= weight * (1 - smoothing);
            }
            else
            {
                ReadOnlySpan<float> t = targets.Values.Row(n);
                for (int c = 0; c < p.Length; c++)
                    dz[c] = (p[c] - t[c]) * weight;
            }
        }
    }

    /// <summary>1 if the label has the largest probability, and is the first of equal ones.</summary>
    public override double Measure(ReadOnlySpan<float> predictions, Targets targets, int n)
    {
        int label = targets.Labels.Span[n];
        float own = predictions[label];
        // Without a branch, which would often be mispredicted; by < alone, so that NaN is never correct.
        bool isCorrect = true;
        for (int c = 0; c < predictions.Length; c++)
            isCorrect &= (predictions[c] < own) | ((predictions[c] == own) & (c >= label));
        return isCorrect ? 1 : 0;
    }

    // Returns Σ exp(z − max). By vectors of four, the last one filled up: a score's exponential does not
    // depend on where it stands. TensorPrimitives would take longer to start than one digit takes to read.
    private static float Softmax(ReadOnlySpan<float> z, Span<float> p)
    {
        float max = Max(z), sum = 0;
        Span<float> four = stackalloc float[Vector128<float>.Count];
        for (int first = 0; first < z.Length; first += four.Length)
        {
            int count = Math.Min(four.Length, z.Length - first);
            for (int i = 0; i < count; i++)
                four[i] = z[first + i] - max;
            Vector128.Exp(Vector128.Create<float>(four)).CopyTo(four);
            for (int i = 0; i < count; i++)
                sum += p[first + i] = four[i];
        }
        for (int c = 0; c < p.Length; c++)
            p[c] /= sum;
        return sum;
    }

    // NaN if there is one, so that a diverged network is seen and not read as class 0.
    private static float Max(ReadOnlySpan<float> values)
    {
        float max = float.NegativeInfinity;
        foreach (float value in values)
            max = MathF.Max(max, value);
        return max;
    }
}
