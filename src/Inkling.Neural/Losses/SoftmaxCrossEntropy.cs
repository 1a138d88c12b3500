using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Neural.Kernels;

namespace Inkling.Neural.Losses;

/// <summary>
/// Softmax and cross-entropy as one: p = softmax(z), L = −(1/N) Σₙ ln p[n, labelₙ]. z, p [N, C].
/// One, because their joint gradient is simply (p − onehot) / N, and ln p is exact even where p underflows.
/// </summary>
public static class SoftmaxCrossEntropy
{
    /// <summary>
    /// p[n, c] = exp(z[n, c] − max z[n]) / Σ: the largest score is subtracted first, so that exp can't
    /// overflow.
    /// <paramref name="probabilities"/> is overwritten and may equal <paramref name="scores"/>.
    /// </summary>
    public static void Softmax(Matrix scores, Matrix probabilities)
    {
        Shift(scores, probabilities);
        // One row, such as a digit that is read alone, is done value by value: the vectors' code is compiled anew in each process,
        // which takes longer than reading it.
        if (scores.Rows > 1)
        {
            Exponentiate(probabilities);
        }
        else
        {
            foreach (ref float value in probabilities.Span)
                value = MathF.Exp(value);
        }
        for (int n = 0; n < scores.Rows; n++)
            Normalise(probabilities.Row(n));
    }

    /// <summary>
    /// The mean loss over N rows, −Σ_c t[c] ln p[n, c] with t = 1 − ε + ε/C for the label and ε/C for the others (Szegedy et al. 2016,
    /// sect. 7: label smoothing). <paramref name="probabilities"/> is overwritten with p, for Backward.
    /// </summary>
    public static double Forward(Matrix scores, ReadOnlySpan<int> labels, Matrix probabilities, float smoothing = 0)
    {
        double[] losses = new double[scores.Rows];
        Forward(scores, labels, probabilities, losses, smoothing);
        return losses.Sum() / scores.Rows;
    }

    /// <summary>The same, but each row's loss by itself, in <paramref name="losses"/> [N].</summary>
    public static void Forward(
        Matrix scores, ReadOnlySpan<int> labels, Matrix probabilities, Span<double> losses, float smoothing = 0)
    {
        Debug.Assert(labels.Length == scores.Rows, "one label a row");
        Shift(scores, probabilities);
        for (int n = 0; n < scores.Rows; n++)
        {
            // −ln p = ln Σ exp(z − max) − (z[label] − max)
            double target = (1 - smoothing) * probabilities.Row(n)[labels[n]];
            if (smoothing > 0)
            {
                Span<float> z = scores.Row(n);
                target += smoothing * (TensorPrimitives.Sum<float>(z) / z.Length - Max(z));
            }
            losses[n] = -target;
        }
        Exponentiate(probabilities);
        NormaliseAndAddLogarithms(probabilities, losses);
    }

    /// <summary>
    /// Each row's loss, −Σ_c t[c] ln p[n, c], where t [N, C] is any distribution: what another network gives for the same sample, in
    /// distillation (Hinton, Vinyals &amp; Dean 2015).
    /// </summary>
    public static void Forward(Matrix scores, Matrix targets, Matrix probabilities, Span<double> losses)
    {
        Debug.Assert(targets.Rows == scores.Rows && targets.Columns == scores.Columns, "a target for each score");
        Shift(scores, probabilities);
        for (int n = 0; n < scores.Rows; n++)
        {
            Span<float> shifted = probabilities.Row(n), t = targets.Row(n);
            double target = 0;
            for (int c = 0; c < shifted.Length; c++)
                target += t[c] * shifted[c];
            losses[n] = -target;
        }
        Exponentiate(probabilities);
        NormaliseAndAddLogarithms(probabilities, losses);
    }

    // p = z − max, row by row.
    private static void Shift(Matrix scores, Matrix p)
    {
        for (int n = 0; n < scores.Rows; n++)
        {
            Span<float> z = scores.Row(n), shifted = p.Row(n);
            float max = Max(z);
            for (int c = 0; c < z.Length; c++)
                shifted[c] = z[c] - max;
        }
    }

    // p = exp(p), of a group of rows at once, because a row alone is short for a vector: how long a piece is decides how it is
    // done, and so its bits. Threads that share out rows share out such groups.
    private static void Exponentiate(Matrix p)
    {
        int group = Share.RowsOfGroup * p.Columns;
        for (Span<float> rest = p.Span; !rest.IsEmpty; rest = rest[Math.Min(group, rest.Length)..])
        {
            Span<float> some = rest[..Math.Min(group, rest.Length)];
            TensorPrimitives.Exp(some, some);
        }
    }

    // losses[n] += ln Σ p[n], by the same groups and for the same reason.
    private static void NormaliseAndAddLogarithms(Matrix p, Span<double> losses)
    {
        Span<double> group = stackalloc double[Share.RowsOfGroup];
        for (int first = 0; first < p.Rows; first += group.Length)
        {
            Span<double> sums = group[..Math.Min(group.Length, p.Rows - first)];
            for (int i = 0; i < sums.Length; i++)
                sums[i] = Normalise(p.Row(first + i));
            TensorPrimitives.Log(sums, sums);
            for (int i = 0; i < sums.Length; i++)
                losses[first + i] += sums[i];
        }
    }

    // Returns the sum that the row had.
    private static float Normalise(Span<float> p)
    {
        float sum = 0;
        foreach (float value in p)
            sum += value;
        int c = 0;
        ref float first = ref MemoryMarshal.GetReference(p);
        for (; c + Vector128<float>.Count <= p.Length; c += Vector128<float>.Count)
            (Vector128.LoadUnsafe(ref first, (nuint)c) / sum).StoreUnsafe(ref first, (nuint)c);
        for (; c < p.Length; c++)
            p[c] /= sum;
        return sum;
    }

    /// <summary>
    /// dz = (p − t) / N, where N is <paramref name="batch"/> if these rows are not all that the loss is the mean of.
    /// <paramref name="dScores"/> is overwritten and may equal p.
    /// </summary>
    public static void Backward(
        Matrix probabilities, ReadOnlySpan<int> labels, Matrix dScores, float smoothing = 0, int? batch = null)
    {
        float share = 1f / (batch ?? probabilities.Rows), spread = share * smoothing / probabilities.Columns;
        for (int n = 0; n < probabilities.Rows; n++)
        {
            ReadOnlySpan<float> p = probabilities.Row(n);
            Span<float> dz = dScores.Row(n);
            for (int c = 0; c < p.Length; c++)
                dz[c] = (p[c] * share) - spread;
            dz[labels[n]] -= share * (1 - smoothing);
        }
    }

    /// <summary>The same for targets [N, C]: dz = (p − t) / N.</summary>
    public static void Backward(Matrix probabilities, Matrix targets, Matrix dScores, int batch)
    {
        float share = 1f / batch;
        ReadOnlySpan<float> p = probabilities.Span, t = targets.Span;
        Span<float> dz = dScores.Span;
        for (int i = 0; i < dz.Length; i++)
            dz[i] = (p[i] - t[i]) * share;
    }

    // A NaN among the scores comes out as NaN, so that a diverged network is seen and not read as class 0.
    private static float Max(ReadOnlySpan<float> values)
    {
        float max = float.NegativeInfinity;
        if (values.Length >= Vector128<float>.Count)
        {
            // The last four overlap with others, which a maximum does not mind.
            Vector128<float> largest = Vector128.Create(values[^Vector128<float>.Count..]);
            for (; values.Length >= Vector128<float>.Count; values = values[Vector128<float>.Count..])
                largest = Vector128.Max(largest, Vector128.Create(values));
            max = MathF.Max(MathF.Max(largest[0], largest[1]), MathF.Max(largest[2], largest[3]));
        }
        else
        {
            foreach (float value in values)
                max = MathF.Max(max, value);
        }
        return max;
    }
}
